// Whether the means of two samples differ, whose variances may differ.
import { incompleteBeta } from "./incomplete-beta.ts";
import { mean, variance } from "./moments.ts";
import { finitePair, type TwoSampleTest } from "./two-samples.ts";

/**
 * Welch's t test: t = (mean of a - mean of b) / sqrt(s_a^2 / n_a + s_b^2 / n_b), s^2 with ddof 1, and the
 * degrees of freedom of Welch and Satterthwaite.
 *
 * @returns NaN for statistic and p-value when a sample has fewer than two finite values; when nothing varies,
 *   NaN for equal means, else an infinite statistic and the p-value 0.
 * @example
 * const { statistic, pValue } = welchTest(firingRates(one), firingRates(other));
 */
export function welchTest(a: ArrayLike<number>, b: ArrayLike<number>): TwoSampleTest {
  const { one, other, dropped } = finitePair("welchTest", a, b);
  const [first, second] = [one.length, other.length];
  if (first < 2 || second < 2) return { statistic: Number.NaN, pValue: Number.NaN, dropped };
  // Squared standard errors of the means.
  const [mine, theirs] = [variance(one) / (first - 1), variance(other) / (second - 1)];
  const statistic = (mean(one) - mean(other)) / Math.sqrt(mine + theirs);
  if (mine + theirs === 0) return { statistic, pValue: Number.isNaN(statistic) ? Number.NaN : 0, dropped };
  const freedom = (mine + theirs) ** 2 / (mine ** 2 / (first - 1) + theirs ** 2 / (second - 1));
  const pValue = incompleteBeta(freedom / (freedom + statistic ** 2), freedom / 2, 0.5);
  return { statistic, pValue, dropped };
}
