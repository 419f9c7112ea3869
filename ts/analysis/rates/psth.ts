// The peristimulus time histogram.
import { ofBins } from "../options.ts";
import { type SpikeSource, takeTrains, trainCount } from "../trains.ts";
import { type BinOptions, countsOf, populationRate } from "./population-histogram.ts";

/** Spikes of all trials together, bin by bin. */
export interface Psth {
  /** Begin of each bin [ms]. */
  readonly times: Float64Array;
  /** Number of spikes in each bin, of all trains together and per train. */
  readonly counts: Float64Array;
  readonly means: Float64Array;
  /** Rate of a train [1/s]. */
  readonly rates: Float64Array;
  /** Number of trains. */
  readonly trains: number;
}

/**
 * Peristimulus time histogram over trains that are trials on a common clock (see `trialsAround`), or neurons
 * of one population. Bins are closed on the left; a spike exactly at `tStop` is in no bin.
 *
 * @throws CajalError when the window is empty, no bin fits, or there are no trains.
 * @example
 * const trials = trialsAround(sim.read(spikes), { events: [1000, 2000], before: 100, after: 200 });
 * const { times, rates } = psth(trials, { bin: 5 });
 */
export function psth(source: SpikeSource, options: BinOptions): Psth {
  const trains = takeTrains("psth", source, options, ofBins);
  const { bin } = options;
  const counts = countsOf(trains, bin, "psth");
  return {
    times: Float64Array.from(counts, (_, index) => trains.tStart + index * bin),
    counts,
    means: counts.map((count) => count / trainCount(trains)),
    rates: populationRate(trains, { bin }),
    trains: trainCount(trains),
  };
}
