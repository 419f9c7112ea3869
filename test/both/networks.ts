// Small networks that together use every model, rule, device, recorder and range of delays; for comparing kernels.
import {
  allToAll,
  bernoulli,
  dc,
  exponential,
  fixedIndegree,
  fixedOutdegree,
  fixedTotalNumber,
  inhomogeneousPoisson,
  lognormal,
  Network,
  normal,
  oneToOne,
  pairs,
  poisson,
  type Recorder,
  type Simulation,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "cajal";
import {
  dendritic_rate,
  dendritic_spiking,
  iaf_cond_exp,
  iaf_psc_alpha,
  iaf_psc_delta,
  iaf_psc_exp,
  parrot_neuron,
  pp_cond_exp_mc_urbanczik,
  rate_input,
} from "cajal/models";
import { microcircuit } from "cajal/networks";

/** A network, how long it runs [ms], and what happens between two halves of the run. */
export interface Case {
  readonly network: Network;
  readonly recorders: readonly Recorder[];
  readonly time: number;
  readonly weights?: "exact" | "compact";
  readonly between?: (simulation: Simulation) => Promise<void> | void;
}

const start = uniform(-70, -52);

function balanced() {
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

function alpha(): Case {
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

function delta(): Case {
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

function conductances(): Case {
  const network = new Network({ seed: 14 });
  const E = network.population(iaf_cond_exp, 200, { V_m: start });
  const I = network.population(iaf_cond_exp, 50, { V_m: start });
  network.connect(E, [E, I], bernoulli(0.1), { weight: exponential(2), delay: 1 });
  network.connect(I, [E, I], bernoulli(0.2, { autapses: false }), { weight: uniform(-12, -4), delay: 1 });
  network.stimulate([E, I], poisson({ rate: 8000 }), { weight: 4 });
  const states = network.record(I, ["V_m", "g_ex", "g_in"], { every: 1 });
  return { network, recorders: [network.record([E, I], "spikes"), states], time: 150 };
}

function relays(): Case {
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

function longestDelay(): Case {
  const network = new Network({ seed: 16, resolution: 0.01 });
  const all = network.population(iaf_psc_exp, 20, { V_m: -60 });
  network.stimulate(all, spikeGenerator({ spike_times: [1, 2.5] }), { weight: 4000, delay: 0.01 });
  network.connect(all, all, allToAll({ autapses: false }), { weight: 3000, delay: uniform(600, 655.35) });
  return { network, recorders: [network.record(all, "spikes")], time: 700 };
}

function matrix(): Case {
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

function escapeNoise(): Case {
  const network = new Network({ seed: 18 });
  const soft = network.population(iaf_psc_exp, 300, { delta: 2, rho: 5, I_e: 350, V_m: start });
  network.connect(soft, soft, fixedIndegree(20), { weight: -30, delay: 1 });
  return { network, recorders: [network.record(soft, "spikes")], time: 300 };
}

function injected(): Case {
  const network = new Network({ seed: 19 });
  const exp = network.population(iaf_psc_exp, 50, { C_m: uniform(200, 300) });
  const others = network.population(iaf_psc_alpha, 50);
  network.stimulate(
    exp,
    stepCurrent({ amplitude_times: [10, 20.3, 60], amplitude_values: [400, -100, 600] }),
    {
      receptor: 1,
    },
  );
  network.stimulate([exp, others], dc({ amplitude: 390, start: 30, stop: 90 }), { delay: 2, weight: 1.1 });
  const states = network.record([exp, others], ["V_m"], { every: 0.1 });
  return { network, recorders: [network.record([exp, others], "spikes"), states], time: 100 };
}

function strongInput(): Case {
  const network = new Network({ seed: 20 });
  const all = network.population(iaf_psc_delta, 200, { V_m: start });
  network.stimulate(all, poisson({ rate: 1e6 }), { weight: normal(0.004, 0.001) });
  network.stimulate(all, poisson({ rate: 2000 }), { weight: -0.5 });
  const course = inhomogeneousPoisson({ rate_times: [5, 20.3, 60], rate_values: [9000, 1.2e6, 400] });
  network.stimulate(all, course, { weight: normal(0.01, 0.002), delay: 2.2 });
  return {
    network,
    recorders: [network.record(all, "spikes"), network.record(all.slice(3, 9), ["V_m"])],
    time: 100,
  };
}

function changes(): Case {
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

function depressing(): Case {
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

function predicting(): Case {
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

function rates(): Case {
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

function dendrites(): Case {
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

function cortex(drive: "poisson" | "dc", weights: "exact" | "compact"): Case {
  const model = microcircuit({ scale: 0.03, seed: 21, drive, thalamus: { start: 40 } });
  return {
    network: model.network,
    recorders: [model.spikes].filter((one) => one !== undefined),
    time: 100,
    weights,
  };
}

/** All cases by name. Each call makes a new description. */
export const cases: Readonly<Record<string, () => Case>> = {
  "exponential currents, in-degrees, multapses or not": balanced,
  "alpha currents, out-degrees, parameters of every neuron, fine steps": alpha,
  "delta synapses, total number, no autapses": delta,
  "conductances, pairwise probability": conductances,
  "parrots, single spikes, one to one, delays by function": relays,
  "the longest delays there are": longestDelay,
  "explicit pairs with arrays": matrix,
  "escape noise": escapeNoise,
  "constant, stepped and filtered currents": injected,
  "Poisson input of any strength": strongInput,
  "changes between runs": changes,
  "synapses with short-term plasticity": depressing,
  "dendrites that predict their somata": predicting,
  "rates that learn, dense and sparse, with noise": rates,
  "spiking dendrites that learn from their errors": dendrites,
  "microcircuit, Poisson drive, compact weights": () => cortex("poisson", "compact"),
  "microcircuit, constant drive, exact weights": () => cortex("dc", "exact"),
};
