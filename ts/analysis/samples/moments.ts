// Mean and variance, in two passes so that nothing cancels.
import { checkArgument } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";

/**
 * Arithmetic mean; NaN for no values.
 *
 * @example mean([1, 2, 6]); // 3
 */
export function mean(values: ArrayLike<number>): number {
  checkArgument(values, "mean", "values", numbers);
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] as number;
  return sum / values.length;
}

/**
 * Mean squared deviation from the mean (ddof 0); NaN for no values.
 *
 * @example const spread = variance(rates);
 */
export function variance(values: ArrayLike<number>): number {
  checkArgument(values, "variance", "values", numbers);
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index++) {
    const deviation = (values[index] as number) - centre;
    sum += deviation * deviation;
  }
  return sum / values.length;
}

/**
 * Square root of {@link variance}.
 *
 * @example const spread = standardDeviation(rates);
 */
export function standardDeviation(values: ArrayLike<number>): number {
  checkArgument(values, "standardDeviation", "values", numbers);
  return Math.sqrt(variance(values));
}
