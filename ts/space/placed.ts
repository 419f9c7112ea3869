/** Neurons that have positions, and the ways between them. */

import type { Interval } from "./steps.ts";

/** The positions of some neurons. */
export interface Placed {
  /** 1, 2 or 3. */
  readonly dimensions: number;
  /** The lengths after which space repeats itself, 0 where it ends. */
  readonly periods: readonly number[];
  /** The coordinates of one neuron after the other. */
  readonly coordinates: Float64Array;
}

/** The displacement along a dimension, over a periodic edge the shortest one, as the kernel has it. */
export function wayAlong(from: number, to: number, period: number): number {
  const step = to - from;
  if (period === 0) return step;
  return step >= period / 2 ? step - period : step < -period / 2 ? step + period : step;
}

/** Whether both lie in the same space. */
export const shareSpace = (a: Placed, b: Placed): boolean =>
  a.dimensions === b.dimensions && a.periods.every((period, d) => period === b.periods[d]);

/** The displacement from neuron i of one to neuron k of another. */
export function displacement(from: Placed, i: number, to: Placed, k: number): number[] {
  const { dimensions, periods } = from;
  return periods.map((period, d) =>
    wayAlong(
      from.coordinates[i * dimensions + d] as number,
      to.coordinates[k * dimensions + d] as number,
      period,
    ),
  );
}

function sideOf({ dimensions, coordinates }: Placed, d: number): Interval {
  let [low, high] = [Infinity, -Infinity];
  for (let k = d; k < coordinates.length; k += dimensions) {
    low = Math.min(low, coordinates[k] as number);
    high = Math.max(high, coordinates[k] as number);
  }
  return [low, high];
}

/** The components that displacements can have. */
export function waysBetween(from: Placed, to: Placed): Interval[] {
  if (from.coordinates.length === 0 || to.coordinates.length === 0) return from.periods.map(() => [0, 0]);
  return from.periods.map((period, d) => {
    if (period > 0) return [-period / 2, period / 2];
    const [[a, b], [c, e]] = [sideOf(from, d), sideOf(to, d)];
    return [c - b, e - a];
  });
}
