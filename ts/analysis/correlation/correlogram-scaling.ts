// What is done to a correlogram after counting: smoothing over lags, and coefficients.
import { refuse } from "../../arguments/check.ts";
import type { TrainCounts } from "./counts.ts";

/**
 * Weighted mean over neighbouring lags; beyond the ends there is nothing. The middle of the kernel lies on
 * the lag, of an even number of weights the first of the two in the middle.
 *
 * @throws CajalError unless the kernel is at most as long as the values and its sum is positive.
 */
export function smoothed(values: Float64Array, kernel: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let index = 0; index < kernel.length; index++) sum += kernel[index] as number;
  if (!(sum > 0 && kernel.length <= values.length))
    refuse(
      `${kernel.length} of sum ${sum}`,
      `1 to ${values.length} weights with a positive sum`,
      { call: "crossCorrelogram", parameter: "kernel" },
      "E_SHAPE",
    );
  const shift = (kernel.length - 1) >> 1;
  return values.map((_, place) => {
    let weighted = 0;
    for (let index = 0; index < kernel.length; index++)
      weighted += (kernel[index] as number) * (values[place + shift - index] ?? 0);
    return weighted / sum;
  });
}

/**
 * Correlation coefficients: the chance level n_i n_j / bins taken off, over the standard deviations of both
 * counts.
 */
export function scaled(
  values: Float64Array,
  first: TrainCounts,
  second: TrainCounts,
  bins: number,
): Float64Array {
  const one = sums(first.counts);
  const other = sums(second.counts);
  const norm = Math.sqrt((one.squares - one.total ** 2 / bins) * (other.squares - other.total ** 2 / bins));
  const chance = (one.total * other.total) / bins;
  return values.map((value) => (norm > 0 ? (value - chance) / norm : Number.NaN));
}

function sums(counts: Float64Array): { readonly total: number; readonly squares: number } {
  let [total, squares] = [0, 0];
  for (let index = 0; index < counts.length; index++) {
    total += counts[index] as number;
    squares += (counts[index] as number) ** 2;
  }
  return { total, squares };
}
