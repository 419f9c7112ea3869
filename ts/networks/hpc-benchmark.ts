// The network that simulators are compared with on large machines: balanced, random, with plastic excitation.
import { type Checks, checkOptions } from "../arguments/check.ts";
import { anything, flag, inside, oneOf, optional } from "../arguments/kinds.ts";
import { poisson } from "../network/devices/devices.ts";
import type { SpikeRecorder } from "../network/devices/recorder.ts";
import type { SpikeSink } from "../network/devices/sink.ts";
import type { Population } from "../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../network/options.ts";
import { fixedIndegree } from "../network/synapses/rules.ts";
import { normal } from "../network/values/distributions.ts";
import { Network } from "../simulate/network.ts";

/** Options of {@link hpcBenchmark}. */
export interface HpcBenchmarkOptions {
  /** Factor on the numbers of neurons, whose in-degrees stay; default 1: 9,000 excitatory and 2,250 inhibitory ones. */
  readonly scale?: number;
  /** Factor on the synapses per neuron, with weights that keep the mean input; default 1: 9,000 and 2,250. */
  readonly indegreeScale?: number;
  /** Whether synapses among excitatory neurons follow the timing of spikes (default), or keep their weights. */
  readonly plastic?: boolean;
  /** Integer from 0; default 1. Everything random follows from it. */
  readonly seed?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** Record the spikes of all neurons (default) or nothing. */
  readonly record?: "spikes" | "none";
  /** Where recorded spikes go during the run; default: they are kept in memory for `sim.read`. */
  readonly to?: SpikeSink;
}

/** The described network. */
export interface HpcBenchmark {
  readonly network: Network;
  readonly populations: Readonly<Record<"E" | "I", Population<"iaf_psc_alpha">>>;
  /** Synapses onto each neuron from each population. */
  readonly indegrees: Readonly<Record<"E" | "I", number>>;
  /** Weight of an excitatory synapse at the beginning [pA]. */
  readonly weight: number;
  /** Synapses among excitatory neurons, which learn. */
  readonly learning: Projection;
  /** External spikes. */
  readonly drive: StimulusHandle;
  /** The recorder of all spikes, if asked for. */
  readonly spikes: SpikeRecorder | undefined;
}

/**
 * All constants: Morrison, Aertsen & Diesmann (2007) Neural Comput 19:1437, doi:10.1162/neco.2007.19.6.1437, with the
 * parameters of the benchmark of Helias et al. (2012) Front Neuroinform 6:26, doi:10.3389/fninf.2012.00026, and Kunkel
 * et al. (2014) Front Neuroinform 8:78, doi:10.3389/fninf.2014.00078. ms, pF, mV.
 */
export const hpcBenchmarkParameters = {
  sizes: { E: 9_000, I: 2_250 },
  neuron: { C_m: 250, tau_m: 10, t_ref: 0.5, V_th: 20, V_reset: 0, E_L: 0 },
  /** Time constant of synaptic currents: a potential rises for 1.700759 ms. */
  tau_syn: 0.32582722403722841,
  /** Potentials at the beginning: mean and standard deviation. */
  initial: { mean: 5.7, std: 7.2 },
  /** Largest excitatory postsynaptic potential [mV], and what an inhibitory one is relative to it. */
  potential: 0.14,
  g: -5,
  delay: 1.5,
  /** External rate relative to the one that brings the mean potential to threshold. */
  eta: 1.685,
  plasticity: { lambda: 0.1, alpha: 0.0513, mu: 0.4, tau_plus: 15, tau_minus: 30 },
} as const;

const options: Checks = {
  scale: optional(inside(0, 1000)),
  indegreeScale: optional(inside(0, 1000)),
  plastic: optional(flag),
  seed: anything,
  resolution: anything,
  record: optional(oneOf(["spikes", "none"])),
  to: anything,
};

