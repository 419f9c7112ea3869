// The stationary rate of a leaky integrate-and-fire neuron in noise, and how it grows with its input.
//   S51   Siegert (1951) Phys. Rev. 81:617-623
//   FB02  Fourcaud & Brunel (2002) Neural Comput. 14:2057-2110
//   H13   Helias, Tetzlaff & Diesmann (2013) New J. Phys. 15:023002, appendix A
import { type Check, checkArgument, checkOptions } from "../../arguments/check.ts";
import { finite, oneOf, optional } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import { exp, log } from "../special/elementary.ts";
import { meanPassage, type Scaled, scaledSlope } from "./first-passage.ts";
import {
  alpha,
  type Borders,
  bordersOf,
  type LifInput,
  type LifMethod,
  type LifNeuron,
  lifInput,
  lifNeuron,
  shiftOf,
} from "./neuron.ts";

/** Options of {@link lifRate}. */
export interface LifRateOptions {
  /** Default "shift". */
  readonly method?: LifMethod;
}

/** How a rate grows with its input. */
export interface LifSlopes {
  /** With the mean [1/(s mV)]. */
  readonly mean: number;
  /** With the deviation [1/(s mV)]. */
  readonly deviation: number;
}

export const methodChecks: { readonly method: Check } = { method: optional(oneOf(["shift", "taylor"])) };

/** A rate [1/ms] and what its slopes are made of. */
interface Firing {
  readonly rate: number;
  /** The rate times e^(y^2) (1 + erf y) at both borders. */
  readonly threshold: number;
  readonly reset: number;
}

// From here on e^(-threshold^2) is 0 [deviations].
const outOfReach = 30;

/** The rate between borders (S51), with the large factor e^(threshold^2) cancelled. */
function firing({ tau_m, t_ref }: LifNeuron, borders: Borders): Firing {
  if (borders.threshold > outOfReach) return { rate: 0, threshold: 0, reset: 0 };
  const { value, exponent }: Scaled = meanPassage(borders);
  const small = exp(-exponent);
  const interval = small * t_ref + tau_m * value;
  return {
    rate: small / interval,
    threshold: scaledSlope(borders.threshold, exponent) / interval,
    reset: scaledSlope(borders.reset, exponent) / interval,
  };
}

/** Without fluctuations the neuron is a clock, or silent. */
function clock({ tau_m, t_ref, V_th, V_reset, E_L = 0 }: LifNeuron, mean: number): number {
  if (mean <= V_th - E_L) return 0;
  return 1 / (t_ref + tau_m * log((mean - (V_reset - E_L)) / (mean - (V_th - E_L))));
}

/** What multiplies rate^2 (Phi(threshold) - Phi(reset)) in the Taylor series (FB02) [ms]. */
const taylorFactor = ({ tau_m, tau_syn = 0 }: LifNeuron): number => Math.sqrt((tau_syn * tau_m) / 2) * alpha;

// Phi(x) = sqrt(pi / 2) e^(x^2 / 2) (1 + erf(x / sqrt 2)), with x = sqrt(2) y.
const ofPhi = Math.sqrt(Math.PI / 2);

/** {@link lifRate} without a look at its arguments. */
export function rateOf(neuron: LifNeuron, input: LifInput, method: LifMethod): number {
  if (input.deviation === 0) return 1000 * clock(neuron, input.mean);
  const shift = method === "shift" ? shiftOf(neuron) : 0;
  const { rate, threshold, reset } = firing(neuron, bordersOf(neuron, input, shift));
  if (method === "shift") return 1000 * rate;
  return 1000 * (rate - taylorFactor(neuron) * rate * ofPhi * (threshold - reset));
}

/**
 * The stationary rate [1/s] of a leaky integrate-and-fire neuron in white noise, or in coloured noise that decays fast
 * (S51; FB02). Without fluctuations it is that of a clock. Rates below 1e-300 1/s are 0.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_UNKNOWN_PARAM, E_UNKNOWN_NAME
 * @example lifRate({ tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 }, { mean: 12, deviation: 5 }); // 20.9147
 */
export function lifRate(neuron: LifNeuron, input: LifInput, options: LifRateOptions = {}): number {
  checkCall("lifRate", neuron, input, options);
  return rateOf(neuron, input, options.method ?? "shift");
}

