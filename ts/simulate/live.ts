/** A kernel that was built, and what stands around it. */

import type { Kernel, KernelReport } from "../backend/backend.ts";
import { peakMemory } from "../backend/environment.ts";
import { type Description, type DeviceValues, partsOf, type StimulusData } from "../network/description.ts";
import type { SpikeSinkInfo } from "../network/devices/sink.ts";
import { deviceValues } from "../network/devices/values.ts";
import { precisionWarnings } from "../network/estimate/precision.ts";
import type { NetworkDescription } from "../network/network-description.ts";
import { count, type Ranges, toIds } from "../network/neurons/ranges.ts";
import type { Records } from "../network/records.ts";
import { decodeParameter } from "../network/values/codec.ts";
import type { Draw } from "../network/values/draw.ts";
import type { Warning } from "../network/values/fields.ts";
import { timeOf } from "../network/values/grid.ts";
import { type Actions, noActions } from "./actions.ts";
import { checkSamples, memoryBudget } from "./budget.ts";
import type { StimulusValues } from "./change.ts";
import type { ParametersJson, Resumption } from "./checkpoint.ts";
import { descriptionDigest } from "./description-digest.ts";
import { beginDrains } from "./drain.ts";
import { type Readings, readingsOf } from "./read.ts";
import { type Report, runReport, totalsOf } from "./report.ts";
import type { Runnable } from "./run.ts";
import type { SynapseStates } from "./synapses.ts";

/** What a simulation is made of. */
export interface Parts {
  readonly owner: NetworkDescription;
  readonly description: Description;
  readonly kernel: Kernel;
  readonly records: Records;
  /** The most memory it may take [bytes]: the user's limit, or that of the backend. */
  readonly limit: number;
  readonly backend: Report["backend"];
  readonly weights: Report["weights"];
  /** Why synapses are stored or made. */
  readonly connectivity: readonly string[];
  readonly warnings: readonly Warning[];
  /** What it goes on with, if it comes from a checkpoint. */
  readonly resumption?: Resumption | undefined;
}

/** A simulation's kernel and what stands around it. */
export interface Live extends Parts, Runnable {
  readonly readings: Readings;
  readonly stimuli: StimulusValues;
  readonly synapses: SynapseStates;
  /** What is to be called when a run reaches a time. */
  readonly actions: Actions;
  /** Adds warnings to those of the report, unless they are there. */
  warn(warnings: readonly Warning[]): void;
  /** Says anew what the form of weights costs, with other weights for these connections. */
  reweigh(connections: readonly number[], weight: Draw): void;
}

// Samples that fit wherever a simulation does [bytes].
const certainBytes = 2 ** 20;

/** The recorded neurons of each population. */
function recordedPopulations(
  { populations }: Description,
  targets: Ranges,
): NonNullable<SpikeSinkInfo["populations"]> {
  const chosen = new Map<number, { readonly label: string; readonly ranges: number[] }>();
  for (const { population, ranges } of partsOf(populations, targets)) {
    const one = chosen.get(population.first) ?? { label: population.label, ranges: [] };
    one.ranges.push(...ranges);
    chosen.set(population.first, one);
  }
  return [...chosen.values()].map(({ label, ranges }) => ({ label, neurons: toIds(ranges) }));
}

/** What a sink learns of the simulation. */
function sinkInfo({ description, kernel }: Parts, ids: Uint32Array, targets: Ranges): SpikeSinkInfo {
  const { grid, seed } = description;
  return {
    ids,
    seed,
    resolution: grid.resolution,
    time: timeOf(kernel.step(), grid),
    populations: recordedPopulations(description, targets),
    description: () => descriptionDigest(description),
  };
}

/** The parameters of a stimulus, or those that a checkpoint says it was given. */
function presentOf(stimulus: StimulusData, changed: ParametersJson | undefined): DeviceValues {
  if (!changed) return stimulus.parameters;
  const given = Object.entries(changed).map(([name, value]) => [name, decodeParameter(value, name)] as const);
  const place = { call: "restore", kind: stimulus.kind, count: count(stimulus.targets) };
  return deviceValues(Object.fromEntries(given), place);
}

/** Sets up what stands around a kernel. */
export function liven(parts: Parts): Live {
  const { description, kernel, records, limit, resumption } = parts;
  const { grid, recorders, stimuli, connections } = description;
  const readings = readingsOf(parts, resumption?.emptied);
  const drained = recorders.flatMap(({ sink, label, targets }, index) =>
    sink
      ? [
          {
            sink,
            label,
            place: records.recorderPlaces[index],
            info: sinkInfo(parts, readings.ids(index), targets),
          },
        ]
      : [],
  );
  let warnings = [...parts.warnings];
  const changed = new Map<number, Draw>();
  const actions = noActions();
  return {
    ...parts,
    get warnings() {
      return warnings;
    },
    reweigh(connections, weight) {
      for (const connection of connections) changed.set(connection, weight);
      warnings = warnings.filter(({ code }) => code !== "W_WEIGHT_PRECISION");
      warnings.push(...precisionWarnings(description, parts.weights, changed));
    },
    warn(added) {
      warnings.push(...added.filter(({ message }) => warnings.every((known) => known.message !== message)));
    },
    grid,
    readings,
    stimuli: new Map(
      stimuli.map((stimulus, index) => [index, presentOf(stimulus, resumption?.stimuli.get(index))]),
    ),
    synapses: new Map(
      connections.map(({ synapse }, index) => {
        const parameters = resumption?.synapses.get(index);
        return [index, parameters ? { ...synapse, parameters } : synapse];
      }),
    ),
    actions,
    nextAction: actions.next,
    act: () => actions.callUntil(kernel.step()),
    drains: beginDrains(kernel, drained),
    totals: totalsOf(kernel),
    checkSamples(until) {
      const bytes = readings.sampleBytes(until);
      // To ask the system costs more than a short run.
      if (bytes > certainBytes) checkSamples(bytes, memoryBudget(limit));
    },
  };
}

/** What a simulation is and did. */
export function reportOf({ kernel, grid, backend, connectivity: reasons, warnings: ours }: Live): Report {
  const { threads, isa, weights, connectivity, build, run, warnings } = JSON.parse(
    kernel.report(),
  ) as KernelReport;
  return {
    backend,
    threads,
    isa,
    weights,
    connectivity: { form: connectivity, reasons },
    build,
    run: runReport({ run }, grid),
    memory: { peakBytes: peakMemory() },
    // What the description expects to vanish, the kernel has counted.
    warnings: [...ours.filter(({ code }) => code !== "W_WEIGHT_UNDERFLOW"), ...warnings],
  };
}
