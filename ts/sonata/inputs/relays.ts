// Spikes of virtual nodes. Relays repeat what a stimulus sends them, a step later; so it is sent a step earlier. What
// is to be in the first step cannot: then relays are a step late, and their synapses a step faster, where all can be.
import { findSynapse } from "../../models/model.ts";
import { spikeGenerator } from "../../network/devices/devices.ts";
import type { NetworkDescription } from "../../network/network-description.ts";
import { type Grid, gridOf, reachedStep, stepsOf, timeOf } from "../../network/values/grid.ts";
import type { Warning } from "../../network/values/warning.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import type { Bundle } from "../edges/bundles.ts";
import { type FilePlace, refuse } from "../files/complaint.ts";
import type { Chosen } from "../nodes/node-sets.ts";
import type { Nodes } from "../nodes/populations.ts";

/** Spikes of the virtual nodes of one population, by step. */
export interface Relayed {
  readonly steps: number[];
  readonly rows: number[];
}

/** Spikes of virtual nodes by population. */
export type RelayedSpikes = Map<Nodes, Relayed>;

/** The first step that ends at a time or after it. */
function stepAfter(time: number, grid: Grid): number {
  return stepsOf(time, grid) ?? reachedStep(time, grid) + 1;
}

/** What came of reading trains. */
export interface Taken {
  /** Spikes at or before the start of the simulation. */
  readonly before: number;
}

/**
 * Adds spikes to those of their nodes; those of nodes that were not chosen are left out.
 *
 * @throws CajalError E_SPIKE_TIMES, E_INDEX, E_DESCRIPTION
 */
export function addTrains(
  spikes: RelayedSpikes,
  trains: SpikeTrains,
  { nodes, rows }: Chosen,
  { start, resolution }: { readonly start: number; readonly resolution: number },
  place: FilePlace,
): Taken {
  const grid = gridOf(resolution, "fromSonata");
  const wanted = new Set(rows);
  const list = spikes.get(nodes) ?? { steps: [], rows: [] };
  spikes.set(nodes, list);
  let before = 0;
  for (let k = 0; k < trains.length; k++) {
    const [id, time] = [trains.ids[k] as number, trains.times[k] as number];
    const row = nodes.rowOf(id);
    if (row === undefined)
      refuse("E_INDEX", place, {
        parameter: "input_file",
        problem: `a spike is of node ${id}, and '${nodes.table.name}' has no node of this number`,
        value: id,
        hint: "the files of spikes and nodes must belong to each other",
      });
    if (!wanted.has(row)) continue;
    if (!(time > 0) && start === 0)
      refuse("E_SPIKE_TIMES", place, {
        parameter: "input_file",
        problem: `a spike of node ${id} must lie after 0 ms`,
        value: time,
        hint: "leave it out, or move run.tstart",
      });
    const step = stepAfter(time - start, grid);
    if (step < 1) before++;
    else {
      list.steps.push(step);
      list.rows.push(row);
    }
  }
  return { before };
}

const firstStep = 1;

/** Whether a bundle could be a step faster and nothing else would change. */
function canHurry({ model, delays }: Bundle, grid: Grid): boolean {
  if (findSynapse(model)?.kind !== "fixed") return false;
  const given = delays.taken();
  const shortest =
    typeof given === "number" ? given : given.reduce((least, one) => Math.min(least, one), Infinity);
  return shortest >= 1.5 * grid.resolution;
}

/** How the relays of a population are driven. */
interface Drive {
  /** Steps that they are late. */
  readonly late: number;
  /** Spikes in the first step that are left out. */
  readonly lost: number;
}

/** How late relays are, by what their first spike and their synapses demand. */
export function driveOf(spikes: Relayed | undefined, bundles: readonly Bundle[], grid: Grid): Drive {
  const early = spikes?.steps.filter((step) => step === firstStep).length ?? 0;
  if (early === 0) return { late: 0, lost: 0 };
  return bundles.every((bundle) => canHurry(bundle, grid)) ? { late: 1, lost: 0 } : { late: 0, lost: early };
}

/** Sends the spikes of the virtual nodes of a population to its relays. */
export function stimulateRelays(
  network: NetworkDescription,
  nodes: Nodes,
  spikes: Relayed,
  { late }: Drive,
): void {
  const { grid } = network.description;
  for (const [part, { population, virtual }] of nodes.parts.entries()) {
    if (!virtual) continue;
    const own = spikes.steps.flatMap((step, k) => {
      const row = spikes.rows[k] as number;
      const sent = step - 1 + late;
      return nodes.partOf[row] === part && sent >= 1 ? [[sent, nodes.placeIn[row] as number] as const] : [];
    });
    if (own.length === 0) continue;
    own.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const device = spikeGenerator({
      spike_times: Float64Array.from(own, ([step]) => timeOf(step, grid)),
      spike_ids: Float64Array.from(own, ([, place]) => place),
    });
    network.stimulate(population, device, { weight: 1, delay: grid.resolution });
  }
}

/** What to say of spikes that relays cannot send. */
export const lostWarning = (nodes: Nodes, lost: number, grid: Grid): Warning => ({
  code: "W_SONATA",
  message:
    `${lost} spikes of '${nodes.table.name}' in the first step (up to ${grid.resolution} ms) are left out: ` +
    `the synapses of these virtual nodes learn, or have delays of one step`,
  count: lost,
});
