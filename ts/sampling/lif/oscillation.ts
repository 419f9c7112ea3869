// Background that comes in waves: its crests let a sampler mix, near its troughs samples are read.
import { optionsOf } from "../../network/values/fields.ts";
import { looseGrid, reachedStep, stepsOf, timeOf } from "../../network/values/grid.ts";
import { finite, positive, within } from "../checks.ts";
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

function checkOscillation(given: ReadonlyMap<string, unknown>, call: string): Oscillation {
  return {
    rate: within(given.get("rate"), 0, Infinity, call, "rate"),
    amplitude: within(given.get("amplitude"), 0, 1, call, "amplitude"),
    frequency: positive(given.get("frequency"), call, "frequency"),
  };
}

const oscillationNames = ["rate", "amplitude", "frequency"];

/** The rate at a time [ms], in 1/s. */
export function rateAt({ rate, amplitude, frequency }: Oscillation, time: number): number {
  return rate * (1 + amplitude * Math.sin((2 * Math.PI * frequency * time) / 1000));
}

/** Rates as `inhomogeneous_poisson_generator` takes them. */
export interface RateTable {
  /** Times from which on each rate holds [ms] */
  readonly rate_times: Float64Array;
  /** [1/s] */
  readonly rate_values: Float64Array;
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
  const given = optionsOf(options, [...oscillationNames, "duration", "every"], call);
  const oscillation = checkOscillation(given, call);
  const duration = positive(given.get("duration"), call, "duration");
  const every = positive(given.get("every") ?? 1, call, "every");
  const grid = looseGrid(every);
  const length = Math.max(1, stepsOf(duration, grid) ?? reachedStep(duration, grid) + 1);
  const rate_times = Float64Array.from({ length }, (_, k) => timeOf(k, grid));
  return { rate_times, rate_values: rate_times.map((time) => rateAt(oscillation, time + every / 2)) };
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
  const own = positive(reference ?? parameters.noise_rate, call, "reference");
  return widthAt(own) / widthAt(positive(rate, call, "rate"));
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
  const given = optionsOf(options, ["frequency", "width", "tStart", "tStop", "lag"], call);
  const period = 1000 / positive(given.get("frequency"), call, "frequency");
  const width = within(positive(given.get("width") ?? 0.2, call, "width"), 0, 1, call, "width");
  const lag = finite(given.get("lag") ?? 0, call, "lag");
  const tStart = finite(given.get("tStart") ?? 0, call, "tStart");
  const tStop = within(given.get("tStop"), tStart, Infinity, call, "tStop");
  const windows: TimeWindow[] = [];
  const trough = 0.75 * period + lag;
  const half = (width * period) / 2;
  for (let turn = Math.floor((tStart - trough - half) / period); ; turn++) {
    const middle = turn * period + trough;
    if (middle - half >= tStop) return windows;
    const [from, to] = [Math.max(tStart, middle - half), Math.min(tStop, middle + half)];
    if (to > from) windows.push([from, to]);
  }
}
