// Files of edges as lists of synapses.
import { openSource } from "../../io/files/source.ts";
import { openHdf5 } from "../../io/hdf5/hdf5.ts";
import { suggestion } from "../../text/nearest.ts";
import type { TablePair } from "../config/config.ts";
import { refuse } from "../files/complaint.ts";
import { readTypes } from "../files/types.ts";
import type { Nodes } from "../nodes/populations.ts";
import { type Bundle, bundlesOf } from "./bundles.ts";
import { type EdgeTable, openEdges } from "./edge-file.ts";
import { type Sorting, sortPiece } from "./sort-edges.ts";
import type { SynapseKinds } from "./synapse-kinds.ts";

/** What edges need to know of their circuit. */
export interface Circuit {
  readonly nodes: readonly Nodes[];
  readonly kinds: SynapseKinds;
  /** The time step [ms]. */
  readonly resolution: number;
}

function nodesNamed(name: string, which: string, table: EdgeTable, all: readonly Nodes[]): Nodes {
  const found = all.find((nodes) => nodes.table.name === name);
  if (found) return found;
  const known = all.map((nodes) => nodes.table.name);
  return refuse(
    "E_UNKNOWN_NAME",
    { file: table.file, where: `${table.path}/${which}_node_id` },
    {
      parameter: "node_population",
      problem: "there is no population of nodes of this name",
      value: name,
      allowed: known.join(", "),
      hint: suggestion(name, known),
    },
  );
}

function refuseVirtual({ table, target }: Sorting, { part }: Bundle): void {
  if (!target.parts[part]?.virtual) return;
  refuse(
    "E_DESCRIPTION",
    { file: table.file, where: table.path },
    {
      parameter: "target_node_id",
      problem: `edges lead to virtual nodes of '${target.table.name}', which receive nothing`,
      hint: "give these nodes a model_type that is simulated, or leave the edges out",
    },
  );
}

function readPopulation(table: EdgeTable, pair: TablePair, { nodes, kinds, resolution }: Circuit): Bundle[] {
  const source = nodesNamed(table.source, "source", table, nodes);
  const target = nodesNamed(table.target, "target", table, nodes);
  const bundles = bundlesOf(table, source, target);
  const types = readTypes(pair.types, "edge_type_id", table.name);
  const sorting: Sorting = { table, types, source, target, kinds, shortest: resolution / 2, bundles };
  for (const piece of table.pieces()) sortPiece(sorting, piece);
  for (const bundle of bundles.all()) refuseVirtual(sorting, bundle);
  return bundles.all();
}

/**
 * The synapses of a file of edges.
 *
 * @throws CajalError with the file and the row or type
 */
export async function readEdges(pair: TablePair, circuit: Circuit): Promise<Bundle[]> {
  const file = await openHdf5(openSource(pair.file));
  try {
    return openEdges(file).flatMap((table) => readPopulation(table, pair, circuit));
  } finally {
    file.close();
  }
}
