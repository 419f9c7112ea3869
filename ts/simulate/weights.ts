/** The weights of a built network's connections: read, and changed between runs. */

import type { Kernel, SynapseColumns } from "../backend/backend.ts";
import { CajalError, fail, fromKernel } from "../error.ts";
import { findSynapse } from "../models/model.ts";
import type { ConnectionData, Description, SynapseData } from "../network/description.ts";
import type { Projection } from "../network/options.ts";
import { drawRecord, type Records } from "../network/records.ts";
import { weightUnit } from "../network/synapses/entries.ts";
import { spaceBetween } from "../network/synapses/space.ts";
import { checkSynapse } from "../network/synapses/synapse-checks.ts";
import type { Draw } from "../network/values/draw.ts";
import { optionsOf } from "../network/values/fields.ts";
import { toDraw } from "../network/values/value.ts";
import { checkWatch, type Gauge, remaining, supervise } from "./progress.ts";

/** What weights need of a simulation. */
export interface Weighted {
  readonly owner: object;
  readonly description: Description;
  readonly kernel: Kernel;
  readonly records: Records;
  /** The present synapse models of the connections. */
  readonly synapses: Map<number, SynapseData>;
  reweigh(connections: readonly number[], weight: Draw): void;
}

/** Refuses a projection of another network, or one that was added after the build. */
export function checkOwn(
  { owner, records }: Weighted,
  projection: unknown,
  call: string,
): asserts projection is Projection {
  const { kind, sources, index = -1 } = (projection ?? {}) as Partial<Projection>;
  const ours = kind === "projection" && sources?.owner === owner;
  if (ours && index < records.projections.length) return;
  fail("E_INDEX", {
    call,
    parameter: "projection",
    must: "the projection must belong to this network as it was built",
    hint: "build again after adding connections",
  });
}

/** The synapses of a projection. */
export function readWeights(weighted: Weighted, projection: unknown): SynapseColumns {
  checkOwn(weighted, projection, "weights");
  const place = weighted.records.projections[projection.index];
  if (place !== undefined) return weighted.kernel.weights(place);
  const none = new Float64Array();
  return { source: new Uint32Array(), target: new Uint32Array(), weight: none, delay: none };
}

/** The unit of the weights of a connection, by its number in the description. */
export function unitOf({ description, synapses }: Weighted, index: number): string {
  const { targets, receptor } = description.connections[index] as ConnectionData;
  const values = findSynapse((synapses.get(index) as SynapseData).model)?.kind === "values";
  return values ? "1" : weightUnit(description.populations, targets, receptor);
}

function drawOf(weighted: Weighted, { index, sources, targets }: Projection, weight: unknown): Draw {
  const { description, synapses } = weighted;
  const data = description.connections[index] as ConnectionData;
  const place = { call: "setWeights", where: `from '${sources.label}' to '${targets.label}'` };
  const unit = unitOf(weighted, index);
  const space = spaceBetween(description.populations, data, place);
  const draw = toDraw(weight, { ...place, parameter: "weight", unit, count: data.synapses.listed, space });
  const landing = { ...data, synapse: synapses.get(index) as SynapseData };
  checkSynapse(description.populations, landing, draw, place);
  return draw;
}

/** How far a change is. */
const gauge: Gauge = ([, fraction = 0, , , synapses = 0], elapsed) => ({
  phase: "weights",
  fraction,
  elapsed,
  eta: remaining(fraction, elapsed),
  realTimeFactor: undefined,
  spikes: 0,
  synapses,
});

/** Changes weights off this thread; `own` stops the change when the simulation is disposed. */
export async function changeWeights(
  weighted: Weighted,
  projections: unknown,
  weight: unknown,
  options: unknown,
  own: AbortSignal,
): Promise<void> {
  const call = "setWeights";
  const watch = checkWatch(optionsOf(options, ["onProgress", "signal"], call), call);
  const places: number[] = [];
  const draws: Draw[] = [];
  const changed: number[] = [];
  for (const projection of Array.isArray(projections) ? projections : [projections]) {
    checkOwn(weighted, projection, call);
    const draw = drawOf(weighted, projection, weight);
    const place = weighted.records.projections[projection.index];
    if (place === undefined) continue;
    places.push(place);
    draws.push(draw);
    changed.push(projection.index);
  }
  watch.signal?.throwIfAborted();
  const [draw] = draws;
  if (!draw) return;
  const supervision = supervise(weighted.kernel, watch, gauge, own);
  const problem = await insist(weighted.kernel, places, draw, supervision.stopped);
  supervision.finish(problem === undefined);
  if (problem) throw problem.error;
  weighted.reweigh(changed, draw);
}

/** Lets the kernel change weights; begins again where a stop was left over from an earlier call. */
async function insist(
  kernel: Kernel,
  places: readonly number[],
  draw: Draw,
  stopped: () => boolean,
): Promise<{ readonly error: unknown } | undefined> {
  for (;;) {
    try {
      await kernel.setWeights(places, drawRecord(draw));
      return undefined;
    } catch (thrown) {
      const error = fromKernel(thrown);
      const leftOver = error instanceof CajalError && error.code === "E_ABORTED" && !stopped();
      if (!leftOver) return { error };
    }
  }
}
