// Mean correlation of all pairs of a population, without looking at pairs.
import { binsWithin } from "../bins.ts";
import type { SpikeSource } from "../trains.ts";
import { train } from "../trains.ts";
import { trainCounts } from "./counts.ts";
import { type CorrelationOptions, ofCorrelation } from "./covariances.ts";
import { chosenTrains } from "./pairs.ts";

// A variance smaller than this part of the mean square is what round-off leaves of equal counts.
const roundOff = 1e-12;

/**
 * Mean over all pairs of trains of Pearson's correlation coefficient of their spike counts in bins, what
 * `pairwiseCorrelation` gives one by one. It follows from the variance over time of the sum of all standardised counts,
 * which is n + n (n - 1) times the mean coefficient, so that the cost follows the number of spikes. Trains whose count
 * does not vary, such as silent ones, have no coefficient and are left out.
 *
 * @returns NaN for fewer than two trains that vary
 * @throws CajalError when the window is empty, no bin fits, or the subsample is impossible
 * @example
 * const r = meanCorrelation(sim.read(spikes), { bin: 1, subsample: { size: 2000, seed: 1, active: true } });
 */
export function meanCorrelation(
  source: SpikeSource,
  options: Omit<CorrelationOptions, "onProgress">,
): number {
  const call = "meanCorrelation";
  const { onProgress: _, ...checks } = ofCorrelation;
  const { trains, rows } = chosenTrains(call, source, options, checks);
  const { bin, binary = false } = options;
  const bins = binsWithin(trains.tStart, trains.tStop, bin, call);
  const sum = new Float64Array(bins);
  let [level, varying] = [0, 0];
  for (const row of rows) {
    const { places, counts } = trainCounts(train(trains, row), trains.tStart, bin, bins, binary);
    const mean = counts.reduce((total, count) => total + count, 0) / bins;
    const squares = counts.reduce((total, count) => total + count * count, 0) / bins;
    if (!(squares - mean ** 2 > roundOff * squares)) continue;
    const deviation = Math.sqrt(squares - mean ** 2);
    varying++;
    level += mean / deviation;
    for (let entry = 0; entry < places.length; entry++) {
      const place = places[entry] as number;
      sum[place] = (sum[place] as number) + (counts[entry] as number) / deviation;
    }
  }
  const variance = sum.reduce((total, value) => total + (value - level) ** 2, 0) / bins;
  return varying < 2 ? Number.NaN : (variance - varying) / (varying * (varying - 1));
}
