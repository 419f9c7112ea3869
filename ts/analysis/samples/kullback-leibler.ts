// How much information parts two distributions.
import { checkOptions } from "../../arguments/check.ts";
import { positive } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { finitePair } from "./two-samples.ts";

/** Options of {@link kullbackLeibler}. */
export interface KullbackLeiblerOptions {
  /** Width of the common bins, in the unit of the values. */
  readonly binWidth: number;
}

/** A divergence and what went into it. */
export interface KullbackLeibler {
  /** [bit], from 0; NaN when no bin holds values of both samples. */
  readonly divergence: number;
  /** Part of all values that lies in bins which one sample leaves empty: such bins cannot be compared. */
  readonly uncompared: number;
  /** How many values of both samples were left out because they are not finite. */
  readonly dropped: number;
}

function histogram(values: Float64Array, low: number, width: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = binIndex((value - low) / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return counts;
}

/**
 * Symmetrised Kullback-Leibler divergence of two samples, the mean of both directions, in bits. The values
 * are counted in common bins from the smallest value on, bins that are empty in either sample are left out,
 * and what is left of each sample is a distribution of sum 1. The result depends on the bins and on the
 * sizes: compare only what has the same.
 *
 * @throws CajalError unless `binWidth > 0`.
 * @example
 * const { divergence } = kullbackLeibler(firingRates(one), firingRates(other), { binWidth: 0.5 });
 */
export function kullbackLeibler(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: KullbackLeiblerOptions,
): KullbackLeibler {
  const { one, other, dropped } = finitePair("kullbackLeibler", a, b);
  checkOptions(options, "kullbackLeibler", { binWidth: positive });
  const { binWidth } = options;
  const low = Math.min(one[0] ?? Infinity, other[0] ?? Infinity);
  const [mine, theirs] = [histogram(one, low, binWidth), histogram(other, low, binWidth)];
  const common = [...mine].flatMap(([bin, count]) => {
    const counterpart = theirs.get(bin);
    return counterpart === undefined ? [] : [[count, counterpart] as const];
  });
  const [first, second] = [0, 1].map((side) =>
    common.reduce((sum, pair) => sum + (pair[side] as number), 0),
  ) as [number, number];
  let divergence = common.length > 0 ? 0 : Number.NaN;
  for (const [count, counterpart] of common) {
    const [p, q] = [count / first, counterpart / second];
    divergence += ((p - q) * Math.log2(p / q)) / 2;
  }
  return { divergence, uncompared: 1 - (first + second) / (one.length + other.length), dropped };
}
