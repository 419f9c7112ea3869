// LIF neurons as the kernel knows them.
import type { Population } from "../../network/neurons/view.ts";
import type { Network } from "../../simulate/network.ts";
import type { LifParameters } from "./lif-parameters.ts";

/** Neurons with leak potentials of their own [mV] that begin at reset, their conductances at the background's mean. */
export function lifPopulation(
  network: Network,
  parameters: LifParameters,
  potentials: Float64Array,
  label: string,
): Population<"iaf_cond_exp"> {
  const { C_m, g_L, E_ex, E_in, V_th, V_reset, t_ref, tau_syn, noise_rate, noise_weight } = parameters;
  const background = (noise_weight * noise_rate * tau_syn) / 1000;
  return network.population(
    "iaf_cond_exp",
    potentials.length,
    {
      C_m,
      g_L,
      E_ex,
      E_in,
      V_th,
      V_reset,
      t_ref,
      E_L: potentials,
      tau_syn_ex: tau_syn,
      tau_syn_in: tau_syn,
      V_m: V_reset,
      g_ex: background,
      g_in: background,
    },
    { label },
  );
}
