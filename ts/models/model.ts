/** The kernel's tables as types and lookups: the source of every model, parameter and rule name above the kernel. */

import { checkArgument } from "../arguments/check.ts";
import { text } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";
import type { Field } from "./field.ts";
import { tables as generated } from "./generated.ts";

export { choicesOf, defaultOf, type Field, type FieldRow, listNameOf, rowsOf } from "./field.ts";

/** Something that can be recorded or received, with its unit. */
export interface Quantified {
  readonly name: string;
  readonly unit: string;
  readonly text: string;
}

/** Where synapses or currents enter a neuron. */
export interface Entry extends Quantified {
  /** The learning signal that synapses onto it follow; null: they cannot learn. */
  readonly signal: string | null;
}

/** Where spikes enter a neuron. */
export interface SpikeEntry extends Entry {
  /** What it makes of a weight: its sign chooses the side, only its magnitude or number counts, or it must be >= 0. */
  readonly use: "with_sign" | "magnitude" | "count" | "not_negative";
  /** The entry of a list without which it does not exist. */
  readonly entry?: string;
}

/** `below` must be smaller than `above`; `code` says what it is otherwise: E_ an error, W_ a warning. */
export interface Order {
  readonly below: string;
  readonly above: string;
  readonly code: string;
  /** They may be equal. */
  readonly equal?: boolean;
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
  readonly receptors: readonly SpikeEntry[];
  readonly orders: readonly Order[];
  /** Lists of parameters of which each entry belongs to one of every other. */
  readonly lists?: readonly (readonly string[])[];
  /** Whether learning rules can ask for the potential that a spike makes in it. */
  readonly potential: boolean;
  /** Where currents enter, and the values that other neurons show. */
  readonly ports: readonly Entry[];
  /** What other neurons can see of it from step to step. */
  readonly outputs: readonly Quantified[];
  /** What its learning synapses follow. */
  readonly signals: readonly Quantified[];
  /** State per neuron [bytes]. */
  readonly bytes: number;
  /** Accumulators per neuron. */
  readonly slots: number;
}

/** One synapse model's table. */
export interface SynapseTable {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly reference: string;
  readonly parameters: readonly Field[];
  /**
   * Spikes with constant weights, spikes whose effect depends on spikes before, spikes through weights that follow a
   * learning signal, or values shown in every step.
   */
  readonly kind: "fixed" | "plastic" | "dynamic" | "values";
  /** State per synapse [bytes]. */
  readonly bytes: number;
  /** State per source and connection [bytes]. */
  readonly sourceBytes: number;
  /** Keeps its weight between bounds. */
  readonly bounded: boolean;
  /** Follows a learning signal of its targets, whatever its parameters are. */
  readonly learns: boolean;
  /** Asks its targets for the potential that a spike makes. */
  readonly potential?: boolean;
}

/** One device's table. */
export interface DeviceTable {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly reference: string;
  readonly parameters: readonly Field[];
  readonly orders: readonly Order[];
  /** What it sends: a train of its own to every target, a current, or the same spikes to all. */
  readonly emission: "poisson" | "current" | "spikes";
  /** How that varies: at listed times, as a wave, or as one to which every target adds normal numbers of its own. */
  readonly variation: "listed" | "wave" | "noise";
}

/** One connection rule's table; `number` is its K, N or p. */
export interface RuleTable {
  readonly name: string;
  readonly summary: string;
  readonly number: { readonly name: string; readonly text: string; readonly integer: boolean } | null;
  /** Whether it draws the synapses onto each target, so that those of one source are not known alone. */
  readonly byTarget: boolean;
}

/** Everything the kernel offers. */
export interface Tables {
  readonly neurons: readonly NeuronTable[];
  readonly synapses: readonly SynapseTable[];
  readonly devices: readonly DeviceTable[];
  readonly rules: readonly RuleTable[];
}

/** The kernel's tables as literal types. */
export type Generated = typeof generated;
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

