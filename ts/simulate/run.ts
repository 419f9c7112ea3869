/** Advances a simulation, in batches where recordings must be passed on between them. */

import type { Kernel } from "../backend/backend.ts";
import { type CajalError, fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import { type Grid, nearestStep, neighbours, stepsOf, timeOf } from "../network/values/grid.ts";
import type { Quantity } from "../network/values/units.ts";
import { toNumber } from "../network/values/value.ts";
import type { Drains } from "./drain.ts";
import { checkWatch, type Gauge, remaining, supervise, type Watch } from "./progress.ts";
import { factor, type RunReport, runBetween, type Totals } from "./report.ts";

/** Options of `run`. */
export interface RunOptions extends Watch {
  /** Model time between two drains of recordings that go to a sink [ms]; default 100. */
  readonly batch?: number | Quantity | undefined;
}

/** What running needs of a simulation. */
export interface Runnable {
  readonly kernel: Kernel;
  readonly grid: Grid;
  readonly drains: Drains;
  readonly totals: Totals;
  /** Refuses a run up to a step whose samples would not fit. */
  readonly checkSamples: (until: number) => void;
  /** The step at which the user's functions are called next, or infinity. */
  readonly nextAction: () => number;
  /** Calls those whose time has come. */
  readonly act: () => void;
}

const standardBatch = 100; // [ms]
const mostTicks = Number.MAX_SAFE_INTEGER;

const isPlain = (text: string): boolean => text.trim() === "" || !Number.isNaN(Number(text));

/**
 * The steps of a duration [ms].
 *
 * @throws CajalError E_TIME unless it is 0 or more and the total stays below 2^53 ns, E_TIME_GRID with both neighbours
 */
export function checkDuration(
  duration: unknown,
  { kernel, grid }: { readonly kernel: Pick<Kernel, "step">; readonly grid: Grid },
  call: string,
  parameter = "duration",
): number {
  const place = {
    call,
    parameter,
    value: duration,
    allowed: "0 ms or more, at most 2^53 ns in all",
  };
  const must = `${parameter} must be a number of 0 or more [ms]`;
  if (typeof duration !== "number" && (typeof duration !== "string" || isPlain(duration)))
    fail("E_TIME", { ...place, must });
  if (typeof duration === "number" && !Number.isFinite(duration)) fail("E_TIME", { ...place, must });
  const time = toNumber(duration, { call, parameter, unit: "ms", count: 1 });
  const steps = stepsOf(time, grid);
  if (time < 0 && steps !== 0) fail("E_TIME", { ...place, must });
  if (kernel.step() * grid.ticks + time * 1e6 > mostTicks)
    fail("E_TIME", { ...place, must: "the model time must stay below 2^53 ns (104 days)" });
  if (steps !== undefined) return steps;
  const [low, high] = neighbours(time, grid);
  return fail("E_TIME_GRID", {
    ...place,
    allowed: `${low} or ${high} ms`,
    hint: `the nearest are ${low} and ${high} ms`,
    must: `${parameter} must be a multiple of the resolution (${grid.resolution} ms)`,
  });
}

function batchSteps(given: unknown, runnable: Runnable, call: string): number {
  if (given !== undefined) return Math.max(1, checkDuration(given, runnable, call));
  return runnable.drains.active ? Math.max(1, nearestStep(standardBatch, runnable.grid)) : Infinity;
}

/** How far a run of `steps` from step `start` is; `before` holds the spikes of finished batches. */
function runGauge({ grid }: Runnable, start: number, steps: number, before: { spikes: number }): Gauge {
  return ([phase = 0, , reached = 0, spikes = 0, synapses = 0], elapsed) => {
    const done = Math.max(0, Math.min(steps, reached - start));
    const fraction = done / steps;
    return {
      phase: "run",
      fraction,
      elapsed,
      eta: remaining(fraction, elapsed),
      realTimeFactor: factor(elapsed, timeOf(done, grid)),
      spikes: before.spikes + (phase === 2 ? spikes : 0),
      synapses,
    };
  };
}

/**
 * Passes on what a run recorded before it failed. If it failed because recordings filled the memory, and they went to
 * sinks, it may go on; any other failure is what the caller must hear of.
 */
function salvage({ kernel, drains }: Runnable, start: number, error: unknown): void {
  try {
    drains.drain();
  } catch {
    // Kept for the next run.
  }
  const { code, parameter } = error as Partial<CajalError>;
  const filled = code === "E_MEMORY" && parameter === "memoryLimit";
  if (!filled || !drains.active || kernel.step() === start) throw error;
}

/** The steps until a run is interrupted: at the end of a batch, at its own end, or for the user's functions. */
const pieceOf = ({ kernel, nextAction }: Runnable, batch: number, left: number): number =>
  Math.min(batch, left, nextAction() - kernel.step());

/** Runs on another thread; `own` stops the run when the simulation is disposed. */
export async function runBatches(
  runnable: Runnable,
  steps: number,
  options: RunOptions,
  own: AbortSignal,
): Promise<RunReport> {
  const given = optionsOf(options, ["onProgress", "signal", "batch"], "run");
  const watch = checkWatch(given, "run");
  const batch = batchSteps(given.get("batch"), runnable, "run");
  const { kernel, grid, drains, totals } = runnable;
  const start = kernel.step();
  runnable.checkSamples(start + steps);
  watch.signal?.throwIfAborted();
  const before = totals.now();
  totals.change();
  const finished = { spikes: 0 };
  const supervision = supervise(kernel, watch, runGauge(runnable, start, steps, finished), own);
  let problem: { readonly error: unknown } | undefined;
  let left = steps;
  try {
    drains.drain();
    if (left > 0) runnable.act(); // what an error left behind
    while (left > 0 && !supervision.stopped()) {
      const from = kernel.step();
      await kernel
        .run(pieceOf(runnable, batch, left))
        .catch((error: unknown) => salvage(runnable, from, error));
      finished.spikes += kernel.progress()[3] ?? 0;
      left = start + steps - kernel.step();
      drains.drain();
      if (!supervision.stopped()) runnable.act();
    }
  } catch (error) {
    problem = { error };
  }
  supervision.finish(left === 0 && !problem);
  if (problem) throw problem.error;
  return runBetween(before, totals.now(), grid, timeOf(steps - left, grid));
}

/** Runs on this thread. */
export function runBatchesSync(runnable: Runnable, steps: number): RunReport {
  const { kernel, grid, drains, totals } = runnable;
  const start = kernel.step();
  runnable.checkSamples(start + steps);
  const before = totals.now();
  totals.change();
  const batch = batchSteps(undefined, runnable, "runSync");
  drains.drain();
  if (steps > 0) runnable.act();
  for (let left = steps; left > 0; left = start + steps - kernel.step()) {
    const from = kernel.step();
    try {
      kernel.runSync(pieceOf(runnable, batch, left));
    } catch (error) {
      salvage(runnable, from, error);
    }
    drains.drain();
    runnable.act();
  }
  return runBetween(before, totals.now(), grid, timeOf(steps, grid));
}