function checkCall(call: string, neuron: LifNeuron, input: LifInput, options: LifRateOptions): void {
  checkArgument(neuron, call, "neuron", lifNeuron);
  checkArgument(input, call, "input", lifInput);
  checkOptions(options, call, methodChecks);
  refuseNull(options, call);
}

/** Slopes of the rate of a clock; infinite next to threshold, where theory without fluctuations has none. */
function clockSlopes(neuron: LifNeuron, mean: number): LifSlopes {
  const { tau_m, V_th, V_reset, E_L = 0 } = neuron;
  const rate = clock(neuron, mean);
  if (rate === 0) return { mean: 0, deviation: 0 };
  const [above, over] = [mean - (V_th - E_L), mean - (V_reset - E_L)];
  return { mean: 1000 * rate * rate * tau_m * (1 / above - 1 / over), deviation: 0 };
}

/** {@link lifSlopes} without a look at its arguments. */
export function slopesOf(neuron: LifNeuron, input: LifInput, method: LifMethod): LifSlopes {
  if (input.deviation === 0) return clockSlopes(neuron, input.mean);
  const shift = method === "shift" ? shiftOf(neuron) : 0;
  const borders = bordersOf(neuron, input, shift);
  const { rate, threshold, reset } = firing(neuron, borders);
  // A border y + shift goes as 1 / deviation without its shift.
  const [upper, lower] = [borders.threshold - shift, borders.reset - shift];
  const scale = (1000 * Math.sqrt(Math.PI) * neuron.tau_m) / input.deviation;
  const byMean = scale * rate * (threshold - reset);
  const byDeviation = scale * rate * (threshold * upper - reset * lower);
  if (method === "shift") return { mean: byMean, deviation: byDeviation };
  // nu0 - factor nu0^2 (Phi(x_th) - Phi(x_r)), and Phi' = x Phi + 1.
  const factor = taylorFactor(neuron);
  const step = ofPhi * (threshold - reset);
  const along = Math.SQRT2 / input.deviation;
  const [phiUpper, phiLower] = [
    Math.SQRT2 * upper * ofPhi * threshold + rate,
    Math.SQRT2 * lower * ofPhi * reset + rate,
  ];
  const change = (byRate: number, moved: number): number =>
    byRate - factor * (2 * step * byRate - 1000 * rate * moved);
  return {
    mean: change(byMean, along * (phiUpper - phiLower)),
    deviation: change(byDeviation, along * (phiUpper * upper - phiLower * lower)),
  };
}

/**
 * Derivatives of {@link lifRate} by the mean and by the deviation of the input [1/(s mV)]; the shift of the borders
 * goes with the deviation.
 *
 * @throws CajalError as `lifRate`
 * @example lifSlopes({ tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 }, { mean: 12, deviation: 5 });
 */
export function lifSlopes(neuron: LifNeuron, input: LifInput, options: LifRateOptions = {}): LifSlopes {
  checkCall("lifSlopes", neuron, input, options);
  return slopesOf(neuron, input, options.method ?? "shift");
}

/** {@link lifInputGain} without a look at its arguments. */
export function inputGainOf(neuron: LifNeuron, input: LifInput, weight: number): number {
  if (input.deviation === 0) return (clockSlopes(neuron, input.mean).mean * weight * neuron.tau_m) / 1000;
  const shift = shiftOf(neuron);
  const borders = bordersOf(neuron, input, shift);
  const { rate, threshold, reset } = firing(neuron, borders);
  const half = weight / (2 * input.deviation);
  const bracket =
    threshold * (1 + (borders.threshold - shift) * half) - reset * (1 + (borders.reset - shift) * half);
  return (Math.sqrt(Math.PI) * neuron.tau_m ** 2 * rate * bracket * weight) / input.deviation;
}

/**
 * By how much the rate of a neuron grows with that of one of its sources [1], whose spikes are worth `weight` (the
 * integral of the potential that one evokes, over tau_m [mV]): through the mean and the variance of its input (H13).
 *
 * @throws CajalError as `lifRate`
 * @example lifInputGain({ tau_m: 10, t_ref: 2, V_th: 15, V_reset: 0, tau_syn: 0.5 }, { mean: 12, deviation: 5 }, 0.1);
 */
export function lifInputGain(neuron: LifNeuron, input: LifInput, weight: number): number {
  const call = "lifInputGain";
  checkCall(call, neuron, input, {});
  checkArgument(weight, call, "weight", finite);
  return inputGainOf(neuron, input, weight);
}
