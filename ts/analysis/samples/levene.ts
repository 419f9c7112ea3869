// Whether two samples spread differently.
import { incompleteBeta } from "./incomplete-beta.ts";
import { mean } from "./moments.ts";
import { quantiles } from "./quantiles.ts";
import { finitePair, type TwoSampleTest } from "./two-samples.ts";

/**
 * Levene's test of equal variances about the medians (Brown & Forsythe 1974): the F statistic of an analysis
 * of variance of the distances from the own median, with 1 and n - 2 degrees of freedom.
 *
 * @returns NaN for statistic and p-value when a sample has no finite value, both together have fewer than
 *   three, or all distances are equal.
 * @example
 * const { statistic, pValue } = leveneTest(firingRates(one), firingRates(other));
 */
export function leveneTest(a: ArrayLike<number>, b: ArrayLike<number>): TwoSampleTest {
  const { one, other, dropped } = finitePair("leveneTest", a, b);
  const freedom = one.length + other.length - 2;
  if (one.length === 0 || other.length === 0 || freedom < 1)
    return { statistic: Number.NaN, pValue: Number.NaN, dropped };
  const distances = [one, other].map((sample) => {
    const median = quantiles(sample, [0.5])[0] as number;
    return sample.map((value) => Math.abs(value - median));
  });
  const overall = distances.reduce((sum, list) => sum + list.length * mean(list), 0) / (freedom + 2);
  let [between, within] = [0, 0];
  for (const list of distances) {
    const centre = mean(list);
    between += list.length * (centre - overall) ** 2;
    for (const distance of list) within += (distance - centre) ** 2;
  }
  const statistic = (freedom * between) / within;
  return { statistic, pValue: incompleteBeta(freedom / (freedom + statistic), freedom / 2, 0.5), dropped };
}