/**
 * The HPC benchmark: 11,250 neurons with 11,250 synapses each, those among excitatory neurons plastic
 * (`stdp_pl_synapse_hom`), on which simulators are compared. A larger `scale` gives more neurons with the same numbers
 * of synapses. With `indegreeScale` synapses are fewer and as much stronger, for trying things out; learning then runs
 * another way.
 *
 * @throws CajalError for an unknown option (`E_UNKNOWN_PARAM`) and for values that make no network (`E_PARAM_RANGE`,
 * `E_TYPE`, `E_DT`).
 * @example
 * const { network, learning } = hpcBenchmark({ scale: 0.1, indegreeScale: 0.1 });
 * const sim = await network.build();
 * await sim.run(250);
 * sim.weights(learning).weight;
 */
export function hpcBenchmark(given: HpcBenchmarkOptions = {}): HpcBenchmark {
  checkOptions(given, "hpcBenchmark", options);
  const {
    scale = 1,
    indegreeScale = 1,
    plastic = true,
    seed = 1,
    resolution = 0.1,
    record = "spikes",
  } = given;
  const { sizes, neuron, tau_syn, initial, delay, eta, g, plasticity } = hpcBenchmarkParameters;
  const network = new Network({ resolution, seed });
  const parameters = {
    ...neuron,
    tau_syn_ex: tau_syn,
    tau_syn_in: tau_syn,
    V_m: normal(initial.mean, initial.std),
  };
  const add = (label: "E" | "I"): Population<"iaf_psc_alpha"> =>
    network.population("iaf_psc_alpha", Math.max(1, Math.round(sizes[label] * scale)), parameters, { label });
  const populations = { E: add("E"), I: add("I") };
  const indegree = (label: "E" | "I"): number => Math.max(1, Math.round(sizes[label] * indegreeScale));
  const indegrees = { E: indegree("E"), I: indegree("I") };
  const weight = excitatoryWeight() / indegreeScale;
  const { E, I } = populations;
  const rules = { E: fixedIndegree(indegrees.E), I: fixedIndegree(indegrees.I) };
  const synapse = plastic ? { synapse: { model: "stdp_pl_synapse_hom", ...plasticity } as const } : {};
  const learning = network.connect(E, E, rules.E, { weight, delay, ...synapse });
  network.connect(E, I, rules.E, { weight, delay });
  network.connect(I, E.concat(I), rules.I, { weight: g * weight, delay });
  const drive = network.stimulate(E.concat(I), poisson({ rate: eta * thresholdRate(weight) }), {
    weight,
    delay,
  });
  const sink = given.to ? { to: given.to } : {};
  const spikes = record === "none" ? undefined : network.record(E.concat(I), "spikes", sink);
  return { network, populations, indegrees, weight, learning, drive, spikes };
}

/** The weight of an excitatory synapse of the full network [pA]. */
function excitatoryWeight(): number {
  const { neuron, tau_syn, potential } = hpcBenchmarkParameters;
  return potential / largestPotential(neuron.tau_m, tau_syn, neuron.C_m);
}

/** Largest potential [mV] after a current of alpha shape, 1 pA at its largest, into a leaky membrane at rest. */
function largestPotential(tau_m: number, tau_syn: number, C_m: number): number {
  const rate = 1 / tau_syn - 1 / tau_m;
  const potential = (time: number): number =>
    (Math.E / (tau_syn * C_m * rate ** 2)) *
    (Math.exp(-time / tau_m) - (1 + rate * time) * Math.exp(-time / tau_syn));
  // The slope, but for a positive factor: it has one zero after the start, between these bounds.
  const slope = (time: number): number =>
    (rate ** 2 * time + (1 + rate * time) / tau_m) * Math.exp(-rate * time) - 1 / tau_m;
  let [low, high] = [tau_syn, 50 * tau_m];
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return potential((low + high) / 2);
}

/** Rate of spikes with this weight that brings the mean potential to threshold [1/s]. */
function thresholdRate(weight: number): number {
  const { neuron, tau_syn } = hpcBenchmarkParameters;
  return (1000 * neuron.V_th * neuron.C_m) / (neuron.tau_m * weight * Math.E * tau_syn);
}
