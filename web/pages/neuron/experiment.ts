// The experiment of the page as a network: one or two neurons, or many of them for a curve, and their input.
import {
  allToAll,
  type CajalError,
  dc,
  Network,
  type Population,
  poisson,
  type SpikeRecorder,
  type StateRecorder,
  stepCurrent,
} from "cajal";
import { findNeuron, type ModelName, type NeuronTable } from "cajal/models";
import { noiseCurrent } from "./noise.ts";

/** A neuron model with what differs from its defaults. */
export interface Choice {
  readonly model: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** Weights of excitatory and inhibitory spikes, in the unit of the model's first receptor. */
  readonly weightE: number;
  readonly weightI: number;
}

/** What all neurons receive. */
export interface Input {
  /** Step current [pA] between two times [ms]. */
  readonly amplitude: number;
  readonly start: number;
  readonly stop: number;
  readonly noise: "none" | "current" | "spikes";
  /** Standard deviation of the noisy current [pA]. */
  readonly deviation: number;
  /** Rates of the excitatory and the inhibitory spikes [1/s]. */
  readonly rateE: number;
  readonly rateI: number;
  readonly seed: number;
}

/** An experiment. */
export interface Experiment extends Input {
  readonly choices: readonly Choice[];
  /** [ms] */
  readonly duration: number;
}

/** Currents of a curve [pA]. */
export interface CurveRange {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The step of all experiments [ms]. */
export const resolution = 0.1;

/** A curve is measured after so long, and for so long [ms]. */
export const curveSettling = 200;
export const curveDuration = 2000;

/** The table of a model that is known to exist. */
export const tableOf = (model: string): NeuronTable => findNeuron(model) as NeuronTable;

/** The unit of the weights of a model; nothing where weights mean nothing. */
export const weightUnit = (model: string): string => tableOf(model).receptors[0]?.unit ?? "";

/** Weights that move the membrane potential by some tenths of a millivolt, with the time constants of that [ms]. */
const usualWeights: Readonly<Record<string, readonly { weight: number; tau: number }[]>> = {
  pA: [
    { weight: 60, tau: 2 },
    { weight: -240, tau: 2 },
  ],
  mV: [
    { weight: 0.25, tau: 1 },
    { weight: -1, tau: 1 },
  ],
  nS: [
    { weight: 4, tau: 0.2 },
    { weight: -2, tau: 2 },
  ],
};

/** A model with its defaults; input that lasts longer has smaller weights. */
export function defaultChoice(model: string): Choice {
  const usual = usualWeights[weightUnit(model)];
  const weightOf = (side: 0 | 1, name: string): number => {
    const { weight, tau } = usual?.[side] ?? { weight: 1 - side, tau: 1 };
    const field = tableOf(model).parameters.find((one) => one.name === name);
    return Number(((weight * tau) / (field?.value ?? tau)).toPrecision(2));
  };
  return {
    model,
    parameters: {},
    weightE: weightOf(0, "tau_syn_ex"),
    weightI: weightOf(1, "tau_syn_in"),
  };
}

// Those that need more than most to fire again and again [pA].
const strongAmplitudes: Readonly<Record<string, number>> = {
  aeif_cond_alpha: 900,
  aeif_cond_exp: 900,
  aeif_psc_alpha: 900,
  aeif_psc_exp: 900,
  gl_psc_delta: 1000,
  gl_psc_exp: 1000,
  hh_psc_alpha: 800,
  iaf_cond_exp_sfa_rr: 1000,
};

/** A step current with which a model that has its defaults fires several times [pA]. */
export const usualAmplitude = (model: string): number => strongAmplitudes[model] ?? 500;

/** What is wrong with a model's parameters; undefined if nothing is. */
export function problemOf({ model, parameters }: Choice): CajalError | undefined {
  try {
    new Network().population(model as ModelName, 1, parameters);
    return undefined;
  } catch (error) {
    return error as CajalError;
  }
}

/** Sources of spikes that all neurons share. */
function addSources(
  network: Network,
  { noise, rateE, rateI }: Input,
): readonly Population<"parrot_neuron">[] {
  if (noise !== "spikes") return [];
  return [rateE, rateI].map((rate, k) => {
    const source = network.population("parrot_neuron", 1, {}, { label: k === 0 ? "E" : "I" });
    network.stimulate(source, poisson({ rate }), { delay: resolution });
    return source;
  });
}

/** Adds neurons with all input except the step; `length` is how long the noise lasts [ms]. */
function addNeurons(
  network: Network,
  { model, parameters, weightE, weightI }: Choice,
  count: number,
  input: Input,
  sources: readonly Population<"parrot_neuron">[],
  length: number,
): Population {
  const neurons = network.population(model as ModelName, count, parameters);
  for (const [k, source] of sources.entries())
    network.connect(source, neurons, allToAll(), { weight: k === 0 ? weightE : weightI, delay: 1 });
  if (input.noise === "current" && tableOf(model).ports.length > 0) {
    const { times, values } = noiseCurrent(input.deviation, length, input.seed);
    network.stimulate(neurons, stepCurrent({ amplitude_times: times, amplitude_values: values }));
  }
  return neurons as unknown as Population;
}

/** A described experiment; recorders are in the order of the choices. */
export interface Described {
  readonly network: Network;
  readonly spikes: readonly SpikeRecorder[];
  /** Recorders of all recordables; nothing for models without any. */
  readonly traces: readonly (StateRecorder<string> | undefined)[];
}

/**
 * Describes an experiment.
 *
 * @throws CajalError for parameters that make no neuron
 */
export function describe(experiment: Experiment): Described {
  const { choices, amplitude, start, stop, duration, seed } = experiment;
  const network = new Network({ resolution, seed });
  const sources = addSources(network, experiment);
  const neurons = choices.map((choice) => {
    const neuron = addNeurons(network, choice, 1, experiment, sources, duration);
    if (tableOf(choice.model).ports.length > 0)
      network.stimulate(neuron, dc({ amplitude, start, stop: Math.max(start, stop) }));
    return neuron;
  });
  return {
    network,
    spikes: neurons.map((neuron) => network.record(neuron, "spikes")),
    traces: neurons.map((neuron, k) => {
      const names = tableOf((choices[k] as Choice).model).recordables.map(({ name }) => name);
      return names.length > 0 ? network.record(neuron, names as never[], { every: resolution }) : undefined;
    }),
  };
}

/** Currents of a curve [pA], evenly spaced. */
export const currentsOf = ({ from, to, count }: CurveRange): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

/** A described curve: neuron k of each population gets current k. */
export interface DescribedCurve {
  readonly network: Network;
  readonly currents: Float64Array;
  readonly spikes: readonly SpikeRecorder[];
}

/** Describes many neurons of each model, each with a constant current of its own in the place of the step. */
export function describeCurve(experiment: Experiment, range: CurveRange): DescribedCurve {
  const currents = currentsOf(range);
  const network = new Network({ resolution, seed: experiment.seed });
  const sources = addSources(network, experiment);
  const spikes = experiment.choices.map((choice) => {
    const length = curveSettling + curveDuration;
    const neurons = addNeurons(network, choice, range.count, experiment, sources, length);
    if (tableOf(choice.model).ports.length > 0)
      network.stimulate(neurons, dc({ amplitude: 1 }), { weight: currents });
    return network.record(neurons, "spikes");
  });
  return { network, currents, spikes };
}
