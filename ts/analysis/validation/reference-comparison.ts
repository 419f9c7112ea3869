// Is this simulation statistically the same as that of another simulator?
import { distanceToQuantiles, kolmogorovSmirnov } from "../samples/kolmogorov-smirnov.ts";
import { mean } from "../samples/moments.ts";
import { type PopulationSamples, type SampleName, sampleNames } from "./population-samples.ts";

/** What is stored of a sample of the other simulator. */
export interface ReferenceSample {
  readonly mean: number;
  /** Quantiles at equidistant probabilities from 0 to 1. */
  readonly quantiles: readonly number[];
}

/** What is stored of a population. */
export type ReferencePopulation = Readonly<Record<SampleName, ReferenceSample>>;

/** One sample of one population, compared. */
export interface Comparison {
  readonly population: string;
  readonly sample: SampleName;
  /** Kolmogorov-Smirnov distance of each run from the reference. */
  readonly distances: readonly number[];
  /** Mean and sd (ddof 1) of the distances between own runs; NaN with fewer than two (three for the sd). */
  readonly ownMean: number;
  readonly ownDeviation: number;
  /** Limit of the mean distance: the larger one of the published limit and own mean + 3 sd + resolution. */
  readonly limit: number;
  /** Mean over own runs, its sd between them, and the mean of the reference. */
  readonly mean: number;
  readonly meanDeviation: number;
  readonly referenceMean: number;
  /** Largest allowed difference between the two means. */
  readonly meanLimit: number;
  /** Whether the mean distance and the difference of the means keep to their limits. */
  readonly passed: boolean;
}

/**
 * Distances that two equivalent runs of 900 s keep: mean + 3 sd over 45 pairs of seeds, read off the figures of
 * the reference data of the model (github.com/INM-6/microcircuit-PD14-model).
 */
const publishedLimits: Readonly<Record<string, Readonly<Record<SampleName, number>>>> = {
  L23E: { rate: 0.05, cv: 0.015, correlation: 0.123 },
  L23I: { rate: 0.032, cv: 0.022, correlation: 0.116 },
  L4E: { rate: 0.014, cv: 0.012, correlation: 0.139 },
  L4I: { rate: 0.023, cv: 0.02, correlation: 0.047 },
  L5E: { rate: 0.047, cv: 0.035, correlation: 0.146 },
  L5I: { rate: 0.066, cv: 0.045, correlation: 0.047 },
  L6E: { rate: 0.041, cv: 0.017, correlation: 0.091 },
  L6I: { rate: 0.044, cv: 0.03, correlation: 0.047 },
};

/** Populations whose mean rate fluctuates most between seeds. */
const restless = ["L23E", "L6E"];

/** Allowed difference of the means: relative for rates, absolute for CV and correlation. */
function meanLimit(population: string, sample: SampleName, reference: number): number {
  if (sample === "cv") return 0.02;
  if (sample === "correlation") return 0.002;
  return (restless.includes(population) ? 0.1 : 0.05) * reference;
}

/** Distances between all pairs of own runs. */
function ownDistances(runs: readonly Float64Array[]): number[] {
  return runs.flatMap((run, index) => runs.slice(0, index).map((other) => kolmogorovSmirnov(run, other)));
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

function compareSample(
  population: string,
  sample: SampleName,
  runs: readonly Float64Array[],
  reference: ReferenceSample,
): Comparison {
  const distances = runs.map((run) => distanceToQuantiles(run, reference.quantiles));
  const own = ownDistances(runs);
  const [ownMean, ownDeviation] = [mean(own), deviation(own)];
  // The distance to stored quantiles is uncertain by one step of probability.
  const spread = ownMean + 3 * ownDeviation + 1 / (reference.quantiles.length - 1);
  const published = publishedLimits[population]?.[sample] ?? 0;
  const limit = Number.isFinite(spread) ? Math.max(published, spread) : published;
  const means = runs.map((run) => mean(run));
  const allowed = meanLimit(population, sample, reference.mean);
  const difference = Math.abs(mean(means) - reference.mean);
  return {
    population,
    sample,
    distances,
    ownMean,
    ownDeviation,
    limit,
    mean: mean(means),
    meanDeviation: deviation(means),
    referenceMean: reference.mean,
    meanLimit: allowed,
    passed: mean(distances) <= limit && difference <= allowed,
  };
}

/**
 * Compares runs of our own, equal but for their seed, with stored distributions of another simulator.
 *
 * Short runs differ more between seeds than the published limits, which are for 900 s, allow. Three or more
 * own runs show by how much, and the limits are widened to that.
 *
 * @param runs samples by population, one entry per run
 * @param reference stored samples by population
 * @throws RangeError when there is no run, or a run lacks a population of the reference.
 */
export function compareWithReference(
  runs: readonly Readonly<Record<string, PopulationSamples>>[],
  reference: Readonly<Record<string, ReferencePopulation>>,
): Comparison[] {
  if (runs.length === 0) throw new RangeError("there is no run to compare");
  return Object.entries(reference).flatMap(([population, stored]) => {
    const own = runs.map((run) => {
      const samples = run[population];
      if (!samples) throw new RangeError(`a run lacks population ${population}`);
      return samples;
    });
    return sampleNames.map((name) =>
      compareSample(
        population,
        name,
        own.map((samples) => samples[name]),
        stored[name],
      ),
    );
  });
}
