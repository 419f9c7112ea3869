// Populations of a network from populations of nodes: neurons of one model, in the order of the nodes, stand together.
import type { ModelName } from "../../models/model.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import type { Population } from "../../network/neurons/view.ts";
import { positionsAt } from "../../space/positions.ts";
import { within } from "../files/complaint.ts";
import type { JsonObject } from "../files/json.ts";
import { type Kind, kindsOf, type parameterFiles } from "./kinds.ts";
import type { NodeTable } from "./node-file.ts";
import {
  entriesOfList,
  type Flat,
  fieldsOf,
  flatOf,
  lengthOfList,
  listsIn,
  ofSynapses,
  standardOf,
} from "./parameters.ts";

/** Nodes of one population that are neurons of one model. */
export interface Part {
  readonly population: Population;
  /** The row of each neuron. */
  readonly rows: Uint32Array;
  readonly virtual: boolean;
}

/** A population of nodes in a network. */
export interface Nodes {
  readonly table: NodeTable;
  readonly parts: readonly Part[];
  /** The part of each row, and its neuron's place there. */
  readonly partOf: Uint32Array;
  readonly placeIn: Uint32Array;
  /** For each part the place of its first neuron among all of them. */
  readonly offsets: readonly number[];
  /** The row of a node's number. */
  readonly rowOf: (id: number) => number | undefined;
  /** Parameters that NEST keeps in neurons and cajal in synapses, by row; NaN where nothing is given. */
  readonly ofSynapses: ReadonlyMap<string, Float64Array>;
}

interface Described {
  readonly kind: Kind;
  readonly flat: Flat;
  /** Neurons of unlike signatures are of unlike populations. */
  readonly signature: string;
}

/** What every row is, with the parameters that it has of its own. */
function describe(table: NodeTable, files: ReturnType<typeof parameterFiles>): (row: number) => Described {
  const kindOf = kindsOf(table, files);
  const shared = new Map<Kind, Described>();
  const signed = (kind: Kind, flat: Flat): Described => {
    const fields = fieldsOf(kind.model);
    const lists = [...listsIn(flat)].sort().map((list) => `${list}:${lengthOfList(flat, fields, list)}`);
    return { kind, flat, signature: [kind.model, ...lists].join(" ") };
  };
  return (row) => {
    const kind = kindOf(row);
    const common = shared.get(kind) ?? signed(kind, flatOf(kind.model, kind.parameters, kind.place));
    shared.set(kind, common);
    const { group, index } = table.groupOf(row);
    if (group.dynamics.size === 0 || kind.virtual) return common;
    const own = Object.fromEntries(
      [...group.dynamics].map(([name, { values, width }]) => [
        name,
        width === 1 && entriesOfList(fieldsOf(kind.model), name).length === 0
          ? values[index]
          : Array.from(values.subarray(index * width, (index + 1) * width)),
      ]),
    );
    const place = { file: table.file, where: `${group.name}/dynamics_params` };
    return signed(kind, new Map([...common.flat, ...flatOf(kind.model, own, place)]));
  };
}

/** One number where all are equal. */
const collapsed = (values: Float64Array): number | Float64Array =>
  values.every((value) => Object.is(value, values[0])) ? (values[0] as number) : values;

/** The parameters of neurons of one signature, as `population` takes them. */
function parametersOf(model: string, described: readonly Described[]): JsonObject {
  const fields = fieldsOf(model);
  const names = new Set(described.flatMap(({ flat }) => [...flat.keys()]));
  const lists = new Set(described.flatMap(({ flat }) => [...listsIn(flat)]));
  const column = (name: string): number | Float64Array => {
    const standard = standardOf(fields, name);
    return collapsed(Float64Array.from(described, ({ flat }) => flat.get(name) ?? standard));
  };
  const parameters: Record<string, unknown> = {};
  for (const name of names) if (fields.has(name) && !/\[\d*\]$/.test(name)) parameters[name] = column(name);
  const [first] = described;
  for (const list of lists) {
    const length = first ? lengthOfList(first.flat, fields, list) : 0;
    const entries = entriesOfList(fields, list).slice(0, length);
    parameters[list] = entries.map(({ name }) => column(name));
  }
  return parameters;
}

