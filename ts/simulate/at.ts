/** Functions of the user that are called when a run reaches a time. */

import { fail } from "../error.ts";
import { type Grid, neighbours, stepsOf, timeOf } from "../network/values/grid.ts";
import type { Quantity } from "../network/values/units.ts";
import { type NumberArray, toNumber, toNumbers } from "../network/values/value.ts";
import type { Live } from "./live.ts";
import { type Operations, operationsOf } from "./operations.ts";

/** Times [ms], in any order. */
export type Times = number | Quantity | readonly (number | Quantity)[] | NumberArray;

/** What is called: with what may be done between two steps, and the time reached [ms]. */
export type Action = (simulation: Operations, time: number) => void;

const thenable = (value: unknown): boolean =>
  typeof (value as { readonly then?: unknown } | null | undefined)?.then === "function";

function callOne(action: Action, live: Live): void {
  let over = false;
  const operations = operationsOf(live, () => {
    if (over)
      fail("E_DISPOSED", {
        call: "at",
        must: "what the function was given may be used only until it returns",
        hint: "use the simulation itself after the run",
      });
  });
  try {
    const result: unknown = action(operations, timeOf(live.kernel.step(), live.grid));
    if (thenable(result))
      fail("E_TYPE", {
        call: "at",
        parameter: "action",
        allowed: "a function that is done when it returns",
        must: "the function must not be asynchronous, because the run goes on when it returns",
      });
  } finally {
    over = true;
  }
}

/** The step of a time that is to come. */
function stepOf(time: unknown, parameter: string, now: number, grid: Grid): number {
  const call = "at";
  const number = toNumber(time, { call, parameter, unit: "ms", count: 1 });
  const step = stepsOf(number, grid);
  const allowed = `after ${timeOf(now, grid)} ms, at most 2^53 ns`;
  if (number * 1e6 > Number.MAX_SAFE_INTEGER || (step ?? Math.ceil(number / grid.resolution)) <= now)
    fail("E_TIME", {
      call,
      parameter,
      value: time,
      allowed,
      must: `${parameter} must lie after the time reached (${timeOf(now, grid)} ms)`,
    });
  if (step !== undefined) return step;
  const [low, high] = neighbours(number, grid);
  return fail("E_TIME_GRID", {
    call,
    parameter,
    value: time,
    allowed: `${low} or ${high} ms`,
    must: `${parameter} must be a multiple of the resolution (${grid.resolution} ms)`,
    hint: `the nearest are ${low} and ${high} ms`,
  });
}

/**
 * Adds an action at times.
 *
 * @throws CajalError E_TIME for times that have passed, E_TIME_GRID, E_TYPE, E_NOT_FINITE, E_DIM
 */
export function addAction(live: Live, times: unknown, action: unknown): () => void {
  const { actions, kernel, grid } = live;
  if (typeof action !== "function")
    fail("E_TYPE", {
      call: "at",
      parameter: "action",
      value: action,
      allowed: "a function",
      must: "action must be a function",
    });
  const now = kernel.step();
  const place = { call: "at", parameter: "times", unit: "ms", count: undefined };
  const listed = ArrayBuffer.isView(times) ? [...toNumbers(times, place)] : times;
  const steps = Array.isArray(listed)
    ? listed.map((time, k) => stepOf(time, `times[${k}]`, now, grid))
    : [stepOf(times, "times", now, grid)];
  const ascending = [...new Set(steps)].sort((a, b) => a - b);
  return ascending.length > 0
    ? actions.add(ascending, () => callOne(action as Action, live))
    : () => undefined;
}
