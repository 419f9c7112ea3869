// Builds and runs a described network with progress and Ctrl-C, the same for every `run` command.
import { checkBuild } from "../../simulate/build.ts";
import { Network } from "../../simulate/network.ts";
import type { Progress as Watched } from "../../simulate/progress.ts";
import { difference, type RunReport } from "../../simulate/report.ts";
import { checkDuration } from "../../simulate/run.ts";
import type { Simulation } from "../../simulate/simulation.ts";
import { asUsage } from "../terminal/failure.ts";
import { type Interrupt, watchInterrupt } from "../terminal/interrupt.ts";
import { type Progress, progressOn } from "../terminal/progress.ts";
import { bytes, duration, grouped } from "../terminal/terminal.ts";

/** How to build and run. */
export interface ExecutionOptions {
  readonly threads: number | "auto";
  readonly weights: "exact" | "compact";
  readonly connectivity: "auto" | "stored" | "made";
  /** The most memory to use [bytes]. */
  readonly memoryLimit?: number;
  /** Model time that is not measured, and model time that is [ms]. */
  readonly presim: number;
  readonly time: number;
}

/** What came of it. */
export interface Execution {
  /** Nothing when Ctrl-C came during the build. */
  readonly simulation: Simulation | undefined;
  /** The warm-up and the measured run, as far as they came. */
  readonly presim: RunReport;
  readonly run: RunReport;
  readonly interrupted: boolean;
}

const nothing: RunReport = {
  simulated: 0,
  wall: 0,
  realTimeFactor: 0,
  phases: { deliver: 0, update: 0, exchange: 0, record: 0 },
  spikes: 0,
  spikesByPopulation: [],
  synapticEvents: 0,
};

/** Refuses times, by the names of their options, that the network's steps cannot make. */
export function checkOnGrid(times: Readonly<Record<string, number>>, resolution: number): void {
  asUsage(() => {
    const { grid } = new Network({ resolution }).description;
    const start = { grid, kernel: { step: () => 0 } };
    for (const [name, time] of Object.entries(times)) checkDuration(time, start, "run", name);
  });
}

/** The same for the times of a run, before anything is built. */
export function checkTimes({ presim, time }: ExecutionOptions, resolution: number): void {
  checkOnGrid({ "--presim": presim, "--time": time, "--presim + --time": presim + time }, resolution);
}

/** What decides how a network is built. */
const buildOptions = ({ threads, weights, connectivity, memoryLimit }: ExecutionOptions) => ({
  threads,
  weights,
  connectivity,
  memoryLimit,
});

/**
 * Refuses a network for which there is no memory, so that its run does not take the place of earlier results.
 *
 * @throws CajalError E_MEMORY_BUDGET, E_THREADS, E_BACKEND
 */
export const checkMemory = (network: Network, options: ExecutionOptions): Promise<void> =>
  checkBuild(network, buildOptions(options));

/**
 * Builds a network, lets it warm up and runs it. Ctrl-C ends that early; any other failure is thrown.
 *
 * @param interrupt a watch that has begun before, and ends with this
 */
export async function execute(
  network: Network,
  options: ExecutionOptions,
  interrupt: Interrupt = watchInterrupt(),
): Promise<Execution> {
  const progress = progressOn(process.stderr);
  try {
    const simulation = await build(network, options, progress, interrupt.signal);
    if (!simulation) return { simulation, presim: nothing, run: nothing, interrupted: true };
    const presim = await stage("warm-up", simulation, options.presim, progress, interrupt.signal);
    const run = await stage("run", simulation, options.time, progress, interrupt.signal);
    return { simulation, presim, run, interrupted: interrupt.signal.aborted };
  } finally {
    progress.abandon();
    interrupt.release();
  }
}

async function build(
  network: Network,
  options: ExecutionOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Simulation | undefined> {
  progress.begin("build");
  const onProgress = (now: Watched): void => progress.advance(now);
  const simulation = await unlessAborted(signal, () =>
    network.build({ ...buildOptions(options), signal, onProgress }),
  );
  if (!simulation) return undefined;
  const { build: made, threads: used, isa, weights: kept, connectivity: how } = simulation.report;
  const size = `${grouped(made.synapses)} synapses, ${bytes(made.bytes)}`;
  const team = `${used} thread${used === 1 ? "" : "s"}, ${isa}, ${kept} weights`;
  const form = how.form === "stored" ? "" : `, ${how.form} synapses`;
  progress.end(`${size} in ${duration(made.seconds)} (${team}${form})`);
  return simulation;
}

/** Runs for some model time [ms], and reports what was done even when it was cut short. */
async function stage(
  name: string,
  simulation: Simulation,
  time: number,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunReport> {
  if (time === 0 || signal.aborted) return nothing;
  const before = { time: simulation.time, run: simulation.report.run };
  progress.begin(name);
  const onProgress = (now: Watched): void => progress.advance(now);
  const whole = await unlessAborted(signal, () => simulation.run(time, { signal, onProgress }));
  const report = whole ?? difference(before.run, simulation.report.run, simulation.time - before.time);
  const pace = `${report.realTimeFactor.toFixed(2)} x real time, ${grouped(report.spikes)} spikes`;
  progress.end(`${duration(report.simulated / 1000)} in ${duration(report.wall)} (${pace})`);
  return report;
}

async function unlessAborted<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
