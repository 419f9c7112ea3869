// By how much signals follow each other, from the extrema of their cross-correlations.
import { checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { listOf, notNegative, numbers, optional, positive } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { kernelSamples } from "../rates/kernels.ts";
import { mean, variance } from "../samples/moments.ts";

/** Options of {@link signalLags}. */
export interface SignalLagOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
  /** Longest lag that is looked at [ms], below half of the signals; default 100. */
  readonly maxLag?: number;
  /** Standard deviation of the Gaussian that smooths the cross-correlations [ms], or 0; default 2. */
  readonly smoothing?: number;
}

/** Lags of all pairs of signals. */
export interface SignalLags {
  /** Number of signals. */
  readonly size: number;
  /** [i * size + j]: by how much signal i follows signal j [ms]; antisymmetric; NaN where there is no extremum. */
  readonly lags: Float64Array;
  /** Coefficient of correlation at that lag, negative where one goes down as the other goes up; symmetric. */
  readonly peaks: Float64Array;
}

const call = "signalLags";
const checks = { interval: positive, maxLag: optional(positive), smoothing: optional(notNegative) };

/** Without mean and of length one, so that products are coefficients; NaN for one that does not vary. */
function standardised(signal: ArrayLike<number>): Float64Array {
  const centre = mean(signal);
  const norm = Math.sqrt(variance(signal) * signal.length);
  return Float64Array.from(signal, (value) => (norm > 0 ? (value - centre) / norm : Number.NaN));
}

/** Correlation of `one` with `other` that many samples before, for lags from -reach to reach. */
function correlated(one: Float64Array, other: Float64Array, reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach + 1 }, (_, place) => {
    const lag = place - reach;
    let sum = 0;
    const last = Math.min(one.length, one.length + lag);
    for (let sample = Math.max(0, lag); sample < last; sample++)
      sum += (one[sample] as number) * (other[sample - lag] as number);
    return sum;
  });
}

/** Under a kernel of an odd number of samples, where all of it fits. */
function smoothed(values: Float64Array, kernel: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - kernel.length + 1 }, (_, place) =>
    kernel.reduce((sum, weight, step) => sum + weight * (values[place + step] as number), 0),
  );
}

/** The place of the largest positive maximum or negative minimum between neighbours; -1 where there is none. */
function extremum(values: Float64Array): number {
  let best = -1;
  for (let place = 1; place < values.length - 1; place++) {
    const value = values[place] as number;
    const sign = Math.sign(value);
    const rises = sign * (value - (values[place - 1] as number));
    const falls = sign * (value - (values[place + 1] as number));
    if (!(sign !== 0 && rises > 0 && falls >= 0)) continue;
    if (best < 0 || Math.abs(value) > Math.abs(values[best] as number)) best = place;
  }
  return best;
}

/** Weights that sum to one; a single one without smoothing. */
function kernelOf(smoothing: number, interval: number): Float64Array {
  if (smoothing === 0) return Float64Array.of(1);
  const samples = kernelSamples({ shape: "gaussian", sigma: smoothing }, interval);
  const sum = samples.reduce((total, value) => total + value, 0);
  return samples.map((value) => value / sum);
}

/**
 * Lag of each pair of signals at the extremum of largest magnitude, maximum or minimum, of their smoothed
 * cross-correlation (Schmidt et al. 2018, temporal hierarchy of areas: rates in bins of 1 ms, smoothed with 2 ms, lags
 * up to 100 ms). Positive where the first one follows the second.
 *
 * @param signals of equal length, such as the rates of areas
 * @throws CajalError when signals differ in length or are not longer than twice the lags, or an option is impossible
 * @example
 * const { lags, size } = signalLags([rateOfV1, rateOfV2, rateOfFEF], { interval: 1 });
 */
export function signalLags(signals: readonly ArrayLike<number>[], options: SignalLagOptions): SignalLags {
  checkArgument(signals, call, "signals", listOf(numbers));
  checkOptions(options, call, checks);
  const { interval, maxLag = 100, smoothing = 2 } = options;
  const samples = signals[0]?.length ?? 0;
  for (const [index, signal] of signals.entries()) checkLength(signal, samples, call, `signals[${index}]`);
  const kernel = kernelOf(smoothing, interval);
  const reach = binIndex(maxLag / interval);
  if (!(reach >= 1 && (signals.length === 0 || 2 * reach < samples)))
    refuse(maxLag, `from one interval to below half of the ${samples} samples`, {
      call,
      parameter: "maxLag",
    });
  const scaled = signals.map(standardised);
  const size = signals.length;
  const lags = new Float64Array(size * size);
  const peaks = new Float64Array(size * size);
  const wide = reach + (kernel.length - 1) / 2;
  for (let one = 0; one < size; one++) {
    const varies = scaled[one]?.some(Number.isFinite);
    lags[one * size + one] = varies ? 0 : Number.NaN;
    peaks[one * size + one] = varies ? 1 : Number.NaN;
    for (let other = one + 1; other < size; other++) {
      const raw = correlated(scaled[one] as Float64Array, scaled[other] as Float64Array, wide);
      const values = smoothed(raw, kernel);
      const best = extremum(values);
      const lag = best < 0 ? Number.NaN : (best - reach) * interval;
      lags[one * size + other] = lag;
      // Not -0 where both move together.
      lags[other * size + one] = 0 - lag;
      peaks[one * size + other] = peaks[other * size + one] =
        best < 0 ? Number.NaN : (values[best] as number);
    }
  }
  return { size, lags, peaks };
}
