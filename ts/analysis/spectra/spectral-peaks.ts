// The frequencies at which an activity oscillates.
import {
  type Check,
  type Checks,
  checkArgument,
  checkLength,
  checkOptions,
  checkParts,
} from "../../arguments/check.ts";
import { float, interval, optional, positive, within } from "../../arguments/kinds.ts";
import { binIndex } from "../bins.ts";
import type { PowerSpectrum } from "./power-spectrum.ts";

/** Options of {@link spectralPeaks}. */
export interface PeakOptions {
  /** Peaks outside are not reported [1/s]; default: all frequencies. */
  readonly band?: readonly [number, number];
  /** Width of the moving mean that is taken first [1/s]; default: none. */
  readonly smoothing?: number;
  /** Smallest prominence that is reported, from 0 to 1; default 0.5. */
  readonly minProminence?: number;
}

/** A local maximum of a spectrum. */
export interface SpectralPeak {
  /** Where the parabola through the highest value and its neighbours has its top [1/s]. */
  readonly frequency: number;
  /** Smoothed power at the highest value, in the unit of the spectrum. */
  readonly power: number;
  /**
   * The part of the power above the higher one of the valleys that part it from higher peaks, from 0 to 1.
   */
  readonly prominence: number;
}

/** What a spectrum must have. */
export const ofSpectrum: Check = (spectrum, { call, parameter }) => {
  checkParts(spectrum, call, parameter, { frequencies: float, power: float });
  const { frequencies, power } = spectrum as PowerSpectrum;
  checkLength(power, frequencies.length, call, `${parameter}.power`);
};

const ofPeaks: Checks = {
  band: optional(interval),
  smoothing: optional(positive),
  minProminence: optional(within(0, 1)),
};

/** Mean over the bins within `half` of each bin, fewer at the ends. */
function movingMean(values: Float64Array, half: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let k = 0; k < values.length; k++) sums[k + 1] = (sums[k] as number) + (values[k] as number);
  return values.map((_, k) => {
    const [first, end] = [Math.max(0, k - half), Math.min(values.length, k + half + 1)];
    return ((sums[end] as number) - (sums[first] as number)) / (end - first);
  });
}

/** Lowest value between place `top` and the next higher value in direction `step`, or the end. */
function valley(values: Float64Array, top: number, step: 1 | -1): number {
  const height = values[top] as number;
  let lowest = height;
  for (let k = top + step; k >= 0 && k < values.length && (values[k] as number) <= height; k += step)
    lowest = Math.min(lowest, values[k] as number);
  return lowest;
}

/** Offset of a parabola's top from its middle point, in bins. */
function vertex(before: number, top: number, after: number): number {
  const curvature = before - 2 * top + after;
  return curvature < 0 ? (before - after) / (2 * curvature) : 0;
}

/**
 * Local maxima of a smoothed spectrum, the most powerful one first. The ends of the spectrum are no maxima;
 * of a plateau the first bin counts. Prominence is relative to the power of the peak, so one limit serves
 * peaks of any power. A spectrum of NaN has no peaks.
 *
 * @throws CajalError for unequal numbers of frequencies and powers, a band that does not ascend, a smoothing
 *   that is not positive, or a prominence outside 0 to 1.
 * @example
 * const [gamma] = spectralPeaks(powerSpectrum(rate, { interval: 1 }), { band: [30, 100], smoothing: 5 });
 */
export function spectralPeaks(spectrum: PowerSpectrum, options: PeakOptions = {}): SpectralPeak[] {
  checkArgument(spectrum, "spectralPeaks", "spectrum", ofSpectrum);
  checkOptions(options, "spectralPeaks", ofPeaks);
  const { frequencies } = spectrum;
  const { band = [-Infinity, Infinity], smoothing = 0, minProminence = 0.5 } = options;
  const distance = (frequencies[1] ?? 0) - (frequencies[0] ?? 0);
  const half = smoothing > 0 ? binIndex(smoothing / (2 * distance)) : 0;
  const power = half > 0 ? movingMean(spectrum.power, half) : spectrum.power;
  const peaks: SpectralPeak[] = [];
  for (let k = 1; k < power.length - 1; k++) {
    const [before, top, after] = [power[k - 1], power[k], power[k + 1]] as [number, number, number];
    if (!(top > before && top >= after)) continue;
    const frequency = (frequencies[k] as number) + distance * vertex(before, top, after);
    const prominence = 1 - Math.max(valley(power, k, -1), valley(power, k, 1)) / top;
    if (frequency < band[0] || frequency > band[1] || prominence < minProminence) continue;
    peaks.push({ frequency, power: top, prominence });
  }
  return peaks.sort((one, other) => other.power - one.power);
}
