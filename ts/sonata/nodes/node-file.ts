// Populations of nodes as their files have them (developer guide of SONATA, "Representing nodes").

import { openSource } from "../../io/files/source.ts";
import { datasetIf, find, type Hdf5, lengthOf, namesIn, openHdf5 } from "../../io/hdf5/hdf5.ts";
import type { TablePair } from "../config/config.ts";
import { type Column, columnOf, datasetsIn, type NumberColumn, numbersAt } from "../files/columns.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import { readTypes, type TypeRow, type Types, typeOf } from "../files/types.ts";

/** Attributes of the nodes of a group. */
export interface NodeGroup {
  readonly name: string;
  readonly columns: ReadonlyMap<string, Column>;
  /** Parameters of single nodes. */
  readonly dynamics: ReadonlyMap<string, NumberColumn>;
}

/** A population of nodes; rows are counted from 0 in the order of the file. */
export interface NodeTable {
  readonly file: string;
  readonly name: string;
  readonly size: number;
  /** The number of each node. */
  readonly ids: Float64Array;
  readonly typeIds: Float64Array;
  readonly types: Types;
  /** The group of a row, and its place there. */
  readonly groupOf: (row: number) => { readonly group: NodeGroup; readonly index: number };
  readonly groups: readonly NodeGroup[];
  /** Where a row stands, for messages. */
  readonly placeOf: (row: number) => FilePlace;
}

function readGroup(file: Hdf5, path: string, name: string): NodeGroup {
  const columns = new Map<string, Column>();
  for (const dataset of datasetsIn(file, path)) {
    const column = columnOf(file, path, dataset);
    if (column) columns.set(dataset, column);
  }
  const dynamics = new Map<string, NumberColumn>();
  const inner = `${path}/dynamics_params`;
  for (const dataset of find(file, inner) ? datasetsIn(file, inner) : []) {
    const column = columnOf(file, inner, dataset);
    if (column?.kind === "texts")
      refuse(
        "E_IO",
        { file: file.name, where: `${inner}/${dataset}` },
        {
          parameter: dataset,
          problem: "parameters of single nodes must be numbers",
          hint: "give texts in the file of the type",
        },
      );
    if (column) dynamics.set(dataset, column);
  }
  return { name, columns, dynamics };
}

/** A column of the population that may be left out. */
function optional(file: Hdf5, path: string, count: number, standard: (row: number) => number): Float64Array {
  if (datasetIf(file, path)) return numbersAt(file, path, count);
  return Float64Array.from({ length: count }, (_, row) => standard(row));
}

/** The groups by their number, with the rows of each. */
function groupsOf(file: Hdf5, path: string, count: number): Pick<NodeTable, "groups" | "groupOf"> {
  const name = datasetIf(file, `${path}/node_group_id`) ? "node_group_id" : "node_group";
  const numbers = optional(file, `${path}/${name}`, count, () => 0);
  const indices = optional(file, `${path}/node_group_index`, count, (row) => row);
  const groups = new Map<number, NodeGroup>();
  for (const number of new Set(numbers)) {
    const inner = `${path}/${number}`;
    const empty: NodeGroup = { name: inner, columns: new Map(), dynamics: new Map() };
    groups.set(number, find(file, inner) ? readGroup(file, inner, inner) : empty);
  }
  const groupOf = (row: number) => ({
    group: groups.get(numbers[row] as number) as NodeGroup,
    index: indices[row] as number,
  });
  for (let row = 0; row < count; row++) {
    const { group, index } = groupOf(row);
    for (const [column, { values, width }] of [
      ...[...group.columns].map(([key, one]) => [key, { width: 1, ...one }] as const),
      ...group.dynamics,
    ])
      if (index * width >= values.length)
        refuse(
          "E_IO",
          { file: file.name, where: `${group.name}/${column}` },
          {
            problem: `node ${row} is number ${index} of its group, and there are ${values.length / width} values`,
            hint: "take a whole copy, or write the file again",
          },
        );
  }
  return { groups: [...groups.values()], groupOf };
}

function checkIds(ids: Float64Array, place: FilePlace): void {
  const seen = new Set<number>();
  for (const [row, id] of ids.entries()) {
    if (Number.isSafeInteger(id) && id >= 0 && !seen.has(id)) {
      seen.add(id);
      continue;
    }
    refuse(
      "E_IO",
      { ...place, where: `${place.where}/node_id[${row}]` },
      {
        parameter: "node_id",
        problem: "node_id must be a whole number from 0 on, and no other node's",
        value: id,
        hint: "number the nodes of a population anew",
      },
    );
  }
}

function readPopulation(file: Hdf5, name: string, { types: typesFile }: TablePair): NodeTable {
  const path = `/nodes/${name}`;
  const types = readTypes(typesFile, "node_type_id", name);
  const first = datasetIf(file, `${path}/node_type_id`);
  if (!first)
    refuse(
      "E_IO",
      { file: file.name, where: `${path}/node_type_id` },
      {
        problem: "there is no such dataset, and every node needs a type",
        hint: "write the file again as the developer guide of SONATA has it",
      },
    );
  const size = lengthOf(file, first);
  const typeIds = numbersAt(file, `${path}/node_type_id`, size);
  const ids = optional(file, `${path}/node_id`, size, (row) => row);
  checkIds(ids, { file: file.name, where: path });
  const placeOf = (row: number): FilePlace => ({
    file: file.name,
    where: `${path}, row ${row} (node ${ids[row]})`,
  });
  return { file: file.name, name, size, ids, typeIds, types, placeOf, ...groupsOf(file, path, size) };
}

/**
 * The populations of a file of nodes.
 *
 * @throws CajalError E_IO, E_DESCRIPTION
 */
export async function readNodes(pair: TablePair): Promise<NodeTable[]> {
  const file = await openHdf5(openSource(pair.file));
  try {
    if (!find(file, "/nodes"))
      refuse(
        "E_IO",
        { file: pair.file, where: "/nodes" },
        {
          problem: "there is no such group, so it is no file of nodes",
          hint: "name the file of the nodes",
        },
      );
    return namesIn(file, "/nodes").map((name) => readPopulation(file, name, pair));
  } finally {
    file.close();
  }
}

/** The type of a row, if its types have a file. */
export function typeOfRow(table: NodeTable, row: number): TypeRow | undefined {
  const id = table.typeIds[row] as number;
  const known = table.types.rows.get(id);
  if (known) return known;
  const { file, where = "" } = table.placeOf(row);
  return typeOf(table.types, id, "node", { file, where });
}

/** An attribute of a node: its own, else that of its type. */
export function attributeOfRow(table: NodeTable, row: number, name: string): string | number | undefined {
  if (name === "node_type_id") return table.typeIds[row];
  if (name === "node_id") return table.ids[row];
  const { group, index } = table.groupOf(row);
  const own = group.columns.get(name);
  if (own) return own.values[index * (own.kind === "numbers" ? own.width : 1)];
  return typeOfRow(table, row)?.values[name];
}
