// What all scores of two samples share.
import { checkArgument } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { sortedFinite } from "./quantiles.ts";

/** A statistic of two samples and how probable one as extreme is when both come from one distribution. */
export interface TwoSampleTest {
  /** See the test. NaN when a sample is too small. */
  readonly statistic: number;
  /** Two-sided p-value, from 0 to 1; NaN with the statistic. It holds for independent values only. */
  readonly pValue: number;
  /** How many values of both samples were left out because they are not finite. */
  readonly dropped: number;
}

/** Both samples without what is not finite. */
export interface FinitePair {
  /** Ascending. */
  readonly one: Float64Array;
  readonly other: Float64Array;
  readonly dropped: number;
}

/** Sorts both samples and leaves out values that are not finite. */
export function finitePair(call: string, a: ArrayLike<number>, b: ArrayLike<number>): FinitePair {
  checkArgument(a, call, "a", numbers);
  checkArgument(b, call, "b", numbers);
  const [one, other] = [sortedFinite(a), sortedFinite(b)];
  return { one, other, dropped: a.length + b.length - one.length - other.length };
}
