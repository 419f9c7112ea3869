// Populations of a network as files of nodes and node types.

import { numbersInto } from "../../io/hdf5/columns.ts";
import { choicesOf, type Field, listNameOf } from "../../models/model.ts";
import type { AssignmentData, Description, PopulationData } from "../../network/description.ts";
import { noEntry } from "../../network/neurons/lists.ts";
import { common, count, interval } from "../../network/neurons/ranges.ts";
import { fieldsOf } from "../nodes/parameters.ts";
import type { Explicit } from "./explicit.ts";
import { type Folder, wide } from "./folder.ts";

/** Models that NEST has not, by their names. */
const ours = new Set(["dendritic_rate", "dendritic_spiking", "gl_psc_delta", "gl_psc_exp", "rate_input"]);

/** The name of a model in a type table. */
export const templateOf = (model: string): string => `${ours.has(model) ? "cajal" : "nest"}:${model}`;

/** Whether other simulators know a model. */
export const isOurs = (model: string): boolean => ours.has(model);

/** Values of all neurons, or one for all. */
type Values = number | Float64Array;

/** The last assignment that reaches all neurons of a population alone, if nothing changes a part of it after. */
function constantOf(
  name: string,
  population: PopulationData,
  { assignments }: Description,
): number | undefined {
  const own = interval(population.first, population.size);
  const all = [...population.values, ...assignments].filter((given) => given.name === name);
  const reaching = all.filter(({ targets }) => common(targets, own) > 0);
  const last = reaching.at(-1);
  if (last?.draw.kind !== "constant" || common(last.targets, own) < count(own)) return undefined;
  return last.draw.numbers[0];
}

/** The names of what was given for a population. */
function namesOf({ first, size, values }: PopulationData, { assignments }: Description): string[] {
  const own = interval(first, size);
  const given = assignments.filter(({ targets }: AssignmentData) => common(targets, own) > 0);
  return [...new Set([...values, ...given].map(({ name }) => name))];
}

/** A single value as JSON has it. */
function jsonValue({ unit }: Field, value: number): unknown {
  return unit === "boolean" ? value !== 0 : (choicesOf({ unit })?.[value] ?? value);
}

/** Puts a value into an object, those of compartments into one of their own. */
function put(into: Record<string, unknown>, name: string, value: unknown): void {
  const [, compartment, inner] = /^([^.]+)\.(.+)$/.exec(name) ?? [];
  if (compartment === undefined || inner === undefined) into[name] = value;
  else into[compartment] = { ...(into[compartment] as object | undefined), [inner]: value };
}

/** What is the same for all neurons, and what is not. */
export interface NodeParameters {
  readonly shared: Readonly<Record<string, unknown>>;
  /** By name, one row after the other. */
  readonly own: ReadonlyMap<string, { readonly values: Float64Array; readonly width: number }>;
}

/** A list whose entries have values. */
function putList(
  list: string,
  entries: readonly Values[],
  size: number,
  shared: Record<string, unknown>,
  own: Map<string, { values: Float64Array; width: number }>,
): void {
  if (entries.every((entry) => typeof entry === "number")) {
    shared[list] = entries;
    return;
  }
  const width = entries.length;
  const values = Float64Array.from({ length: size * width }, (_, k) => {
    const entry = entries[k % width] as Values;
    return typeof entry === "number" ? entry : (entry[Math.floor(k / width)] as number);
  });
  own.set(list, { values, width });
}

/** The parameters that a population was given. */
export async function parametersOf(
  index: number,
  description: Description,
  drawn: Explicit,
): Promise<NodeParameters> {
  const population = description.populations[index] as PopulationData;
  const fields = fieldsOf(population.model);
  const shared: Record<string, unknown> = {};
  const own = new Map<string, { values: Float64Array; width: number }>();
  const valuesOf = async (name: string): Promise<Values> =>
    constantOf(name, population, description) ?? (await drawn.values(index, name));
  const names = namesOf(population, description);
  for (const name of names) {
    const field = fields.get(name) as Field;
    if (listNameOf(field) !== undefined) continue;
    const values = await valuesOf(name);
    if (typeof values === "number" && Number.isFinite(values)) put(shared, name, jsonValue(field, values));
    else
      own.set(name, {
        values: typeof values === "number" ? new Float64Array(population.size).fill(values) : values,
        width: 1,
      });
  }
  const lists = new Set(names.flatMap((name) => listNameOf({ name }) ?? []));
  for (const list of lists) {
    const entries: Values[] = [];
    for (const { name, value } of [...fields.values()].filter((field) => listNameOf(field) === list)) {
      const given = names.includes(name) ? await valuesOf(name) : (value ?? noEntry);
      if (given === noEntry) break;
      entries.push(given);
    }
    putList(list, entries, population.size, shared, own);
  }
  return { shared, own };
}

/** A population as it is written. */
export interface WrittenPopulation {
  readonly name: string;
  readonly data: PopulationData;
  readonly parameters: NodeParameters;
  /** The spikes of virtual nodes, ascending; undefined for nodes that are simulated. */
  readonly spikes: readonly Spike[] | undefined;
}

/** A spike of a virtual node: its time [ms], and the row of the node. */
export type Spike = readonly [time: number, node: number];

const axes = ["x", "y", "z"];

/** Writes the files of one population. */
export async function writeNodes(
  folder: Folder,
  { name, data, spikes, parameters }: WrittenPopulation,
): Promise<void> {
  const { size, model, positions } = data;
  const virtual = spikes !== undefined;
  const file = Object.keys(parameters.shared).length > 0 ? `${name}.json` : undefined;
  if (file !== undefined) folder.json(`components/cell_models/${file}`, parameters.shared);
  folder.table(
    `network/${name}_node_types.csv`,
    ["node_type_id", "model_type", "model_template", "dynamics_params"],
    [[100, virtual ? "virtual" : "point_neuron", virtual ? undefined : templateOf(model), file]],
  );
  await folder.hdf5(`network/${name}_nodes.h5`, (hdf5) =>
    hdf5.attempt(`/nodes/${name}`, () => {
      const group = hdf5.root.create_group("nodes").create_group(name);
      const rows = Uint32Array.from({ length: size }, (_, row) => row);
      numbersInto(group, "node_id", wide(rows));
      numbersInto(group, "node_type_id", wide(new Uint32Array(size).fill(100)));
      numbersInto(group, "node_group_id", new Uint32Array(size));
      numbersInto(group, "node_group_index", wide(rows));
      const inner = group.create_group("0");
      if (positions)
        for (let d = 0; d < positions.dimensions; d++)
          numbersInto(
            inner,
            axes[d] as string,
            Float64Array.from(
              { length: size },
              (_, row) => positions.coordinates[row * positions.dimensions + d] as number,
            ),
          );
      if (parameters.own.size === 0) return;
      const dynamics = inner.create_group("dynamics_params");
      for (const [parameter, { values, width }] of parameters.own)
        numbersInto(dynamics, parameter, values, width === 1 ? [size] : [size, width]);
    }),
  );
}
