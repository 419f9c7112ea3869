// Pieces of a signal under a window and their transforms: what Welch's estimates average.
import { type Checks, checkOptions, refuse } from "../../arguments/check.ts";
import { below, optional, positive, wholeFrom } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import { fourierTransform, spectrumLength } from "./fourier.ts";

/**
 * How Welch's estimates cut a signal. At most one of `segment`, `segments` and `resolution` says how long
 * pieces are.
 */
export interface SegmentOptions {
  /** Time between two samples [ms], e.g. the bin of a population rate. */
  readonly interval: number;
  /**
   * Samples per segment, from 4 on; default 512. Longer ones resolve more and vary more; powers of two are
   * fastest.
   */
  readonly segment?: number;
  /** Number of segments; 8 is the default of Elephant. */
  readonly segments?: number;
  /** Distance of frequencies [1/s]. */
  readonly resolution?: number;
  /** Part of a segment that the next one shares, from 0 to below 1; default 0.5. */
  readonly overlap?: number;
}

/** Where the segments lie: `count` of `length` samples, begun every `step` samples. */
export interface Segmentation {
  readonly length: number;
  readonly step: number;
  readonly count: number;
  /** Sampling interval [s]. */
  readonly seconds: number;
}

/** What the options of segments must be. */
export const ofSegments: Checks = {
  interval: positive,
  segment: optional(wholeFrom(4)),
  segments: optional(wholeFrom(1)),
  resolution: optional(positive),
  overlap: optional(below(0, 1)),
};

function segmentLength(samples: number, options: SegmentOptions, overlap: number, call: string): number {
  const { interval, segment, segments, resolution } = options;
  const given = [segment, segments, resolution].filter((value) => value !== undefined).length;
  if (given > 1)
    refuse(`${given} of them`, "given alone: one of segment, segments and resolution", {
      call,
      parameter: "segment",
    });
  if (segments !== undefined) return Math.floor(samples / (segments - overlap * (segments - 1)));
  if (resolution === undefined) return segment ?? 512;
  return binIndex(1000 / (interval * resolution));
}

/**
 * Places segments in a signal of so many samples; what is left after the last whole one is not used.
 *
 * @throws CajalError for options that leave no segment.
 */
export function segmentation(samples: number, options: SegmentOptions, call: string): Segmentation {
  checkOptions(options, call, ofSegments);
  const { interval, overlap = 0.5 } = options;
  const length = segmentLength(samples, options, overlap, call);
  if (!(length >= 4 && length <= samples))
    refuse(
      `segments of ${length} for ${samples}`,
      "at least as many samples as a segment, and that at least 4",
      {
        call,
        parameter: "segment",
      },
    );
  const step = length - Math.floor(length * overlap);
  return { length, step, count: Math.floor((samples - length) / step) + 1, seconds: interval / 1000 };
}

/** Frequencies [1/s] of the transform of a segment, from 0 to half the sampling rate. */
export function segmentFrequencies({
  length,
  seconds,
}: Pick<Segmentation, "length" | "seconds">): Float64Array {
  return Float64Array.from({ length: spectrumLength(length) / 2 }, (_, k) => k / (length * seconds));
}

/** Periodic Hann window. */
const hann = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => Math.sin((Math.PI * index) / length) ** 2);

/**
 * Prepares the transforms of the segments of signals, each segment without its mean and under a Hann window,
 * scaled so that the squared modulus is a one-sided density: the returned function writes segment `index`
 * into `spectrum`.
 */
export function segmentTransform(
  segments: Segmentation,
): (signal: ArrayLike<number>, index: number, spectrum: Float64Array) => void {
  const { length, step, seconds } = segments;
  const transform = fourierTransform(length);
  const window = hann(length);
  const energy = window.reduce((sum, value) => sum + value * value, 0);
  const scale = Math.sqrt((2 * seconds) / energy);
  const piece = new Float64Array(length);
  return (signal, index, spectrum) => {
    cut(signal, index * step, window, piece);
    transform(piece, spectrum);
    // 0 and half the sampling rate have no partner at negative frequencies.
    const last = length % 2 === 0 ? length : Number.NaN;
    for (let k = 0; k < spectrum.length; k++) {
      const single = k < 2 || k >= last;
      spectrum[k] = (spectrum[k] as number) * (single ? scale * Math.SQRT1_2 : scale);
    }
  };
}

/** Takes a segment out of the signal, less its mean, under the window. */
function cut(signal: ArrayLike<number>, start: number, window: Float64Array, piece: Float64Array): void {
  let sum = 0;
  for (let sample = 0; sample < window.length; sample++) sum += signal[start + sample] as number;
  const mean = sum / window.length;
  for (let sample = 0; sample < window.length; sample++)
    piece[sample] = ((signal[start + sample] as number) - mean) * (window[sample] as number);
}
