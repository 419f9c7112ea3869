// The example of Urbanczik & Senn (2014), fig. 1B, as NEST has it: a dendrite learns to predict what a teacher makes of
// the soma.
import { uniforms } from "../analysis/random.ts";
import { fail } from "../error.ts";
import { spikeGenerator } from "../network/devices/devices.ts";
import type { StateRecorder } from "../network/devices/recorder.ts";
import type { Population } from "../network/neurons/view.ts";
import type { Projection } from "../network/options.ts";
import { pairs } from "../network/synapses/rules.ts";
import { optionsOf } from "../network/values/fields.ts";
import { gridOf, timeOf } from "../network/values/grid.ts";
import { Network } from "../simulate/network.ts";

/** Options of {@link urbanczikSenn}. */
export interface UrbanczikSennOptions {
  /** Whole number from 1 on; default 200. */
  readonly inputs?: number;
  /** Of each input [1/s], above 0; default 10. */
  readonly rate?: number;
  /** How often the pattern is learned, a whole number from 0 on; default 100. */
  readonly repetitions?: number;
  /** Learning rate; default 0.17. */
  readonly eta?: number;
  /** Whole number from 0 on; default 1. The pattern and the somatic spikes follow from it. */
  readonly seed?: number;
}

/** The described network and its times. */
export interface UrbanczikSenn {
  readonly network: Network;
  readonly neuron: Population<"pp_cond_exp_mc_urbanczik">;
  readonly inputs: Population<"parrot_neuron">;
  /** The synapses that learn [pA]. */
  readonly projection: Projection;
  /** Potential of the soma and its conductances in every step. */
  readonly soma: StateRecorder<"V_m.s" | "V_m.p" | "g_ex.s" | "g_in.s">;
  /** The teacher speaks from here to there [ms]; the pattern is shown twice before and after. */
  readonly learning: { readonly start: number; readonly stop: number };
  /** Length of it all [ms]. */
  readonly duration: number;
  /** The potential that the teacher pulls the soma to, at the end of each step of a pattern [mV]. */
  readonly matching: Float64Array;
}

const resolution = 0.1;
const grid = gridOf(resolution);
/** How long the pattern of the task is [ms]; the teacher repeats itself in half of it. */
export const urbanczikSennPattern = 200;
const teacherSteps = Math.round(urbanczikSennPattern / 2 / resolution);

/** Capacitance [pF], the unit of all strengths; reversal potentials [mV]; the synapses' decay [ms]. */
const capacitance = 300;
const [excitatory, inhibitory] = [0, -75];
const decay = 3;

/** Patterns before and after the learning. */
const apart = 2;

/** Kicks of the teacher's conductances in each step of its period [nS]. */
function kicks(): { readonly excitatory: Float64Array; readonly inhibitory: Float64Array } {
  const wave = (_: unknown, step: number): number =>
    capacitance * (0.016 * Math.sin((2 * Math.PI * (step + 1)) / teacherSteps) + 0.018);
  return {
    excitatory: Float64Array.from({ length: teacherSteps }, wave),
    inhibitory: new Float64Array(teacherSteps).fill(0.06 * capacitance),
  };
}

/** A conductance after each step, once kicks have been repeated for long. */
function settled(list: Float64Array): Float64Array {
  const keep = Math.exp(-resolution / decay);
  const conductance = new Float64Array(list.length);
  let now = 0;
  for (let round = 0; round < 2; round++)
    for (const [step, kick] of list.entries()) {
      now = now * keep + kick;
      conductance[step] = now;
    }
  return conductance;
}

/** (g_ex E_ex + g_in E_in) / (g_ex + g_in) in each step of a pattern [mV]. */
function matchingPotential(): Float64Array {
  const { excitatory: ex, inhibitory: inh } = kicks();
  const [g_ex, g_in] = [settled(ex), settled(inh)];
  const half = g_ex.map((g, step) => {
    const other = g_in[step] as number;
    return (g * excitatory + other * inhibitory) / (g + other);
  });
  const pattern = new Float64Array(2 * half.length);
  pattern.set(half);
  pattern.set(half, half.length);
  return pattern;
}

/** Spike times of one input in a pattern [ms], on the grid: a Poisson train. */
function train(random: () => number, rate: number): number[] {
  const times: number[] = [];
  for (let at = 0; ; ) {
    at -= (1000 / rate) * Math.log(random());
    const step = Math.ceil(at / resolution);
    if (step * resolution > urbanczikSennPattern) return times;
    times.push(step);
  }
}

/** Steps as times [ms]. */
const timesOf = (steps: readonly number[]): number[] => steps.map((step) => timeOf(step, grid));

interface Checked {
  readonly inputs: number;
  readonly rate: number;
  readonly repetitions: number;
  readonly eta: number;
  readonly seed: number;
}

