// Irregularity of spike trains, from the variance of their intervals.
import { ofSelection } from "../options.ts";
import { checkMeasure, type Selection, type SpikeSource } from "../trains.ts";
import { type IntervalOptions, intervalStatistics, ofIntervals } from "./interval-statistics.ts";

/** Options of {@link cvIsi}. */
export interface CvOptions extends Selection, Pick<IntervalOptions, "minIntervals"> {}

/**
 * Coefficient of variation of the interspike intervals, sd / mean with ddof 0; 1 for a Poisson process.
 * One value per neuron, NaN where there are too few intervals.
 *
 * @throws CajalError when the window is empty or `minIntervals` is not a positive integer.
 * @example
 * const cv = cvIsi(sim.read(spikes), { tStart: 500, minIntervals: 2 });
 */
export function cvIsi(source: SpikeSource, options: CvOptions = {}): Float64Array {
  const { minIntervals } = ofIntervals;
  checkMeasure("cvIsi", source, options, { ...ofSelection, minIntervals });
  return intervalStatistics(source, { ...options, measures: ["cv"] }).cv;
}
