// Spectrum of a whole signal at once, in the convention of theories of network activity.
import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { numbers, optional, positive } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { mean } from "../samples/moments.ts";
import { fourierTransform, spectrumLength } from "./fourier.ts";
import type { PowerSpectrum } from "./power-spectrum.ts";
import { segmentFrequencies } from "./segments.ts";

/** How a raw spectrum is smoothed. */
export interface SmoothingOptions {
  /**
   * Width of a boxcar over frequency [1/s]. Frequencies below it are left out, because the removed mean
   * reaches them. Default: no smoothing.
   */
  readonly smoothing?: number;
}

/** Options of {@link rawSpectrum}. */
export interface RawSpectrumOptions extends SmoothingOptions {
  /** Time between two samples [ms]. */
  readonly interval: number;
}

/** Spectra |X(f)|^2 / T of signals of one length. */
export interface Periodogram {
  readonly frequencies: Float64Array;
  readonly power: (signal: ArrayLike<number>) => Float64Array;
}

/**
 * Prepares the spectra of signals of one length.
 *
 * @throws CajalError for an interval that is not positive, or no samples.
 */
export function periodogram(length: number, interval: number): Periodogram {
  const seconds = interval / 1000;
  const transform = fourierTransform(length);
  const spectrum = new Float64Array(spectrumLength(length));
  const power = (signal: ArrayLike<number>): Float64Array => {
    const centre = mean(signal);
    transform(
      Float64Array.from(signal, (value) => value - centre),
      spectrum,
    );
    const values = new Float64Array(spectrum.length / 2);
    // At frequency 0 only round-off is left of the mean.
    for (let k = 1; k < values.length; k++) {
      const [real, imaginary] = [spectrum[2 * k] as number, spectrum[2 * k + 1] as number];
      values[k] = (real * real + imaginary * imaginary) / (length * seconds);
    }
    return values;
  };
  return { frequencies: segmentFrequencies({ length, seconds }), power };
}

/**
 * Spectrum of a signal without its mean, P(f) = |X(f)|^2 / T, where X is the plain sum over samples and T the
 * duration in seconds. Two-sided convention, shown at f >= 0: there is no factor 2. Of the counts of a
 * population it has the unit 1/s, and N Poisson processes have P = N rate.
 *
 * @throws CajalError for an interval or a smoothing that makes no spectrum, or an empty signal.
 * @example
 * const counts = populationCounts(trains, { bin: 1 });
 * const { frequencies, power } = rawSpectrum(counts, { interval: 1, smoothing: 2 });
 */
export function rawSpectrum(signal: ArrayLike<number>, options: RawSpectrumOptions): PowerSpectrum {
  const call = "rawSpectrum";
  checkArgument(signal, call, "signal", numbers);
  checkOptions(options, call, { interval: positive, smoothing: optional(positive) });
  if (signal.length === 0) refuse(signal, "a list of at least one", { call, parameter: "signal" }, "E_SHAPE");
  const { frequencies, power } = periodogram(signal.length, options.interval);
  const smooth = boxcar(signal.length, frequencies, options, call);
  return { frequencies: smooth.frequencies, power: smooth.apply(power(signal)) };
}

/** A prepared smoothing: the frequencies that are left, and the operation. */
export interface Smoothing {
  readonly frequencies: Float64Array;
  readonly apply: (power: Float64Array) => Float64Array;
}

/**
 * Prepares the mean over a window of frequencies that has an odd number of bins, so that nothing moves. Both
 * ends are continued by the symmetry of the two-sided spectrum.
 *
 * @param length samples of the signal
 * @throws CajalError unless the width is above 0 and leaves at least one frequency.
 */
export function boxcar(
  length: number,
  frequencies: Float64Array,
  { smoothing }: SmoothingOptions,
  call: string,
): Smoothing {
  if (smoothing === undefined) return { frequencies, apply: (power) => power };
  const width = smoothing / (frequencies[1] ?? Number.NaN);
  const lowest = binIndex(width);
  if (!(lowest < frequencies.length)) {
    const last = frequencies[frequencies.length - 1];
    refuse(smoothing, `above 0 and at most ${last} [1/s]`, { call, parameter: "smoothing" });
  }
  const half = Math.floor(Math.round(width) / 2);
  const apply = (power: Float64Array): Float64Array => {
    const at = (k: number): number => power[k < power.length ? Math.abs(k) : length - k] as number;
    const smooth = new Float64Array(power.length);
    let sum = 0;
    for (let k = -half; k < half; k++) sum += at(k);
    for (let k = 0; k < power.length; k++) {
      sum += at(k + half);
      smooth[k] = sum / (2 * half + 1);
      sum -= at(k - half);
    }
    return smooth.subarray(lowest);
  };
  return { frequencies: frequencies.subarray(lowest), apply };
}
