// How far two means lie apart, in standard deviations.
import { mean, variance } from "./moments.ts";
import { finitePair } from "./two-samples.ts";

/** A standardised difference of means. */
export interface EffectSize {
  /**
   * |mean of a - mean of b| / pooled standard deviation; NaN when a sample is too small or nothing varies.
   */
  readonly effect: number;
  /** Interval of 95 % confidence about it, in the normal approximation. */
  readonly interval: readonly [number, number];
  /** How many values of both samples were left out because they are not finite. */
  readonly dropped: number;
}

// 95 % of a normal distribution lie within so many standard deviations.
const reach = 1.96;

/**
 * Effect size of the difference of two means (Cohen 1988; interval of Hedges & Olkin 1985). The pooled
 * variance weighs the variances, which have ddof 0 as in NetworkUnit, with n - 1. About 0.2 is called small,
 * 0.5 medium, 0.8 large.
 * @example
 * const { effect, interval } = effectSize(firingRates(one), firingRates(other));
 */
export function effectSize(a: ArrayLike<number>, b: ArrayLike<number>): EffectSize {
  const { one, other, dropped } = finitePair("effectSize", a, b);
  const [first, second] = [one.length, other.length];
  const freedom = first + second - 2;
  const pooled = ((first - 1) * variance(one) + (second - 1) * variance(other)) / freedom;
  const effect = pooled > 0 ? Math.abs(mean(one) - mean(other)) / Math.sqrt(pooled) : Number.NaN;
  const error = Math.sqrt((first + second) / (first * second) + effect ** 2 / (2 * freedom));
  return { effect, interval: [effect - reach * error, effect + reach * error], dropped };
}