function check(options: UrbanczikSennOptions): Checked {
  const call = "urbanczikSenn";
  const given = optionsOf(options, ["inputs", "rate", "repetitions", "eta", "seed"], call);
  const number = (
    parameter: keyof Checked,
    standard: number,
    allowed: string,
    valid: (value: number) => boolean,
  ): number => {
    const value = given.get(parameter) ?? standard;
    const place = { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` };
    if (typeof value !== "number") return fail("E_TYPE", place);
    return valid(value) ? value : fail("E_PARAM_RANGE", place);
  };
  const whole = (least: number) => (value: number) => Number.isSafeInteger(value) && value >= least;
  return {
    inputs: number("inputs", 200, "a whole number from 1 on", whole(1)),
    rate: number("rate", 10, "above 0 and at most 1000 [1/s]", (value) => value > 0 && value <= 1000),
    repetitions: number("repetitions", 100, "a whole number from 0 on", whole(0)),
    eta: number("eta", 0.17, "0 or more", (value) => value >= 0 && value < Infinity),
    seed: number("seed", 1, "a whole number from 0 on", whole(0)),
  };
}

/**
 * One neuron with a dendrite, inputs that repeat a frozen pattern of 200 ms, and a teacher that opens conductances of
 * the soma. The teacher's kicks have another strength in every step: one neuron repeats itself every 100 ms through a
 * synapse for each step, whose delay is the step's place and whose weight is the kick.
 *
 * @throws CajalError E_TYPE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 * @example
 * const { network, duration, soma } = urbanczikSenn({ repetitions: 20 });
 * const sim = await network.build();
 * await sim.run(duration);
 */
export function urbanczikSenn(options: UrbanczikSennOptions = {}): UrbanczikSenn {
  const { inputs: count, rate, repetitions, eta, seed } = check(options);
  const network = new Network({ resolution, seed });
  const neuron = network.population("pp_cond_exp_mc_urbanczik", 1, {}, { label: "neuron" });
  const inputs = network.population("parrot_neuron", count, {}, { label: "inputs" });
  const patternSteps = Math.round(urbanczikSennPattern / resolution);
  const patterns = repetitions + 2 * apart;
  const random = uniforms(seed);
  for (let input = 0; input < count; input++) {
    const steps = train(random, rate);
    const all = Array.from({ length: patterns }, (_, round) =>
      steps.map((step) => round * patternSteps + step),
    ).flat();
    if (all.length > 0)
      network.stimulate(inputs.at(input), spikeGenerator({ spike_times: timesOf(all) }), {
        weight: 1,
        delay: resolution,
      });
  }
  const projection = network.connect(inputs, neuron, pairsToOne(count), {
    weight: 0.3 * capacitance,
    delay: resolution,
    receptor: "dendritic_exc",
    synapse: { model: "urbanczik_synapse", eta, tau_Delta: 100, Wmin: 0, Wmax: 4.5 * capacitance },
  });
  const start = apart * urbanczikSennPattern;
  const stop = start + repetitions * urbanczikSennPattern;
  teach(network, neuron, Math.round(start / resolution), 2 * repetitions);
  const soma = network.record(neuron, ["V_m.s", "V_m.p", "g_ex.s", "g_in.s"], { every: resolution });
  const duration = stop + apart * urbanczikSennPattern;
  const matching = matchingPotential();
  return { network, neuron, inputs, projection, soma, learning: { start, stop }, duration, matching };
}

/** Synapses from each of some neurons to one. */
const pairsToOne = (sources: number) =>
  pairs({
    sources: Uint32Array.from({ length: sources }, (_, source) => source),
    targets: new Uint32Array(sources),
  });

/** Connects the teacher: two neurons that fire at the begin of each of its periods. */
function teach(
  network: Network,
  neuron: Population<"pp_cond_exp_mc_urbanczik">,
  firstStep: number,
  periods: number,
): void {
  if (periods === 0) return;
  // a step to reach the parrots, and the first kick a step after the begin of a period
  const fired = Array.from({ length: periods }, (_, period) => firstStep + period * teacherSteps - 1);
  const teachers = network.population("parrot_neuron", 2, {}, { label: "teachers" });
  network.stimulate(teachers, spikeGenerator({ spike_times: timesOf(fired) }), {
    weight: 1,
    delay: resolution,
  });
  const delay = Float64Array.from({ length: teacherSteps }, (_, step) => timesOf([step + 1])[0] as number);
  const line = pairs({ sources: new Uint32Array(teacherSteps), targets: new Uint32Array(teacherSteps) });
  const { excitatory: ex, inhibitory: inh } = kicks();
  network.connect(teachers.at(0), neuron, line, { weight: ex, delay, receptor: "soma_exc" });
  network.connect(teachers.at(1), neuron, line, { weight: inh, delay, receptor: "soma_inh" });
}
