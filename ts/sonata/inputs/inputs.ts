// The inputs of a simulation: spikes of files for virtual nodes, and currents.
import type { NetworkDescription } from "../../network/network-description.ts";
import type { Warning } from "../../network/values/warning.ts";
import type { Config } from "../config/config.ts";
import { flagIn, type Section, sectionIn, sectionsIn, textIn } from "../config/section.ts";
import type { Bundle } from "../edges/bundles.ts";
import { refuse } from "../files/complaint.ts";
import { type Chosen, chooseNodes } from "../nodes/node-sets.ts";
import type { Nodes } from "../nodes/populations.ts";
import { addCurrent, addElectrodes } from "./currents.ts";
import { addDevice, isDevice } from "./devices.ts";
import { addTrains, driveOf, lostWarning, type RelayedSpikes, stimulateRelays } from "./relays.ts";
import { isSpikeModule, readTrains, spikeModules } from "./trains.ts";

function refuseModule(input: Section, module: string | undefined): never {
  return refuse("E_DESCRIPTION", input.place, {
    parameter: "module",
    problem: module === undefined ? "it names no module" : "inputs of this module cannot be simulated",
    ...(module === undefined ? {} : { value: module }),
    allowed: `${spikeModules.join(", ")}; IClamp`,
    hint: 'take spikes of a file or currents, or switch it off: "enabled": false',
  });
}

/** Refuses nodes that are simulated as senders of the spikes of files. */
function checkVirtual({ nodes, rows }: Chosen, input: Section): void {
  const { ids, name } = nodes.table;
  const real = rows.find((row) => !nodes.parts[nodes.partOf[row] as number]?.virtual);
  if (real === undefined) return;
  refuse("E_DESCRIPTION", input.place, {
    parameter: "node_set",
    problem: `spikes are those of virtual nodes, and node ${ids[real]} of '${name}' is simulated`,
    hint: "name a set of virtual nodes",
  });
}

const nodeSetOf = (input: Section): unknown => input.values.node_set ?? "all";

async function addSpikes(
  spikes: RelayedSpikes,
  input: Section,
  chosen: readonly Chosen[],
  time: { start: number; resolution: number },
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const one of chosen) {
    checkVirtual(one, input);
    const trains = await readTrains(input, one.nodes.table.name);
    const { before } = addTrains(spikes, trains, one, time, input.place);
    if (before > 0)
      warnings.push({
        code: "W_SONATA",
        message: `${before} spikes of ${input.place.where} lie before run.tstart (${time.start} ms) and are left out`,
        count: before,
      });
  }
  return warnings;
}

/** Warnings of virtual nodes with synapses that get no spikes. */
function silent(nodes: readonly Nodes[], bundles: readonly Bundle[], spikes: RelayedSpikes): Warning[] {
  const used = new Set(bundles.map(({ source }) => source));
  return nodes
    .filter((one) => used.has(one) && !spikes.has(one) && one.parts.every(({ virtual }) => virtual))
    .map(({ table }) => ({
      code: "W_SONATA",
      message: `the virtual nodes of '${table.name}' stay silent: no input has spikes for them`,
      count: table.size,
    }));
}

/** What inputs need to know of their simulation. */
interface Circuit {
  readonly network: NetworkDescription;
  readonly nodes: readonly Nodes[];
  readonly sets: Section;
  /** run.tstart [ms] */
  readonly start: number;
}

/** Adds a current or a device; reads spikes, which are sent when all are known. */
async function addInput(input: Section, circuit: Circuit, spikes: RelayedSpikes): Promise<Warning[]> {
  const { network, nodes, sets, start } = circuit;
  const [module, type] = [textIn(input, "module"), textIn(input, "input_type")];
  if (module === "IClamp" && input.values.electrode_file !== undefined) {
    addElectrodes(network, input, circuit);
    return [];
  }
  const chosen = chooseNodes(nodes, sets, nodeSetOf(input), input.place);
  if (module !== undefined && isSpikeModule(module) && (type ?? "spikes") === "spikes")
    return addSpikes(spikes, input, chosen, { start, resolution: network.resolution });
  if (isDevice(type)) addDevice(network, input, chosen);
  else if (module === "IClamp") addCurrent(network, input, chosen, start);
  else refuseModule(input, module);
  return [];
}

/** What came of all inputs. */
export interface Added {
  /** How many steps the virtual nodes of a population are late. */
  late(nodes: Nodes): number;
  readonly warnings: readonly Warning[];
}

/** Sends the spikes of all virtual nodes. */
function driveRelays(network: NetworkDescription, spikes: RelayedSpikes, bundles: readonly Bundle[]): Added {
  const { grid } = network.description;
  const late = new Map<Nodes, number>();
  const warnings: Warning[] = [];
  for (const [nodes, own] of spikes) {
    const synapses = bundles.filter(({ source }) => source === nodes);
    const drive = driveOf(own, synapses, grid);
    if (drive.lost > 0) warnings.push(lostWarning(nodes, drive.lost, grid));
    late.set(nodes, drive.late);
    stimulateRelays(network, nodes, own, drive);
  }
  return { late: (nodes) => late.get(nodes) ?? 0, warnings };
}

/**
 * Adds the inputs of a configuration.
 *
 * @throws CajalError with the section of the configuration
 */
export async function addInputs(
  network: NetworkDescription,
  config: Config,
  nodes: readonly Nodes[],
  bundles: readonly Bundle[],
  start: number,
): Promise<Added> {
  const spikes: RelayedSpikes = new Map();
  const warnings: Warning[] = [];
  const circuit = { network, nodes, sets: config.nodeSets, start };
  for (const [, input] of sectionsIn(sectionIn(config, "inputs")))
    if (flagIn(input, "enabled", true)) warnings.push(...(await addInput(input, circuit, spikes)));
  const driven = driveRelays(network, spikes, bundles);
  return { ...driven, warnings: [...warnings, ...driven.warnings, ...silent(nodes, bundles, spikes)] };
}
