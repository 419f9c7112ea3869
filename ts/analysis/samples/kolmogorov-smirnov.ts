// Largest distance between two cumulative distributions.
import { checkArgument, refuse } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { sortedFinite } from "./quantiles.ts";
import { finitePair } from "./two-samples.ts";

/**
 * Kolmogorov-Smirnov distance of two samples, max |F_a - F_b|, where all ties of a value are counted before
 * the distributions are compared. Not finite values are left out; NaN when a sample is empty.
 *
 * @example kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]); // 0.5
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { one, other } = finitePair("kolmogorovSmirnov", a, b);
  if (one.length === 0 || other.length === 0) return Number.NaN;
  let largest = 0;
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const value = Math.min(one[i] as number, other[j] as number);
    while (i < one.length && one[i] === value) i++;
    while (j < other.length && other[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / one.length - j / other.length));
  }
  return largest;
}

const call = "distanceToQuantiles";

/**
 * Kolmogorov-Smirnov distance of a sample from a distribution of which only quantiles at equidistant
 * probabilities 0..1 are known. The distribution is interpolated linearly between them and jumps where
 * quantiles are equal, so the result is uncertain by one step of probability (0.005 for 201 quantiles).
 *
 * @param stored quantiles in ascending order, at least two
 * @throws CajalError when `stored` is too short or not ascending.
 * @example distanceToQuantiles(rates, quantiles(sortedFinite(published), [0.25, 0.5, 0.75]));
 */
export function distanceToQuantiles(sample: ArrayLike<number>, stored: ArrayLike<number>): number {
  checkArgument(sample, call, "sample", numbers);
  checkQuantiles(stored);
  const sorted = sortedFinite(sample);
  if (sorted.length === 0) return Number.NaN;
  let largest = 0;
  const compare = (value: number): void => {
    const [left, right] = cumulative(stored, value);
    const upTo = countBelow(sorted, value, true) / sorted.length;
    const before = countBelow(sorted, value, false) / sorted.length;
    largest = Math.max(largest, Math.abs(before - left), Math.abs(upTo - right));
  };
  for (let index = 0; index < stored.length; index++) compare(stored[index] as number);
  for (let index = 0; index < sorted.length; index++) {
    if (index === 0 || sorted[index] !== sorted[index - 1]) compare(sorted[index] as number);
  }
  return largest;
}

function checkQuantiles(stored: ArrayLike<number>): void {
  checkArgument(stored, call, "stored", numbers);
  const place = { call, parameter: "stored" };
  if (stored.length < 2) refuse(stored, "two quantiles or more", place, "E_SHAPE");
  for (let index = 1; index < stored.length; index++) {
    if (!((stored[index] as number) >= (stored[index - 1] as number)))
      refuse(stored[index], "not smaller than the one before", { call, parameter: `stored[${index}]` });
  }
}

/** How many of the ascending values are below `value`, or not above it. */
function countBelow(values: ArrayLike<number>, value: number, inclusive: boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = values[middle] as number;
    if (item < value || (inclusive && item === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Limits of the interpolated distribution function from the left and from the right of `value`. */
function cumulative(stored: ArrayLike<number>, value: number): [number, number] {
  const steps = stored.length - 1;
  const first = countBelow(stored, value, false);
  const last = countBelow(stored, value, true);
  // Below the smallest quantile nothing is known to lie; a tie group spans the probabilities of its members.
  if (last > first) return [first === 0 ? 0 : first / steps, (last - 1) / steps];
  if (first === 0) return [0, 0];
  if (first > steps) return [1, 1];
  const low = stored[first - 1] as number;
  const high = stored[first] as number;
  const between = (first - 1 + (value - low) / (high - low)) / steps;
  return [between, between];
}
