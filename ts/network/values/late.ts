/**
 * Functions of so many elements that they are called only when the network is built, after its estimate was accepted.
 * What would look at their values says what it would do, and does it when they are known: late values pass the same
 * checks and raise the same warnings as early ones.
 */

import { type Draw, draw } from "./draw.ts";
import type { Warning } from "./warning.ts";

/** Values that passed a check, in the form that it gives them, with what is to be said of them. */
export interface Checked {
  readonly draw: Draw;
  readonly warnings: readonly Warning[];
}

/** Late draws, and what their functions gave once they were called. */
const late = new WeakMap<Draw, { checked?: Checked }>();

/** One value per element from a function that is called, for all elements, when the values are first asked for. */
export function deferred(evaluate: () => Checked): Draw {
  const state: { checked?: Checked } = {};
  const later = {
    ...draw("array", []),
    get numbers() {
      state.checked ??= evaluate();
      return state.checked.draw.numbers;
    },
  };
  late.set(later, state);
  return later;
}

/** Whether the values of a draw still wait for their function to be called. */
export function isDeferred(draw: Draw): boolean {
  const state = late.get(draw);
  return state !== undefined && state.checked === undefined;
}

/** Whether the values of a draw came, or will come, from a function that was called late. */
export const isLate = (draw: Draw): boolean => late.has(draw);

/** Checks the values of a draw: at once, or as soon as they are known. */
export function whenKnown(draw: Draw, check: (known: Draw) => Checked): Checked {
  if (!isDeferred(draw)) return check(draw);
  const waiting = deferred(() => {
    const before = late.get(draw);
    const known = check({ ...draw, numbers: draw.numbers });
    return { draw: known.draw, warnings: [...(before?.checked?.warnings ?? []), ...known.warnings] };
  });
  return { draw: waiting, warnings: [] };
}

/** What was said of values when they became known late. */
export const lateWarnings = (draw: Draw): readonly Warning[] => late.get(draw)?.checked?.warnings ?? [];
