// Synchrony of a population from the fluctuations of its activity.

import { ofBins } from "../options.ts";
import { type BinOptions, countsOf } from "../rates/population-histogram.ts";
import { mean, variance } from "../samples/moments.ts";
import { type SpikeSource, takeTrains } from "../trains.ts";

/**
 * Variance over mean (ddof 0) of the spike counts of the population in bins: 1 for independent Poisson
 * neurons, growing with common fluctuations and with the number of neurons. NaN when nobody fires.
 * Potjans & Diesmann 2014 use bins of 3 ms and 1000 neurons.
 *
 * @throws CajalError when the window is empty or no bin fits.
 * @example
 * varianceOverMean(sim.read(spikes), { bin: 3, tStart: 500 });
 */
export function varianceOverMean(source: SpikeSource, options: BinOptions): number {
  const trains = takeTrains("varianceOverMean", source, options, ofBins);
  const counts = countsOf(trains, options.bin, "varianceOverMean");
  return variance(counts) / mean(counts);
}
