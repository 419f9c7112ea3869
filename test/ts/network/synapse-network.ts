// A population of each kind that synapse models tell apart, for tests of what connects them.
import { Network } from "../../../ts/index.ts";
import {
  dendritic_rate,
  iaf_psc_exp,
  parrot_neuron,
  pp_cond_exp_mc_urbanczik,
  rate_input,
} from "../../../ts/models/index.ts";

/** Described, not built: sources and targets of spikes, with and without a signal to learn from, and of values. */
export function synapseNetwork() {
  const net = new Network();
  return {
    net,
    parrots: net.population(parrot_neuron, 4, {}, { label: "parrots" }),
    pyramids: net.population(pp_cond_exp_mc_urbanczik, 3, {}, { label: "pyramids" }),
    plain: net.population(iaf_psc_exp, 3, {}, { label: "plain" }),
    inputs: net.population(rate_input, 2, {}, { label: "inputs" }),
    rates: net.population(dendritic_rate, 3, {}, { label: "rates" }),
  };
}

export const urbanczik = { model: "urbanczik_synapse", Wmax: 1350 } as const;
export const toDendrite = { weight: 450, receptor: "dendritic_exc" } as const;
