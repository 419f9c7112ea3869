// Correlation of the activity of whole populations: functional connectivity between areas or layers.

import { checkArgument, checkLength, checkOptions } from "../../arguments/check.ts";
import { listOf, numbers, optional, positive } from "../../arguments/kinds.ts";
import { ofWindow } from "../options.ts";
import { populationCounts } from "../rates/population-histogram.ts";
import { mean, variance } from "../samples/moments.ts";
import { type SpikeSource, spikes } from "../trains.ts";
import { symmetricMatrix, type TrainMatrix } from "./pairs.ts";

// A standard deviation smaller than this part of the mean is what round-off leaves of a constant signal.
const roundOff = 1e-13;

/**
 * Pearson's correlation coefficient of signals of equal length, such as population rates or summed currents.
 * NaN in the row and column of a signal that does not vary, on the diagonal too.
 *
 * @throws CajalError when signals differ in length.
 * @example
 * const { values, size } = signalCorrelation([currentsOfV1, currentsOfV2]);
 */
export function signalCorrelation(signals: readonly ArrayLike<number>[]): TrainMatrix {
  checkArgument(signals, "signalCorrelation", "signals", listOf(numbers));
  const samples = signals[0]?.length ?? 0;
  const odd = signals.findIndex((signal) => signal.length !== samples);
  if (odd >= 0)
    checkLength(signals[odd] as ArrayLike<number>, samples, "signalCorrelation", `signals[${odd}]`);
  const scaled = signals.map((signal) => {
    const centre = mean(signal);
    const deviation = Math.sqrt(variance(signal));
    const norm = deviation > roundOff * Math.abs(centre) ? deviation * Math.sqrt(samples) : Number.NaN;
    return Float64Array.from(signal, (value) => (value - centre) / norm);
  });
  return symmetricMatrix(
    Uint32Array.from(signals, (_, index) => index),
    (one, other) => dot(scaled[one] as Float64Array, scaled[other] as Float64Array),
  );
}

function dot(one: Float64Array, other: Float64Array): number {
  if (one.length === 0) return Number.NaN;
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] as number) * (other[index] as number);
  return sum;
}

/**
 * Correlation of the rates of populations or areas (Schmidt et al. 2018: rates in bins of 1 ms). The sizes of
 * the populations do not matter.
 *
 * @param populations spikes of each population, observed over the same time
 * @throws CajalError when a window is empty, no bin fits, or the windows of the populations differ in length.
 * @example
 * const { values, size } = rateCorrelation([spikesOfV1, spikesOfV2], { tStart: 500 });
 */
export function rateCorrelation(
  populations: readonly SpikeSource[],
  options: {
    /** Width of the bins [ms]; default 1. */
    readonly bin?: number;
    /** Begin and end of the window [ms]; default: those of the sources. */
    readonly tStart?: number;
    readonly tStop?: number;
  } = {},
): TrainMatrix {
  checkArgument(populations, "rateCorrelation", "populations", listOf(spikes));
  checkOptions(options, "rateCorrelation", { ...ofWindow, bin: optional(positive) });
  return signalCorrelation(
    populations.map((source) => populationCounts(source, { ...options, bin: options.bin ?? 1 })),
  );
}
