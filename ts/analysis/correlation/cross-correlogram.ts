// How often one neuron fires so long before or after another one.

import { type Check, type Checks, refuse } from "../../arguments/check.ts";
import {
  finite,
  flag,
  numbers,
  oneOf,
  optional,
  pair,
  positive,
  withOptions,
} from "../../arguments/kinds.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofPair, ofWindow } from "../options.ts";
import { checkMeasure, type SpikeSource } from "../trains.ts";
import { scaled, smoothed } from "./correlogram-scaling.ts";
import { type TrainCounts, trainCounts } from "./counts.ts";
import { pairOf, type SinglePair } from "./pairs.ts";

/** Options of correlograms. */
export interface CorrelogramOptions {
  /** Width of the bins [ms]. */
  readonly bin: number;
  /** Begin and end of the window [ms]; default: those of the source. */
  readonly tStart?: number;
  readonly tStop?: number;
  /**
   * Lags to compute: all of them (the default), first and last lag [ms], both included, or those at which the
   * bins of the first train all have a partner in the second (see `first`).
   */
  readonly lags?: "full" | "valid" | readonly [number, number];
  /** Count a bin with several spikes as one; default false. */
  readonly binary?: boolean;
  /**
   * Multiply by all bins over those that overlap at a lag, so that long lags are not smaller; default false.
   */
  readonly borderCorrection?: boolean;
  /** Weights for smoothing over lags, scaled to sum 1; at most as many as there are lags. */
  readonly kernel?: ArrayLike<number>;
  /** Give correlation coefficients and not counts; default false. */
  readonly coefficient?: boolean;
}

/** Options of {@link crossCorrelogram}. */
export interface CrossCorrelogramOptions extends CorrelogramOptions, SinglePair {
  /**
   * Part of the window from which spikes of the first train are taken [ms], a whole number of bins after its
   * begin; default: all of it.
   */
  readonly first?: { readonly tStart?: number; readonly tStop?: number };
}

/** A value for each lag. */
export interface Correlogram {
  /** Middle of the lags [ms], ascending; above 0 the second neuron fires after the first. */
  readonly lags: Float64Array;
  /** Pairs of spikes at the lag, or correlation coefficients. */
  readonly values: Float64Array;
}

const call = "crossCorrelogram";

const lagsOf: Check = (lags, place) => {
  if (typeof lags === "string") oneOf(["full", "valid"])(lags, place);
  else pair(lags, place);
};

const part = withOptions(ofWindow);

const ofCorrelogram: Checks = {
  ...ofWindow,
  bin: positive,
  lags: optional(lagsOf),
  binary: optional(flag),
  borderCorrection: optional(flag),
  kernel: optional(numbers),
  coefficient: optional(flag),
};

/** Counts of a train and the place of their first bin. */
interface Side extends TrainCounts {
  readonly start: number;
  readonly bins: number;
}

/**
 * Cross-correlogram of the spike counts of two neurons: at lag l the sum over bins of x_i(k) x_j(k + l). Lag
 * l holds differences of time within a bin of l. Border correction, smoothing and coefficient are applied in
 * this order. The cost follows the number of pairs of spikes within the lags.
 *
 * @throws CajalError when the window is empty, no bin or no lag fits, a neuron was not recorded, the part of
 * the first train does not begin at a bin, or the kernel is longer than the correlogram or has no positive
 * sum.
 * @example
 * const { lags, values } = crossCorrelogram(trains, { pair: [0, 1], bin: 1, lags: [-50, 50] });
 */
export function crossCorrelogram(source: SpikeSource, options: CrossCorrelogramOptions): Correlogram {
  const [one, other] = pairOf(call, source, options, { ...ofCorrelogram, ...ofPair, first: optional(part) });
  const { bin, binary = false, tStart = source.tStart, tStop = source.tStop } = options;
  const bins = binsWithin(tStart, tStop, bin, call);
  const first = firstSide(one, { ...options, tStart, tStop }, bins);
  const second = trainCounts(other, tStart, bin, bins, binary);
  const [from, to] = lagRange(options.lags ?? "full", bin, first, bins);
  const pairs = countPairs(first, second, from, to);
  const corrected = options.borderCorrection ? borderCorrected(pairs, from, first, bins) : pairs;
  const smooth = options.kernel ? smoothed(corrected, options.kernel) : corrected;
  return {
    lags: Float64Array.from({ length: to - from + 1 }, (_, index) => (from + index) * bin),
    values: options.coefficient ? scaled(smooth, first, second, bins) : smooth,
  };
}

/**
 * Autocorrelogram of the spike counts of a neuron; lag 0 holds the sum of the squared counts.
 *
 * @throws CajalError as {@link crossCorrelogram} does.
 * @example
 * const { lags, values } = autoCorrelogram(trains, { neuron: 0, bin: 1, lags: [0, 100] });
 */
export function autoCorrelogram(
  source: SpikeSource,
  options: CorrelogramOptions & { readonly neuron: number },
): Correlogram {
  checkMeasure("autoCorrelogram", source, options, { ...ofCorrelogram, neuron: finite });
  const { neuron, ...others } = options;
  return crossCorrelogram(source, { ...others, pair: [neuron, neuron] });
}

function firstSide(
  times: Float64Array,
  options: CrossCorrelogramOptions & { readonly tStart: number; readonly tStop: number },
  all: number,
): Side {
  const { bin, binary = false, tStart, first } = options;
  const { tStart: from = tStart, tStop: to = options.tStop } = first ?? {};
  const start = Math.round((from - tStart) / bin);
  const bins = binsWithin(from, to, bin, call);
  if (Math.abs(from - tStart - start * bin) > 1e-6 * bin || start < 0 || start + bins > all)
    refuse(`[${from}, ${to}]`, "from the begin of a bin on, within the window [ms]", {
      call,
      parameter: "first",
    });
  const inside = times.filter((time) => binIndex((time - from) / bin) >= 0);
  return { ...trainCounts(inside, from, bin, bins, binary), start, bins };
}

function lagRange(
  lags: NonNullable<CorrelogramOptions["lags"]>,
  bin: number,
  first: Side,
  bins: number,
): [number, number] {
  const furthest = [1 - first.start - first.bins, bins - 1 - first.start] as [number, number];
  if (lags === "full") return furthest;
  if (lags === "valid") return [-first.start, bins - first.bins - first.start];
  const from = -binIndex(-lags[0] / bin);
  const to = binIndex(lags[1] / bin);
  if (from >= furthest[0] && to <= furthest[1] && from <= to) return [from, to];
  const allowed = `ascending within [${furthest[0] * bin}, ${furthest[1] * bin}] ms`;
  return refuse(`[${lags}]`, allowed, { call, parameter: "lags" });
}

function countPairs(first: Side, second: TrainCounts, from: number, to: number): Float64Array {
  const values = new Float64Array(to - from + 1);
  for (let one = 0, begin = 0; one < first.places.length; one++) {
    const place = first.start + (first.places[one] as number);
    const count = first.counts[one] as number;
    while (begin < second.places.length && (second.places[begin] as number) < place + from) begin++;
    for (let other = begin; other < second.places.length; other++) {
      const lag = (second.places[other] as number) - place;
      if (lag > to) break;
      values[lag - from] = (values[lag - from] as number) + count * (second.counts[other] as number);
    }
  }
  return values;
}

function borderCorrected(values: Float64Array, from: number, first: Side, bins: number): Float64Array {
  return values.map((value, index) => {
    const lag = from + index + first.start;
    const overlap = Math.min(bins, lag + first.bins) - Math.max(0, lag);
    return (value * first.bins) / overlap;
  });
}
