// How far the values of one sample must be moved to become another.
import { finitePair } from "./two-samples.ts";

/**
 * Wasserstein distance of order 1 (earth mover's distance), the integral of |F_a - F_b| over the values: in
 * the unit of the values, and of a shifted copy the shift. Not finite values are left out; NaN when a sample
 * is empty.
 * @example
 * const shift = wassersteinDistance(firingRates(one), firingRates(other));
 */
export function wassersteinDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { one, other } = finitePair("wassersteinDistance", a, b);
  if (one.length === 0 || other.length === 0) return Number.NaN;
  let distance = 0;
  let before = Math.min(one[0] as number, other[0] as number);
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    const value = Math.min(one[i] ?? Infinity, other[j] ?? Infinity);
    distance += Math.abs(i / one.length - j / other.length) * (value - before);
    while (i < one.length && one[i] === value) i++;
    while (j < other.length && other[j] === value) j++;
    before = value;
  }
  return distance;
}
