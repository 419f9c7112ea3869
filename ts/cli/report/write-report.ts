// From a recorded run to its report: measures, verdict, figures, page.

import { setAside } from "../files/network-file.ts";
import { writeResult } from "../files/result-folder.ts";
import type { Summary } from "../files/summary.ts";
import type { Progress } from "../terminal/progress.ts";
import { duration } from "../terminal/terminal.ts";
import type { Figure } from "./drawings.ts";
import { type PageTable, resultPage } from "./page.ts";
import type { RecordedRun } from "./recorded-run.ts";
import { type Judged, judge } from "./references.ts";
import { remarksOn } from "./remarks.ts";
import { repetitionOf } from "./repetition.ts";
import { type MeasuredGroup, measureGroups } from "./statistics.ts";
import { warningLines } from "./warning-lines.ts";

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
  readonly tables?: readonly PageTable[];
  /** Figures that are written already. */
  readonly figures?: readonly Figure[];
  readonly files: readonly string[];
}

/** What stands in a folder besides the page and its figures. */
export function filesOf({ recording, network }: Summary): string[] {
  const aside = setAside(network);
  return ["summary.json", ...(aside ? [aside.file] : []), ...(recording === null ? [] : [recording])];
}

/** The same with what the run has to tell of itself. */
export function supplemented(extras: ReportExtras, { supplement }: Summary): ReportExtras {
  if (!supplement) return extras;
  return {
    facts: [...supplement.facts, ...extras.facts],
    tables: [...(extras.tables ?? []), ...supplement.tables],
    figures: [...(extras.figures ?? []), ...supplement.figures],
    files: [...extras.files, ...supplement.files],
  };
}

/** Draws the figures and writes `index.html`. */
export async function writeReport(
  { folder, spikes, summary }: RecordedRun,
  { groups, judged }: Analysis,
  { facts, tables = [], figures = [], files }: ReportExtras,
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
    title,
    facts,
    judgement,
    tables,
    files,
    populations: groups.map(({ statistics }) => statistics),
    remarks: remarksOn(summary, groups),
    warnings: warningLines(summary.warnings ?? []),
    repetition: repetitionOf(summary),
    figures: [...drawn, ...figures],
  });
  writeResult(folder, "index.html", page);
}

/** The first words of a source, up to a comma or bracket. */
const shortName = (source: string): string => source.split(/[,(]/)[0]?.trim() ?? "";
