// Learning curves: what is counted over presentations, and the rows that come of it.
import { placeOfLargest, squaredDistance } from "../scores.ts";

/** What a test found. Numbers without a meaning, as those of a task without targets, are NaN. */
export interface CurveRow {
  /** Finished epochs; 0 is before any training. */
  readonly epoch: number;
  /** Of the presentations of this epoch's training, while the teacher was on. */
  readonly trainAccuracy: number;
  readonly trainError: number;
  /** Share of outputs that are largest where the target is. */
  readonly testAccuracy: number;
  /** Mean squared difference between outputs and targets. */
  readonly testError: number;
  /** What the option `measure` returned. */
  readonly measures: Readonly<Record<string, number>>;
}

/** Sums over presentations. */
export interface Tally {
  readonly presentations: number;
  readonly right: number;
  readonly squares: number;
  readonly values: number;
}

export const emptyTally: Tally = { presentations: 0, right: 0, squares: 0, values: 0 };

/** The sums with one more presentation; one without a target changes nothing. */
export function counted(tally: Tally, output: Float64Array, target: Float64Array | null): Tally {
  if (target === null) return tally;
  return {
    presentations: tally.presentations + 1,
    right: tally.right + (placeOfLargest(output) === placeOfLargest(target) ? 1 : 0),
    squares: tally.squares + squaredDistance(output, target),
    values: tally.values + target.length,
  };
}

/** Accuracy and mean squared error of what was counted; NaN of nothing. */
export const accuracyOf = ({ right, presentations }: Tally): number => right / presentations;
export const errorOf = ({ squares, values }: Tally): number => squares / values;

/** When a training has learned enough. */
export interface EarlyStop {
  /** Least test accuracy. */
  readonly accuracy?: number;
  /** Largest test error. */
  readonly error?: number;
  /** Tests in a row that must be as good; default 1. */
  readonly patience?: number;
}

/** Whether the last tests are as good as asked for. */
export function learned(
  rows: readonly CurveRow[],
  { accuracy = -Infinity, error = Infinity, patience = 1 }: EarlyStop,
): boolean {
  const last = rows.slice(-patience);
  return (
    last.length === patience && last.every((row) => row.testAccuracy >= accuracy && row.testError <= error)
  );
}
