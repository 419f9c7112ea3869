// Is one simulation statistically the same as another?
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { number, optional, recordOf, withParts } from "../../arguments/kinds.ts";
import { holm } from "../samples/holm.ts";
import { permutationTest } from "../samples/permutation-test.ts";
import { chanceDistance, chanceMeans, spreadOf, storedSpread } from "./chance.ts";
import {
  type ComparedMeasure,
  comparedMeasures,
  distanceOf,
  isPresent,
  isSample,
  meanOf,
  runsOf,
  type Side,
  storedDistance,
  type Value,
} from "./compared-measures.ts";
import type { PopulationMeasures } from "./population-measures.ts";
import type { SampleName } from "./population-samples.ts";
import {
  finiteMean,
  inAll,
  type MeasuredRun,
  ofEnsemble,
  ofRuns,
  pairDistances,
  type Spread,
  type StoredEnsemble,
  type StoredPopulation,
} from "./stored-ensemble.ts";

/** Known limits of samples by population: of the distance, and of the means (relative for rates). */
export type Limits = Readonly<
  Record<string, Readonly<Record<SampleName, { readonly distance: number; readonly mean: number }>>>
>;

/** Options of {@link compare}. */
export interface CompareOptions {
  /** Limits that are known for this network; they are widened to the spread between seeds. */
  readonly limits?: Limits;
  /** An ensemble that shows the spread between seeds, where the compared runs are too few to show it. */
  readonly spread?: StoredEnsemble;
}

/** One measure of one population, compared. */
export interface Comparison {
  readonly population: string;
  readonly measure: ComparedMeasure;
  /** Distance of every run of one side from every run, or the stored ensemble, of the other. */
  readonly distances: readonly number[];
  /** Their mean: Kolmogorov-Smirnov (samples), largest difference of log10 power (bandPower), else absolute. */
  readonly distance: number;
  /** Distances between runs that differ in nothing but the seed; undefined where nothing shows them. */
  readonly spread: Spread | undefined;
  /** Largest distance that chance explains; undefined where nothing tells. */
  readonly limit: number | undefined;
  /** Means over the runs of either side, and how far they may lie apart; NaN for spectra. */
  readonly means: readonly [number, number];
  readonly meanLimit: number | undefined;
  /** Holm-adjusted p-value of the permutation test, with five or more runs on both sides. */
  readonly p: number | undefined;
  /** `undecided`: they differ, and nothing shows how much equivalent runs do; give more runs. */
  readonly verdict: "equivalent" | "different" | "undecided";
  /** Why it is different: the distance, the means, the permutation test, or that one side lacks the measure. */
  readonly reason: "distance" | "mean" | "permutation" | "presence" | undefined;
}

// The permutation test says little below: 5 + 5 runs can be dealt in 252 ways only.
const enoughRuns = 5;
const significance = 0.01;

// So many runs without a measure show that it is not there by chance.
const enoughWithout = 3;

// Smaller differences do not matter in any network: log10 of power in a band, and frequencies of peaks [1/s].
const floors: Readonly<Partial<Record<ComparedMeasure, number>>> = {
  bandPower: 0.15,
  lowGamma: 3,
  highGamma: 10,
};

/** A comparison before the verdict, which depends on all of them. */
type Measured = Omit<Comparison, "verdict" | "reason"> & { readonly lacking: boolean };

/** Distances of every run from every run, or the stored ensemble, of the other side. */
function crossDistances(
  measure: ComparedMeasure,
  ours: readonly PopulationMeasures[ComparedMeasure][],
  b: Side,
): (number | undefined)[] {
  if ("stored" in b) return ours.map((run) => storedDistance(measure, run, b.stored));
  const distance = distanceOf(measure);
  return ours.flatMap((run) => b.runs.map((other) => distance(run, other[measure])));
}

function measured(
  population: string,
  measure: ComparedMeasure,
  a: readonly PopulationMeasures[],
  b: Side,
  options: CompareOptions,
): Measured | undefined {
  const ours = a.map((run) => run[measure]);
  const theirs = "runs" in b ? b.runs.map((run) => run[measure]) : [];
  const distance = distanceOf(measure);
  const cross = crossDistances(measure, ours, b);
  if (cross.some((value) => value === undefined)) return undefined;
  const distances = cross as number[];
  const own = [...pairDistances(ours, distance), ...pairDistances(theirs, distance)];
  const freedom = [ours, theirs].reduce(
    (sum, side) => sum + Math.max(0, side.filter(isPresent).length - 1),
    0,
  );
  const spread =
    spreadOf(own, freedom) ??
    storedSpread(measure, "stored" in b ? b.stored : undefined) ??
    storedSpread(measure, options.spread?.[population]);
  const means = [meanOf(measure, { runs: a }), meanOf(measure, b)] as const;
  const limits = isSample(measure) ? options.limits?.[population]?.[measure] : undefined;
  const relative = measure === "rate" ? means[1] : 1;
  return {
    population,
    measure,
    distances,
    spread,
    means,
    distance: finiteMean(distances),
    limit: limitOf(measure, spread, a.length, b, limits?.distance ?? floors[measure], limits !== undefined),
    meanLimit:
      limits && Math.max(limits.mean * relative, chanceMeans(measure, a, b, options.spread?.[population])),
    p: Math.min(ours.length, theirs.length) < enoughRuns ? undefined : permuted(ours, theirs, distance),
    lacking: lacks(measure, ours, b),
  };
}

