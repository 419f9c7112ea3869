// Irregularity of spike trains.
import { type Selection, type SpikeSource, toTrains, train, trainCount } from "../trains.ts";

/** Options of {@link cvIsi}. */
export interface CvOptions extends Selection {
  /**
   * Intervals a train must have to get a value, otherwise NaN; default 1, where a single interval gives 0.
   * Published values of the cortical microcircuit use 2.
   */
  readonly minIntervals?: number;
}

/**
 * Coefficient of variation of the interspike intervals, sd / mean with ddof 0; 1 for a Poisson process.
 * One value per neuron, NaN where there are too few intervals.
 *
 * @throws RangeError when the window is empty or `minIntervals` is not a positive integer.
 */
export function cvIsi(source: SpikeSource, options: CvOptions = {}): Float64Array {
  const least = options.minIntervals ?? 1;
  if (!(Number.isInteger(least) && least >= 1)) {
    throw new RangeError(`minIntervals must be a positive integer, got ${least}`);
  }
  const trains = toTrains(source, options);
  const values = new Float64Array(trainCount(trains));
  for (let index = 0; index < values.length; index++) values[index] = cvOf(train(trains, index), least);
  return values;
}

function cvOf(times: Float64Array, least: number): number {
  const intervals = times.length - 1;
  if (intervals < least) return Number.NaN;
  const first = times[0] as number;
  const mean = ((times[intervals] as number) - first) / intervals;
  let squares = 0;
  for (let spike = 1; spike <= intervals; spike++) {
    const deviation = (times[spike] as number) - (times[spike - 1] as number) - mean;
    squares += deviation * deviation;
  }
  return Math.sqrt(squares / intervals) / mean;
}
