// Networks of every neuron model that integrates currents or conductances, with fixed synapses.
import {
  bernoulli,
  exponential,
  fixedIndegree,
  fixedOutdegree,
  fixedTotalNumber,
  lognormal,
  Network,
  normal,
  poisson,
  uniform,
} from "cajal";
import { iaf_cond_exp, iaf_psc_alpha, iaf_psc_delta, iaf_psc_exp } from "cajal/models";
import { microcircuit } from "cajal/networks";
import { type Case, start } from "./case.ts";

export function balanced() {
  const network = new Network({ seed: 11 });
  const E = network.population(iaf_psc_exp, 400, { V_m: start, tau_syn_in: 5 }, { label: "E" });
  const I = network.population(iaf_psc_exp, 100, { V_m: start, I_e: 200 }, { label: "I" });
  network.connect(E, [E, I], fixedIndegree(40), {
    weight: normal(50, 5),
    delay: normal(1.5, 0.7).redraw({ min: 0.1 }),
  });
  const rule = fixedIndegree(10, { multapses: false });
  const inhibition = network.connect(I, [E, I], rule, { weight: -250, delay: 0.8 });
  network.stimulate([E, I], poisson({ rate: 8000 }), { weight: 60, delay: 1.5 });
  const spikes = network.record([E, I], "spikes");
  const states = network.record(E.slice(0, 20), ["V_m", "I_syn_ex", "I_syn_in"], { every: 0.5 });
  return { network, E, inhibition, recorders: [spikes, states], time: 200 };
}

export function alpha(): Case {
  const network = new Network({ seed: 12, resolution: 0.05 });
  const all = network.population(iaf_psc_alpha, 300, { V_m: start, tau_m: normal(10, 1).clip({ min: 5 }) });
  network.connect(all, all, fixedOutdegree(30), { weight: lognormal(3, 0.5), delay: uniform(0.05, 20) });
  network.stimulate(all, poisson({ rate: 9000, start: 20, stop: 150 }), { weight: 30 });
  const recorders = [
    network.record(all, "spikes"),
    network.record(all.slice(0, 300, 7), ["V_m", "I_syn_ex"]),
  ];
  return { network, recorders, time: 150 };
}

export function delta(): Case {
  const network = new Network({ seed: 13 });
  const all = network.population(iaf_psc_delta, 500, { V_m: start, t_ref: uniform(0.5, 4) });
  network.connect(all, all, fixedTotalNumber(20_000, { autapses: false }), { weight: 0.3, delay: 1.5 });
  network.stimulate(all, poisson({ rate: 12_000 }), { weight: 0.15, delay: 0.1 });
  return {
    network,
    recorders: [network.record(all, "spikes"), network.record(all.slice(0, 50), ["V_m"], { every: 1 })],
    time: 200,
  };
}

export function conductances(): Case {
  const network = new Network({ seed: 14 });
  const E = network.population(iaf_cond_exp, 200, { V_m: start });
  const I = network.population(iaf_cond_exp, 50, { V_m: start });
  network.connect(E, [E, I], bernoulli(0.1), { weight: exponential(2), delay: 1 });
  network.connect(I, [E, I], bernoulli(0.2, { autapses: false }), { weight: uniform(-12, -4), delay: 1 });
  network.stimulate([E, I], poisson({ rate: 8000 }), { weight: 4 });
  const states = network.record(I, ["V_m", "g_ex", "g_in"], { every: 1 });
  return { network, recorders: [network.record([E, I], "spikes"), states], time: 150 };
}

export function escapeNoise(): Case {
  const network = new Network({ seed: 18 });
  const soft = network.population(iaf_psc_exp, 300, { delta: 2, rho: 5, I_e: 350, V_m: start });
  network.connect(soft, soft, fixedIndegree(20), { weight: -30, delay: 1 });
  return { network, recorders: [network.record(soft, "spikes")], time: 300 };
}

export function changes(): Case {
  const { network, E, inhibition, recorders, time } = balanced();
  const drive = network.stimulate(E, poisson({ rate: 500 }), { weight: 20 });
  return {
    network,
    recorders,
    time,
    async between(simulation) {
      simulation.set(drive, { rate: 3000 });
      simulation.set(E, { V_m: normal(-60, 2) });
      simulation.set(E, { E_L: -68.5, I_e: 30, tau_syn_in: 2, tau_m: uniform(9, 12), rho: 10, delta: 0.5 });
      simulation.set(E.slice(5, 60), { tau_m: 10.5 });
      await simulation.setWeights(inhibition, normal(-400, 40));
    },
  };
}

export function cortex(drive: "poisson" | "dc", weights: "exact" | "compact"): Case {
  const model = microcircuit({ scale: 0.03, seed: 21, drive, thalamus: { start: 40 } });
  return {
    network: model.network,
    recorders: [model.spikes].filter((one) => one !== undefined),
    time: 100,
    weights,
  };
}