/** Where the nodes of some rows are, if all of them say so. */
function positionsOf(table: NodeTable, rows: Uint32Array) {
  const axes = ["x", "y", "z"].map((axis) =>
    Float64Array.from(rows, (row) => {
      const { group, index } = table.groupOf(row);
      const column = group.columns.get(axis);
      return column?.kind === "numbers" ? (column.values[index] as number) : Number.NaN;
    }),
  );
  const missing = axes.findIndex((axis) => !axis.every(Number.isFinite));
  const dimensions = missing < 0 ? axes.length : missing;
  if (dimensions === 0) return undefined;
  const coordinates = Float64Array.from(
    { length: rows.length * dimensions },
    (_, k) => axes[k % dimensions]?.[Math.floor(k / dimensions)] as number,
  );
  return positionsAt(coordinates, new Array<number>(dimensions).fill(0), "fromSonata");
}

/** The row of each number; numbers that count from 0 need no table. */
function rowsById({ ids, size }: NodeTable): (id: number) => number | undefined {
  if (ids.every((id, row) => id === row))
    return (id) => (Number.isInteger(id) && id >= 0 && id < size ? id : undefined);
  const rows = new Map(Array.from(ids, (id, row) => [id, row]));
  return (id) => rows.get(id);
}

function synapseColumns(described: readonly Described[]): Map<string, Float64Array> {
  const given = ofSynapses.filter((name) => described.some(({ flat }) => flat.has(name)));
  return new Map(
    given.map((name) => [name, Float64Array.from(described, ({ flat }) => flat.get(name) ?? Number.NaN)]),
  );
}

/** The rows of each signature, in the order in which these come first. */
function rowsBySignature(described: readonly Described[]): Uint32Array[] {
  const rows = new Map<string, number[]>();
  for (const [row, { signature }] of described.entries()) {
    const list = rows.get(signature);
    if (list) list.push(row);
    else rows.set(signature, [row]);
  }
  return [...rows.values()].map((list) => Uint32Array.from(list));
}

/** Labels of the populations of some models: that of the table alone where there is one. */
function labelsOf(table: NodeTable, models: readonly string[]): string[] {
  if (models.length === 1) return [table.name];
  return models.map((model, k) => {
    const number = models.slice(0, k + 1).filter((one) => one === model).length;
    return `${table.name} ${model}${number > 1 ? ` ${number}` : ""}`;
  });
}

/** Adds the nodes of some rows, which have one signature. */
function addPart(
  network: NetworkDescription,
  table: NodeTable,
  rows: Uint32Array,
  described: readonly Described[],
  label: string,
): Part {
  const members = Array.from(rows, (row) => described[row] as Described);
  const { kind } = members[0] as Described;
  const own = table.groups.some(({ dynamics }) => dynamics.size > 0);
  const place = own ? { file: table.file, where: `/nodes/${table.name}` } : kind.place;
  const options = { label, positions: positionsOf(table, rows) };
  const population = within(place, () =>
    network.population(
      kind.model as ModelName,
      rows.length,
      parametersOf(kind.model, members) as object,
      options,
    ),
  );
  return { population: population as unknown as Population, rows, virtual: kind.virtual };
}

/**
 * Adds the nodes of a table to a network.
 *
 * @throws CajalError with the file and the row or type
 */
export function addNodes(
  network: NetworkDescription,
  table: NodeTable,
  files: ReturnType<typeof parameterFiles>,
): Nodes {
  const describeRow = describe(table, files);
  const described = Array.from({ length: table.size }, (_, row) => describeRow(row));
  const groups = rowsBySignature(described);
  const models = groups.map(([row]) => described[row as number]?.kind.model as string);
  const labels = labelsOf(table, models);
  const [partOf, placeIn] = [new Uint32Array(table.size), new Uint32Array(table.size)];
  const offsets: number[] = [];
  let offset = 0;
  const parts = groups.map((rows, part) => {
    for (const [place, row] of rows.entries()) {
      partOf[row] = part;
      placeIn[row] = place;
    }
    offsets.push(offset);
    offset += rows.length;
    return addPart(network, table, rows, described, labels[part] as string);
  });
  return {
    ...{ table, parts, partOf, placeIn, offsets },
    rowOf: rowsById(table),
    ofSynapses: synapseColumns(described),
  };
}
