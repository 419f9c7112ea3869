// Small circuits for the tests, written by hand: HDF5 as the developer guide of SONATA has it, tables, configurations.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Group } from "h5wasm";
import * as hdf5 from "h5wasm/node";
import { afterAll } from "vitest";

/** A folder that is removed after the tests; a function that makes new ones in it. */
export function testFolders(): () => string {
  const folder = mkdtempSync(join(tmpdir(), "cajal-sonata-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let folders = 0;
  return () => {
    const path = join(folder, String(folders++));
    mkdirSync(path);
    return path;
  };
}

/** A dataset: numbers, with a shape and attributes where it has them, or texts. */
export interface Data {
  readonly data: Float64Array | Uint32Array | BigUint64Array | readonly string[];
  readonly shape?: readonly number[];
  readonly attributes?: Readonly<Record<string, string>>;
}

/** The content of a file: datasets by their paths. */
export type Content = Readonly<Record<string, readonly number[] | Float64Array | Uint32Array | Data>>;

const isList = (value: unknown): value is readonly number[] | Float64Array | Uint32Array =>
  Array.isArray(value) || ArrayBuffer.isView(value);

/** Writes an HDF5 file. */
export async function writeHdf5(path: string, content: Content): Promise<void> {
  await hdf5.ready;
  mkdirSync(dirname(path), { recursive: true });
  const file = new hdf5.File(path, "w");
  file.create_attribute("magic", 0x0a7a, null, "<I");
  file.create_attribute("version", Uint32Array.of(0, 1), [2], "<I");
  for (const [place, value] of Object.entries(content)) {
    const names = place.split("/");
    const name = names.pop() as string;
    let group: Group = file;
    for (const inner of names) {
      if (!group.keys().includes(inner)) group.create_group(inner);
      group = group.get(inner) as Group;
    }
    const {
      data,
      shape,
      attributes = {},
    }: Data = isList(value)
      ? { data: Array.isArray(value) ? Float64Array.from(value) : (value as Float64Array) }
      : value;
    const dataset = group.create_dataset({
      name,
      data: data as Float64Array,
      shape: [...(shape ?? [data.length])],
    });
    for (const [key, text] of Object.entries(attributes)) dataset.create_attribute(key, text);
  }
  file.close();
}

/** Writes texts and JSON into a folder. */
export function writeTexts(folder: string, files: Readonly<Record<string, unknown>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }
}

const count = (length: number): number[] => Array.from({ length }, (_, k) => k);

/** Nodes of one group, all of one type unless told. */
export const nodes = (name: string, size: number, more: Content = {}): Content => ({
  [`nodes/${name}/node_id`]: count(size),
  [`nodes/${name}/node_type_id`]: new Array<number>(size).fill(100),
  [`nodes/${name}/node_group_id`]: new Array<number>(size).fill(0),
  [`nodes/${name}/node_group_index`]: count(size),
  ...more,
});

/** Edges of one group, all of one type unless told. */
export function edges(
  name: string,
  [source, sources]: readonly [string, readonly number[]],
  [target, targets]: readonly [string, readonly number[]],
  more: Content = {},
): Content {
  const ids = (population: string, list: readonly number[]): Data => ({
    data: BigUint64Array.from(list, BigInt),
    attributes: { node_population: population },
  });
  return {
    [`edges/${name}/source_node_id`]: ids(source, sources),
    [`edges/${name}/target_node_id`]: ids(target, targets),
    [`edges/${name}/edge_type_id`]: new Array<number>(sources.length).fill(100),
    [`edges/${name}/edge_group_id`]: new Array<number>(sources.length).fill(0),
    [`edges/${name}/edge_group_index`]: count(sources.length),
    ...more,
  };
}

/** Files of a circuit by their names. */
export interface Files {
  readonly texts: Readonly<Record<string, unknown>>;
  readonly hdf5: Readonly<Record<string, Content>>;
}

/** Two neurons that a virtual node excites: the smallest circuit that has everything. */
export const smallest: Files = {
  texts: {
    "config.json": {
      manifest: { $BASE_DIR: ".", $NETWORK_DIR: "$BASE_DIR/network" },
      target_simulator: "NEST",
      run: { tstop: 20, dt: 0.1 },
      components: { point_neuron_models_dir: "$BASE_DIR/models", synaptic_models_dir: "$BASE_DIR/models" },
      networks: {
        nodes: [
          { nodes_file: "$NETWORK_DIR/cells.h5", node_types_file: "$NETWORK_DIR/cell_types.csv" },
          { nodes_file: "$NETWORK_DIR/input.h5", node_types_file: "$NETWORK_DIR/input_types.csv" },
        ],
        edges: [{ edges_file: "$NETWORK_DIR/edges.h5", edge_types_file: "$NETWORK_DIR/edge_types.csv" }],
      },
      inputs: {
        trains: {
          input_type: "spikes",
          module: "sonata",
          input_file: "$BASE_DIR/trains.h5",
          node_set: "input",
        },
      },
      output: { output_dir: "$BASE_DIR/output", spikes_file: "spikes.h5" },
    },
    "models/cell.json": { tau_m: 12, V_th: -56 },
    "models/synapse.json": {},
    "network/cell_types.csv":
      "node_type_id model_type model_template dynamics_params\n100 point_neuron nest:iaf_psc_alpha cell.json\n",
    "network/input_types.csv": "node_type_id model_type\n100 virtual\n",
    "network/edge_types.csv":
      "edge_type_id model_template dynamics_params syn_weight delay\n100 static_synapse synapse.json 700 1.5\n",
  },
  hdf5: {
    "network/cells.h5": nodes("cells", 2),
    "network/input.h5": nodes("input", 1),
    "network/edges.h5": edges("input_to_cells", ["input", [0, 0]], ["cells", [0, 1]]),
    "trains.h5": { "spikes/input/timestamps": [1, 1.2, 5], "spikes/input/node_ids": [0, 0, 0] },
  },
};

/** Replaces parts of an object, deeply; undefined takes them away, a function gives what stands instead. */
export function changed<Value>(value: Value, by: unknown): Value {
  if (typeof by === "function") return by();
  const isPlain = (one: unknown): boolean =>
    typeof one === "object" && one !== null && one.constructor === Object;
  if (!isPlain(by) || !isPlain(value) || (by !== null && "data" in (by as object))) return by as Value;
  const entries = Object.entries(by as object).map(([key, one]) => {
    const before = (value as Record<string, unknown>)[key];
    return [key, before === undefined ? one : changed(before, one)] as const;
  });
  return { ...value, ...Object.fromEntries(entries) };
}

/** Writes the files of a circuit; those that are undefined are left out. Returns the path of its configuration. */
export async function writeCircuit(folder: string, { texts, hdf5: files }: Files): Promise<string> {
  writeTexts(
    folder,
    Object.fromEntries(Object.entries(texts).filter(([, content]) => content !== undefined)),
  );
  for (const [name, content] of Object.entries(files))
    if (content !== undefined)
      await writeHdf5(
        join(folder, name),
        Object.fromEntries(Object.entries(content).filter(([, data]) => data !== undefined)),
      );
  return join(folder, "config.json");
}
