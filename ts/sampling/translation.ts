// From the weights and biases of a machine to conductances and leak potentials of LIF neurons.
import type { BoltzmannMachine } from "./boltzmann.ts";
import { positive } from "./checks.ts";
import { checkLifParameters, highConductance, type LifParameters } from "./lif-parameters.ts";

/** Where the activation function of a neuron has its middle, and how wide it is; of `measureActivation`. */
export interface Calibration {
  /** Leak potential at which a neuron is refractory half of the time [mV] */
  readonly center: number;
  /** Change of the leak potential that stands for a bias of 1 [mV] */
  readonly width: number;
}

/** Conductances that stand for a weight of 1. */
export interface WeightFactors {
  /** [nS], of positive weights */
  readonly excitatory: number;
  /** [nS], of negative weights */
  readonly inhibitory: number;
}

/** A machine in the units of neurons. */
export interface LifMachine {
  /** Leak potential of every neuron [mV] */
  readonly potentials: Float64Array;
  /** Conductances [nS] with the sign of the weight, as `iaf_cond_exp` takes them, row after row of targets. */
  readonly conductances: Float64Array;
}

/**
 * Conductances with which the potential that a spike causes has, over the time t_ref that its unit is 1, the area of a
 * rectangle of the weight's height. With tau = C_m / g_tot and E the distance from the reversal potential to the mean
 * potential at the middle of the activation function:
 * w = width (g_L / g_tot) (t_ref / tau_syn) /
 *   { E / (C_m - g_tot tau_syn) [-tau (exp(-t_ref / tau) - 1) + tau_syn (exp(-t_ref / tau_syn) - 1)] }.
 * Source: Petrovici et al. (2016), section IV.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function weightFactors(
  { center, width }: Calibration,
  changed: Partial<LifParameters> = {},
): WeightFactors {
  const call = "weightFactors";
  const parameters = checkLifParameters(changed, call);
  positive(width, call, "width");
  const { C_m, g_L, t_ref, tau_syn, E_ex, E_in } = parameters;
  const { g_tot, tau_eff, u_eff } = highConductance(parameters, center);
  const area = -tau_eff * Math.expm1(-t_ref / tau_eff) + tau_syn * Math.expm1(-t_ref / tau_syn);
  const perVolt = ((width * g_L) / g_tot) * (t_ref / tau_syn) * ((C_m - g_tot * tau_syn) / area);
  return { excitatory: perVolt / (E_ex - u_eff), inhibitory: perVolt / (u_eff - E_in) };
}

/**
 * Leak potentials and conductances of a machine: E_L = center + width b, and weights times their factor.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function translate(
  { weights, biases }: BoltzmannMachine,
  calibration: Calibration,
  changed: Partial<LifParameters> = {},
): LifMachine {
  const { excitatory, inhibitory } = weightFactors(calibration, changed);
  return {
    potentials: biases.map((bias) => calibration.center + calibration.width * bias),
    conductances: weights.map((weight) => weight * (weight > 0 ? excitatory : inhibitory)),
  };
}
