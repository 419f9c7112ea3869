// A sample as a histogram with its summary.

import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { flag, interval, numbers, optional, positive } from "../../arguments/kinds.ts";
import { mostBins } from "../bins.ts";
import { mean, standardDeviation } from "./moments.ts";
import { quantiles, sortedFinite } from "./quantiles.ts";

/** Options of {@link distribution}. */
export interface DistributionOptions {
  /** Width of the bins, in the unit of the values. */
  readonly binWidth: number;
  /** First and last edge; values outside are in no bin, but in the summary. */
  readonly range: readonly [number, number];
  /**
   * Divide by the width of the bins as well, so that the bars are comparable with a density; default false.
   */
  readonly density?: boolean;
}

/** Histogram and summary of a sample. */
export interface Distribution {
  /** Edges of the bins, one more than there are bins. */
  readonly edges: Float64Array;
  /** Values in each bin divided by the size of the sample; with `density` by the width of the bin too. */
  readonly frequencies: Float64Array;
  /** Finite values, and how many were not finite. */
  readonly size: number;
  readonly dropped: number;
  readonly mean: number;
  readonly median: number;
  /** Standard deviation with ddof 0. */
  readonly standardDeviation: number;
  readonly min: number;
  readonly max: number;
}

const ofDistribution = { binWidth: positive, range: interval, density: optional(flag) };

/**
 * Relative frequencies in bins closed on the left (the last one on both sides), and the moments of the
 * sample. NaN and infinite values are left out and counted. Values outside the range belong to the sample, so
 * the frequencies sum to 1 (the densities integrate to 1) only when the range holds them all.
 *
 * @throws CajalError unless `binWidth > 0` and the range is ascending.
 * @example
 * const { edges, frequencies, median } = distribution(firingRates(trains), { binWidth: 1, range: [0, 20] });
 */
export function distribution(values: ArrayLike<number>, options: DistributionOptions): Distribution {
  checkArgument(values, "distribution", "values", numbers);
  checkOptions(options, "distribution", ofDistribution);
  const [low, high] = options.range;
  const sorted = sortedFinite(values);
  const bins = Math.max(1, Math.round((high - low) / options.binWidth));
  if (bins > mostBins)
    refuse(options.binWidth, `a width of which at most 2^28 fit into [${low}, ${high}]`, {
      call: "distribution",
      parameter: "binWidth",
    });
  const width = (high - low) / bins;
  const frequencies = new Float64Array(bins);
  const share = 1 / (sorted.length * (options.density ? width : 1));
  for (const value of sorted) {
    if (value < low || value > high) continue;
    const bin = Math.min(bins - 1, Math.floor((value - low) / width + 1e-9));
    frequencies[bin] = (frequencies[bin] as number) + share;
  }
  return {
    edges: Float64Array.from({ length: bins + 1 }, (_, edge) => low + edge * width),
    frequencies,
    size: sorted.length,
    dropped: values.length - sorted.length,
    mean: mean(sorted),
    median: quantiles(sorted, [0.5])[0] as number,
    standardDeviation: standardDeviation(sorted),
    min: sorted[0] ?? Number.NaN,
    max: sorted[sorted.length - 1] ?? Number.NaN,
  };
}
