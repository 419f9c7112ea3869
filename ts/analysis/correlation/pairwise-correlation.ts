// Correlation of spike counts, for all pairs of trains in one list.
import { refuse } from "../../arguments/check.ts";
import { notNegative } from "../../arguments/kinds.ts";
import type { SpikeSource } from "../trains.ts";
import {
  type ChosenCounts,
  type CorrelationOptions,
  chosenCounts,
  coefficient,
  ofCorrelation,
  visitDeviations,
} from "./covariances.ts";
import type { PairOptions } from "./pairs.ts";

/** Correlation coefficients of all pairs. */
export interface PairwiseCorrelation {
  /** Row of each neuron that took part, in the order of the pairs. */
  readonly rows: Uint32Array;
  /** Coefficients of the pairs i < j, row by row; NaN where the count of a neuron does not vary. */
  readonly values: Float64Array;
}

/**
 * Pearson's correlation coefficient of the spike counts in bins, for all pairs of neurons.
 *
 * Silent bins cost nothing, so the time follows the number of spikes and not the length of the recording.
 *
 * @throws CajalError when the window is empty, no bin fits, or the subsample is impossible.
 * @example
 * const { values } = pairwiseCorrelation(sim.read(spikes), { bin: 2, subsample: { size: 250, seed: 1 } });
 */
export function pairwiseCorrelation(source: SpikeSource, options: CorrelationOptions): PairwiseCorrelation {
  return coefficientList(chosenCounts("pairwiseCorrelation", source, options), 0, options.onProgress);
}

/** Options of {@link windowedCorrelation}. */
export interface WindowedCorrelationOptions extends CorrelationOptions {
  /** Lags from minus to plus this are summed [ms]; whole bins, 0 for none but the same bin. */
  readonly window: number;
}

/**
 * Correlation coefficients from covariances summed over a window of lags: the area of the cross-covariance
 * over the root of the areas of both auto-covariances (r_CCG of Bair, Zohary & Newsome 2001). It sees
 * coordination that is slower than a bin, without the loss that long bins suffer at their edges. `window` 0
 * is {@link pairwiseCorrelation}. NaN where an area is not above 0.
 *
 * @throws CajalError when the options of the correlation are impossible, or `window` is negative or as long
 * as the recording.
 * @example
 * const { values } = windowedCorrelation(trains, { bin: 1, window: 50 });
 */
export function windowedCorrelation(
  source: SpikeSource,
  options: WindowedCorrelationOptions,
): PairwiseCorrelation {
  const call = "windowedCorrelation";
  const chosen = chosenCounts(call, source, options, { ...ofCorrelation, window: notNegative });
  const reach = Math.round(options.window / options.bin);
  if (!(reach >= 0 && reach < chosen.counts.bins))
    refuse(options.window, "from 0 to below the length of the recording [ms]", {
      call,
      parameter: "window",
    });
  return coefficientList(chosen, reach, options.onProgress);
}

function coefficientList(
  { rows, counts }: ChosenCounts,
  reach: number,
  onProgress: PairOptions["onProgress"],
): PairwiseCorrelation {
  const values = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let pair = 0;
  visitDeviations(counts, { reach, onProgress }, (member, row, own) => {
    for (let other = member + 1; other < rows.length; other++)
      values[pair++] = coefficient(row[other] as number, own[member] as number, own[other] as number);
  });
  return { rows, values };
}
