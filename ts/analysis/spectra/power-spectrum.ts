// Power spectrum of a signal by Welch's method.
import { checkArgument } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { spectrumLength } from "./fourier.ts";
import { type SegmentOptions, segmentation, segmentFrequencies, segmentTransform } from "./segments.ts";

/** Power over frequency. */
export interface PowerSpectrum {
  /** [1/s], ascending, at equal distances, up to half the sampling rate */
  readonly frequencies: Float64Array;
  /** Square of the signal's unit per 1/s. */
  readonly power: Float64Array;
}

/**
 * Estimates the one-sided power spectral density: the mean over overlapping segments, each without its mean
 * and under a Hann window (Welch 1967). Its integral over frequency is the variance of the signal. Samples
 * after the last whole segment are not used; a NaN in the signal makes the spectrum NaN.
 *
 * @throws CajalError for an interval or segment that makes no spectrum, or a signal shorter than a segment.
 * @example
 * const rate = populationRate(trains, { bin: 1 });
 * const { frequencies, power } = powerSpectrum(rate, { interval: 1 });
 */
export function powerSpectrum(signal: ArrayLike<number>, options: SegmentOptions): PowerSpectrum {
  checkArgument(signal, "powerSpectrum", "signal", numbers);
  const segments = segmentation(signal.length, options, "powerSpectrum");
  const transform = segmentTransform(segments);
  const spectrum = new Float64Array(spectrumLength(segments.length));
  const power = new Float64Array(spectrum.length / 2);
  for (let index = 0; index < segments.count; index++) {
    transform(signal, index, spectrum);
    addPower(spectrum, 1 / segments.count, power, 0);
  }
  return { frequencies: segmentFrequencies(segments), power };
}

/** Adds the squared moduli of a transform times `weight` to `power`, from place `start` on. */
export function addPower(spectrum: Float64Array, weight: number, power: Float64Array, start: number): void {
  for (let k = 0; k < spectrum.length; k += 2) {
    const [real, imaginary] = [spectrum[k] as number, spectrum[k + 1] as number];
    const place = start + k / 2;
    power[place] = (power[place] as number) + weight * (real * real + imaginary * imaginary);
  }
}
