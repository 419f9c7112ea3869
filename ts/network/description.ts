/** A network as data: what the describing functions append to, and what is sent to the kernel. */

import { findNeuron, type NeuronTable } from "../models/model.ts";
import type { Placed } from "../space/placed.ts";
import type { SpikeSink } from "./devices/sink.ts";
import { type Ranges, slice } from "./neurons/ranges.ts";
import type { Rule } from "./synapses/rules.ts";
import type { SynapseCount } from "./synapses/synapse-count.ts";
import type { Draw } from "./values/draw.ts";
import type { Warning } from "./values/fields.ts";
import type { Grid } from "./values/grid.ts";

/** A population: neurons `first` to `first + size - 1` of one model. */
export interface PopulationData {
  readonly model: string;
  readonly first: number;
  readonly size: number;
  readonly label: string;
  readonly allowEmpty: boolean;
  /** The parameters and initial values given at its creation. */
  readonly values: readonly AssignmentData[];
  /** Where its neurons are. */
  readonly positions?: Placed | undefined;
}

/** A parameter or initial value and the neurons that take it; later ones replace earlier ones. */
export interface AssignmentData {
  readonly targets: Ranges;
  readonly name: string;
  readonly draw: Draw;
}

/** The synapse model of a connection. */
export interface SynapseData {
  readonly model: string;
  /** The parameters that were given, in the units of the model's table. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The number of the sources' output, for synapses that carry values. */
  readonly output: number;
  /** What of the delay lies before the synapse, beside the delay of the connection [ms]. */
  readonly axonal: number;
}

/** What one call of `connect` makes. */
export interface ConnectionData {
  readonly sources: Ranges;
  readonly targets: Ranges;
  readonly rule: Rule;
  readonly synapses: SynapseCount;
  readonly weight: Draw;
  readonly delay: Draw;
  /** The number of the receptor, or of the port for synapses that carry values. */
  readonly receptor: number;
  readonly synapse: SynapseData;
}

/** A value for each target, a list that all of them share, or a list whose entries have a value for each target. */
export type DeviceValue = Draw | Float64Array | readonly Draw[];

/** A device's parameters in the kernel's units. */
export type DeviceValues = ReadonlyMap<string, DeviceValue>;

/** What one call of `stimulate` makes. */
export interface StimulusData {
  readonly kind: string;
  readonly parameters: DeviceValues;
  readonly targets: Ranges;
  readonly weight: Draw;
  readonly delay: Draw;
  readonly receptor: number;
}

/** What one call of `record` makes. */
export interface RecorderData {
  readonly kind: "spikes" | "state";
  readonly targets: Ranges;
  readonly variables: readonly string[];
  /** Steps between samples. */
  readonly every: number;
  readonly label: string;
  readonly sink: SpikeSink | undefined;
}

/** A network's description. */
export interface Description {
  readonly grid: Grid;
  readonly seed: number;
  readonly strictTime: boolean;
  readonly populations: readonly PopulationData[];
  /** What `set` gave after creation. */
  readonly assignments: readonly AssignmentData[];
  readonly connections: readonly ConnectionData[];
  readonly stimuli: readonly StimulusData[];
  readonly recorders: readonly RecorderData[];
  readonly warnings: readonly Warning[];
}

/** The number of neurons of a description. */
export function neuronCount({ populations }: Pick<Description, "populations">): number {
  const last = populations.at(-1);
  return last ? last.first + last.size : 0;
}

/** The table of a population's model. */
export const tableOf = ({ model }: PopulationData): NeuronTable => findNeuron(model) as NeuronTable;

/** A part of a selection that lies in one population. */
export interface PopulationPart {
  readonly population: PopulationData;
  /** Its neurons. */
  readonly ranges: Ranges;
  /** Its first neuron's position in the selection. */
  readonly position: number;
}

/** The population of a neuron, by bisection. */
export function populationOf(populations: readonly PopulationData[], id: number): PopulationData {
  let [low, high] = [0, populations.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((populations[middle] as PopulationData).first <= id) low = middle;
    else high = middle;
  }
  return populations[low] as PopulationData;
}

/** Cuts a selection where populations change. */
export function partsOf(populations: readonly PopulationData[], ranges: Ranges): PopulationPart[] {
  const parts: PopulationPart[] = [];
  let position = 0;
  for (let k = 0; k < ranges.length; k += 3) {
    const [stop, step] = [ranges[k + 1] as number, ranges[k + 2] as number];
    for (let id = ranges[k] as number; id < stop; ) {
      const population = populationOf(populations, id);
      const end = Math.min(stop, population.first + population.size);
      const length = Math.ceil((end - id) / step);
      parts.push({ population, ranges: slice([id, end, step], 0, length, 1), position });
      position += length;
      id += length * step;
    }
  }
  return parts;
}

/** The populations that a selection touches. */
export function populationsOf(populations: readonly PopulationData[], ranges: Ranges): PopulationData[] {
  return [...new Set(partsOf(populations, ranges).map(({ population }) => population))];
}

/** A number that the neurons of a selection must agree on, such as a receptor's. */
export function agreed<T>(values: readonly T[], complain: (values: readonly T[]) => never): T | undefined {
  const [first] = values;
  return values.every((value) => value === first) ? first : complain(values);
}
