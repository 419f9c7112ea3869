// How the power spectrum changes over time.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { spectrumLength } from "./fourier.ts";
import { addPower } from "./power-spectrum.ts";
import {
  ofSegments,
  type SegmentOptions,
  segmentation,
  segmentFrequencies,
  segmentTransform,
} from "./segments.ts";

/** Power over time and frequency. */
export interface Spectrogram {
  /** Centres of the windows [ms], from the begin of the signal. */
  readonly times: Float64Array;
  /** [1/s], from 0 to half the sampling rate */
  readonly frequencies: Float64Array;
  /**
   * Square of the signal's unit per 1/s, one-sided; window after window: `power[time * frequencies.length +
   * frequency]`.
   */
  readonly power: Float64Array;
}

/**
 * Power spectra of consecutive windows (segments), each without its mean and under a Hann window. The windows
 * do not overlap unless `overlap` says so; their mean is then {@link powerSpectrum} with the same options.
 *
 * @throws CajalError for an interval or segment that makes no spectrum, or a signal shorter than a segment.
 * @example
 * const { times, frequencies, power } = spectrogram(rate, { interval: 1, segment: 250 });
 */
export function spectrogram(signal: ArrayLike<number>, options: SegmentOptions): Spectrogram {
  const call = "spectrogram";
  checkArgument(signal, call, "signal", numbers);
  checkOptions(options, call, ofSegments);
  const segments = segmentation(signal.length, { ...options, overlap: options.overlap ?? 0 }, call);
  const transform = segmentTransform(segments);
  const frequencies = segmentFrequencies(segments);
  const spectrum = new Float64Array(spectrumLength(segments.length));
  const power = new Float64Array(segments.count * frequencies.length);
  for (let index = 0; index < segments.count; index++) {
    transform(signal, index, spectrum);
    addPower(spectrum, 1, power, index * frequencies.length);
  }
  const centre = (index: number): number => (index * segments.step + segments.length / 2) * options.interval;
  return {
    times: Float64Array.from({ length: segments.count }, (_, index) => centre(index)),
    frequencies,
    power,
  };
}
