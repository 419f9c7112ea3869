// What there is to say about the figures of a run; all numbers are those of the run.
import { gammaBands } from "../../analysis/index.ts";
import { populationName } from "../../plot/frame/style.ts";
import type { Summary } from "../files/summary.ts";
import { fixed } from "../terminal/terminal.ts";
import { wholeMicrocircuit } from "./references.ts";
import type { MeasuredGroup } from "./statistics.ts";

type Band = keyof typeof gammaBands;

/** Remarks on a run's figures and peaks. */
export function remarksOn({ command, options }: Summary, groups: readonly MeasuredGroup[]): string[] {
  const peaks = (Object.keys(gammaBands) as Band[]).map((band) => peakSentence(band, groups));
  const rows =
    "The raster shows evenly spaced neurons of every population, small populations more densely than large ones.";
  if (command !== "run microcircuit") return [rows, ...peaks];
  return [rows, ...peaks, variantRemark(options)];
}

/** Where the populations have their peaks in a band. */
function peakSentence(band: Band, groups: readonly MeasuredGroup[]): string {
  const [low, high] = gammaBands[band].band;
  const found = groups.filter(({ measures }) => Number.isFinite(measures[band]));
  const where = `between ${low} and ${high} 1/s`;
  if (found.length === 0) return `No population of this run has a peak ${where} that stands out from noise.`;
  const list = found.map(({ label, measures }) => `${populationName(label)} ${fixed(measures[band], 1)}`);
  return `Peaks of this run ${where} [1/s]: ${list.join(", ")}.`;
}

function variantRemark(options: Summary["options"]): string {
  if (options.variant === "bos2016")
    return "Bos et al. (2016) changed the model so that it oscillates less, at the frequencies of mean-field theory.";
  return wholeMicrocircuit(options)
    ? "Peaks that are often shown of this model at other frequencies belong to the variant of Bos et al. (2016): " +
        "cajal run microcircuit --variant bos2016."
    : "A network of another size than the published one has other peaks: fewer neurons give larger fluctuations.";
}
