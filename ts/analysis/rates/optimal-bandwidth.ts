// The width of the kernel with which a rate is estimated best.

import FFT from "fft.js";
import { checkArgument, refuse } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";

/** The spikes as a histogram on at most so many points, as in the method's published program. */
const mostPoints = 1000;

/** With fewer points than the search needs, between its ends, so many resolve the range. */
const fewestPoints = 5;
const finePoints = 100;

/** Steps of the search and its relative tolerance, also from there. */
const steps = 20;
const tolerance = 1e-5;

/**
 * Standard deviation [ms] of the Gaussian kernel that minimises the expected squared error of the rate of an
 * inhomogeneous Poisson process (Shimazaki & Shinomoto 2010, equation 13: one width for all times), found by
 * golden section between twice the resolution and the whole range. Pool the spikes of trials before. NaN for
 * fewer than two different times.
 *
 * @param times spike times [ms], ascending
 * @throws CajalError when times are not ascending or not numbers.
 * @example
 * const sigma = optimalBandwidth(train(trains, 0));
 */
export function optimalBandwidth(times: ArrayLike<number>): number {
  checkArgument(times, "optimalBandwidth", "times", numbers);
  const step = leastInterval(times);
  if (!Number.isFinite(step)) return Number.NaN;
  const [begin, end] = [times[0] as number, times[times.length - 1] as number];
  const range = end - begin;
  const resolved = Math.min(Math.floor(range / step + 0.5), mostPoints);
  const points = resolved < fewestPoints ? finePoints : resolved;
  const bin = range / (points - 1);
  const density = new Float64Array(points);
  for (let spike = 0; spike < times.length; spike++) {
    const point = Math.min(points - 1, Math.floor(((times[spike] as number) - begin) / bin + 0.5));
    density[point] = (density[point] as number) + 1 / (times.length * bin);
  }
  return minimum((width) => cost(density, times.length, width, bin), 2 * bin, range);
}

/** Shortest interval that is not 0 [ms]; Infinity if there is none. */
function leastInterval(times: ArrayLike<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (let spike = 0; spike < times.length; spike++) {
    const interval = (times[spike] as number) - (times[Math.max(0, spike - 1)] as number);
    if (!(interval >= 0))
      refuse(
        times[spike],
        "a time not before the last one [ms]",
        { call: "optimalBandwidth", parameter: `times[${spike}]` },
        "E_SPIKE_TIMES",
      );
    if (interval > 0) least = Math.min(least, interval);
  }
  return least;
}

/**
 * Estimated error of the smoothed density, without the part that does not depend on the width, times
 * spikes^2.
 */
function cost(density: Float64Array, spikes: number, width: number, bin: number): number {
  const smooth = smoothed(density, width / bin);
  let sum = 0;
  for (let point = 0; point < density.length; point++) {
    const value = smooth[2 * point] as number;
    sum += (value * value - 2 * value * (density[point] as number)) * bin;
  }
  return (sum + 2 / (Math.sqrt(2 * Math.PI) * width * spikes)) * spikes * spikes;
}

/** Convolves with a Gaussian of a width in points; complex numbers, of which the real parts count. */
function smoothed(values: Float64Array, width: number): number[] {
  const size = 2 ** Math.ceil(Math.log2(values.length + 3 * width));
  const transform = new FFT(size);
  const spectrum = transform.createComplexArray() as number[];
  const result = transform.createComplexArray() as number[];
  const padded = new Array<number>(size).fill(0);
  for (let point = 0; point < values.length; point++) padded[point] = values[point] as number;
  transform.realTransform(spectrum, padded);
  transform.completeSpectrum(spectrum);
  for (let k = 0; k < size; k++) {
    const frequency = Math.min(k, size - k) / size;
    const gain = Math.exp(-0.5 * (width * 2 * Math.PI * frequency) ** 2);
    spectrum[2 * k] = (spectrum[2 * k] as number) * gain;
    spectrum[2 * k + 1] = (spectrum[2 * k + 1] as number) * gain;
  }
  transform.inverseTransform(result, spectrum);
  return result;
}

// Widths are searched on an axis that is logarithmic where they are small and linear where they are large.
const toAxis = (width: number): number => (width < 100 ? Math.log(Math.expm1(width)) : width);
const fromAxis = (place: number): number => (place < 100 ? Math.log1p(Math.exp(place)) : place);

/** The place of the least value of the two that golden section compares last. */
function minimum(value: (width: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [toAxis(from), toAxis(to)];
  let one = high - golden * (high - low);
  let two = low + golden * (high - low);
  let [atOne, atTwo] = [value(fromAxis(one)), value(fromAxis(two))];
  let best = Number.NaN;
  for (let step = 0; step < steps; step++) {
    if (!(high - low > tolerance * (Math.abs(one) + Math.abs(two)))) break;
    if (atOne < atTwo) {
      [high, two, atTwo] = [two, one, atOne];
      one = high - golden * (high - low);
      atOne = value(fromAxis(one));
      best = fromAxis(one);
    } else {
      [low, one, atOne] = [one, two, atTwo];
      two = low + golden * (high - low);
      atTwo = value(fromAxis(two));
      best = fromAxis(two);
    }
  }
  return best;
}
