// Connections of a network as files of edges and edge types, one for each pair of populations.

import type { Group } from "h5wasm";
import { CajalError } from "../../error.ts";
import { numbersInto, writeText } from "../../io/hdf5/columns.ts";
import { findNeuron, findSynapse } from "../../models/model.ts";
import type { ConnectionData, Description, SynapseData } from "../../network/description.ts";
import { type Explicit, populationFinder, type Synapses } from "./explicit.ts";
import { type Folder, uniqueNames, wide } from "./folder.ts";
import type { WrittenPopulation } from "./nodes.ts";

/** Some synapses of one kind between two populations, by their places among those that are written. */
export interface Slice extends Synapses {
  readonly source: number;
  readonly target: number;
  readonly synapse: Pick<SynapseData, "model" | "parameters">;
  readonly receptor: number;
}

function checkConnection({ synapse }: ConnectionData, index: number): void {
  const refuse = (problem: string): never => {
    const hint = "leave this connection out, or keep the network as JSON";
    throw new CajalError("E_FORMAT", `toSonata: connection ${index} ${problem}; ${hint}`, {
      parameter: "network",
      value: synapse.model,
      where: `connection ${index}`,
      hint,
    });
  };
  if (findSynapse(synapse.model)?.kind === "values") refuse(`(${synapse.model}) carries values, not spikes`);
  if (synapse.axonal !== 0) refuse("has an axonal delay, for which SONATA has no place");
}

/** Refuses connections that SONATA has no place for. @throws CajalError E_FORMAT */
export function checkConnections({ connections }: Description): void {
  for (const [index, connection] of connections.entries()) checkConnection(connection, index);
}

const picked = (values: number | Float64Array, places: Uint32Array): number | Float64Array =>
  typeof values === "number" ? values : Float64Array.from(places, (k) => values[k] as number);

/** Where the synapses of each pair of populations stand, in the order of the pairs. */
function placesOf({ sources, targets }: Synapses, populations: Description["populations"]) {
  const find = populationFinder(populations);
  const keyOf = (k: number): number =>
    find(sources[k] as number) * populations.length + find(targets[k] as number);
  const counts = new Map<number, number>();
  for (let k = 0; k < sources.length; k++) counts.set(keyOf(k), (counts.get(keyOf(k)) ?? 0) + 1);
  const places = new Map([...counts].map(([key, count]) => [key, new Uint32Array(count)]));
  const filled = new Map<number, number>();
  for (let k = 0; k < sources.length; k++) {
    const key = keyOf(k);
    const at = filled.get(key) ?? 0;
    (places.get(key) as Uint32Array)[at] = k;
    filled.set(key, at + 1);
  }
  return places;
}

/** The synapses of a connection by the populations of their neurons. */
function slicesOf(
  { synapse, receptor }: ConnectionData,
  synapses: Synapses,
  populations: Description["populations"],
): Slice[] {
  return [...placesOf(synapses, populations)].map(([key, places]) => {
    const [source, target] = [Math.floor(key / populations.length), key % populations.length];
    const [from, to] = [populations[source]?.first ?? 0, populations[target]?.first ?? 0];
    return {
      ...{ synapse, receptor, source, target },
      sources: places.map((k) => (synapses.sources[k] as number) - from),
      targets: places.map((k) => (synapses.targets[k] as number) - to),
      weights: picked(synapses.weights, places),
      delays: picked(synapses.delays, places),
    };
  });
}

/** NEST's number of a receptor: that which it is named by, or its place, from 1 where there are more than two. */
function receptorType(model: string, receptor: number): number {
  const receptors = findNeuron(model)?.receptors ?? [];
  const number = Number(receptors[receptor]?.name);
  if (!Number.isNaN(number)) return number;
  return receptors.length > 2 ? receptor + 1 : receptor;
}

