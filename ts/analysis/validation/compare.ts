// Is one simulation statistically the same as another?

import { holm } from "../samples/holm.ts";
import { distanceToQuantiles, kolmogorovSmirnov } from "../samples/kolmogorov-smirnov.ts";
import { mean } from "../samples/moments.ts";
import { permutationTest } from "../samples/permutation-test.ts";
import type { PopulationMeasures } from "./population-measures.ts";
import { type SampleName, sampleNames } from "./population-samples.ts";
import {
  finiteMean,
  inAll,
  largestDifference,
  type MeasuredRun,
  pairDistances,
  type Spread,
  type StoredEnsemble,
  type StoredPopulation,
  spreadOf,
} from "./stored-ensemble.ts";

/** What is compared: three distributions, the spectrum, its peaks, and the synchrony of the population. */
export type ComparedMeasure = SampleName | "bandPower" | "lowGamma" | "highGamma" | "synchrony";

/** All of them, in the order of the rows. */
export const comparedMeasures: readonly ComparedMeasure[] = [
  ...sampleNames,
  "bandPower",
  "lowGamma",
  "highGamma",
  "synchrony",
];

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
  /** `undecided`: nothing shows how much equivalent runs differ; give more runs. */
  readonly verdict: "equivalent" | "different" | "undecided";
}

// The permutation test says little below: 5 + 5 runs can be dealt in 252 ways only.
const enoughRuns = 5;
const significance = 0.01;

// Limits that hold for every network: log10 of power in a band, and frequencies of peaks [1/s].
const floors: Readonly<Partial<Record<ComparedMeasure, number>>> = {
  bandPower: 0.15,
  lowGamma: 3,
  highGamma: 10,
};

type Side = { readonly runs: readonly PopulationMeasures[] } | { readonly stored: StoredPopulation };

/** A measure as numbers of one run. */
type Values = Float64Array | number;

function distanceOf(measure: ComparedMeasure): (a: Values, b: Values) => number {
  if (measure === "bandPower") return (a, b) => largestDifference(a as Float64Array, b as Float64Array);
  if (isSample(measure)) return (a, b) => kolmogorovSmirnov(a as Float64Array, b as Float64Array);
  return (a, b) => apart(a as number, b as number);
}

/** Difference of two numbers; NaN where a side has none, as no peak. */
const apart = (a: number, b: number): number => Math.abs(a - b);

function isSample(measure: ComparedMeasure): measure is SampleName {
  return (sampleNames as readonly string[]).includes(measure);
}

function storedDistance(measure: ComparedMeasure, run: Values, stored: StoredPopulation): number | undefined {
  if (isSample(measure))
    return stored[measure] && distanceToQuantiles(run as Float64Array, stored[measure].quantiles);
  if (measure === "bandPower")
    return stored.bandPower && largestDifference(run as Float64Array, stored.bandPower.mean);
  const known = stored[measure];
  return known && apart(run as number, known.mean);
}

/** Spread of an ensemble that was stored; of numbers, two runs differ by 2 / sqrt(pi) deviations in the mean. */
function storedSpread(measure: ComparedMeasure, stored: StoredPopulation | undefined): Spread | undefined {
  if (isSample(measure) || measure === "bandPower") return stored?.[measure]?.spread;
  const deviation = stored?.[measure]?.deviation;
  if (deviation === undefined) return undefined;
  return { mean: (2 / Math.sqrt(Math.PI)) * deviation, deviation: Math.sqrt(2 - 4 / Math.PI) * deviation };
}

/** Mean of a measure over the runs of a side; NaN for spectra. */
function meanOf(measure: ComparedMeasure, side: Side): number {
  if (measure === "bandPower") return Number.NaN;
  if ("stored" in side) return side.stored[measure]?.mean ?? Number.NaN;
  const values = side.runs.map((run) => run[measure]);
  return finiteMean(values.map((value) => (typeof value === "number" ? value : mean(value))));
}

/** A comparison before the verdict, which depends on all of them. */
type Measured = Omit<Comparison, "verdict" | "p"> & { readonly p: number | undefined };

