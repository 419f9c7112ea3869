// Whether the values of one sample tend to be larger than those of another.
import erfc from "@stdlib/math-base-special-erfc";
import { finitePair, type TwoSampleTest } from "./two-samples.ts";

// Up to this size of the smaller sample, and without ties, the p-value is exact, while counting is quick.
const largestExact = 8;
const mostCouples = 20_000;

/**
 * U of the first sample: couples in which its value is larger, equal ones by half; and sum of t^3 - t over
 * ties.
 */
function ranks(one: Float64Array, other: Float64Array): { u: number; ties: number } {
  let [u, ties] = [0, 0];
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    const value = Math.min(one[i] ?? Infinity, other[j] ?? Infinity);
    const [firstI, firstJ] = [i, j];
    while (i < one.length && one[i] === value) i++;
    while (j < other.length && other[j] === value) j++;
    const tied = i - firstI + j - firstJ;
    u += (i - firstI) * (firstJ + (j - firstJ) / 2);
    ties += tied ** 3 - tied;
  }
  return { u, ties };
}

/**
 * P(U >= u) by counting: orders of `first` and `second` values with a given U, of which the last is of either
 * sample.
 */
function exactTail(u: number, first: number, second: number): number {
  const most = first * second;
  // counts[j][v]: orders of i values of one sample and j of the other with U = v, for the current i.
  let counts = Array.from({ length: second + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= first; i++) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= second; j++) {
      const [mine, theirs] = [counts[j] as Float64Array, next[j - 1] as Float64Array];
      next.push(Float64Array.from({ length: i * j + 1 }, (_, v) => (mine[v - j] ?? 0) + (theirs[v] ?? 0)));
    }
    counts = next;
  }
  const all = counts[second] as Float64Array;
  const total = all.reduce((sum, count) => sum + count, 0);
  let tail = 0;
  for (let v = Math.ceil(u); v <= most; v++) tail += all[v] as number;
  return tail / total;
}

/** P(U >= u) of the normal distribution with correction for continuity and ties. */
function normalTail(u: number, first: number, second: number, ties: number): number {
  const all = first + second;
  const deviation = Math.sqrt(((first * second) / 12) * (all + 1 - ties / (all * (all - 1))));
  if (deviation === 0) return 1;
  return erfc((u - (first * second) / 2 - 0.5) / deviation / Math.SQRT2) / 2;
}

/**
 * Mann-Whitney U test. The statistic is U of the first sample: the number of couples in which its value is
 * the larger one, ties by half. The p-value is exact for samples without ties of which one has at most 8
 * values, else that of the normal distribution, corrected for ties and continuity.
 *
 * @returns NaN for statistic and p-value when a sample has no finite value.
 * @example
 * const { statistic, pValue } = mannWhitneyTest(firingRates(one), firingRates(other));
 */
export function mannWhitneyTest(a: ArrayLike<number>, b: ArrayLike<number>): TwoSampleTest {
  const { one, other, dropped } = finitePair("mannWhitneyTest", a, b);
  const [first, second] = [one.length, other.length];
  if (first === 0 || second === 0) return { statistic: Number.NaN, pValue: Number.NaN, dropped };
  const { u, ties } = ranks(one, other);
  const larger = Math.max(u, first * second - u);
  const exact = ties === 0 && Math.min(first, second) <= largestExact && first * second <= mostCouples;
  const tail = exact ? exactTail(larger, first, second) : normalTail(larger, first, second, ties);
  return { statistic: u, pValue: Math.min(1, 2 * tail), dropped };
}
