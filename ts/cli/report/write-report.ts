// From a recorded run to its report: measures, verdict, figures, page.
import type { Progress } from "../progress.ts";
import { writeResult } from "../result-folder.ts";
import type { Summary } from "../summary.ts";
import { duration } from "../terminal.ts";
import type { Figure } from "./figures.ts";
import { resultPage } from "./page.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { type Judged, judge } from "./references.ts";
import { type MeasuredGroup, measureGroups } from "./statistics.ts";

/** What was found out about a run. */
export interface Analysis {
  readonly groups: readonly MeasuredGroup[];
  readonly judged: Judged | undefined;
}

/** Takes all measures of a run and compares them with the reference that there is for it. */
export function analyse({ spikes, groups, summary }: RecordedRun, progress: Progress): Analysis {
  const begin = performance.now();
  progress.begin("analyse");
  const onProgress = (fraction: number): void => progress.advance({ fraction });
  const measured = measureGroups(spikes, groups, { ...summary.window, onProgress });
  const run = Object.fromEntries(measured.map(({ label, measures }) => [label, measures]));
  const judged = judge(summary, run);
  progress.end(`${measured.length} populations in ${duration((performance.now() - begin) / 1000)}`);
  return { groups: measured, judged };
}

/** What the report is made of besides the analysis. */
export interface ReportExtras {
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Figures that are written already. */
  readonly figures?: readonly Figure[];
  readonly files: readonly string[];
}

/** Draws the figures and writes `index.html`. */
export async function writeReport(
  { folder, spikes, summary }: RecordedRun,
  { groups, judged }: Analysis,
  { facts, figures = [], files }: ReportExtras,
  progress: Progress,
): Promise<void> {
  const begin = performance.now();
  progress.begin("draw");
  // Loaded here, so that no other command waits for the drawing library.
  const { writeFigures } = await import("./figures.ts");
  const { window, title } = summary;
  const beside = judged && { reference: judged.reference, referenceName: shortName(judged.reference.source) };
  const drawn = await writeFigures(folder, { spikes, groups, window, ...beside }, (fraction) =>
    progress.advance({ fraction }),
  );
  progress.end(`${drawn.length} figures in ${duration((performance.now() - begin) / 1000)}`);
  const judgement = judged && {
    reference: judged.reference.source,
    comparisons: judged.comparisons,
  };
  const page = resultPage({
    ...{ title, facts, judgement, files },
    populations: groups.map(({ statistics }) => statistics),
    remarks: remarksOn(summary),
    figures: [...drawn, ...figures],
  });
  writeResult(folder, "index.html", page);
}

/** The first words of a source, up to a comma or bracket. */
const shortName = (source: string): string => source.split(/[,(]/)[0]?.trim() ?? "";

function remarksOn({ command, options }: Summary): string[] {
  if (command !== "run microcircuit") return [];
  const remark =
    options.variant === "bos2016"
      ? "Bos et al. (2016) changed the model so that it oscillates less, at the frequencies of mean-field theory."
      : "As published the model oscillates at about 82 1/s, and between 330 and 365 1/s. The peaks at 64 and 300 1/s " +
        "that are often shown belong to the variant of Bos et al. (2016): cajal run microcircuit --variant bos2016.";
  return [remark];
}
