// From a network to the files of a circuit.
import { type Check, checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { flag, optional, positive, text } from "../../arguments/kinds.ts";
import { builtin } from "../../backend/environment.ts";
import { fail } from "../../error.ts";
import type { Description } from "../../network/description.ts";
import { NetworkDescription } from "../../network/network-description.ts";
import { timeOf } from "../../network/values/grid.ts";
import type { Warning } from "../../network/values/warning.ts";
import { checkConnections, type Slice, slicesOfConnections, writeEdges } from "./edges.ts";
import { type Explicit, explicit } from "./explicit.ts";
import { type Folder, openFolder, uniqueNames } from "./folder.ts";
import { isOurs, parametersOf, type WrittenPopulation, writeNodes } from "./nodes.ts";
import { addStimuli, type Inputs, nodeSetOf, writeTrains } from "./stimuli.ts";
import { type Virtual, virtualPopulations, virtualSources } from "./virtual.ts";

/** How to write a network. */
export interface SonataWriteOptions {
  /** Model time of the simulation [ms], run.tstop; default 1000. */
  readonly duration?: number | undefined;
  /** Write into a folder that holds something; default false, which refuses. */
  readonly overwrite?: boolean | undefined;
}

/** What was written. */
export interface SonataExport {
  /** Path of the configuration of the simulation, which names all others. */
  readonly config: string;
  /** What other programs will not understand. */
  readonly warnings: readonly Warning[];
}

const ofNetwork: Check = (value, place) => {
  if (!(value instanceof NetworkDescription)) refuse(value, "a network", place, "E_TYPE");
};

async function describePopulations(
  description: Description,
  drawn: Explicit,
  { spikes }: Virtual,
): Promise<WrittenPopulation[]> {
  const { populations } = description;
  const names = uniqueNames(populations.map(({ label }) => label));
  const written: WrittenPopulation[] = [];
  for (const [k, data] of populations.entries()) {
    const parameters = await parametersOf(k, description, drawn);
    written.push({ name: names[k] as string, data, parameters, spikes: spikes.get(k) });
  }
  return written;
}

function writeCircuit(folder: Folder, nodes: readonly WrittenPopulation[], edges: readonly string[]): void {
  folder.json("circuit_config.json", {
    manifest: { $BASE_DIR: ".", $NETWORK_DIR: "$BASE_DIR/network", $COMPONENTS_DIR: "$BASE_DIR/components" },
    target_simulator: "NEST",
    components: {
      point_neuron_models_dir: "$COMPONENTS_DIR/cell_models",
      synaptic_models_dir: "$COMPONENTS_DIR/synaptic_models",
    },
    networks: {
      nodes: nodes.map(({ name }) => ({
        nodes_file: `$NETWORK_DIR/${name}_nodes.h5`,
        node_types_file: `$NETWORK_DIR/${name}_node_types.csv`,
      })),
      edges: edges.map((name) => ({
        edges_file: `$NETWORK_DIR/${name}_edges.h5`,
        edge_types_file: `$NETWORK_DIR/${name}_edge_types.csv`,
      })),
    },
  });
}

/** Recorders of variables as reports. */
function reportsOf(
  { recorders, grid }: Description,
  written: readonly WrittenPopulation[],
  { nodeSets }: Inputs,
) {
  const state = recorders.filter(({ kind, targets }) => kind === "state" && targets.length > 0);
  return Object.fromEntries(
    state.map(({ targets, variables, every }, k) => {
      const name = `report_${k}`;
      const cells = nodeSetOf(name, targets, written, nodeSets);
      return [
        name,
        { module: "multimeter_report", cells, variable_name: [...variables], dt: timeOf(every, grid) },
      ];
    }),
  );
}

function writeSimulation(
  folder: Folder,
  description: Description,
  written: readonly WrittenPopulation[],
  into: Inputs,
  duration: number,
): void {
  const reports = reportsOf(description, written, into);
  const { grid, seed } = description;
  folder.json("node_sets.json", into.nodeSets);
  folder.json("simulation_config.json", {
    manifest: { $BASE_DIR: ".", $OUTPUT_DIR: "$BASE_DIR/output" },
    network: "$BASE_DIR/circuit_config.json",
    target_simulator: "NEST",
    run: { tstart: 0, tstop: duration, dt: grid.resolution, random_seed: seed },
    node_sets_file: "$BASE_DIR/node_sets.json",
    inputs: into.inputs,
    reports,
    output: { output_dir: "$OUTPUT_DIR", spikes_file: "spikes.h5", overwrite_output_dir: true },
  });
}

/** Warnings of models that other simulators do not know. */
const foreign = (written: readonly WrittenPopulation[]): Warning[] =>
  written
    .filter(({ data }) => isOurs(data.model))
    .map(({ name, data }) => ({
      code: "W_SONATA",
      message: `'${name}' has the model ${data.model}, which only cajal knows`,
      count: data.size,
    }));

const innerFolders = ["network", "inputs", "components/cell_models", "components/synaptic_models"];

interface Contents {
  readonly written: readonly WrittenPopulation[];
  readonly slices: readonly Slice[];
  readonly into: Inputs;
  readonly duration: number;
}

/** Writes all files, or none where the folder was empty. */
async function writeFiles(folder: Folder, description: Description, contents: Contents): Promise<void> {
  const { written, slices, into, duration } = contents;
  try {
    for (const one of written) await writeNodes(folder, one);
    const edges = await writeEdges(folder, slices, written);
    await writeTrains(folder, written, description.grid, into);
    writeCircuit(folder, written, edges);
    writeSimulation(folder, description, written, into, duration);
  } catch (error) {
    folder.abandon();
    throw error;
  }
}

/** All that is to be written of a network. */
async function contentsOf(network: NetworkDescription, duration: number): Promise<Contents> {
  const { description } = network;
  const drawn = explicit(network);
  try {
    const virtual = virtualPopulations(description);
    const own = await describePopulations(description, drawn, virtual);
    const { sources, slices, replaced } = virtualSources(description, own, virtual.replaced);
    const written = [...own, ...sources];
    const into: Inputs = { inputs: {}, nodeSets: {}, warnings: foreign(own) };
    addStimuli(description, network.toJSON().stimuli ?? [], own, replaced, into);
    return {
      written,
      slices: [...(await slicesOfConnections(description, drawn)), ...slices],
      into,
      duration,
    };
  } finally {
    drawn.close();
  }
}

/**
 * Writes a network as a circuit in SONATA's files with the configuration of a simulation (Node only): nodes and edges
 * with their types, parameters, spikes of virtual nodes, currents, reports. What is drawn becomes explicit: the network
 * is built for that where need be. Labels that no file can have are changed.
 *
 * @throws CajalError E_FORMAT for connections that SONATA has no place for: values instead of spikes, axonal delays;
 * E_IO where the folder holds something or cannot be written; E_TYPE, E_UNKNOWN_PARAM, the codes of `build`
 * @example const { config } = await toSonata(network, "circuit", { duration: 500 });
 */
export async function toSonata(
  network: NetworkDescription,
  folder: string,
  options: SonataWriteOptions = {},
): Promise<SonataExport> {
  const call = "toSonata";
  checkArgument(network, call, "network", ofNetwork);
  checkArgument(folder, call, "folder", text);
  checkOptions(options, call, { duration: optional(positive), overwrite: optional(flag) });
  const { description } = network;
  if (description.populations.length === 0)
    fail("E_SIZE", {
      call,
      parameter: "network",
      value: 0,
      allowed: "a population",
      must: "the network must have neurons",
    });
  checkConnections(description);
  const contents = await contentsOf(network, options.duration ?? 1000);
  const target = openFolder(folder, innerFolders, options.overwrite ?? false);
  await writeFiles(target, description, contents);
  const config = builtin("node:path").join(folder, "simulation_config.json");
  return { config, warnings: contents.into.warnings };
}
