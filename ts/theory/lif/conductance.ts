// Neurons whose synapses are conductances, by the constants that these make of the membrane's.
//   K04   Kuhn, Aertsen & Rotter (2004) J. Neurosci. 24:2345-2356
//   RG05  Richardson & Gerstner (2005) Neural Comput. 17:923-947
//   LC04  La Camera, Rauch, Luescher, Senn & Fusi (2004) Neural Comput. 16:2101-2124: slow adaptation as mean input
import { type Check, checkParts, refuse } from "../../arguments/check.ts";
import { finite, notNegative, optional, positive } from "../../arguments/kinds.ts";
import type { LifNeuron } from "./neuron.ts";

/** A conductance that grows with every spike of the neuron itself and decays slowly. */
export interface Adaptation {
  /** Its step at a spike [nS]. */
  readonly q_sfa: number;
  /** Its time constant [ms], which must be long compared to the intervals between spikes. */
  readonly tau_sfa: number;
  /** Its reversal potential [mV]. */
  readonly E_sfa: number;
}

/** Constants of a leaky integrate-and-fire neuron with conductance-based synapses. */
export interface ConductanceNeuron {
  /** [pF] and [nS]. */
  readonly C_m: number;
  readonly g_L: number;
  /** [ms] */
  readonly t_ref: number;
  /** [mV] */
  readonly V_th: number;
  readonly V_reset: number;
  readonly E_L: number;
  /** Reversal potentials [mV]. */
  readonly E_ex: number;
  readonly E_in: number;
  /** Time constants of the conductances [ms]. */
  readonly tau_syn_ex: number;
  readonly tau_syn_in: number;
  /**
   * The integral of a conductance whose peak is 1, over its time constant: 1 for exponentials (default), e for alpha
   * functions.
   */
  readonly area?: number;
  readonly adaptation?: Adaptation;
}

/** Refuses what is no such neuron. */
export const conductanceNeuron: Check = (value, { call, parameter }) => {
  checkParts(value, call, parameter, {
    ...{ C_m: positive, g_L: positive, t_ref: notNegative, V_th: finite, V_reset: finite, E_L: finite },
    ...{ E_ex: finite, E_in: finite, tau_syn_ex: positive, tau_syn_in: positive, area: optional(positive) },
    adaptation: optional((adaptation, place) =>
      checkParts(adaptation, call, place.parameter, { q_sfa: notNegative, tau_sfa: positive, E_sfa: finite }),
    ),
  });
  const { V_th, V_reset } = value as ConductanceNeuron;
  if (V_th <= V_reset)
    refuse(V_th, `above V_reset, which is ${V_reset}`, { call, parameter: `${parameter}.V_th` });
};

/** Spikes: how many come [1/s], the peak of their conductance, with the sign of weights, and its deviation [nS]. */
export interface ConductanceSpikes {
  readonly rate: number;
  readonly weight: number;
  readonly deviation: number;
}

/** What the synapses make of a neuron. */
export interface EffectiveNeuron {
  /** The same as if its synapses were currents; E_L is the neuron's own. */
  readonly neuron: LifNeuron;
  /** Mean of the free potential above E_L, and amplitude of its fluctuations [mV]. */
  readonly mean: number;
  readonly deviation: number;
  /** What a peak of 1 nS is worth [mV], excitatory and inhibitory. */
  readonly excitatory: number;
  readonly inhibitory: number;
}

/**
 * The effective constants (K04; RG05): the mean conductances set membrane time constant, mean
 * potential and driving forces; their fluctuations act as currents at that potential. Adaptation adds its mean
 * conductance (LC04). Where the time constants of the conductances differ, their mean is taken, by what they contribute
 * to the variance.
 *
 * @param rate of the neuron itself [1/s], for its adaptation
 * @param potential constant input as potential above rest of the resting membrane [mV]
 */
export function effectiveNeuron(
  neuron: ConductanceNeuron,
  spikes: readonly ConductanceSpikes[],
  rate: number,
  potential: number,
): EffectiveNeuron {
  const { C_m, g_L, E_L, E_ex, E_in, tau_syn_ex, tau_syn_in, area = 1, adaptation } = neuron;
  const charge = { ex: area * tau_syn_ex, in: area * tau_syn_in };
  let [excitation, inhibition] = [0, 0];
  for (const { rate: arriving, weight } of spikes) {
    if (weight > 0) excitation += (arriving * weight * charge.ex) / 1000;
    else inhibition -= (arriving * weight * charge.in) / 1000;
  }
  const adapted = adaptation ? (adaptation.q_sfa * adaptation.tau_sfa * rate) / 1000 : 0;
  const total = g_L + excitation + inhibition + adapted;
  const mean =
    (g_L * potential +
      excitation * (E_ex - E_L) +
      inhibition * (E_in - E_L) +
      adapted * ((adaptation?.E_sfa ?? E_L) - E_L)) /
    total;
  const tau_m = C_m / total;
  const excitatory = (charge.ex * (E_ex - E_L - mean)) / C_m;
  const inhibitory = (charge.in * (E_L + mean - E_in)) / C_m;
  let [variance, filtered] = [0, 0];
  for (const { rate: arriving, weight, deviation } of spikes) {
    const worth = weight > 0 ? excitatory : inhibitory;
    const part = ((tau_m * arriving) / 1000) * worth ** 2 * (weight ** 2 + deviation ** 2);
    variance += part;
    filtered += part * (weight > 0 ? tau_syn_ex : tau_syn_in);
  }
  const tau_syn = variance > 0 ? filtered / variance : tau_syn_ex;
  const { t_ref, V_th, V_reset } = neuron;
  return {
    neuron: { tau_m, t_ref, V_th, V_reset, E_L, tau_syn },
    mean,
    deviation: Math.sqrt(variance),
    excitatory,
    inhibitory,
  };
}
