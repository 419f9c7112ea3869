// The three samples by which simulations of a network are compared: rates, irregularity, correlation.

import { type Checks, checkArgument, checkLength } from "../../arguments/check.ts";
import { numbers, optional, positive, wholeFrom } from "../../arguments/kinds.ts";
import { chosenRows } from "../correlation/pairs.ts";
import { pairwiseCorrelation } from "../correlation/pairwise-correlation.ts";
import { cvIsi } from "../intervals/cv-isi.ts";
import { ofWindow } from "../options.ts";
import { firingRates } from "../rates/firing-rates.ts";
import { sortedFinite } from "../samples/quantiles.ts";
import { checkMeasure, type SpikeSource, toTrains } from "../trains.ts";

/** The names of the samples. */
export const sampleNames = ["rate", "cv", "correlation"] as const;

/** Name of a sample. */
export type SampleName = (typeof sampleNames)[number];

/** Finite values of a population in ascending order: 1/s of each neuron, 1, and 1 of each pair. */
export type PopulationSamples = Readonly<Record<SampleName, Float64Array>>;

/** How the samples are taken. */
export interface SampleOptions {
  /** Window [ms]; default: that of the source. */
  readonly tStart?: number;
  readonly tStop?: number;
  /** Intervals that a neuron needs for a CV; default 2. */
  readonly minIntervals?: number;
  /** Bins of the spike counts [ms]; default 2. */
  readonly bin?: number;
  /** Active neurons whose pairs are correlated; default 250. */
  readonly correlated?: number;
  /** Seed of their choice; default 1. */
  readonly seed?: number;
  /**
   * Numbers of the neurons, by which they are chosen, so that recordings of the same neurons choose alike; default:
   * `neurons`. Give those of the recording where `neurons` are rows of trains.
   */
  readonly ids?: ArrayLike<number>;
}

/** What the options of samples must be. */
export const ofSamples: Checks = {
  ...ofWindow,
  minIntervals: optional(wholeFrom(1)),
  bin: optional(positive),
  correlated: optional(wholeFrom(0)),
  seed: optional(wholeFrom(0)),
  ids: optional(numbers),
};

/**
 * Takes the samples of one population (Potjans & Diesmann 2014, figures 6 and 8; the protocol of the stored
 * reference data).
 *
 * @throws CajalError when the window is empty, a neuron was not recorded, or there are not as many ids as neurons. A
 * window of less than two bins has no correlations.
 */
export function populationSamples(
  source: SpikeSource,
  neurons: ArrayLike<number>,
  options: SampleOptions = {},
): PopulationSamples {
  const call = "populationSamples";
  checkMeasure(call, source, options, ofSamples);
  checkArgument(neurons, call, "neurons", numbers);
  const { minIntervals = 2, bin = 2, correlated = 250, seed = 1, ids = neurons, ...window } = options;
  const trains = toTrains(source, { ...window, neurons });
  checkLength(ids, neurons.length, call, "ids");
  const chosen = chosenRows(trains, { size: correlated, seed, active: true }, ids);
  // Counts in a single bin do not vary.
  const short = trains.tStop - trains.tStart < 2 * bin;
  return {
    rate: sortedFinite(firingRates(trains)),
    cv: sortedFinite(cvIsi(trains, { minIntervals })),
    correlation: short
      ? new Float64Array(0)
      : sortedFinite(pairwiseCorrelation(trains, { bin, neurons: chosen }).values),
  };
}
