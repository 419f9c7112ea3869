// How many trains fire together: the distribution of the number of spikes per bin.

import { isRecord, refuse } from "../../arguments/check.ts";
import { optional, wholeFrom } from "../../arguments/kinds.ts";
import { mostBins } from "../bins.ts";
import { ofCounts } from "../options.ts";
import type { SpikeSource } from "../trains.ts";
import { type CountOptions, countOccupied, type OccupiedBins } from "./binned-counts.ts";

/** Options of {@link complexityDistribution}. */
export interface ComplexityOptions extends CountOptions {
  /** Count a train at most once in a bin; default true. */
  readonly binary?: boolean;
  /**
   * Occupied bins no further apart than this many bins are one event, whose complexity is the sum over its
   * bins; default 0: every bin stands alone. For spikes on a grid, `bin` is one step and `spread` the steps
   * that still count as synchronous.
   */
  readonly spread?: number;
}

/** How often which complexity occurs. */
export interface ComplexityDistribution {
  /** Number of events by complexity, from 0 (empty bins outside all events) to the largest. */
  readonly histogram: Float64Array;
  /** The histogram divided by its sum. */
  readonly probabilities: Float64Array;
}

/**
 * Complexity distribution (Gruen, Abeles & Diesmann 2008): the histogram of the number of trains that fire in
 * a bin. A tail beyond that of {@link independentComplexity} shows synchrony that pairs of trains need not
 * show.
 *
 * @throws CajalError when the window is empty, no bin fits, or `spread` is not an integer >= 0.
 * @example
 * const { probabilities } = complexityDistribution(sim.read(spikes), { bin: 2 });
 * const onGrid = complexityDistribution(sim.read(spikes), { bin: 0.1, spread: 10 });
 */
export function complexityDistribution(
  source: SpikeSource,
  options: ComplexityOptions,
): ComplexityDistribution {
  const checks = { ...ofCounts, spread: optional(wholeFrom(0)) };
  const occupied = countOccupied("complexityDistribution", source, byTrain(options), checks);
  const { spread = 0 } = options;
  const totals = binTotals(occupied);
  const events: number[] = [0];
  let covered = 0;
  let sum = 0;
  let [begin, end] = [-1, -1];
  const close = (): void => {
    if (sum === 0) return;
    while (events.length <= sum) events.push(0);
    events[sum] = (events[sum] as number) + 1;
    covered += end - begin + 1;
  };
  for (let bin = 0; bin < totals.length; bin++) {
    const total = totals[bin] as number;
    if (total === 0) continue;
    if (sum > 0 && spread > 0 && bin - end <= spread) sum += total;
    else {
      close();
      [begin, sum] = [bin, total];
    }
    end = bin;
  }
  close();
  events[0] = totals.length - covered;
  const histogram = Float64Array.from(events);
  const all = histogram.reduce((one, other) => one + other, 0);
  return { histogram, probabilities: histogram.map((count) => count / all) };
}

/** Spikes of all trains in each bin, or trains that fire. */
function binTotals({ bins, indices, counts }: OccupiedBins): Uint32Array {
  if (bins > mostBins)
    refuse(bins, `at most ${mostBins}`, { call: "complexityDistribution", parameter: "number of bins" });
  const totals = new Uint32Array(bins);
  for (let place = 0; place < indices.length; place++) {
    const index = indices[place] as number;
    totals[index] = (totals[index] as number) + (counts[place] as number);
  }
  return totals;
}

/** Options that are no object are left to their check. */
const byTrain = <Options extends CountOptions>(options: Options): Options =>
  isRecord(options) ? { ...options, binary: options.binary === undefined ? true : options.binary } : options;

// Probabilities below this are left out at the end of the distribution: they change no digit of any sum.
const negligible = 1e-300;

/**
 * Probability of each complexity if the trains had the same counts but were independent: the convolution of
 * their count distributions, which with `binary` is the Poisson-binomial distribution. Index 0 is no spike.
 *
 * @throws CajalError when the window is empty or no bin fits.
 * @example
 * const expected = independentComplexity(sim.read(spikes), { bin: 2 });
 */
export function independentComplexity(source: SpikeSource, options: CountOptions): Float64Array {
  const { trains, bins, offsets, counts } = countOccupied("independentComplexity", source, byTrain(options));
  let sum: Float64Array = Float64Array.of(1);
  for (let row = 0; row < trains; row++) {
    const own = countProbabilities(counts.subarray(offsets[row], offsets[row + 1]), bins);
    sum = convolved(sum, own);
  }
  return sum;
}

/** Relative frequency of the counts 0, 1, 2 ... of one train. */
function countProbabilities(occupied: Uint32Array, bins: number): Float64Array {
  const probabilities = new Float64Array(occupied.reduce((most, count) => Math.max(most, count), 0) + 1);
  probabilities[0] = (bins - occupied.length) / bins;
  for (const count of occupied) probabilities[count] = (probabilities[count] as number) + 1 / bins;
  return probabilities;
}

/** Distribution of the sum of two independent numbers, without its negligible end. */
function convolved(one: Float64Array, other: Float64Array): Float64Array {
  const result = new Float64Array(one.length + other.length - 1);
  for (let left = 0; left < one.length; left++) {
    const probability = one[left] as number;
    for (let right = 0; right < other.length; right++)
      result[left + right] = (result[left + right] as number) + probability * (other[right] as number);
  }
  let length = result.length;
  while (length > 1 && (result[length - 1] as number) < negligible) length--;
  return result.subarray(0, length);
}
