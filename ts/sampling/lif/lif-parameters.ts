// Leaky integrate-and-fire neurons in the high-conductance state: their constants, and what they do by theory.
//
//   P16  Petrovici, Bill, Bytschok, Schemmel & Meier (2016) Stochastic inference with spiking neurons in the
//        high-conductance state. Phys Rev E 94:042312

import { isRecord, refuse } from "../../arguments/check.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { finite, notNegative, positive } from "../checks.ts";

/** A conductance-based neuron and its background: names of `iaf_cond_exp`, and Poisson spikes of two signs. */
export interface LifParameters {
  /** [pF] */
  readonly C_m: number;
  /** [nS] */
  readonly g_L: number;
  /** [mV] */
  readonly E_ex: number;
  /** [mV] */
  readonly E_in: number;
  /** [mV] */
  readonly V_th: number;
  /** [mV], right below the threshold, so that a neuron goes on where it was. */
  readonly V_reset: number;
  /** How long a unit is 1 after a spike [ms]. */
  readonly t_ref: number;
  /** Time constant of all conductances [ms]. */
  readonly tau_syn: number;
  /** Background spikes of each sign [1/s]. */
  readonly noise_rate: number;
  /** Conductance of a background spike [nS]. */
  readonly noise_weight: number;
}

/** Parameters that make the neuron a good sampler: tau_m = 1 ms at rest, tau_syn = t_ref; P16. */
export const lifParameters: LifParameters = {
  C_m: 200,
  g_L: 200,
  E_ex: 0,
  E_in: -100,
  V_th: -50,
  V_reset: -50.001,
  t_ref: 10,
  tau_syn: 10,
  noise_rate: 3000,
  noise_weight: 1,
};

const above0 = ["C_m", "g_L", "t_ref", "tau_syn"];

/**
 * Parameters with some of them changed.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 */
export function checkLifParameters(changed: Partial<LifParameters>, call: string): LifParameters {
  if (!isRecord(changed))
    refuse(changed, "some of lifParameters", { call, parameter: "parameters" }, "E_TYPE");
  const given = optionsOf(changed, Object.keys(lifParameters), call);
  for (const [name, value] of given) {
    if (above0.includes(name)) positive(value, call, name);
    else if (name.startsWith("noise")) notNegative(value, call, name);
    else finite(value, call, name);
  }
  return { ...lifParameters, ...Object.fromEntries(given) };
}

/** The free membrane potential of a neuron in the high-conductance state: threshold and spikes left out. */
export interface HighConductance {
  /** Mean total conductance [nS] */
  readonly g_tot: number;
  /** Membrane time constant at that conductance [ms] */
  readonly tau_eff: number;
  /** Mean potential [mV] */
  readonly u_eff: number;
  /** Standard deviation of the potential [mV] */
  readonly sigma: number;
  /** Width of the activation function over the mean potential, as a first guess [mV]: sqrt(2 pi) sigma / 4 */
  readonly alpha: number;
  /** The same width over the leak potential E_L, which the mean potential follows by g_L / g_tot [mV] */
  readonly alphaLeak: number;
}

/**
 * Theory of the free membrane potential under background of both signs and exponential conductances:
 * g_i = w nu tau_syn, g_tot = g_L + g_E + g_I, tau_eff = C_m / g_tot, u_eff = (g_L E_L + sum_i g_i E_i) / g_tot,
 * sigma^2 = sum_i nu S_i^2 (tau_syn / 2 + tau_eff / 2 - 2 tau_syn tau_eff / (tau_syn + tau_eff)),
 * S_i = w (E_i - u_eff) / (g_tot tau_eff (1 / tau_syn - 1 / tau_eff)); P16, section III.
 *
 * @param E_L leak potential [mV]; default the threshold
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE
 * @example highConductance().alpha; // 0.636 mV
 */
export function highConductance(changed: Partial<LifParameters> = {}, E_L?: number): HighConductance {
  const call = "highConductance";
  const parameters = checkLifParameters(changed, call);
  const { C_m, g_L, E_ex, E_in, tau_syn, noise_rate, noise_weight } = parameters;
  const leak = finite(E_L === undefined ? parameters.V_th : E_L, call, "E_L");
  const rate = noise_rate / 1000; // [1/ms]
  const background = noise_weight * rate * tau_syn;
  const g_tot = g_L + 2 * background;
  const tau_eff = C_m / g_tot;
  const u_eff = (g_L * leak + background * (E_ex + E_in)) / g_tot;
  // Written without 1 / (1 / tau_syn - 1 / tau_eff), so that equal time constants are no exception.
  const shape = (tau_syn * tau_syn) / (2 * (tau_syn + tau_eff));
  const scale = noise_weight / g_tot;
  const variance = rate * shape * scale * scale * ((E_ex - u_eff) ** 2 + (E_in - u_eff) ** 2);
  const sigma = Math.sqrt(variance);
  const alpha = (Math.sqrt(2 * Math.PI) * sigma) / 4;
  return { g_tot, tau_eff, u_eff, sigma, alpha, alphaLeak: (alpha * g_tot) / g_L };
}