function measured(
  population: string,
  measure: ComparedMeasure,
  a: readonly PopulationMeasures[],
  b: Side,
  options: CompareOptions,
): Measured | undefined {
  const distance = distanceOf(measure);
  const ours = a.map((run) => run[measure]);
  const theirs = "runs" in b ? b.runs.map((run) => run[measure]) : [];
  const cross =
    "stored" in b
      ? ours.map((run) => storedDistance(measure, run, b.stored))
      : ours.flatMap((run) => theirs.map((other) => distance(run, other)));
  if (cross.some((value) => value === undefined)) return undefined;
  const distances = cross as number[];
  const own = [...pairDistances(ours, distance), ...pairDistances(theirs, distance)];
  const spread =
    spreadOf(own) ??
    storedSpread(measure, "stored" in b ? b.stored : undefined) ??
    storedSpread(measure, options.spread?.[population]);
  const means = [meanOf(measure, { runs: a }), meanOf(measure, b)] as const;
  return {
    ...{ population, measure, distances, spread },
    distance: finiteMean(distances),
    limit: limitOf(population, measure, spread, b, options),
    means,
    meanLimit: meanLimitOf(population, measure, means[1], options),
    p: Math.min(ours.length, theirs.length) < enoughRuns ? undefined : permuted(ours, theirs, distance),
  };
}

/** Probability that runs dealt to two sides by chance would differ as much; undefined where some lack the measure. */
function permuted(
  ours: readonly Values[],
  theirs: readonly Values[],
  distance: (a: Values, b: Values) => number,
): number | undefined {
  const all = [...ours, ...theirs];
  const distances = all.map((one) => all.map((other) => distance(one, other)));
  if (!distances.flat().every(Number.isFinite)) return undefined;
  return permutationTest(distances, { labels: all.map((_, run) => (run < ours.length ? 0 : 1)) }).pValue;
}

function limitOf(
  population: string,
  measure: ComparedMeasure,
  spread: Spread | undefined,
  b: Side,
  { limits }: CompareOptions,
): number | undefined {
  const stored = "stored" in b ? b.stored[measure] : undefined;
  if (stored && "limit" in stored && stored.limit !== undefined) return stored.limit;
  const floor = isSample(measure) ? limits?.[population]?.[measure].distance : floors[measure];
  if (!spread) return floor;
  // The distance to stored quantiles is uncertain by one step of probability.
  const quantiles = isSample(measure) && "stored" in b ? b.stored[measure]?.quantiles : undefined;
  const step = quantiles ? 1 / (quantiles.length - 1) : 0;
  return Math.max(floor ?? 0, spread.mean + 3 * spread.deviation + step);
}

function meanLimitOf(
  population: string,
  measure: ComparedMeasure,
  reference: number,
  { limits }: CompareOptions,
): number | undefined {
  if (!isSample(measure)) return undefined;
  const limit = limits?.[population]?.[measure].mean;
  return limit === undefined ? undefined : limit * (measure === "rate" ? reference : 1);
}

function verdictOf({ distance, limit, means, meanLimit, p }: Measured): Comparison["verdict"] {
  if (meanLimit !== undefined && Math.abs(means[0] - means[1]) > meanLimit) return "different";
  if (p !== undefined && p < significance) return "different";
  if (limit === undefined || Number.isNaN(distance)) return "undecided";
  return distance <= limit ? "equivalent" : "different";
}

/**
 * Compares runs of a network, equal but for their seed, with other runs of it or with a stored ensemble, population by
 * population and measure by measure.
 *
 * The mean distance must not exceed what runs that differ only in the seed show, mean + 3 sd: runs of either side,
 * else the stored ensemble, else `options.spread`; or, if it is larger, the limit that is known for the network. With
 * five or more runs on both sides the runs are also dealt to the sides at random (p < 0.01 after Holm's correction over
 * all rows). Neurons and pairs are not independent, so p-values of plain two-sample tests are not used.
 *
 * @param a runs of one side
 * @param b runs of the other side, or what is stored of them; measures that were not stored are left out
 * @throws RangeError when a side is empty, or a run of `a` lacks a population of `b`.
 */
export function compare(
  a: readonly MeasuredRun[],
  b: readonly MeasuredRun[] | StoredEnsemble,
  options: CompareOptions = {},
): Comparison[] {
  const runs = Array.isArray(b) ? (b as readonly MeasuredRun[]) : undefined;
  if (a.length === 0 || runs?.length === 0) throw new RangeError("there is no run to compare");
  const labels = Object.keys(runs ? (runs[0] as MeasuredRun) : b);
  const rows = labels.flatMap((label) => {
    const other: Side = runs
      ? { runs: inAll(runs, label) }
      : { stored: (b as StoredEnsemble)[label] as StoredPopulation };
    const own = inAll(a, label);
    return comparedMeasures.flatMap((measure) => measured(label, measure, own, other, options) ?? []);
  });
  const tested = rows.filter(({ p }) => p !== undefined);
  const adjusted = holm(tested.map(({ p }) => p as number));
  for (const [index, row] of tested.entries()) Object.assign(row, { p: adjusted[index] });
  return rows.map((row) => ({ ...row, verdict: verdictOf(row) }));
}
