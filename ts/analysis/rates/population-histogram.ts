// Activity of a whole population over time.

import { binIndex, binsWithin } from "../bins.ts";
import { ofBins } from "../options.ts";
import {
  refuseNone,
  type Selection,
  type SpikeSource,
  type Trains,
  takeTrains,
  trainCount,
} from "../trains.ts";

/** Options of measures that count spikes in bins. */
export interface BinOptions extends Selection {
  /** Width of the bins [ms]. */
  readonly bin: number;
}

/**
 * Number of spikes of all neurons together in each bin. A spike exactly at `tStop` is in no bin.
 *
 * @throws CajalError when the window is empty or no bin fits.
 * @example
 * const counts = populationCounts(sim.read(spikes), { bin: 3 });
 */
export function populationCounts(source: SpikeSource, options: BinOptions): Float64Array {
  const call = "populationCounts";
  return countsOf(takeTrains(call, source, options, ofBins), options.bin, call);
}

/** Spikes of checked trains in bins. */
export function countsOf(trains: Trains, bin: number, call: string): Float64Array {
  const counts = new Float64Array(binsWithin(trains.tStart, trains.tStop, bin, call));
  for (const time of trains.times) {
    const index = binIndex((time - trains.tStart) / bin);
    if (index < counts.length) counts[index] = (counts[index] as number) + 1;
  }
  return counts;
}

/**
 * Population rate over time [1/s per neuron]: the peristimulus time histogram when the window holds a
 * stimulus.
 *
 * @throws CajalError when the window is empty, no bin fits, or there are no neurons.
 * @example
 * const rate = populationRate(sim.read(spikes), { bin: 1, tStart: 500 });
 */
export function populationRate(source: SpikeSource, options: BinOptions): Float64Array {
  const trains = takeTrains("populationRate", source, options, ofBins);
  const neurons = trainCount(trains);
  if (neurons === 0) refuseNone("populationRate");
  return countsOf(trains, options.bin, "populationRate").map(
    (count) => (count / (neurons * options.bin)) * 1000,
  );
}
