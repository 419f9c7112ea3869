// How well two lists of labels agree.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";

function check(call: string, predicted: ArrayLike<number>, actual: ArrayLike<number>): void {
  checkArgument(predicted, call, "predicted", numbers);
  checkArgument(actual, call, "actual", numbers);
  checkLength(predicted, actual.length, call, "predicted");
}

/**
 * Part of the labels that were predicted; NaN for none.
 *
 * @throws CajalError for lists of unequal length.
 * @example
 * const hits = accuracy([1, -1, 1], [1, 1, 1]); // 2 / 3
 */
export function accuracy(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  check("accuracy", predicted, actual);
  let hits = 0;
  for (let sample = 0; sample < actual.length; sample++) if (predicted[sample] === actual[sample]) hits++;
  return hits / actual.length;
}

/**
 * Cohen's kappa (1960): (p_o - p_c) / (1 - p_c), the accuracy p_o beyond the agreement p_c by chance of lists
 * with these frequencies of labels. 1 for full agreement, 0 for chance; NaN for no labels, or one label
 * throughout both lists.
 *
 * @throws CajalError for lists of unequal length.
 * @example
 * const kappa = cohensKappa(readoutOutput(readout, states).map(Math.sign), labels);
 */
export function cohensKappa(predicted: ArrayLike<number>, actual: ArrayLike<number>): number {
  check("cohensKappa", predicted, actual);
  const observed = accuracy(predicted, actual);
  const [mine, theirs] = [frequencies(predicted), frequencies(actual)];
  let chance = 0;
  for (const [label, frequency] of mine) chance += frequency * (theirs.get(label) ?? 0);
  return chance < 1 ? (observed - chance) / (1 - chance) : Number.NaN;
}

function frequencies(labels: ArrayLike<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample] as number;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return new Map([...counts].map(([label, count]) => [label, count / labels.length]));
}
