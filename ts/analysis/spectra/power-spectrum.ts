// Power spectrum of a signal by Welch's method.
import FFT from "fft.js";

/** Options of {@link powerSpectrum}. */
export interface SpectrumOptions {
  /** Time between two samples [ms], e.g. the bin of a population rate. */
  readonly interval: number;
  /** Samples per segment, a power of two from 4 on; default 512. Longer ones resolve more and vary more. */
  readonly segment?: number;
}

/** One-sided power spectral density. */
export interface PowerSpectrum {
  /** [1/s], from 0 to half the sampling rate */
  readonly frequencies: Float64Array;
  /** Square of the signal's unit per 1/s. Its integral over frequency is the signal's variance. */
  readonly power: Float64Array;
}

function checkOptions(signal: ArrayLike<number>, interval: number, segment: number): void {
  if (!(interval > 0 && Number.isFinite(interval)))
    throw new RangeError(`interval must be positive, got ${interval} ms`);
  if (!(segment >= 4 && Number.isInteger(Math.log2(segment))))
    throw new RangeError(`segment must be a power of two from 4 on, got ${segment}`);
  if (signal.length < segment)
    throw new RangeError(`the signal must hold at least one segment of ${segment}, got ${signal.length}`);
}

/** Periodic Hann window. */
const hann = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => Math.sin((Math.PI * index) / length) ** 2);

/**
 * Estimates the power spectrum: the mean over segments that overlap by half, each without its mean and under
 * a Hann window (Welch 1967). Samples after the last whole segment are not used.
 *
 * @throws RangeError for an interval or segment that makes no spectrum, or a signal shorter than a segment.
 * @example
 * const rate = populationRate(trains, { bin: 1 });
 * const { frequencies, power } = powerSpectrum(rate, { interval: 1 });
 */
export function powerSpectrum(signal: ArrayLike<number>, options: SpectrumOptions): PowerSpectrum {
  const { interval, segment = 512 } = options;
  checkOptions(signal, interval, segment);
  const transform = new FFT(segment);
  const spectrum = transform.createComplexArray() as number[];
  const window = hann(segment);
  const piece: number[] = new Array(segment).fill(0);
  const power = new Float64Array(segment / 2 + 1);
  const count = Math.floor((2 * signal.length) / segment) - 1;
  for (let index = 0; index < count; index++) {
    cut(signal, (index * segment) / 2, window, piece);
    transform.realTransform(spectrum, piece);
    for (let k = 0; k < power.length; k++) {
      const [real, imaginary] = [spectrum[2 * k] as number, spectrum[2 * k + 1] as number];
      power[k] = (power[k] as number) + real * real + imaginary * imaginary;
    }
  }
  const seconds = interval / 1000;
  const scale = seconds / (window.reduce((sum, value) => sum + value * value, 0) * count);
  const sided = (k: number): number => (k === 0 || k === segment / 2 ? scale : 2 * scale);
  return {
    frequencies: Float64Array.from(power, (_, k) => k / (segment * seconds)),
    power: power.map((value, k) => value * sided(k)),
  };
}

/** Takes a segment out of the signal, less its mean, under the window. */
function cut(signal: ArrayLike<number>, start: number, window: Float64Array, piece: number[]): void {
  let sum = 0;
  for (let sample = 0; sample < window.length; sample++) sum += signal[start + sample] as number;
  const mean = sum / window.length;
  for (let sample = 0; sample < window.length; sample++)
    piece[sample] = ((signal[start + sample] as number) - mean) * (window[sample] as number);
}
