// What is compared of a population: each measure of a run, of a stored ensemble, and the distance between them.
import { distanceToQuantiles, kolmogorovSmirnov } from "../samples/kolmogorov-smirnov.ts";
import { mean } from "../samples/moments.ts";
import type { PopulationMeasures } from "./population-measures.ts";
import { type SampleName, sampleNames } from "./population-samples.ts";
import { finiteMean, largestDifference, type StoredPopulation } from "./stored-ensemble.ts";

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

/** Runs of one side, or what was stored of them. */
export type Side = { readonly runs: readonly PopulationMeasures[] } | { readonly stored: StoredPopulation };

/** A measure of one run: a sample, a spectrum, or a number. */
export type Value = Float64Array | number;

export function isSample(measure: ComparedMeasure): measure is SampleName {
  return (sampleNames as readonly string[]).includes(measure);
}

/** Whether a run has the measure at all: a silent population has no CV, a flat spectrum no peak. */
export function isPresent(value: Value): boolean {
  return typeof value === "number" ? Number.isFinite(value) : value.some(Number.isFinite);
}

/** Distance of two runs; NaN where one lacks the measure. */
export function distanceOf(measure: ComparedMeasure): (a: Value, b: Value) => number {
  if (measure === "bandPower") return (a, b) => largestDifference(a as Float64Array, b as Float64Array);
  if (isSample(measure)) return (a, b) => kolmogorovSmirnov(a as Float64Array, b as Float64Array);
  return (a, b) => Math.abs((a as number) - (b as number));
}

/** Distance of a run from what was stored; undefined where nothing was. */
export function storedDistance(
  measure: ComparedMeasure,
  run: Value,
  stored: StoredPopulation,
): number | undefined {
  if (isSample(measure))
    return stored[measure] && distanceToQuantiles(run as Float64Array, stored[measure].quantiles);
  if (measure === "bandPower")
    return stored.bandPower && largestDifference(run as Float64Array, stored.bandPower.mean);
  return stored[measure] && Math.abs((run as number) - stored[measure].mean);
}

/** Mean of each run that has the measure; none for spectra. */
export function runMeans(measure: ComparedMeasure, runs: readonly PopulationMeasures[]): number[] {
  if (measure === "bandPower") return [];
  const values = runs.map((run) => run[measure]).filter(isPresent);
  return values.map((value) => (typeof value === "number" ? value : mean(value)));
}

/** Mean of a measure over the runs of a side; NaN for spectra. */
export function meanOf(measure: ComparedMeasure, side: Side): number {
  if ("runs" in side) return finiteMean(runMeans(measure, side.runs));
  return measure === "bandPower" ? Number.NaN : (side.stored[measure]?.mean ?? Number.NaN);
}

/** Number of runs behind a side; 1 where a stored one does not say. */
export function runsOf(measure: ComparedMeasure, side: Side): number {
  return "runs" in side ? side.runs.length : (side.stored[measure]?.runs ?? 1);
}
