// Activity of a whole population over time.
import { binCount, binIndex } from "../bins.ts";
import { type Selection, type SpikeSource, toTrains, trainCount } from "../trains.ts";

/** Options of measures that count spikes in bins. */
export interface BinOptions extends Selection {
  /** Width of the bins [ms]. */
  readonly bin: number;
}

/**
 * Number of spikes of all neurons together in each bin. A spike exactly at `tStop` is in no bin.
 *
 * @throws RangeError when the window is empty or no bin fits.
 * @example
 * const counts = populationCounts(sim.read(spikes), { bin: 3 });
 */
export function populationCounts(source: SpikeSource, options: BinOptions): Float64Array {
  const trains = toTrains(source, options);
  const counts = new Float64Array(binCount(trains.tStart, trains.tStop, options.bin));
  for (const time of trains.times) {
    const index = binIndex((time - trains.tStart) / options.bin);
    if (index < counts.length) counts[index] = (counts[index] as number) + 1;
  }
  return counts;
}

/**
 * Population rate over time [1/s per neuron]: the peristimulus time histogram when the window holds a
 * stimulus.
 *
 * @throws RangeError when the window is empty, no bin fits, or there are no neurons.
 * @example
 * const rate = populationRate(sim.read(spikes), { bin: 1, tStart: 500 });
 */
export function populationRate(source: SpikeSource, options: BinOptions): Float64Array {
  const trains = toTrains(source, options);
  const neurons = trainCount(trains);
  if (neurons === 0) throw new RangeError("the population rate of no neurons is not defined");
  return populationCounts(trains, { bin: options.bin }).map(
    (count) => (count / (neurons * options.bin)) * 1000,
  );
}
