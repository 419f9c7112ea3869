// A leaky integrate-and-fire neuron and its input, as theory sees them.
//   FB02  Fourcaud & Brunel (2002) Neural Comput. 14:2057-2110
import { type Check, type Checks, checkParts, refuse } from "../../arguments/check.ts";
import { finite, notNegative, optional, positive, within } from "../../arguments/kinds.ts";

/** Constants of a leaky integrate-and-fire neuron. */
export interface LifNeuron {
  /** Membrane time constant [ms], above 0 and up to 1e6. */
  readonly tau_m: number;
  /** Refractory period [ms], from 0 on. */
  readonly t_ref: number;
  /** Threshold and reset [mV], the threshold above the reset. */
  readonly V_th: number;
  readonly V_reset: number;
  /** Resting potential [mV]; default 0. */
  readonly E_L?: number;
  /** Time constant of exponential synaptic currents [ms]; 0 (the default) where spikes are jumps of the potential. */
  readonly tau_syn?: number;
}

/** White or coloured noise that a neuron receives: tau_m dV = (E_L + mean - V) dt + deviation sqrt(tau_m) dW. */
export interface LifInput {
  /** Mean of the free potential above rest [mV]. */
  readonly mean: number;
  /** Amplitude of the fluctuations [mV], from 0 on; the free potential of a neuron has the variance deviation^2 / 2. */
  readonly deviation: number;
}

/**
 * How exponential synapses enter: as a `shift` of threshold and reset (FB02, equation 4.33), or as the first term of
 * the `taylor` series in it, which turns negative at low rates. Both hold where sqrt(tau_syn / tau_m) is small.
 */
export type LifMethod = "shift" | "taylor";

const neuronChecks: Checks = {
  tau_m: (value, place) => {
    positive(value, place);
    within(0, 1e6)(value, place);
  },
  t_ref: notNegative,
  V_th: finite,
  V_reset: finite,
  E_L: optional(finite),
  tau_syn: optional(notNegative),
};

/** Refuses what is no neuron. @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE */
export const lifNeuron: Check = (value, { call, parameter }) => {
  checkParts(value, call, parameter, neuronChecks);
  const { V_th, V_reset } = value as LifNeuron;
  if (V_th <= V_reset)
    refuse(V_th, `above V_reset, which is ${V_reset}`, { call, parameter: `${parameter}.V_th` });
};

/** Refuses what is no input. */
export const lifInput: Check = (value, { call, parameter }) =>
  checkParts(value, call, parameter, { mean: within(-1e9, 1e9), deviation: within(0, 1e9) });

/** sqrt(2) |zeta(1/2)| (FB02). */
export const alpha = 2.0652531522312172;

/** By how much the borders move in coloured noise, in units of the deviation (FB02). */
export const shiftOf = ({ tau_m, tau_syn = 0 }: LifNeuron): number =>
  (alpha / 2) * Math.sqrt(tau_syn / tau_m);

/** Above this share of tau_m in tau_syn the expansion in sqrt(tau_syn / tau_m) is no small correction (NNMT). */
export const largestSynapticShare = 0.1;

/** Reset and threshold as the fluctuations see them. */
export interface Borders {
  readonly reset: number;
  readonly threshold: number;
}

/** The borders less the mean, in units of the deviation, moved by a shift. */
export function bordersOf(
  { V_th, V_reset, E_L = 0 }: LifNeuron,
  { mean, deviation }: LifInput,
  shift: number,
): Borders {
  return {
    reset: (V_reset - E_L - mean) / deviation + shift,
    threshold: (V_th - E_L - mean) / deviation + shift,
  };
}