/** Names, and the numbers that some of them are. */
type Numbered<Name> = Name | (Name extends `${infer Number extends number}` ? Number : never);

/** The receptors of a model; those named "1", "2", ... also as numbers. */
export type Receptor<M extends ModelName> = Numbered<TableOf<M>["receptors"][number]["name"]>;

/** The ports of a model: where currents and values enter. */
export type Port<M extends ModelName> = TableOf<M>["ports"][number]["name"];

/** What a model shows to other neurons from step to step. */
export type Output<M extends ModelName> = TableOf<M>["outputs"][number]["name"];

type SynapseRow = Generated["synapses"][number];

/** The names of the synapse models. */
export type SynapseName = SynapseRow["name"];

/** The parameters of a synapse model, each with its unit: `{ eta: "", tau_Delta: "ms", ... }`. */
export type SynapseUnits<S extends SynapseName> = {
  readonly [F in Extract<SynapseRow, { readonly name: S }>["parameters"][number] as F["name"]]: F["unit"];
};

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
  readonly receptors: readonly SpikeEntry[];
  readonly ports: readonly Entry[];
  readonly outputs: readonly Quantified[];
  readonly signals: readonly Quantified[];
}

/** The kernel's tables. */
export const tables: Tables = generated;

const neuronTables = new Map(tables.neurons.map((table) => [table.name, table]));
const synapseTables = new Map(tables.synapses.map((table) => [table.name, table]));
const deviceTables = new Map(tables.devices.map((table) => [table.name, table]));
const ruleTables = new Map(tables.rules.map((table) => [table.name, table]));

/** The names of all neuron models. */
export const modelNames: readonly string[] = [...neuronTables.keys()];

/** The names of all synapse models. */
export const synapseNames: readonly string[] = [...synapseTables.keys()];

/** The names of all devices. */
export const deviceNames: readonly string[] = [...deviceTables.keys()];

/** The names of all connection rules. */
export const ruleNames: readonly string[] = [...ruleTables.keys()];

function found<Table>(tables: ReadonlyMap<string, Table>, name: string, call: string): Table | undefined {
  checkArgument(name, call, "name", text);
  return tables.get(name);
}

/**
 * The table of a neuron model, if there is one of that name.
 *
 * @example findNeuron("iaf_psc_exp")?.summary;
 */
export const findNeuron = (name: string): NeuronTable | undefined => found(neuronTables, name, "findNeuron");

/**
 * The table of a synapse model, if there is one of that name.
 *
 * @example findSynapse("stdp_synapse")?.parameters.map(({ name }) => name);
 */
export const findSynapse = (name: string): SynapseTable | undefined =>
  found(synapseTables, name, "findSynapse");

/**
 * The table of a device, if there is one of that name.
 *
 * @example findDevice("poisson_generator")?.emission; // "spikes"
 */
export const findDevice = (name: string): DeviceTable | undefined => found(deviceTables, name, "findDevice");

/**
 * The table of a connection rule, if there is one of that name.
 *
 * @example findRule("fixed_indegree")?.number;
 */
export const findRule = (name: string): RuleTable | undefined => found(ruleTables, name, "findRule");

/**
 * The model of a name.
 *
 * @throws CajalError E_UNKNOWN_NAME with the nearest name, E_TYPE
 * @example const E = net.population(model("iaf_psc_exp"), 100);
 */
export function model<M extends ModelName>(name: M): Model<M> {
  if (!neuronTables.has(name))
    fail(typeof name === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", {
      call: "model",
      parameter: "name",
      value: name,
      allowed: modelNames.join(", "),
      must: "there must be a model of this name",
      hint: typeof name === "string" ? suggestion(name, modelNames) : undefined,
    });
  const { summary, parameters, variables, recordables, receptors, ports, outputs, signals } =
    neuronTables.get(name) as NeuronTable;
  return Object.freeze({
    name,
    summary,
    parameters,
    variables,
    recordables,
    receptors,
    ports,
    outputs,
    signals,
  });
}
