/** Experiments on unconnected neurons, in kernel records: what goes in, and every step of what comes out. */

import type { DrawRecord, Kernel } from "../../ts/backend/backend.ts";
import { loadAddon } from "../../ts/backend/native.ts";

/** Spikes at given times [ms], with the weight and delay [ms] of their connection. */
export interface Train {
  readonly times: readonly number[];
  readonly weight: number;
  readonly delay: number;
  readonly receptor?: number;
}

/** A current that takes a value [pA] at each time [ms]; `delay` [ms] as of a connection. */
export interface Current {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly delay: number;
  readonly receptor?: number;
}

export interface Experiment {
  readonly model: string;
  readonly size?: number;
  /** Parameters and initial values: one for all neurons, or one for each. */
  readonly values?: Readonly<Record<string, number | readonly number[]>>;
  readonly trains?: readonly Train[];
  readonly currents?: readonly Current[];
  readonly steps: number;
  readonly record?: readonly string[];
  readonly weights?: "exact" | "compact";
  readonly seed?: number;
}

export interface Outcome {
  /** Stamps of the spikes of each neuron, in steps. */
  readonly spikes: readonly (readonly number[])[];
  /** Value of a recorded variable in a neuron at a stamp in steps, from 1 on. */
  value(variable: string, step: number, neuron?: number): number;
  readonly kernel: Kernel;
}

/** Resolution of all experiments [ms]. */
export const resolution = 0.1;

export function drawn(value: number | readonly number[]): DrawRecord {
  const one = typeof value === "number";
  const numbers = one ? [value] : value;
  return { kind: one ? "constant" : "array", numbers, limit: "none", low: -Infinity, high: Infinity };
}

function stimulate(kernel: Kernel, targets: readonly number[], { trains = [], currents = [] }: Experiment) {
  for (const { times, weight, delay, receptor = 0 } of trains) {
    const parameters = { spike_times: Float64Array.from(times) };
    const plain = { kind: "spike_generator", parameters, each: [], targets, receptor };
    kernel.stimulate({ ...plain, weight: drawn(weight), delay: drawn(delay) });
  }
  for (const { times, values, delay, receptor = 0 } of currents) {
    const parameters = {
      amplitude_times: Float64Array.from(times),
      amplitude_values: Float64Array.from(values),
    };
    const plain = { kind: "step_current_generator", parameters, each: [], targets, receptor };
    kernel.stimulate({ ...plain, weight: drawn(1), delay: drawn(delay) });
  }
}

function describe(kernel: Kernel, experiment: Experiment): { spikes: number; samples: number } {
  const { model, size = 1, values = {}, record = [] } = experiment;
  const targets = [0, size, 1];
  kernel.population({ model, label: model, size, positions: [], periods: [] });
  const set = (name: string, value: number | readonly number[]) =>
    kernel.values({ targets, name, draw: drawn(value) });
  const { V_reset, V_th, ...others } = values;
  // Far down first, so that V_reset and V_th do not pass each other on the way from the defaults.
  if (V_reset !== undefined && V_th !== undefined) set("V_reset", -1e6);
  if (V_th !== undefined) set("V_th", V_th);
  if (V_reset !== undefined) set("V_reset", V_reset);
  for (const [name, value] of Object.entries(others)) set(name, value);
  stimulate(kernel, targets, experiment);
  const spikes = kernel.record({ kind: "spikes", targets, variables: [], every: 1 });
  const samples = record.length
    ? kernel.record({ kind: "state", targets, variables: record, every: 1 })
    : Number.NaN;
  return { spikes, samples };
}

/** Runs an experiment from its beginning. */
export async function observe(experiment: Experiment): Promise<Outcome> {
  const { size = 1, steps, record = [], weights = "exact", seed = 1 } = experiment;
  const kernel = loadAddon().addon.create(resolution, seed);
  const recorders = describe(kernel, experiment);
  await kernel.build({ threads: 1, weights, connectivity: "stored" });
  kernel.runSync(steps);
  const spikes: number[][] = Array.from({ length: size }, () => []);
  const train = kernel.readSpikes(recorders.spikes, false);
  train.steps.forEach((step, index) => {
    spikes[train.ids[index] ?? 0]?.push(step);
  });
  const samples = record.length ? kernel.readSamples(recorders.samples, false).values : new Float64Array();
  const value = (variable: string, step: number, neuron = 0) => {
    const column = record.indexOf(variable);
    if (column < 0) throw new Error(`${variable} was not recorded`);
    const found = samples[((step - 1) * record.length + column) * size + neuron];
    if (found === undefined) throw new Error(`no sample of step ${step}`);
    return found;
  };
  return { spikes, value, kernel };
}
