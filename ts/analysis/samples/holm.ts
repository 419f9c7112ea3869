// Several tests at once.
import { refuseDetached } from "../../buffer.ts";

/**
 * Adjusts p-values for their number (Holm 1979): rejecting those below a level rejects any true hypothesis
 * with at most that probability, however the tests depend on each other. NaN stays NaN and is not counted as
 * a test.
 *
 * @returns adjusted p-values in the order given, at most 1
 * @throws RangeError for a p-value outside [0, 1].
 * @example
 * const passed = holm(tests.map(({ pValue }) => pValue)).every((pValue) => pValue > 0.01);
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  refuseDetached(pValues, "holm", "pValues");
  const adjusted = Float64Array.from(pValues);
  const order = Array.from(adjusted.keys()).filter((index) => !Number.isNaN(adjusted[index]));
  order.sort((one, other) => (pValues[one] as number) - (pValues[other] as number));
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    const pValue = pValues[index] as number;
    if (!(pValue >= 0 && pValue <= 1)) throw new RangeError(`a p-value lies in [0, 1], got ${pValue}`);
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValue));
    adjusted[index] = largest;
  }
  return adjusted;
}
