// From the weights and biases of a machine to conductances and leak potentials of LIF neurons.

import { isRecord } from "../../arguments/check.ts";
import { fail } from "../../error.ts";
import { finite, positive } from "../checks.ts";
import { type BoltzmannMachine, checkMachine } from "../machines/boltzmann.ts";
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

/** (A(a) - A(b)) / (a - b) of the area A(tau) = tau (1 - exp(-t / tau)) under a decay, its derivative where a is b. */
function areaSlope(a: number, b: number, t: number): number {
  const area = (tau: number): number => -tau * Math.expm1(-t / tau);
  if (Math.abs(a - b) > b / 4) return (area(a) - area(b)) / (a - b);
  // With a - b taken out of the difference, nothing cancels where they are close.
  const x = -Math.abs((t * (a - b)) / (a * b));
  const mean = Math.exp(-t / Math.max(a, b)) * (x === 0 ? 1 : Math.expm1(x) / x);
  return -Math.expm1(-t / a) - (t / a) * mean;
}

/** @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE unless it has a centre, and a width above 0 */
export function checkCalibration(calibration: Calibration, call: string): Calibration {
  if (!isRecord(calibration)) {
    const [parameter, allowed] = ["calibration", "{ center, width }"];
    const hint = "measure it: await measureActivation({ parameters })";
    fail("E_TYPE", {
      call,
      parameter,
      value: calibration,
      allowed,
      must: `calibration must be ${allowed}`,
      hint,
    });
  }
  finite(calibration.center, call, "calibration.center");
  positive(calibration.width, call, "calibration.width");
  return calibration;
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
export function weightFactors(calibration: Calibration, changed: Partial<LifParameters> = {}): WeightFactors {
  const call = "weightFactors";
  const { center, width } = checkCalibration(calibration, call);
  const parameters = checkLifParameters(changed, call);
  const { g_L, t_ref, tau_syn, E_ex, E_in } = parameters;
  const { tau_eff, u_eff } = highConductance(parameters, center);
  const perVolt = (width * g_L * (t_ref / tau_syn)) / areaSlope(tau_eff, tau_syn, t_ref);
  return { excitatory: perVolt / (E_ex - u_eff), inhibitory: perVolt / (u_eff - E_in) };
}

/**
 * Leak potentials and conductances of a machine: E_L = center + width b, and weights times their factor.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function translate(
  machine: BoltzmannMachine,
  calibration: Calibration,
  changed: Partial<LifParameters> = {},
): LifMachine {
  checkMachine(machine, "translate");
  const { weights, biases } = machine;
  const { excitatory, inhibitory } = weightFactors(calibration, changed);
  return {
    potentials: biases.map((bias) => calibration.center + calibration.width * bias),
    conductances: weights.map((weight) => weight * (weight > 0 ? excitatory : inhibitory)),
  };
}
