// How much spike counts vary, relative to a Poisson process.
import { ofBins, ofSelection } from "../options.ts";
import type { BinOptions } from "../rates/population-histogram.ts";
import { mean, variance } from "../samples/moments.ts";
import { type Selection, type SpikeSource, takeTrains, trainCount } from "../trains.ts";
import { countOccupied } from "./binned-counts.ts";

/**
 * Fano factor across trials: variance over mean (ddof 0) of the number of spikes in each train, which are
 * repetitions of one condition or neurons that one holds for equal. 1 for Poisson processes of one rate; NaN
 * without trains or without spikes.
 *
 * @throws CajalError when the window is empty.
 * @example
 * const trials = trialsAround(spikes, { events, before: 0, after: 200, neurons: [7] });
 * const fano = fanoTrials(trials);
 */
export function fanoTrials(source: SpikeSource, selection: Selection = {}): number {
  const trains = takeTrains("fanoTrials", source, selection, ofSelection);
  const counts = Float64Array.from(
    { length: trainCount(trains) },
    (_, row) => (trains.offsets[row + 1] as number) - (trains.offsets[row] as number),
  );
  return variance(counts) / mean(counts);
}

/**
 * Fano factor of each train over time: variance over mean (ddof 0) of its spike counts in windows of the
 * width `bin`. It tends to CV^2 for a stationary renewal process and long windows; NaN for a train without
 * spikes in a window.
 *
 * @throws CajalError when the window is empty or no bin fits.
 * @example
 * const fano = fanoWindows(sim.read(spikes), { bin: 100 });
 */
export function fanoWindows(source: SpikeSource, options: BinOptions): Float64Array {
  const { trains, bins, offsets, counts } = countOccupied("fanoWindows", source, options, ofBins);
  return Float64Array.from({ length: trains }, (_, row) => {
    let [spikes, squares] = [0, 0];
    for (let place = offsets[row] as number; place < (offsets[row + 1] as number); place++) {
      const count = counts[place] as number;
      spikes += count;
      squares += count * count;
    }
    // (sum n^2 / bins - mean^2) / mean; the sums are whole numbers, so nothing is rounded before the
    // division.
    return squares / spikes - spikes / bins;
  });
}