/** Whether one side has the measure in every run and the other in none, and not by chance. */
function lacks(measure: ComparedMeasure, ours: readonly Value[], b: Side): boolean {
  if (Math.min(ours.length, runsOf(measure, b)) < enoughWithout) return false;
  const theirs = "runs" in b ? b.runs.map((run) => run[measure]) : undefined;
  const has = theirs ? theirs.filter(isPresent).length : Number.isFinite(meanOf(measure, b)) ? 1 : 0;
  const all = theirs ? theirs.length : 1;
  const own = ours.filter(isPresent).length;
  if (measure === "bandPower" && !theirs) return false;
  return (own === 0 && has === all) || (own === ours.length && has === 0);
}

/** Probability that runs dealt to two sides by chance would differ as much; undefined where some lack the measure. */
function permuted(
  ours: readonly Value[],
  theirs: readonly Value[],
  distance: (a: Value, b: Value) => number,
): number | undefined {
  const all = [...ours, ...theirs];
  const distances = all.map((one) => all.map((other) => distance(one, other)));
  if (!distances.flat().every(Number.isFinite)) return undefined;
  return permutationTest(distances, { labels: all.map((_, run) => (run < ours.length ? 0 : 1)) }).pValue;
}

/** Limit of the distance: what is known, raised to what chance does; `decides` where the known one may stand alone. */
function limitOf(
  measure: ComparedMeasure,
  spread: Spread | undefined,
  a: number,
  b: Side,
  known: number | undefined,
  decides: boolean,
): number | undefined {
  const stored = "stored" in b ? b.stored[measure] : undefined;
  if (stored && "limit" in stored && stored.limit !== undefined) return stored.limit;
  if (!spread) return decides ? known : undefined;
  return Math.max(known ?? 0, chanceDistance(measure, spread, a, b));
}

function judged({ lacking, ...row }: Measured, limits: Limits | undefined): Comparison {
  const { distance, limit, means, meanLimit, p, population } = row;
  const reason = ((): Comparison["reason"] => {
    if (lacking) return "presence";
    if (limit !== undefined && distance > limit) return "distance";
    if (meanLimit !== undefined && Math.abs(means[0] - means[1]) > meanLimit) return "mean";
    // A significant difference within a known limit does not matter.
    const known = isSample(row.measure) && limits?.[population] !== undefined;
    return !known && p !== undefined && p < significance ? "permutation" : undefined;
  })();
  if (reason) return { ...row, reason, verdict: "different" };
  // What does not differ at all is within what chance does, whatever that is.
  const undecided = (limit === undefined && distance > 0) || Number.isNaN(distance);
  return { ...row, reason, verdict: undecided ? "undecided" : "equivalent" };
}

const call = "compare";

const ofLimits = recordOf(recordOf(withParts({ distance: number, mean: number })));

/** @throws CajalError unless both have the same populations. */
function checkPopulations(ours: MeasuredRun, theirs: object): void {
  const missing = (one: object, other: object): string[] =>
    Object.keys(one).filter((label) => !Object.hasOwn(other, label));
  const [here, there] = [missing(theirs, ours), missing(ours, theirs)];
  if (here.length + there.length === 0) return;
  const names = [...here, ...there].join(", ");
  refuse(
    `only one has ${names}`,
    "of the same populations on both sides",
    { call, parameter: "b" },
    "E_SHAPE",
  );
}

/**
 * Compares runs of a network, equal but for their seed, with other runs of it or with a stored ensemble, population by
 * population and measure by measure.
 *
 * The mean distance must not exceed what runs that differ only in the seed show: their mean distance and as many
 * deviations as the number of runs demands. They are the runs of either side, three or more together; else the stored
 * ensemble; else `options.spread`. A larger limit that is known for the network, or a difference that matters in none,
 * comes before. With five or more runs on both sides the runs are also dealt to the sides at random (p < 0.01 after
 * Holm's correction over all rows), which decides where no limit is known. Neurons and pairs are not independent, so
 * p-values of plain two-sample tests are not used.
 *
 * @param a runs of one side
 * @param b runs of the other side, or what is stored of them; measures that were not stored are left out
 * @throws CajalError when a side is empty, or populations are not the same in all runs.
 */
export function compare(
  a: readonly MeasuredRun[],
  b: readonly MeasuredRun[] | StoredEnsemble,
  options: CompareOptions = {},
): Comparison[] {
  checkArgument(a, call, "a", ofRuns);
  checkArgument(b, call, "b", Array.isArray(b) ? ofRuns : ofEnsemble);
  checkOptions(options, call, { limits: optional(ofLimits), spread: optional(ofEnsemble) });
  const runs = Array.isArray(b) ? (b as readonly MeasuredRun[]) : undefined;
  const first = a[0] as MeasuredRun;
  for (const run of [...a, ...(runs ?? [])]) checkPopulations(first, run);
  if (!runs) checkPopulations(first, b);
  const rows = Object.keys(first).flatMap((label) => {
    const other: Side = runs
      ? { runs: inAll(runs, label) }
      : { stored: (b as StoredEnsemble)[label] as StoredPopulation };
    const own = inAll(a, label);
    return comparedMeasures.flatMap((measure) => measured(label, measure, own, other, options) ?? []);
  });
  const tested = rows.filter(({ p }) => p !== undefined);
  const adjusted = holm(tested.map(({ p }) => p as number));
  for (const [index, row] of tested.entries()) Object.assign(row, { p: adjusted[index] });
  return rows.map((row) => judged(row, options.limits));
}