/** What the synapses of a slice have in common besides weight and delay; undefined where that is nothing. */
function parametersOf({ synapse, receptor }: Slice, model: string) {
  const type = receptorType(model, receptor);
  const all = { ...synapse.parameters, ...(type === 0 ? {} : { receptor_type: type }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

const firstType = 100;

const joined = (
  lists: readonly ArrayLike<number>[],
  make: (length: number) => Float64Array | Uint32Array,
) => {
  const all = make(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list as Float64Array, at);
    at += list.length;
  }
  return all;
};

const integers = (length: number): Uint32Array => new Uint32Array(length);
const floats = (length: number): Float64Array => new Float64Array(length);

/** Which values the edges of a slice have of their own; slices that are alike share a group. */
const layoutOf = ({ weights, delays }: Slice): number =>
  (typeof weights === "number" ? 0 : 1) + (typeof delays === "number" ? 0 : 2);

/** Where the edges of each slice begin in their group. */
function startsOf(slices: readonly Slice[]): number[] {
  const next = new Map<number, number>();
  return slices.map((slice) => {
    const start = next.get(layoutOf(slice)) ?? 0;
    next.set(layoutOf(slice), start + slice.sources.length);
    return start;
  });
}

/** A number for each edge, from its slice and its row there. */
const forEach = (
  slices: readonly Slice[],
  value: (slice: Slice, k: number, row: number) => number,
): Uint32Array =>
  joined(
    slices.map((slice, k) => integers(slice.sources.length).map((_, row) => value(slice, k, row))),
    integers,
  ) as Uint32Array;

/** Writes the values that the edges of a group have of their own. */
function writeGroup(into: Group, layout: number, slices: readonly Slice[]): void {
  const column = (name: string, values: (slice: Slice) => number | Float64Array): void => {
    numbersInto(into, name, joined(slices.map(values) as Float64Array[], floats) as Float64Array);
  };
  if (layout & 1) column("syn_weight", ({ weights }) => weights);
  if (layout & 2) column("delay", ({ delays }) => delays);
}

/** Writes a file with the edges of some slices, which have the types 100, 101, ... */
async function writeHdf5(
  folder: Folder,
  name: string,
  slices: readonly Slice[],
  ends: readonly [string, string],
): Promise<void> {
  const layouts = [...new Set(slices.map(layoutOf))];
  const starts = startsOf(slices);
  await folder.hdf5(`network/${name}_edges.h5`, (hdf5) =>
    hdf5.attempt(`/edges/${name}`, () => {
      const group = hdf5.root.create_group("edges").create_group(name);
      for (const [k, which] of (["source", "target"] as const).entries()) {
        const ids = slices.map((slice) => slice[`${which}s`]);
        const dataset = numbersInto(group, `${which}_node_id`, wide(joined(ids, integers)));
        writeText(dataset, "node_population", ends[k] as string);
      }
      const places = forEach(slices, (_, k, row) => (starts[k] as number) + row);
      numbersInto(
        group,
        "edge_type_id",
        forEach(slices, (_, k) => firstType + k),
      );
      numbersInto(
        group,
        "edge_group_id",
        forEach(slices, (slice) => layouts.indexOf(layoutOf(slice))),
      );
      numbersInto(group, "edge_group_index", places);
      for (const [number, layout] of layouts.entries()) {
        const alike = slices.filter((slice) => layoutOf(slice) === layout);
        writeGroup(group.create_group(String(number)), layout, alike);
      }
    }),
  );
}

const fixed = (values: number | Float64Array): number | undefined =>
  typeof values === "number" ? values : undefined;

/** Writes the table of the types of some slices, and the files of their parameters. */
function writeTypes(
  folder: Folder,
  name: string,
  slices: readonly Slice[],
  written: readonly WrittenPopulation[],
): void {
  const rows = slices.map((slice, k) => {
    const { synapse, target, weights, delays } = slice;
    const parameters = parametersOf(slice, written[target]?.data.model ?? "");
    const file = parameters && `${name}_${firstType + k}.json`;
    if (file !== undefined) folder.json(`components/synaptic_models/${file}`, parameters);
    return [firstType + k, "*", "*", synapse.model, file, fixed(weights), fixed(delays)];
  });
  const columns = ["edge_type_id", "target_query", "source_query", "model_template", "dynamics_params"];
  folder.table(`network/${name}_edge_types.csv`, [...columns, "syn_weight", "delay"], rows);
}

/** The slices of all connections. */
export async function slicesOfConnections(
  { connections, populations }: Description,
  drawn: Explicit,
): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (const [index, connection] of connections.entries())
    slices.push(...slicesOf(connection, await drawn.synapses(index), populations));
  return slices;
}

/**
 * Writes all edges, a file for each pair of populations.
 *
 * @returns the names of the populations of edges
 */
export async function writeEdges(
  folder: Folder,
  slices: readonly Slice[],
  written: readonly WrittenPopulation[],
): Promise<string[]> {
  const groups = new Map<string, Slice[]>();
  for (const slice of slices) {
    const key = `${slice.source}/${slice.target}`;
    const own = groups.get(key);
    if (own) own.push(slice);
    else groups.set(key, [slice]);
  }
  const ends = [...groups.values()].map(([first]) =>
    [first?.source ?? 0, first?.target ?? 0].map((k) => written[k]?.name ?? ""),
  ) as [string, string][];
  const names = uniqueNames(ends.map(([source, target]) => `${source}_to_${target}`));
  for (const [k, own] of [...groups.values()].entries()) {
    const name = names[k] as string;
    await writeHdf5(folder, name, own, ends[k] as [string, string]);
    writeTypes(folder, name, own, written);
  }
  return names;
}
