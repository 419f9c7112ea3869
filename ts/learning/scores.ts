// How well outputs agree with their targets.
import { checkArgument } from "../arguments/check.ts";
import { listOf, numbers } from "../arguments/kinds.ts";
import { fail } from "../error.ts";

/** The place of the largest number, the first of several. @throws CajalError E_TYPE, E_BUFFER */
export function largest(values: ArrayLike<number>): number {
  checkArgument(values, "largest", "values", numbers);
  return placeOfLargest(values);
}

/** {@link largest} of what is known to be numbers. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let place = 1; place < values.length; place++)
    if ((values[place] as number) > (values[best] as number)) best = place;
  return best;
}

function checkPairs(
  outputs: readonly ArrayLike<number>[],
  targets: readonly ArrayLike<number>[],
  call: string,
): void {
  for (const [parameter, value] of Object.entries({ outputs, targets }))
    checkArgument(value, call, parameter, listOf(numbers));
  const uneven = outputs.findIndex(
    (output, place) => !(output.length > 0 && output.length === targets[place]?.length),
  );
  if (outputs.length > 0 && outputs.length === targets.length && uneven < 0) return;
  const value = `${outputs.length} outputs and ${targets.length} targets`;
  const must = "there must be as many targets as outputs, each as long as its output and not empty";
  fail("E_SHAPE", { call, parameter: uneven < 0 ? "targets" : `targets[${uneven}]`, value, must });
}

/**
 * The share of outputs that are largest where their targets are.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE
 * @example accuracy([[0.2, 0.9], [0.5, 0.1]], [[0, 1], [0, 1]]); // 0.5
 */
export function accuracy(
  outputs: readonly ArrayLike<number>[],
  targets: readonly ArrayLike<number>[],
): number {
  checkPairs(outputs, targets, "accuracy");
  const right = outputs.filter(
    (output, place) => placeOfLargest(output) === placeOfLargest(targets[place] ?? []),
  );
  return right.length / outputs.length;
}

/** Mean squared difference over all numbers. @throws CajalError E_TYPE, E_BUFFER, E_SHAPE */
export function meanSquaredError(
  outputs: readonly ArrayLike<number>[],
  targets: readonly ArrayLike<number>[],
): number {
  checkPairs(outputs, targets, "meanSquaredError");
  let [sum, count] = [0, 0];
  for (const [place, output] of outputs.entries()) {
    sum += squaredDistance(output, targets[place] as ArrayLike<number>);
    count += output.length;
  }
  return sum / count;
}

/** Sum of the squared differences of two vectors. */
export function squaredDistance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < one.length; place++)
    sum += ((one[place] as number) - (other[place] as number)) ** 2;
  return sum;
}
