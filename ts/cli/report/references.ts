// Which stored simulations a run can be compared with.
import { fileURLToPath } from "node:url";
import { type CompareOptions, type Comparison, compare, type MeasuredRun } from "../../analysis/index.ts";
import { microcircuitLimits } from "../../networks/index.ts";
import type { Summary } from "../files/summary.ts";
import { type EnsembleFile, readEnsemble } from "./ensemble-file.ts";

/** A run beside a stored reference. */
export interface Judged {
  readonly reference: EnsembleFile;
  readonly comparisons: readonly Comparison[];
}

const stored = (name: string): EnsembleFile =>
  readEnsemble(fileURLToPath(new URL(`../../networks/reference/${name}.json`, import.meta.url)));

/** What is known in advance of the microcircuit at full size: its limits, and its spread over seeds. */
export function knowledgeOf(summary: Summary): CompareOptions {
  const { command, options, window } = summary;
  if (command !== "run microcircuit" || !wholeMicrocircuit(options)) return {};
  const spread = ensembleOf(summary);
  if (spread) return { limits: microcircuitLimits, spread: spread.populations };
  // Shorter runs differ more between seeds than the published limits, which are for 900 s, allow.
  return window.tStop - window.tStart >= longEnough ? { limits: microcircuitLimits } : {};
}

// [ms]
const longEnough = 600_000;

/** Our own ensemble of the same network over the same time; distributions of rates depend on that time. */
function ensembleOf({ options, window }: Summary): EnsembleFile | undefined {
  if (!wholeMicrocircuit(options)) return undefined;
  const file = stored(`cajal-${options.drive}`);
  return sameLength(window, file.window) ? file : undefined;
}

/** Whether a run of the microcircuit had the published form and size. */
export function wholeMicrocircuit({ variant, scale, indegreeScale }: Summary["options"]): boolean {
  return variant === "published" && scale === 1 && (indegreeScale ?? 1) === 1;
}

function sameLength(a: Summary["window"], b: Summary["window"]): boolean {
  return Math.abs((a.tStop - a.tStart) / (b.tStop - b.tStart) - 1) < 0.01;
}

/** Joins what was stored of several sources; of a measure that two have, the first one counts. */
function joined(first: EnsembleFile, second: EnsembleFile): EnsembleFile {
  const labels = Object.keys(first.populations);
  const populations = labels.map((label) => [
    label,
    { ...second.populations[label], ...first.populations[label] },
  ]);
  return {
    ...first,
    source: `${first.source} (distributions); ${second.source} (spread, spectra, synchrony)`,
    populations: Object.fromEntries(populations),
  };
}

/**
 * Compares a run with what ships with the program: the microcircuit at full size with NEST's distributions over the
 * same time and our own spectra; the variant of Bos et al. with the peaks that theory predicts. Others have none.
 */
export function judge(summary: Summary, run: MeasuredRun): Judged | undefined {
  const reference = referenceFor(summary);
  if (!reference) return undefined;
  return { reference, comparisons: compare([run], reference.populations, knowledgeOf(summary)) };
}

function referenceFor(summary: Summary): EnsembleFile | undefined {
  const { command, options, window } = summary;
  if (command !== "run microcircuit") return undefined;
  if (options.variant === "bos2016" && options.scale === 1 && window.tStop - window.tStart >= 2000)
    return stored("theory-bos2016");
  const ensemble = ensembleOf(summary);
  return ensemble && joined(stored(`nest-${options.drive}`), ensemble);
}
