/** The kernel's tables as types and lookups: the source of every model, parameter and rule name above the kernel. */

import { tables as generated } from "./generated.ts";

/** A parameter or variable: default and allowed values in `unit`; no bound where `low` or `high` is null. */
export interface Field {
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The bounds themselves are excluded. */
  readonly open: boolean;
  readonly text: string;
  /** Takes any number of values. */
  readonly list?: boolean;
}

/** Something that can be recorded or received, with its unit. */
export interface Quantified {
  readonly name: string;
  readonly unit: string;
  readonly text: string;
}

/** `below` must be smaller than `above`; `code` says what it is otherwise: E_ an error, W_ a warning. */
export interface Order {
  readonly below: string;
  readonly above: string;
  readonly code: string;
}

/** One neuron model's table. */
export interface NeuronTable {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly reference: string;
  readonly parameters: readonly Field[];
  readonly variables: readonly Field[];
  readonly recordables: readonly Quantified[];
  readonly receptors: readonly Quantified[];
  readonly orders: readonly Order[];
  /** Ports for currents. */
  readonly currents: number;
  /** State per neuron [bytes]. */
  readonly bytes: number;
  /** Accumulators per neuron. */
  readonly slots: number;
}

/** One device's table. */
export interface DeviceTable {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly reference: string;
  readonly parameters: readonly Field[];
  /** What it sends: a train of its own to every target, a current, or the same spikes to all. */
  readonly emission: "poisson" | "current" | "spikes";
}

/** One connection rule's table; `number` is its K, N or p. */
export interface RuleTable {
  readonly name: string;
  readonly summary: string;
  readonly number: { readonly name: string; readonly text: string; readonly integer: boolean } | null;
}

/** Everything the kernel offers. */
export interface Tables {
  readonly neurons: readonly NeuronTable[];
  readonly devices: readonly DeviceTable[];
  readonly rules: readonly RuleTable[];
}

type Generated = typeof generated;
type Neuron = Generated["neurons"][number];
type TableOf<M extends ModelName> = Extract<Neuron, { readonly name: M }>;

/** The names of the built-in neuron models. */
export type ModelName = Neuron["name"];

/** The parameters and initial values of a model, each with its unit: `{ tau_m: "ms", V_m: "mV", ... }`. */
export type ParameterUnits<M extends ModelName> = {
  readonly [F in TableOf<M>["parameters"][number] | TableOf<M>["variables"][number] as F["name"]]: F["unit"];
};

/** The state variables of a model. */
export type Variable<M extends ModelName> = TableOf<M>["variables"][number]["name"];

/** What can be recorded of a model. */
export type Recordable<M extends ModelName> = TableOf<M>["recordables"][number]["name"];

/** The receptors of a model. */
export type Receptor<M extends ModelName> = TableOf<M>["receptors"][number]["name"];

/** A neuron model: what `net.population` takes. */
export interface Model<M extends ModelName = ModelName> {
  readonly name: M;
  /** One sentence about the model. */
  readonly summary: string;
  /** Parameters with default, unit and allowed values. */
  readonly parameters: readonly Field[];
  /** State variables; their values are the initial ones. */
  readonly variables: readonly Field[];
  readonly recordables: readonly Quantified[];
  readonly receptors: readonly Quantified[];
}

/** The kernel's tables. */
export const tables: Tables = generated;

const neuronTables = new Map(tables.neurons.map((table) => [table.name, table]));
const deviceTables = new Map(tables.devices.map((table) => [table.name, table]));
const ruleTables = new Map(tables.rules.map((table) => [table.name, table]));

/** The names of all neuron models. */
export const modelNames: readonly string[] = [...neuronTables.keys()];

/** The names of all devices. */
export const deviceNames: readonly string[] = [...deviceTables.keys()];

/** The names of all connection rules. */
export const ruleNames: readonly string[] = [...ruleTables.keys()];

/** The table of a neuron model, if there is one of that name. */
export const findNeuron = (name: string): NeuronTable | undefined => neuronTables.get(name);

/** The table of a device, if there is one of that name. */
export const findDevice = (name: string): DeviceTable | undefined => deviceTables.get(name);

/** The table of a connection rule, if there is one of that name. */
export const findRule = (name: string): RuleTable | undefined => ruleTables.get(name);

/** The model of a name that is known to exist. */
export function model<M extends ModelName>(name: M): Model<M> {
  const { summary, parameters, variables, recordables, receptors } = neuronTables.get(name) as NeuronTable;
  return Object.freeze({ name, summary, parameters, variables, recordables, receptors });
}
