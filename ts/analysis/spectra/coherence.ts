// What two signals share at each frequency.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { spectrumLength } from "./fourier.ts";
import { addPower } from "./power-spectrum.ts";
import {
  type Segmentation,
  type SegmentOptions,
  segmentation,
  segmentFrequencies,
  segmentTransform,
} from "./segments.ts";

/** Cross-spectral density, a complex number per frequency. */
export interface CrossSpectrum {
  /** [1/s], from 0 to half the sampling rate */
  readonly frequencies: Float64Array;
  /** Real and imaginary part: product of the signals' units per 1/s, one-sided. */
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Strength and angle of the linear relation of two signals. */
export interface Coherence {
  /** [1/s], from 0 to half the sampling rate */
  readonly frequencies: Float64Array;
  /** |P_ab|^2 / (P_aa P_bb), from 0 to 1; NaN where a signal has no power. */
  readonly coherence: Float64Array;
  /** Angle of P_ab in [-pi, pi]: negative where `b` lags behind `a` by less than half a period. */
  readonly phase: Float64Array;
}

interface Spectra extends CrossSpectrum {
  readonly powerA: Float64Array;
  readonly powerB: Float64Array;
}

function segmentsOf(
  call: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SegmentOptions,
): Segmentation {
  checkArgument(a, call, "a", numbers);
  checkArgument(b, call, "b", numbers);
  checkLength(b, a.length, call, "b");
  return segmentation(a.length, options, call);
}

function spectra(call: string, a: ArrayLike<number>, b: ArrayLike<number>, options: SegmentOptions): Spectra {
  const segments = segmentsOf(call, a, b, options);
  const transform = segmentTransform(segments);
  const [one, other] = [0, 1].map(() => new Float64Array(spectrumLength(segments.length))) as [
    Float64Array,
    Float64Array,
  ];
  const frequencies = segmentFrequencies(segments);
  const empty = (): Float64Array => new Float64Array(frequencies.length);
  const sums = { frequencies, real: empty(), imaginary: empty(), powerA: empty(), powerB: empty() };
  const weight = 1 / segments.count;
  for (let index = 0; index < segments.count; index++) {
    transform(a, index, one);
    transform(b, index, other);
    addPower(one, weight, sums.powerA, 0);
    addPower(other, weight, sums.powerB, 0);
    addProduct(one, other, weight, sums);
  }
  return sums;
}

/** Adds conj(A) B. */
function addProduct(
  a: Float64Array,
  b: Float64Array,
  weight: number,
  { real, imaginary }: CrossSpectrum,
): void {
  for (let k = 0; k < real.length; k++) {
    const [ar, ai] = [a[2 * k] as number, a[2 * k + 1] as number];
    const [br, bi] = [b[2 * k] as number, b[2 * k + 1] as number];
    real[k] = (real[k] as number) + weight * (ar * br + ai * bi);
    imaginary[k] = (imaginary[k] as number) + weight * (ar * bi - ai * br);
  }
}

/**
 * Cross-spectral density P_ab = mean of conj(A) B over segments, in the convention of {@link powerSpectrum};
 * of a signal with itself it is the power spectrum.
 *
 * @throws CajalError for signals of unequal length, or options that make no spectrum.
 * @example
 * const { frequencies, real, imaginary } = crossSpectrum(one, other, { interval: 1, segment: 256 });
 */
export function crossSpectrum(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SegmentOptions,
): CrossSpectrum {
  const { frequencies, real, imaginary } = spectra("crossSpectrum", a, b, options);
  return { frequencies, real, imaginary };
}

/**
 * Magnitude-squared coherence and phase of two signals by Welch's method. Independent signals have a
 * coherence of about 1 / (number of independent segments), and with a single segment every coherence is 1:
 * cut into many.
 *
 * @throws CajalError for signals of unequal length, or options that make no spectrum.
 * @example
 * const { frequencies, coherence: shared, phase } = coherence(one, other, { interval: 1, segment: 256 });
 */
export function coherence(a: ArrayLike<number>, b: ArrayLike<number>, options: SegmentOptions): Coherence {
  const { frequencies, real, imaginary, powerA, powerB } = spectra("coherence", a, b, options);
  return {
    frequencies,
    coherence: real.map(
      (value, k) =>
        (value ** 2 + (imaginary[k] as number) ** 2) / ((powerA[k] as number) * (powerB[k] as number)),
    ),
    phase: real.map((value, k) => Math.atan2(imaginary[k] as number, value)),
  };
}
