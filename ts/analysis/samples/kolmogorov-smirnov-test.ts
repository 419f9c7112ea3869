// How probable a Kolmogorov-Smirnov distance is for two samples of one distribution.
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { finitePair, type TwoSampleTest } from "./two-samples.ts";

// Above this size of the larger sample the limit distribution is used.
const largestExact = 10_000;

/**
 * Two-sample Kolmogorov-Smirnov test. The statistic is {@link kolmogorovSmirnov}. The p-value counts the
 * orders in which the values of two samples without ties can come; ties make it too large. Above 10 000
 * values in a sample it is that of the limit distribution with the correction of Stephens (1970), which is
 * off by at most some 0.005.
 *
 * @returns NaN for statistic and p-value when a sample has no finite value.
 * @example
 * const { statistic, pValue } = kolmogorovSmirnovTest(firingRates(one), firingRates(other));
 */
export function kolmogorovSmirnovTest(a: ArrayLike<number>, b: ArrayLike<number>): TwoSampleTest {
  const { one, other, dropped } = finitePair("kolmogorovSmirnovTest", a, b);
  const statistic = kolmogorovSmirnov(one, other);
  if (Number.isNaN(statistic)) return { statistic, pValue: Number.NaN, dropped };
  const exact = Math.max(one.length, other.length) <= largestExact;
  const pValue = (exact ? exactTail : limitTail)(statistic, one.length, other.length);
  return { statistic, pValue, dropped };
}

/**
 * P(D >= distance). An order of both samples is a path of steps right and up; `reached[j]` is the probability
 * that a path to (i, j), all of them equally probable, has left the corridor |i / first - j / second| <
 * distance. Its last step came from the left with probability i / (i + j). Only sums of positive numbers:
 * small p-values are exact too.
 */
function exactTail(distance: number, first: number, second: number): number {
  const limit = Math.round(distance * first * second);
  if (limit === 0) return 1;
  const reached = new Float64Array(second + 1);
  for (let i = 0; i <= first; i++) {
    let below = 0;
    for (let j = 0; j <= second; j++) {
      const left = reached[j] as number;
      if (Math.abs(i * second - j * first) >= limit) below = 1;
      else if (i + j > 0) below = (i * left + j * below) / (i + j);
      reached[j] = below;
    }
  }
  return reached[second] as number;
}

/** 2 sum_k (-1)^(k-1) exp(-2 k^2 x^2), Kolmogorov's limit. */
function limitTail(distance: number, first: number, second: number): number {
  const root = Math.sqrt((first * second) / (first + second));
  const x = (root + 0.12 + 0.11 / root) * distance;
  // Below, the tail is 1 to more than ten digits, and the alternating sum would converge slowly.
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 40; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return Math.min(1, sum);
}
