/**
 * Model time as integers: the one place where a time becomes a number of steps, and a number of steps a time.
 * core/base/grid.hpp writes the same expressions, so that both sides agree in every bit.
 */

import { fail } from "../../error.ts";

/** Ticks of 1 ns per ms: a step has a whole number of them. */
const ticksPerMs = 1e6;

/** The time grid of a network. */
export interface Grid {
  /** The length of a step [ms]. */
  readonly resolution: number;
  /** The length of a step in ticks of 1 ns. */
  readonly ticks: number;
}

/** The longest delay in steps. */
export const longestDelay = 65_535;

// Resolutions that were computed, as 0.1 * 3, miss their ticks by this at most [ticks].
const resolutionNoise = 1e-6;

/**
 * The grid of a resolution [ms].
 *
 * @throws CajalError E_TYPE, E_DT unless it is a positive whole number of 1 ns ticks
 */
export function gridOf(resolution: unknown, call = "Network"): Grid {
  const place = {
    call,
    parameter: "resolution",
    value: resolution,
    allowed: "a positive multiple of 1e-6 ms",
  };
  if (typeof resolution !== "number") fail("E_TYPE", { ...place, must: "resolution must be a number [ms]" });
  const scaled = resolution * ticksPerMs;
  const ticks = Math.round(scaled);
  const whole = Math.abs(scaled - ticks) <= resolutionNoise + 4 * Number.EPSILON * Math.abs(scaled);
  if (!(resolution > 0) || !whole || ticks < 1 || ticks > Number.MAX_SAFE_INTEGER)
    fail("E_DT", { ...place, must: "resolution must be a whole number of nanoseconds above 0 [ms]" });
  return { resolution: ticks / ticksPerMs, ticks };
}

/** The grid of models that no kernel runs: its step need not be whole ticks [ms]. */
export const looseGrid = (resolution: number): Grid => ({ resolution, ticks: resolution * ticksPerMs });

/**
 * The number of the step nearest to a time [ms], halves up. The doubles nearest to 1.45 and 0.1 have a quotient just
 * below or above 14.5; what misses a half by as little is a half.
 */
export function nearestStep(time: number, { resolution }: Grid): number {
  const steps = time / resolution;
  const whole = Math.floor(steps);
  const noise = Math.min(steps * 2 ** -50, 2 ** -10);
  return whole + (steps - whole + noise >= 0.5 ? 1 : 0);
}

/** The time of a step [ms], rounded once: 3 steps of 0.1 ms are 0.3 ms. */
export function timeOf(step: number, grid: Grid): number {
  const ticks = step * grid.ticks;
  return ticks <= 2 ** 53 ? ticks / ticksPerMs : step * grid.resolution;
}

/** How far from a step a time is still on the grid, unless steps are as fine [ms]: half a tic of NEST. */
export const halfTic = 0.0005;

/** How far from a step a time is still on the grid [ms]: half a tic, or a quarter of a step that is as fine. */
const tolerance = ({ resolution }: Grid): number => (resolution < 4 * halfTic ? 0.25 * resolution : halfTic);

/** The steps of a time [ms] that lies on the grid, or undefined if it lies between two steps. */
export function stepsOf(time: number, grid: Grid): number | undefined {
  const step = nearestStep(time, grid);
  return Math.abs(time - timeOf(step, grid)) <= tolerance(grid) ? step : undefined;
}

/** A time [ms] without what it misses the grid by; as it is if it lies between two steps. */
export function onGrid(time: number, grid: Grid): number {
  const step = stepsOf(time, grid);
  return step === undefined ? time : timeOf(step, grid);
}

/** The last step that a time [ms] has reached. */
export function reachedStep(time: number, grid: Grid): number {
  const near = nearestStep(time, grid);
  return stepsOf(time, grid) === undefined && timeOf(near, grid) > time ? near - 1 : near;
}

/** The two grid times around a time [ms] between them. */
export function neighbours(time: number, grid: Grid): readonly [number, number] {
  const below = reachedStep(time, grid);
  return [timeOf(below, grid), timeOf(below + 1, grid)];
}
