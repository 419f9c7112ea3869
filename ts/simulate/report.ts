/** What a simulation says about its building and running. */

import type { Kernel, KernelReport } from "../backend/backend.ts";
import type { Warning } from "../network/values/fields.ts";
import { type Grid, timeOf } from "../network/values/grid.ts";

/** Where the wall time of the threads went [s]. */
export interface Phases {
  readonly deliver: number;
  readonly update: number;
  readonly exchange: number;
  readonly record: number;
}

/** What a run, or all runs together, did. */
export interface RunReport {
  /** Model time [ms]. */
  readonly simulated: number;
  /** Wall time [s]. */
  readonly wall: number;
  /** Wall time per model time: below 1 is faster than real time. 0 if nothing was simulated. */
  readonly realTimeFactor: number;
  readonly phases: Phases;
  readonly spikes: number;
  /** The spikes of each population, in order of creation; also of those that are not recorded. */
  readonly spikesByPopulation: readonly number[];
  /** Spikes that arrived, counted per synapse. */
  readonly synapticEvents: number;
}

/** What a simulation is and did. */
export interface Report {
  readonly backend: {
    readonly name: string;
    /** What was taken and why not the others. */
    readonly reasons: readonly string[];
  };
  readonly threads: number;
  /** The instruction set in use. */
  readonly isa: string;
  /** How weights are stored: 32-bit or 16-bit fixed point. */
  readonly weights: "exact" | "compact";
  readonly connectivity: {
    /** Whether synapses are stored, drawn whenever their source fires, or some of each. */
    readonly form: "stored" | "made" | "mixed";
    /** Why, and which connections are stored although others are made. */
    readonly reasons: readonly string[];
  };
  readonly build: {
    /** Wall time [s]. */
    readonly seconds: number;
    readonly synapses: number;
    /** [bytes] */
    readonly bytesPerSynapse: number;
    /** Of all synapses and their index [bytes]. */
    readonly bytes: number;
    /** Of all stimuli: their values, and what they keep for each target [bytes]. */
    readonly stimulusBytes: number;
  };
  /** All runs together; those after a checkpoint only, if the simulation was restored from one. */
  readonly run: RunReport;
  readonly memory: {
    /** The most memory the process has used so far [bytes]. */
    readonly peakBytes: number;
  };
  readonly warnings: readonly Warning[];
}

/** The totals of a kernel as a report. */
export function runReport({ run }: Pick<KernelReport, "run">, grid: Grid): RunReport {
  const { steps, wall, phases, spikes, spikesByPopulation, synapticEvents } = run;
  const simulated = timeOf(steps, grid);
  const realTimeFactor = factor(wall, simulated);
  return { simulated, wall, realTimeFactor, phases, spikes, spikesByPopulation, synapticEvents };
}

/** Wall time [s] per model time [ms], as a ratio. */
export const factor = (wall: number, simulated: number): number =>
  simulated > 0 ? wall / (simulated / 1000) : 0;

/** The totals of a kernel, as text: it is read only where somebody looks. */
export interface Totals {
  /** Up to now; `change` lets it be asked again. */
  now(): string;
  /** To be called before the kernel runs. */
  change(): void;
}

/** Keeps what a kernel last said: the end of one run is the beginning of the next. */
export function totalsOf(kernel: Pick<Kernel, "report">): Totals {
  let known: string | undefined;
  return {
    now() {
      known ??= kernel.report();
      return known;
    },
    change() {
      known = undefined;
    },
  };
}

/** What happened between two states of the totals; `simulated` in ms is given because it is exact. */
export function difference(before: RunReport, after: RunReport, simulated: number): RunReport {
  const wall = after.wall - before.wall;
  return {
    simulated,
    wall,
    realTimeFactor: factor(wall, simulated),
    phases: {
      deliver: after.phases.deliver - before.phases.deliver,
      update: after.phases.update - before.phases.update,
      exchange: after.phases.exchange - before.phases.exchange,
      record: after.phases.record - before.phases.record,
    },
    spikes: after.spikes - before.spikes,
    spikesByPopulation: after.spikesByPopulation.map(
      (spikes, population) => spikes - (before.spikesByPopulation[population] ?? 0),
    ),
    synapticEvents: after.synapticEvents - before.synapticEvents,
  };
}

/** The same from two totals as text, read when somebody looks at it. `resolution` and `simulated` in ms. */
export function runBetween(earlier: string, later: string, grid: Grid, simulated: number): RunReport {
  const read = (text: string): RunReport => runReport(JSON.parse(text) as KernelReport, grid);
  let made: RunReport | undefined;
  const look = (): RunReport => {
    made ??= difference(read(earlier), read(later), simulated);
    return made;
  };
  return {
    simulated,
    get wall() {
      return look().wall;
    },
    get realTimeFactor() {
      return look().realTimeFactor;
    },
    get phases() {
      return look().phases;
    },
    get spikes() {
      return look().spikes;
    },
    get spikesByPopulation() {
      return look().spikesByPopulation;
    },
    get synapticEvents() {
      return look().synapticEvents;
    },
  };
}
