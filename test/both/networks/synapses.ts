// Networks of every kind of synapse, and of the extremes of delays.
import {
  allToAll,
  bernoulli,
  dc,
  fixedIndegree,
  fixedOutdegree,
  Network,
  oneToOne,
  pairs,
  poisson,
  spikeGenerator,
  uniform,
} from "cajal";
import {
  dendritic_rate,
  dendritic_spiking,
  iaf_cond_exp,
  iaf_psc_exp,
  parrot_neuron,
  pp_cond_exp_mc_urbanczik,
  rate_input,
} from "cajal/models";
import { type Case, start } from "./case.ts";

export function relays(): Case {
  const network = new Network({ seed: 15 });
  const parrots = network.population(parrot_neuron, 60);
  const next = network.population(parrot_neuron, 60);
  const last = network.population(iaf_psc_exp, 60);
  network.stimulate(parrots, spikeGenerator({ spike_times: [0.1, 0.2, 5, 5, 5, 40.7] }), {
    weight: 2,
    delay: 0.1,
  });
  network.connect(parrots, next, oneToOne(), { weight: 1, delay: (i: number) => 0.1 + 5 * i });
  network.connect(next, last, oneToOne(), { weight: 5000, delay: 333.3 });
  return { network, recorders: [network.record([parrots, next, last], "spikes")], time: 900 };
}

export function longestDelay(): Case {
  const network = new Network({ seed: 16, resolution: 0.01 });
  const all = network.population(iaf_psc_exp, 20, { V_m: -60 });
  network.stimulate(all, spikeGenerator({ spike_times: [1, 2.5] }), { weight: 4000, delay: 0.01 });
  network.connect(all, all, allToAll({ autapses: false }), { weight: 3000, delay: uniform(600, 655.35) });
  return { network, recorders: [network.record(all, "spikes")], time: 700 };
}

export function matrix(): Case {
  const network = new Network({ seed: 17 });
  const [size, links] = [120, 900];
  const all = network.population(iaf_psc_exp, size, { V_m: start, I_e: 380 });
  const index = Array.from({ length: links }, (_, i) => i);
  const rule = pairs({
    sources: index.map((i) => (i * 7) % size),
    targets: index.map((i) => (i * i + 3) % size),
  });
  const weight = Float64Array.from(index, (i) => 20 * Math.sign((i % 5) - 1) * (1 + (i % 11)));
  network.connect(all, all, rule, { weight, delay: index.map((i) => 0.1 * (1 + (i % 37))) });
  return { network, recorders: [network.record(all, "spikes")], time: 300 };
}

export function depressing(): Case {
  const network = new Network({ seed: 22 });
  const E = network.population(iaf_cond_exp, 200, { V_m: start });
  network.connect(E, E, fixedIndegree(30), {
    weight: uniform(2, 6),
    delay: uniform(0.5, 3),
    synapse: { model: "tsodyks2_synapse", U: 0.3, tau_rec: 100, tau_fac: 50 },
  });
  network.stimulate(E, poisson({ rate: 8000 }), { weight: 4 });
  const states = network.record(E.slice(0, 20), ["V_m", "g_ex"], { every: 1 });
  return { network, recorders: [network.record(E, "spikes"), states], time: 150 };
}

