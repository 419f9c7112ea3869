// The inputs of a simulation: spikes of files for virtual nodes, and currents.
import type { NetworkDescription } from "../../network/network-description.ts";
import type { Warning } from "../../network/values/warning.ts";
import type { Config } from "../config/config.ts";
import { flagIn, type Section, sectionIn, sectionsIn, textIn } from "../config/section.ts";
import type { Bundle } from "../edges/bundles.ts";
import { refuse } from "../files/complaint.ts";
import { type Chosen, chooseNodes } from "../nodes/node-sets.ts";
import type { Nodes } from "../nodes/populations.ts";
import { addCurrent } from "./currents.ts";
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

/**
 * Adds the inputs of a configuration.
 *
 * @returns how many steps the virtual nodes of a population are late, and what to warn of
 * @throws CajalError with the section of the configuration
 */
export async function addInputs(
  network: NetworkDescription,
  config: Config,
  nodes: readonly Nodes[],
  bundles: readonly Bundle[],
  start: number,
): Promise<{ late(nodes: Nodes): number; warnings: Warning[] }> {
  const spikes: RelayedSpikes = new Map();
  const warnings: Warning[] = [];
  for (const [, input] of sectionsIn(sectionIn(config, "inputs"))) {
    if (!flagIn(input, "enabled", true)) continue;
    const module = textIn(input, "module");
    const chosen = chooseNodes(nodes, config.nodeSets, nodeSetOf(input), input.place);
    const type = textIn(input, "input_type");
    if (isDevice(type)) addDevice(network, input, chosen);
    else if (module === "IClamp") addCurrent(network, input, chosen, start);
    else if (module !== undefined && isSpikeModule(module) && (type ?? "spikes") === "spikes")
      warnings.push(...(await addSpikes(spikes, input, chosen, { start, resolution: network.resolution })));
    else refuseModule(input, module);
  }
  const { grid } = network.description;
  const late = new Map<Nodes, number>();
  for (const [one, own] of spikes) {
    const drive = driveOf(
      own,
      bundles.filter(({ source }) => source === one),
      grid,
    );
    if (drive.lost > 0) warnings.push(lostWarning(one, drive.lost, grid));
    late.set(one, drive.late);
    stimulateRelays(network, one, own, drive);
  }
  return { late: (one) => late.get(one) ?? 0, warnings: [...warnings, ...silent(nodes, bundles, spikes)] };
}
