// Quantiles, and the five numbers of a box plot.
import { checkArgument } from "../../arguments/check.ts";
import { listOf, numbers, within } from "../../arguments/kinds.ts";

/**
 * Finite values in ascending order; what a measure gives as NaN is no sample.
 *
 * @example sortedFinite([3, NaN, 1]); // 1, 3
 */
export function sortedFinite(values: ArrayLike<number>): Float64Array {
  checkArgument(values, "sortedFinite", "values", numbers);
  return Float64Array.from(values).filter(Number.isFinite).sort();
}

/**
 * Quantiles by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, numpy's default).
 *
 * @param sorted values in ascending order
 * @param probabilities in [0, 1]
 * @throws CajalError for a probability outside [0, 1].
 * @example const [low, median, high] = quantiles(sortedFinite(rates), [0.05, 0.5, 0.95]);
 */
export function quantiles(sorted: ArrayLike<number>, probabilities: ArrayLike<number>): Float64Array {
  checkArgument(sorted, "quantiles", "sorted", numbers);
  checkArgument(probabilities, "quantiles", "probabilities", listOf(within(0, 1)));
  return Float64Array.from(probabilities, (probability) => {
    const position = probability * (sorted.length - 1);
    const below = Math.floor(position);
    const low = sorted[below] ?? Number.NaN;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
    return low + (high - low) * (position - below);
  });
}

/** What a box plot draws. */
export interface BoxStatistics {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Smallest and largest value within 1.5 interquartile ranges of the box. */
  readonly lowerWhisker: number;
  readonly upperWhisker: number;
  readonly mean: number;
  /** Values beyond the whiskers. */
  readonly outliers: Float64Array;
}

/**
 * Box statistics in the convention of Tukey; all NaN when there is no finite value.
 *
 * @example const { median } = boxStatistics(rates);
 */
export function boxStatistics(values: ArrayLike<number>): BoxStatistics {
  checkArgument(values, "boxStatistics", "values", numbers);
  const sorted = sortedFinite(values);
  const [lowerQuartile, median, upperQuartile] = quantiles(sorted, [0.25, 0.5, 0.75]) as unknown as [
    number,
    number,
    number,
  ];
  const reach = 1.5 * (upperQuartile - lowerQuartile);
  const inside = sorted.filter((value) => value >= lowerQuartile - reach && value <= upperQuartile + reach);
  return {
    median,
    lowerQuartile,
    upperQuartile,
    lowerWhisker: inside[0] ?? Number.NaN,
    upperWhisker: inside[inside.length - 1] ?? Number.NaN,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    outliers: sorted.filter((value) => value < lowerQuartile - reach || value > upperQuartile + reach),
  };
}
