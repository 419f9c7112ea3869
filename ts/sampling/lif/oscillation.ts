// Background that comes in waves: its crests let a sampler mix, near its troughs samples are read.
import { type Checks, checkArgument, checkOptions, checkParts, refuse } from "../../arguments/check.ts";
import { finite, notNegative, optional, positive, within } from "../../arguments/kinds.ts";
import { looseGrid, reachedStep, stepsOf, timeOf } from "../../network/values/grid.ts";
import { mostEntries } from "../checks.ts";
import type { TimeWindow } from "../machines/state-sequence.ts";
import { checkLifParameters, highConductance, type LifParameters } from "./lif-parameters.ts";

/** A rate that oscillates: nu(t) = nu0 (1 + A sin(2 pi f t)). */
export interface Oscillation {
  /** Mean rate, nu0 [1/s] */
  readonly rate: number;
  /** Relative amplitude, A, in [0, 1] */
  readonly amplitude: number;
  /** Frequency, f [1/s] */
  readonly frequency: number;
}

const ofOscillation: Checks = { rate: notNegative, amplitude: within(0, 1), frequency: positive };

/**
 * The rate at a time [ms], in 1/s.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function rateAt(oscillation: Oscillation, time: number): number {
  const call = "rateAt";
  checkParts(oscillation, call, "oscillation", ofOscillation);
  checkArgument(time, call, "time", finite);
  return rateOf(oscillation, time);
}

function rateOf({ rate, amplitude, frequency }: Oscillation, time: number): number {
  return rate * (1 + amplitude * Math.sin((2 * Math.PI * frequency * time) / 1000));
}

/** Rates as `inhomogeneous_poisson_generator` takes them. */
export interface RateTable {
  /** Times from which on each rate holds [ms] */
  readonly rate_times: Float64Array;
  /** [1/s] */
  readonly rate_values: Float64Array;
}

/** Refuses times that would fill more than memory may hold. @throws CajalError E_PARAM_RANGE */
function checkTable(length: number, call: string, parameter: string): void {
  if (!(length <= mostEntries))
    refuse(`a time for ${length} entries`, `for at most ${mostEntries} entries`, { call, parameter });
}

/** Options of {@link oscillatingRate}. */
export interface OscillatingRateOptions extends Oscillation {
  /** How long the table goes [ms] */
  readonly duration: number;
  /** How long each rate holds [ms], a multiple of the network's resolution; default 1. */
  readonly every?: number;
}

/**
 * The table of an oscillating rate: in each interval the rate of its middle.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function oscillatingRate(options: OscillatingRateOptions): RateTable {
  const call = "oscillatingRate";
  checkOptions(options, call, { ...ofOscillation, duration: positive, every: optional(positive) });
  const { duration, every = 1 } = options;
  checkTable(duration / every, call, "duration");
  const grid = looseGrid(every);
  const length = Math.max(1, stepsOf(duration, grid) ?? reachedStep(duration, grid) + 1);
  const rate_times = Float64Array.from({ length }, (_, k) => timeOf(k, grid));
  return { rate_times, rate_values: rate_times.map((time) => rateOf(options, time + every / 2)) };
}

/**
 * Inverse temperature at a background rate, relative to the rate for which a machine was translated: fixed potentials
 * and conductances stand for the machine with all weights and biases times beta = alpha(reference) / alpha(rate). alpha
 * is the theoretical width over the leak potential, which grows with the fluctuations and with g_tot. Rates that are
 * slow beside tau_syn are assumed; that the middle of the activation function moves with the rate is left out.
 *
 * @param rate background of each sign now [1/s]
 * @param reference background of each sign at the calibration [1/s]; default `noise_rate`
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function inverseTemperature(
  rate: number,
  changed: Partial<LifParameters> = {},
  reference?: number,
): number {
  const call = "inverseTemperature";
  const parameters = checkLifParameters(changed, call);
  const widthAt = (noise_rate: number): number => highConductance({ ...parameters, noise_rate }).alphaLeak;
  const own = reference === undefined ? parameters.noise_rate : reference;
  checkArgument(own, call, "reference", positive);
  checkArgument(rate, call, "rate", positive);
  return widthAt(own) / widthAt(rate);
}

/** Options of {@link troughWindows}. */
export interface TroughOptions {
  /** Frequency of the oscillation [1/s] */
  readonly frequency: number;
  /** Part of every period that counts, around its trough, in (0, 1]; default 0.2. */
  readonly width?: number;
  /** [ms]; default 0 */
  readonly tStart?: number;
  /** [ms] */
  readonly tStop: number;
  /** By how much states follow the background [ms]; default 0. */
  readonly lag?: number;
}

/**
 * The parts of the time that lie near the troughs of an oscillation that begins with its rise at 0 ms.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 * @example distributionOf(states, troughWindows({ frequency: 1, tStart: 500, tStop: 1e5 }));
 */
export function troughWindows(options: TroughOptions): TimeWindow[] {
  const call = "troughWindows";
  checkOptions(options, call, {
    frequency: positive,
    width: optional(positive),
    lag: optional(finite),
    tStart: optional(finite),
    tStop: finite,
  });
  const { frequency, width = 0.2, tStart = 0, tStop, lag = 0 } = options;
  checkArgument(width, call, "width", within(0, 1));
  checkArgument(tStop, call, "tStop", within(tStart, Infinity));
  const period = 1000 / frequency;
  for (const [name, time] of Object.entries({ tStart, tStop }))
    checkTable(Math.abs(time) / period, call, name);
  const windows: TimeWindow[] = [];
  const trough = 0.75 * period + (lag % period);
  const half = (width * period) / 2;
  for (let turn = Math.floor((tStart - trough - half) / period); ; turn++) {
    const middle = turn * period + trough;
    if (middle - half >= tStop) return windows;
    const [from, to] = [Math.max(tStart, middle - half), Math.min(tStop, middle + half)];
    if (to > from) windows.push([from, to]);
  }
}
