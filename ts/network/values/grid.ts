/** Model time as integers: ticks of 1 ns, of which a step has a whole number. */

import { fail } from "../../error.ts";

/** Ticks of 1 ns per ms. */
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

/** The nearest whole number of ticks, and whether the time is that, up to the rounding of its binary form. */
function toTicks(time: number): { ticks: number; exact: boolean } {
  const scaled = time * ticksPerMs;
  const ticks = Math.round(scaled);
  return { ticks, exact: Math.abs(scaled - ticks) <= 1e-6 + 4 * Number.EPSILON * Math.abs(scaled) };
}

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
  const { ticks, exact } = Number.isFinite(resolution) ? toTicks(resolution) : { ticks: 0, exact: false };
  if (!(resolution > 0) || !exact || ticks < 1 || ticks > Number.MAX_SAFE_INTEGER)
    fail("E_DT", { ...place, must: "resolution must be a whole number of nanoseconds above 0 [ms]" });
  return { resolution, ticks };
}

/** The steps of a time [ms] that lies on the grid, or undefined if it lies between two steps. */
export function stepsOf(time: number, grid: Grid): number | undefined {
  const { ticks, exact } = toTicks(time);
  return exact && ticks % grid.ticks === 0 ? ticks / grid.ticks : undefined;
}

/** The time of a step [ms], rounded once. */
export function timeOf(step: number, grid: Grid): number {
  const ticks = step * grid.ticks;
  return Number.isSafeInteger(ticks) ? ticks / ticksPerMs : step * grid.resolution;
}

/** The two grid times around a time [ms]. */
export function neighbours(time: number, grid: Grid): readonly [number, number] {
  const below = Math.floor((time * ticksPerMs) / grid.ticks);
  return [timeOf(below, grid), timeOf(below + 1, grid)];
}

/** The steps of a delay [ms], rounded half up. */
export function delaySteps(delay: number, grid: Grid): number {
  return stepsOf(delay, grid) ?? Math.floor((delay * ticksPerMs) / grid.ticks + 0.5);
}
