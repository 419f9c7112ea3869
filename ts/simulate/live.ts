/** A kernel that was built, and what stands around it. */

import type { Kernel, KernelReport } from "../backend/backend.ts";
import { peakMemory } from "../backend/environment.ts";
import type { Description } from "../network/description.ts";
import type { NetworkDescription } from "../network/network-description.ts";
import type { Records } from "../network/records.ts";
import type { Warning } from "../network/values/fields.ts";
import { checkSamples, memoryBudget } from "./budget.ts";
import type { StimulusValues } from "./change.ts";
import type { Resumption } from "./checkpoint.ts";
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
  readonly warnings: readonly Warning[];
  /** What it goes on with, if it comes from a checkpoint. */
  readonly resumption?: Resumption | undefined;
}

/** A simulation's kernel and what stands around it. */
export interface Live extends Parts, Runnable {
  readonly readings: Readings;
  readonly stimuli: StimulusValues;
  readonly synapses: SynapseStates;
}

// Samples that fit wherever a simulation does [bytes].
const certainBytes = 2 ** 20;

/** Sets up what stands around a kernel. */
export function liven(parts: Parts): Live {
  const { description, kernel, records, limit, resumption } = parts;
  const { grid, recorders, stimuli, connections } = description;
  const readings = readingsOf(parts, resumption?.emptied);
  const drained = recorders.flatMap(({ sink, label }, index) =>
    sink ? [{ sink, label, place: records.recorderPlaces[index], ids: readings.ids(index) }] : [],
  );
  return {
    ...parts,
    grid,
    readings,
    stimuli: new Map(
      stimuli.map(({ parameters }, index) => [index, resumption?.stimuli.get(index) ?? parameters]),
    ),
    synapses: new Map(
      connections.map(({ synapse }, index) => {
        const parameters = resumption?.synapses.get(index);
        return [index, parameters ? { ...synapse, parameters } : synapse];
      }),
    ),
    drains: beginDrains(kernel, drained, grid.resolution),
    totals: totalsOf(kernel),
    checkSamples(until) {
      const bytes = readings.sampleBytes(until);
      // To ask the system costs more than a short run.
      if (bytes > certainBytes) checkSamples(bytes, memoryBudget(limit));
    },
  };
}

/** What a simulation is and did. */
export function reportOf({ kernel, grid, backend, warnings: ours }: Live): Report {
  const { threads, isa, weights, build, run, warnings } = JSON.parse(kernel.report()) as KernelReport;
  return {
    backend,
    threads,
    isa,
    weights,
    build,
    run: runReport({ run }, grid.resolution),
    memory: { peakBytes: peakMemory() },
    // What the description expects to vanish, the kernel has counted.
    warnings: [...ours.filter(({ code }) => code !== "W_WEIGHT_UNDERFLOW"), ...warnings],
  };
}
