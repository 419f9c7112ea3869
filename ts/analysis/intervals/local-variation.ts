// Irregularity of spike trains, from neighbouring intervals: slow changes of the rate hardly enter.
import { ofSelection } from "../options.ts";
import { checkMeasure, type Selection, type SpikeSource } from "../trains.ts";
import { type IntervalOptions, intervalStatistics, ofIntervals } from "./interval-statistics.ts";

/** Options of {@link revisedLocalVariation}. */
export interface LocalVariationOptions extends Selection, Pick<IntervalOptions, "refractory"> {}

/**
 * CV2 of each train: the mean over neighbouring intervals of 2 |I_k+1 - I_k| / (I_k+1 + I_k) (Holt, Softky,
 * Koch & Douglas 1996). 1 for a Poisson process, 0 for equal intervals; NaN for fewer than three spikes.
 *
 * @throws CajalError when the window is empty.
 * @example
 * const irregularity = cv2(sim.read(spikes), { tStart: 500 });
 */
export function cv2(source: SpikeSource, selection: Selection = {}): Float64Array {
  checkMeasure("cv2", source, selection, ofSelection);
  return intervalStatistics(source, { ...selection, measures: ["cv2"] }).cv2;
}

/**
 * Local variation LV of each train: the mean over neighbouring intervals of 3 ((I_k+1 - I_k) / (I_k+1 +
 * I_k))^2 (Shinomoto, Shima & Tanji 2003). 1 for a Poisson process, 3 / (2 order + 1) for a gamma process,
 * from 0 to 3; NaN for fewer than three spikes.
 *
 * @throws CajalError when the window is empty.
 * @example
 * const irregularity = localVariation(sim.read(spikes), { tStart: 500 });
 */
export function localVariation(source: SpikeSource, selection: Selection = {}): Float64Array {
  checkMeasure("localVariation", source, selection, ofSelection);
  return intervalStatistics(source, { ...selection, measures: ["lv"] }).lv;
}

/**
 * Revised local variation LvR of each train: LV whose terms are multiplied by 1 + 4 R / (I_k+1 + I_k), which
 * takes the shortening of variation by refractoriness back (Shinomoto et al. 2009). NaN for fewer than three
 * spikes.
 *
 * @throws CajalError when the window is empty or `refractory` is negative.
 * @example
 * const irregularity = revisedLocalVariation(sim.read(spikes), { refractory: 2 });
 */
export function revisedLocalVariation(
  source: SpikeSource,
  options: LocalVariationOptions = {},
): Float64Array {
  const { refractory } = ofIntervals;
  checkMeasure("revisedLocalVariation", source, options, { ...ofSelection, refractory });
  return intervalStatistics(source, { ...options, measures: ["lvr"] }).lvr;
}
