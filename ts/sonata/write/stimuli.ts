// Stimuli of a network as inputs of a simulation: spikes of virtual nodes, currents, and what SONATA has no module for.

import { CajalError } from "../../error.ts";
import { populationWriter } from "../../io/hdf5/sonata-writer.ts";
import type { Description, StimulusData } from "../../network/description.ts";
import type { NetworkJson } from "../../network/json/schema.ts";
import { common, count, each, interval, type Ranges, toIds } from "../../network/neurons/ranges.ts";
import type { Draw } from "../../network/values/draw.ts";
import { type Grid, timeOf } from "../../network/values/grid.ts";
import type { Warning } from "../../network/values/warning.ts";
import { deviceType } from "../inputs/devices.ts";
import type { Folder } from "./folder.ts";
import type { WrittenPopulation } from "./nodes.ts";

/** Inputs and node sets of a simulation by their names. */
export interface Inputs {
  readonly inputs: Record<string, unknown>;
  readonly nodeSets: Record<string, unknown>;
  readonly warnings: Warning[];
}

const numberOf = (draw: unknown): number | undefined => {
  const { kind, numbers } = (draw ?? {}) as Partial<Draw>;
  return kind === "constant" ? (numbers as ArrayLike<number>)[0] : undefined;
};

/** Writes the spikes of virtual nodes, as inputs of their populations. */
export async function writeTrains(
  folder: Folder,
  written: readonly WrittenPopulation[],
  grid: Grid,
  { inputs }: Inputs,
): Promise<void> {
  for (const { name, data, spikes = [] } of written) {
    if (spikes.length === 0) continue;
    const file = `inputs/${name}_spikes.h5`;
    await folder.hdf5(file, (hdf5) => {
      const writer = populationWriter(hdf5, name);
      for (const [time, node] of spikes) writer.push(node, time);
      const neurons = Uint32Array.from({ length: data.size }, (_, node) => node);
      const tStop = spikes.at(-1)?.[0] ?? 0;
      writer.end({ neurons, tStart: 0, tStop, resolution: grid.resolution, spikes: spikes.length }, neurons);
    });
    inputs[`${name}_spikes`] = {
      input_type: "spikes",
      module: "sonata",
      input_file: `$BASE_DIR/${file}`,
      node_set: name,
    };
  }
}

function refuseOrder(name: string): never {
  const hint = "give the targets in the order of their numbers";
  const problem = `the neurons of ${name} have an order that node sets cannot keep`;
  throw new CajalError("E_FORMAT", `toSonata: ${problem}; ${hint}`, {
    parameter: "network",
    where: name,
    hint,
  });
}

/** Whether neurons stand in the order of their numbers. */
function areAscending(targets: Ranges): boolean {
  let [before, ascending] = [-1, true];
  each(targets, (id) => {
    ascending &&= id > before;
    before = id;
  });
  return ascending;
}

/** Nodes of a population; undefined: all of them. */
interface NodePart {
  readonly population: string;
  readonly nodes: readonly number[] | undefined;
}

/** The name of a node set with some neurons, in the order of populations and nodes. @throws CajalError E_FORMAT */
export function nodeSetOf(
  name: string,
  targets: Ranges,
  written: readonly WrittenPopulation[],
  nodeSets: Record<string, unknown>,
): string {
  if (!areAscending(targets)) refuseOrder(name);
  const parts = written.flatMap(({ name: population, data: { first, size } }): NodePart[] => {
    const shared = common(targets, interval(first, size));
    if (shared === 0) return [];
    if (shared === size) return [{ population, nodes: undefined }];
    const own = toIds(targets).filter((id) => id >= first && id < first + size);
    return [{ population, nodes: Array.from(own, (id) => id - first) }];
  });
  const names = parts.map(({ population, nodes }, k) => {
    if (!nodes) return population;
    const own = parts.length === 1 ? name : `${name}_${k}`;
    nodeSets[own] = { population, node_id: nodes };
    return own;
  });
  if (names.length === 1) return names[0] as string;
  nodeSets[name] = names;
  return name;
}

// Longer than any simulation [ms].
const always = 1e9;

/** A current of one amplitude for all, as steps; undefined where it is none of these. */
function clampOf({ kind, parameters, weight, delay, receptor }: StimulusData, grid: Grid) {
  const [factor, wait] = [numberOf(weight), numberOf(delay)];
  if (factor === undefined || wait === undefined || receptor !== 0) return undefined;
  // BMTK's currents have a delay of one step.
  const shift = wait - grid.resolution;
  const [start, stop] = [
    numberOf(parameters.get("start")) ?? 0,
    numberOf(parameters.get("stop")) ?? Infinity,
  ];
  const onGrid = (time: number): number => timeOf(Math.round(time / grid.resolution), grid);
  if (kind === "dc_generator") {
    const amplitude = numberOf(parameters.get("amplitude"));
    if (amplitude === undefined) return undefined;
    const duration = Math.min(stop - start, always);
    return { amp: amplitude * factor, delay: onGrid(start + shift), duration: onGrid(duration) };
  }
  const [times, values] = [parameters.get("amplitude_times"), parameters.get("amplitude_values")];
  const plain =
    kind === "step_current_generator" && times instanceof Float64Array && values instanceof Float64Array;
  if (!plain || start > 0 || stop < Infinity || times.length === 0) return undefined;
  // Where the current is zero no step is needed.
  const steps = [...times.keys()].filter((k) => values[k] !== 0);
  if (steps.length === 0) return undefined;
  const lasting = (k: number): number =>
    (times[k + 1] ?? (times[k] as number) + always) - (times[k] as number);
  return {
    amp: steps.map((k) => (values[k] as number) * factor),
    delay: steps.map((k) => onGrid((times[k] as number) + shift)),
    duration: steps.map((k) => onGrid(lasting(k))),
  };
}

/** Adds the inputs of all stimuli but those that virtual nodes stand for. */
export function addStimuli(
  description: Description,
  stimuli: NonNullable<NetworkJson["stimuli"]>,
  written: readonly WrittenPopulation[],
  replaced: ReadonlySet<number>,
  into: Inputs,
): void {
  for (const [k, data] of description.stimuli.entries()) {
    if (data.targets.length === 0 || replaced.has(k)) continue;
    const name = `${data.kind}_${k}`;
    const node_set = nodeSetOf(name, data.targets, written, into.nodeSets);
    const clamp = clampOf(data, description.grid);
    if (clamp) {
      into.inputs[name] = { input_type: "current_clamp", module: "IClamp", node_set, ...clamp };
      continue;
    }
    const { targets: _, ...stimulus } = stimuli[k] as NonNullable<NetworkJson["stimuli"]>[number];
    into.inputs[name] = { input_type: deviceType, module: data.kind, node_set, stimulus };
    into.warnings.push({
      code: "W_SONATA",
      message: `SONATA has no module for stimulus ${k} (${data.kind}): only cajal understands input '${name}'`,
      count: count(data.targets),
    });
  }
}
