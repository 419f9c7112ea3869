// Several tests at once.
import { checkArgument } from "../../arguments/check.ts";
import { numbers, within } from "../../arguments/kinds.ts";

/**
 * Adjusts p-values for their number (Holm 1979): rejecting those below a level rejects any true hypothesis
 * with at most that probability, however the tests depend on each other. NaN stays NaN and is not counted as
 * a test.
 *
 * @returns adjusted p-values in the order given, at most 1
 * @throws CajalError for a p-value outside [0, 1].
 * @example
 * const passed = holm(tests.map(({ pValue }) => pValue)).every((pValue) => pValue > 0.01);
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  checkArgument(pValues, "holm", "pValues", numbers);
  const adjusted = Float64Array.from(pValues);
  const order = Array.from(adjusted.keys()).filter((index) => !Number.isNaN(adjusted[index]));
  order.sort((one, other) => (pValues[one] as number) - (pValues[other] as number));
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    const pValue = pValues[index] as number;
    checkArgument(pValue, "holm", `pValues[${index}]`, within(0, 1));
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValue));
    adjusted[index] = largest;
  }
  return adjusted;
}
