// Comparisons as people read them.
import type { ComparedMeasure, Comparison } from "../../analysis/index.ts";
import { fixed, shortened, type Terminal } from "../terminal/terminal.ts";

/** Names of the measures in tables, and the decimals of their means and distances. */
const shown: Readonly<Record<ComparedMeasure, readonly [name: string, mean: number, distance: number]>> = {
  rate: ["rate", 3, 3],
  cv: ["CV of ISI", 3, 3],
  correlation: ["correlation", 5, 3],
  bandPower: ["spectrum", 3, 3],
  lowGamma: ["low gamma", 1, 1],
  highGamma: ["high gamma", 1, 1],
  synchrony: ["var/mean", 2, 2],
};

/** Titles of the columns. */
export const verdictHeading: readonly string[] = [
  "population",
  "measure",
  "here",
  "reference",
  "distance",
  "seeds",
  "limit",
  "p",
  "verdict",
];

/** The cells of a comparison. */
export function verdictRow(comparison: Comparison): string[] {
  const { population, measure, distance, spread, limit, means, p, verdict, reason } = comparison;
  const [name, decimals, places] = shown[measure];
  return [
    shortened(population),
    name,
    ...means.map((value) => fixed(value, decimals)),
    fixed(distance, places),
    spread ? `${fixed(spread.mean, places)} ± ${fixed(spread.deviation, places)}` : "-",
    fixed(limit, places),
    fixed(p, 3),
    verdict === "different" ? `DIFFERENT: ${reason}` : verdict,
  ];
}

/** What the columns mean. */
export const verdictNote: string =
  "Distance: Kolmogorov-Smirnov for rate, CV and correlation, largest difference of log10 power in bands of " +
  "10 1/s for the spectrum, absolute for the others. Seeds: the same between runs that differ only in the seed. " +
  "Limit: what chance explains, from their mean, their sd and the number of runs; or the published limit if that is " +
  "larger. Presence: one side has the measure in all runs, the other in none.";

/** How many verdicts of each kind there are, in a sentence. */
export function verdictSentence(comparisons: readonly Comparison[]): string {
  const count = (verdict: Comparison["verdict"]): number =>
    comparisons.filter((comparison) => comparison.verdict === verdict).length;
  const undecided = count("undecided");
  const rest = undecided > 0 ? `, ${undecided} undecided` : "";
  const equivalent = `${count("equivalent")} of ${comparisons.length} comparisons equivalent`;
  return `${equivalent}, ${count("different")} different${rest}.`;
}

/** Prints every comparison. */
export function showVerdicts(terminal: Terminal, comparisons: readonly Comparison[]): void {
  terminal.table(verdictHeading, comparisons.map(verdictRow), [0, 1]);
  terminal.say(`\n  ${verdictSentence(comparisons)}`);
}

/** Prints a line per population: the distances, and a mark where they are not equivalent. */
export function showDistances(terminal: Terminal, comparisons: readonly Comparison[]): void {
  const measures = [...new Set(comparisons.map(({ measure }) => measure))];
  const labels = [...new Set(comparisons.map(({ population }) => population))];
  const cell = (label: string, wanted: ComparedMeasure): string => {
    const found = comparisons.find(({ population, measure }) => population === label && measure === wanted);
    if (!found) return "-";
    const mark = { equivalent: " ", different: "!", undecided: "?" }[found.verdict];
    return `${fixed(found.distance, shown[wanted][2])}${mark}`;
  };
  terminal.table(
    ["distance", ...measures.map((measure) => `${shown[measure][0]} `)],
    labels.map((label) => [shortened(label), ...measures.map((measure) => cell(label, measure))]),
  );
  terminal.say(`  ${verdictSentence(comparisons)} (! different, ? undecided)`);
}