export function spikeTiming(): Case {
  const network = new Network({ seed: 26 });
  const [E, I] = [network.population(iaf_psc_exp, 160, { V_m: start }), network.population(iaf_psc_exp, 40)];
  network.stimulate([E, I], poisson({ rate: 9000 }), { weight: 40 });
  const changed = network.connect(E, E, fixedIndegree(20), {
    weight: uniform(5, 40),
    delay: { axonal: 0.4, dendritic: uniform(0.2, 3) },
    synapse: { model: "stdp_synapse", lambda: 0.03, mu_plus: 0.4, Wmax: 60 },
  });
  const triplets = { model: "stdp_triplet_synapse", Aminus: 0.3, Aplus_triplet: 0.5, Wmax: 80 } as const;
  network.connect(E, I, bernoulli(0.2), { weight: 30, delay: 1.5, synapse: triplets });
  network.connect(I, E, fixedOutdegree(30), {
    weight: uniform(-80, 0),
    synapse: { model: "vogels_sprekeler_synapse", eta: 2, Wmax: -150 },
  });
  network.connect(E, I, fixedIndegree(10), {
    weight: 10,
    delay: uniform(0.5, 2),
    synapse: "stdp_nn_pre_centered_synapse",
  });
  network.connect(I, I, fixedIndegree(5), {
    weight: -20,
    synapse: { model: "tsodyks_synapse", tau_fac: 100 },
  });
  return {
    network,
    recorders: [network.record([E, I], "spikes")],
    time: 250,
    between: (simulation) => simulation.setSynapses(changed, { tau_minus: 35 }),
  };
}

export function predicting(): Case {
  const network = new Network({ seed: 23 });
  const input = network.population(parrot_neuron, 100);
  const neurons = network.population(pp_cond_exp_mc_urbanczik, 10, { soma: { C_m: 280 } });
  network.stimulate(input, poisson({ rate: 50 }));
  network.stimulate(neurons, dc({ amplitude: 1500, start: 30, stop: 90 }));
  network.connect(input, neurons, bernoulli(0.5), { weight: 2, receptor: "soma_exc" });
  const learning = network.connect(input, neurons, allToAll(), {
    weight: uniform(20, 60),
    delay: 1.3,
    receptor: "dendritic_exc",
    synapse: { model: "urbanczik_synapse", eta: 0.3, tau_Delta: 20, Wmax: 300 },
  });
  const states = network.record(neurons, ["V_m.s", "V_m.p"], { every: 1 });
  return {
    network,
    recorders: [network.record([input, neurons], "spikes"), states],
    time: 200,
    between: (simulation) => simulation.setSynapses(learning, { eta: 0.1, tau_Delta: 50 }),
  };
}

export function rates(): Case {
  const network = new Network({ seed: 24 });
  const input = network.population(rate_input, 12, { x: uniform(0, 1) });
  const hidden = network.population(dendritic_rate, 21, { sigma: 0.01 });
  const out = network.population(dendritic_rate, 5, { g_som: 0.06, V_target: uniform(0, 1) });
  const plastic = { model: "rate_synapse", eta: 0.01, tau_Delta: 10, Wmin: -2, Wmax: 2 } as const;
  const weight = uniform(-0.5, 0.5);
  network.connect(input, hidden, allToAll(), { weight, delay: 0.1, receptor: "basal", synapse: plastic });
  network.connect(hidden, out, fixedIndegree(6, { multapses: false }), {
    weight,
    delay: 0.1,
    receptor: "basal",
    synapse: { model: "rate_synapse", eta: 0.02 },
  });
  network.connect(out, hidden, bernoulli(0.1), {
    weight,
    delay: 0.4,
    receptor: "apical",
    output: "rate",
    synapse: "rate_synapse",
  });
  const states = network.record([hidden, out], ["V_m", "V_prospective"], { every: 0.5 });
  return {
    network,
    recorders: [states],
    time: 60,
    between: (simulation) => simulation.set(input, { x: (k) => k / 12 }),
  };
}

export function dendrites(): Case {
  const network = new Network({ seed: 25 });
  const input = network.population(dendritic_spiking, 30, { g_som: 0.6, V_target: uniform(0, 1) });
  const hidden = network.population(dendritic_spiking, 20);
  network.connect(input, hidden, allToAll(), {
    weight: uniform(-0.1, 0.3),
    receptor: "basal",
    synapse: { model: "dendritic_synapse", eta: 0.02, tau_Delta: 10 },
  });
  network.connect(hidden, hidden, fixedOutdegree(4), { weight: -0.1, delay: 2, receptor: "apical" });
  const states = network.record(hidden, ["V_m", "V_basal"], { every: 1 });
  return { network, recorders: [network.record([input, hidden], "spikes"), states], time: 200 };
}
