// Firing rates as functions of time.

import erf from "@stdlib/math-base-special-erf";
import { type Checks, refuse } from "../../arguments/check.ts";
import { flag, optional } from "../../arguments/kinds.ts";
import { binIndex, binsWithin } from "../bins.ts";
import { ofBins } from "../options.ts";
import { refuseNone, type SpikeSource, type Trains, takeTrains, train, trainCount } from "../trains.ts";
import { type Kernel, type KernelOptions, kernelSamples, ofKernel, ofKernelOptions } from "./kernels.ts";
import type { BinOptions } from "./population-histogram.ts";

/** Options of {@link instantaneousRate}; `bin` is the time between two samples [ms]. */
export interface InstantaneousRateOptions extends BinOptions, KernelOptions {
  readonly kernel: Kernel;
  /** Leave out the ends, where a part of the kernel lies outside of the window; default false. */
  readonly trim?: boolean;
  /**
   * Make up for what of the kernel lies outside of the window, and scale each rate so that its integral is
   * the number of spikes; for Gaussian kernels that are not trimmed; default false.
   */
  readonly borderCorrection?: boolean;
  /** Give one rate, the mean over all trains; default false. */
  readonly average?: boolean;
}

/** Rates over time. */
export interface InstantaneousRate {
  /** Rate of train `i` at sample `k` [1/s] at `i * samples + k`; of one row if averaged. */
  readonly values: Float64Array;
  /** Number of samples of each train. */
  readonly samples: number;
  /** Begin of the first sample's bin, and distance of samples [ms]. */
  readonly tStart: number;
  readonly bin: number;
}

const call = "instantaneousRate";

const ofRate: Checks = {
  ...ofBins,
  ...ofKernelOptions,
  kernel: ofKernel,
  trim: optional(flag),
  borderCorrection: optional(flag),
  average: optional(flag),
};

/**
 * Instantaneous rate of each train: the spikes, counted in bins of the sampling interval, are replaced by a
 * kernel (Nawrot, Aertsen & Rotter 1999). A spike at `tStop` counts in the last bin. The cost follows the
 * number of spikes.
 *
 * @throws CajalError when the window is empty, no bin fits, the kernel is impossible or, with `trim`, longer
 *   than the window, there is no train to average, or the border correction cannot be had.
 * @example
 * const kernel = { shape: "gaussian", sigma: 20 } as const;
 * const { values, samples } = instantaneousRate(sim.read(spikes), { kernel, bin: 1, average: true });
 */
export function instantaneousRate(source: SpikeSource, options: InstantaneousRateOptions): InstantaneousRate {
  const trains = takeTrains(call, source, options, ofRate);
  const { bin, kernel, trim = false, borderCorrection = false, average = false } = options;
  const { cutoff, centerKernel } = options;
  const shape = kernelSamples(kernel, bin, { ...(cutoff && { cutoff }), centerKernel: centerKernel ?? true });
  const count = binsWithin(trains.tStart, trains.tStop, bin, call);
  if (borderCorrection && (kernel.shape !== "gaussian" || trim))
    refuse(true, "false for this kernel, or with trim: it needs a Gaussian kernel and no trim", {
      call,
      parameter: "borderCorrection",
    });
  if (trim && shape.length > count)
    refuse(true, `false: the kernel has ${shape.length} samples, the window ${count}`, {
      call,
      parameter: "trim",
    });
  if (average && trainCount(trains) === 0) refuseNone(call);
  const rows = average ? 1 : trainCount(trains);
  const cut = trim ? (shape.length - 1) / 2 : 0;
  const samples = count - 2 * cut;
  const values = new Float64Array(rows * samples);
  for (let row = 0; row < rows; row++) {
    const counts = spikesIn(average ? trains.times : train(trains, row), trains, bin, count);
    const rate = convolved(counts, shape);
    if (borderCorrection) correctBorders(rate, counts, trains, bin, kernel.sigma);
    if (average) for (let k = 0; k < count; k++) rate[k] = (rate[k] as number) / trainCount(trains);
    values.set(rate.subarray(cut, cut + samples), row * samples);
  }
  return { values, samples, tStart: trains.tStart + cut * bin, bin };
}

/** Spike counts in bins, of which the last is closed on both sides. */
function spikesIn(times: Float64Array, { tStart }: Trains, bin: number, count: number): Float64Array {
  const counts = new Float64Array(count);
  const end = tStart + count * bin;
  for (const time of times) {
    const found = binIndex((time - tStart) / bin);
    const index = found === count && time <= end ? count - 1 : found;
    if (index < count) counts[index] = (counts[index] as number) + 1;
  }
  return counts;
}

/** Puts the kernel at each occupied bin; what lies outside of the window is lost. */
function convolved(counts: Float64Array, shape: Float64Array): Float64Array {
  const rate = new Float64Array(counts.length);
  const half = (shape.length - 1) / 2;
  for (let bin = 0; bin < counts.length; bin++) {
    const count = counts[bin] as number;
    if (count === 0) continue;
    const begin = Math.max(0, bin - half);
    const end = Math.min(counts.length, bin + half + 1);
    for (let k = begin; k < end; k++)
      rate[k] = (rate[k] as number) + count * (shape[k - bin + half] as number);
  }
  return rate;
}

function correctBorders(
  rate: Float64Array,
  counts: Float64Array,
  { tStart, tStop }: Trains,
  bin: number,
  sigma: number,
): void {
  let [spikes, integral] = [0, 0];
  for (let k = 0; k < rate.length; k++) {
    const time = tStart + k * bin;
    const inside = erf((tStop - time) / (Math.SQRT2 * sigma)) - erf((tStart - time) / (Math.SQRT2 * sigma));
    rate[k] = ((rate[k] as number) * 2) / inside;
    integral += ((rate[k] as number) * bin) / 1000;
    spikes += counts[k] as number;
  }
  if (spikes === 0) return;
  for (let k = 0; k < rate.length; k++) rate[k] = ((rate[k] as number) * spikes) / integral;
}
