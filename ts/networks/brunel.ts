// The balanced random network of Brunel (2000): sparse, random, excitatory and inhibitory, with four regimes.
import { checkArgument } from "../arguments/check.ts";
import { finite } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { poisson } from "../network/devices/devices.ts";
import type { SpikeRecorder } from "../network/devices/recorder.ts";
import type { SpikeSink } from "../network/devices/sink.ts";
import type { Population } from "../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../network/options.ts";
import { fixedIndegree } from "../network/synapses/rules.ts";
import { uniform } from "../network/values/distributions.ts";
import { optionsOf } from "../network/values/fields.ts";
import { Network } from "../simulate/network.ts";
import { brunelSizes, brunelNeuron as neuron, brunelSynapses as synapse } from "./brunel-parameters.ts";

/** Options of {@link brunel}. */
export interface BrunelOptions {
  /** Inhibitory weight relative to the excitatory one, g; default 5. */
  readonly g?: number;
  /** External rate relative to the rate that brings the mean potential to threshold; default 2. */
  readonly eta?: number;
  /** Factor on the numbers of neurons; default 1: 10,000 excitatory and 2,500 inhibitory ones. */
  readonly scale?: number;
  /**
   * Factor on the numbers of synapses per neuron; default 1, whatever the scale: a smaller network keeps its
   * in-degrees of 1000 and 250, and so its place on the plane of g and eta. Give `scale` again to keep the
   * connection probability of 0.1 instead.
   */
  readonly indegreeScale?: number;
  /** Integer from 0; default 1. Everything random follows from it. */
  readonly seed?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** Record the spikes of all neurons (default) or nothing. */
  readonly record?: "spikes" | "none";
  /** Where recorded spikes go during the run; default: they are kept in memory for `sim.read`. */
  readonly to?: SpikeSink;
}

/** A described balanced random network. */
export interface Brunel {
  readonly network: Network;
  readonly populations: Readonly<Record<"E" | "I", Population<"iaf_psc_delta">>>;
  /** Synapses onto each neuron from each population. */
  readonly indegrees: Readonly<Record<"E" | "I", number>>;
  /** Excitatory synapses, of weight J. */
  readonly excitation: Projection;
  /** Inhibitory synapses: `await sim.setWeights(inhibition, brunelWeight(g))` changes g while it lives. */
  readonly inhibition: Projection;
  /** External spikes: `sim.set(drive, { rate: brunelRate(eta) })` changes eta while it lives. */
  readonly drive: StimulusHandle;
  /** The recorder of all spikes, if asked for. */
  readonly spikes: SpikeRecorder | undefined;
}

/** A balanced random network whose spikes are recorded. */
export interface RecordedBrunel extends Brunel {
  readonly spikes: SpikeRecorder;
}

/**
 * Weight of an inhibitory synapse [mV]: -g J.
 *
 * @example brunelWeight(5); // -0.5 mV
 */
export function brunelWeight(g: number): number {
  checkArgument(g, "brunelWeight", "g", finite);
  return -g * synapse.weight;
}

/**
 * External rate of a neuron over all its external synapses [1/s]: eta theta / (J tau), where eta = 1 brings
 * the mean potential of a neuron without recurrent input to threshold. It does not depend on the in-degree.
 *
 * @example brunelRate(1); // 10000, with J = 0.1 mV, tau = 20 ms and theta = 20 mV
 */
export function brunelRate(eta: number): number {
  checkArgument(eta, "brunelRate", "eta", finite);
  return (1000 * eta * neuron.V_th) / (synapse.weight * neuron.tau_m);
}

const optionNames = ["g", "eta", "scale", "indegreeScale", "seed", "resolution", "record", "to"];

function checkOptions(options: BrunelOptions): void {
  const call = "brunel";
  const given = optionsOf(options, optionNames, call);
  const check = (parameter: string, allowed: string, valid: (value: number) => boolean): void => {
    const value = given.get(parameter);
    if (value === undefined || (typeof value === "number" && valid(value))) return;
    const code = typeof value === "number" ? "E_PARAM_RANGE" : "E_TYPE";
    fail(code, { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
  };
  for (const name of ["g", "eta"])
    check(name, "a number, 0 or more", (value) => Number.isFinite(value) && value >= 0);
  for (const name of ["scale", "indegreeScale"])
    check(name, "above 0, at most 100", (value) => value > 0 && value <= 100);
  const record = given.get("record");
  if (record === undefined || record === "spikes" || record === "none") return;
  const allowed = "spikes, none";
  const must = `record must be one of ${allowed}`;
  fail("E_UNKNOWN_NAME", { call, parameter: "record", value: record, allowed, must });
}

/**
 * Describes the balanced random network: 12,500 neurons and 15.6 million synapses at full size. Potentials
 * start evenly between reset and threshold, which the paper leaves open.
 *
 * @throws CajalError for an unknown option (`E_UNKNOWN_PARAM`, `E_UNKNOWN_NAME`) and for values that make no
 * network (`E_PARAM_RANGE`, `E_TYPE`, `E_DT`).
 * @example
 * const { network, populations, spikes } = brunel({ g: 5, eta: 2 });
 * const sim = await network.build();
 * await sim.run(1000);
 * firingRates(sim.read(spikes), { neurons: populations.E.ids });
 */
export function brunel(options?: BrunelOptions & { readonly record?: "spikes" }): RecordedBrunel;
export function brunel(options: BrunelOptions): Brunel;
export function brunel(options: BrunelOptions = {}): Brunel {
  checkOptions(options);
  const { g = 5, eta = 2, scale = 1, indegreeScale = 1, seed = 1, resolution = 0.1 } = options;
  const network = new Network({ resolution, seed });
  const parameters = { ...neuron, V_m: uniform(neuron.V_reset, neuron.V_th) };
  const add = (label: "E" | "I"): Population<"iaf_psc_delta"> => {
    const size = Math.max(1, Math.round(brunelSizes[label] * scale));
    return network.population("iaf_psc_delta", size, parameters, { label });
  };
  const populations = { E: add("E"), I: add("I") };
  const indegree = (label: "E" | "I"): number =>
    Math.round(brunelSizes[label] * synapse.probability * indegreeScale);
  const indegrees = { E: indegree("E"), I: indegree("I") };
  const all = populations.E.concat(populations.I);
  const connect = (label: "E" | "I", weight: number): Projection =>
    network.connect(populations[label], all, fixedIndegree(indegrees[label]), {
      weight,
      delay: synapse.delay,
    });
  const excitation = connect("E", synapse.weight);
  const inhibition = connect("I", brunelWeight(g));
  const drive = network.stimulate(all, poisson({ rate: brunelRate(eta) }), {
    weight: synapse.weight,
    delay: synapse.delay,
  });
  const sink = options.to ? { to: options.to } : {};
  const spikes = options.record === "none" ? undefined : network.record(all, "spikes", sink);
  return { network, populations, indegrees, excitation, inhibition, drive, spikes };
}
