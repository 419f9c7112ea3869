// What is kept of simulations to compare others with: a few hundred numbers per population.
import { type Check, checkArgument, refuse } from "../../arguments/check.ts";
import { float, listOfSome, number, numbers, optional, recordOf, withParts } from "../../arguments/kinds.ts";
import { kolmogorovSmirnov } from "../samples/kolmogorov-smirnov.ts";
import { mean } from "../samples/moments.ts";
import { quantiles } from "../samples/quantiles.ts";
import type { PopulationMeasures } from "./population-measures.ts";
import { type SampleName, sampleNames } from "./population-samples.ts";

/** Mean and standard deviation (ddof 1) of a number over the runs of an ensemble; no deviation of a single run. */
export interface StoredNumber {
  readonly mean: number;
  readonly deviation?: number | undefined;
  /** Runs that have it; default 1. */
  readonly runs?: number | undefined;
  /** How far a run may lie from the mean, where the source is no simulation but an approximate theory. */
  readonly limit?: number | undefined;
}

/** What is kept of a sample. */
export interface StoredSample extends StoredNumber {
  /** Quantiles of the sample at equidistant probabilities from 0 to 1. */
  readonly quantiles: readonly number[];
  /** Kolmogorov-Smirnov distances between runs, if there are several. */
  readonly spread?: Spread | undefined;
}

/** Distances between the runs of an ensemble. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation over pairs (ddof 1). */
  readonly deviation: number;
  /** Degrees of freedom behind it: runs less the number of ensembles they belong to. */
  readonly freedom: number;
}

/** What is kept of a spectrum. */
export interface StoredSpectrum {
  /** Mean over runs of {@link PopulationMeasures.bandPower}. */
  readonly mean: readonly number[];
  /** Largest difference over the bands, between pairs of runs. */
  readonly spread?: Spread | undefined;
  readonly runs?: number | undefined;
}

/** What is kept of a population, as far as it is known. */
export interface StoredPopulation extends Readonly<Partial<Record<SampleName, StoredSample | undefined>>> {
  readonly bandPower?: StoredSpectrum | undefined;
  readonly lowGamma?: StoredNumber | undefined;
  readonly highGamma?: StoredNumber | undefined;
  readonly synchrony?: StoredNumber | undefined;
  /** What a theory predicts for the spectrum of the rate per neuron; it is drawn, not compared [1/s]. */
  readonly theory?:
    | { readonly frequencies: readonly number[]; readonly power: readonly number[] }
    | undefined;
}

/** Populations by label. */
export type StoredEnsemble = Readonly<Record<string, StoredPopulation>>;

/** The measures of one run, by label of the population. */
export type MeasuredRun = Readonly<Record<string, PopulationMeasures>>;

const probabilities = Float64Array.from({ length: 201 }, (_, index) => index / 200);

/** Mean of the finite values; NaN where there are none. */
export const finiteMean = (values: readonly number[]): number => mean(values.filter(Number.isFinite));

/** Standard deviation (ddof 1) of the finite values; undefined for fewer than two. */
export function deviationOf(values: readonly number[]): number | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return undefined;
  const centre = mean(finite);
  return Math.sqrt(finite.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (finite.length - 1));
}

/** Distances between all pairs of items. */
export function pairDistances<Item>(
  items: readonly Item[],
  distance: (a: Item, b: Item) => number,
): number[] {
  return items.flatMap((item, index) => items.slice(0, index).map((other) => distance(item, other)));
}

/** Largest difference of two lists over the places where both are finite; NaN where there is none. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const differences = Array.from(a, (value, place) => Math.abs(value - (b[place] as number)));
  const finite = differences.filter(Number.isFinite);
  return finite.length > 0 ? Math.max(...finite) : Number.NaN;
}

/** Spread of the distances between so many runs. */
function spreadOf(distances: readonly number[], runs: number): Spread | undefined {
  const deviation = deviationOf(distances);
  return deviation === undefined ? undefined : { mean: finiteMean(distances), deviation, freedom: runs - 1 };
}

const numberOf = (values: readonly number[]): StoredNumber => ({
  mean: finiteMean(values),
  deviation: deviationOf(values),
  runs: values.filter(Number.isFinite).length,
});

function sampleOf(samples: readonly Float64Array[]): StoredSample | undefined {
  const present = samples.filter((sample) => sample.length > 0);
  if (present.length === 0) return undefined;
  const pooled = Float64Array.from(present.flatMap((sample) => [...sample])).sort();
  return {
    ...numberOf(present.map((sample) => mean(sample))),
    quantiles: [...quantiles(pooled, probabilities)],
    spread: spreadOf(pairDistances(present, kolmogorovSmirnov), present.length),
  };
}

function spectrumOf(spectra: readonly Float64Array[]): StoredSpectrum | undefined {
  const present = spectra.filter((power) => power.every(Number.isFinite));
  const [first] = present;
  if (!first) return undefined;
  return {
    mean: Array.from(first, (_, band) => mean(present.map((power) => power[band] as number))),
    spread: spreadOf(pairDistances(present, largestDifference), present.length),
    runs: present.length,
  };
}

function populationOf(runs: readonly PopulationMeasures[]): StoredPopulation {
  const samples = sampleNames.map((name) => [name, sampleOf(runs.map((run) => run[name]))] as const);
  return {
    ...Object.fromEntries(samples),
    bandPower: spectrumOf(runs.map((run) => run.bandPower)),
    lowGamma: numberOf(runs.map((run) => run.lowGamma)),
    highGamma: numberOf(runs.map((run) => run.highGamma)),
    synchrony: numberOf(runs.map((run) => run.synchrony)),
  };
}

/**
 * The population of every run, checked.
 *
 * @throws CajalError when a run lacks it.
 */
export function inAll(runs: readonly MeasuredRun[], population: string): PopulationMeasures[] {
  return runs.map((run) => {
    const measures = run[population];
    if (!measures)
      refuse(
        undefined,
        "the measures of a population",
        { call: "runs", parameter: population },
        "E_UNKNOWN_NAME",
      );
    return measures;
  });
}

/** Runs, at least one. */
export const ofRuns: Check = listOfSome(
  recordOf(
    withParts({
      ...Object.fromEntries(sampleNames.map((name) => [name, float])),
      bandPower: float,
      lowGamma: number,
      highGamma: number,
      synchrony: number,
    }),
  ),
);

const ofNumber = optional(withParts({ mean: number }));

/** What is stored of an ensemble, as far as comparisons use it. */
export const ofEnsemble: Check = recordOf(
  withParts({
    ...Object.fromEntries(
      sampleNames.map((name) => [name, optional(withParts({ mean: number, quantiles: numbers }))]),
    ),
    bandPower: optional(withParts({ mean: numbers })),
    lowGamma: ofNumber,
    highGamma: ofNumber,
    synchrony: ofNumber,
  }),
);

/**
 * Summarises runs that are equal but for their seed. Measures that no run has are left out, and peaks that none has are
 * NaN.
 *
 * @throws CajalError when there is no run, or their populations differ.
 */
export function storeEnsemble(runs: readonly MeasuredRun[]): StoredEnsemble {
  checkArgument(runs, "storeEnsemble", "runs", ofRuns);
  const first = runs[0] as MeasuredRun;
  const entries = Object.keys(first).map((label) => [label, populationOf(inAll(runs, label))] as const);
  return Object.fromEntries(entries);
}
