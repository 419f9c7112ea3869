/** The times of devices: checks that need no grid, and the grid times that they become. */

import { fail } from "../../error.ts";
import type { Field } from "../../models/model.ts";
import { constant } from "../values/draw.ts";
import { checkRange } from "../values/fields.ts";
import { type Grid, halfTic, neighbours, stepsOf, timeOf } from "../values/grid.ts";

/** Where times were given. */
export interface TimesPlace {
  readonly call: string;
  /** As the user calls them. */
  readonly parameter: string;
  /** Whether they are spikes: those may coincide and lie after 0, changes do not coincide and may lie at 0. */
  readonly spikes: boolean;
}

const codeOf = ({ spikes }: TimesPlace): string => (spikes ? "E_SPIKE_TIMES" : "E_TIME_GRID");

function refuse(place: TimesPlace, k: number, time: number, must: string): never {
  const parameter = `${place.parameter}[${k}]`;
  return fail(codeOf(place), {
    call: place.call,
    parameter,
    value: time,
    allowed: `ascending times ${place.spikes ? "after" : "from"} 0 ms${place.spikes ? "" : " on"}`,
    must: `${parameter} ${must}`,
  });
}

/** What a list of times that starts too early must do. */
const begin = ({ spikes }: TimesPlace): string =>
  spikes ? "must lie after 0 ms" : "must lie at 0 ms or later";

/** Refuses times that begin too early, in whatever order they stand. */
export function checkBegins(times: Float64Array, place: TimesPlace): void {
  for (const [k, time] of times.entries())
    if (place.spikes ? time <= 0 : time < -halfTic) refuse(place, k, time, begin(place));
}

/** Refuses lists of times that ascend on no grid; which of the others do not shows on the grid. */
export function checkAscending(times: Float64Array, place: TimesPlace): void {
  for (let k = 0; k < times.length; k++) {
    const time = times[k] as number;
    if (place.spikes ? time <= 0 : time < -halfTic) refuse(place, k, time, begin(place));
    const before = k > 0 ? (times[k - 1] as number) : -Infinity;
    if (time < before - 2 * halfTic) refuse(place, k, time, "must not lie before the one before it");
    if (!place.spikes && time === before) refuse(place, k, time, "must lie after the one before it");
  }
}

function between(time: number, code: string, parameter: string, grid: Grid, call: string): never {
  const around = neighbours(time, grid);
  return fail(code, {
    call,
    parameter,
    value: time,
    allowed: `multiples of ${grid.resolution} ms`,
    must: `${parameter} must be a multiple of the resolution (${grid.resolution} ms)`,
    hint: `the nearest are ${around[0]} and ${around[1]} ms`,
  });
}

// Model time ends here [ms]: 2^53 ticks.
const latest = 2 ** 53 / 1e6;

function refuseLate(time: number, code: string, parameter: string, call: string): void {
  if (time <= latest) return;
  const allowed = `at most ${latest} ms`;
  fail(code, {
    call,
    parameter,
    value: time,
    allowed,
    must: `${parameter} must be below 2^53 ns (104 days)`,
  });
}

/** The grid time of one time, or of never; an end that no simulation reaches is never. */
export function timeOnGrid(field: Field, time: number, grid: Grid, call: string): number {
  if (time === Infinity || (time > latest && field.high === null)) return Infinity;
  refuseLate(time, "E_TIME_GRID", field.name, call);
  const step = stepsOf(time, grid);
  if (step === undefined) return between(time, "E_TIME_GRID", field.name, grid, call);
  const clean = timeOf(step, grid);
  checkRange(field, constant(clean), { call, parameter: field.name });
  return clean;
}

/** The grid times of a list; its order is that of the steps. */
export function timesOnGrid(times: Float64Array, grid: Grid, place: TimesPlace): Float64Array {
  const clean = new Float64Array(times.length);
  let before = place.spikes ? 0 : -1;
  for (let k = 0; k < times.length; k++) {
    const time = times[k] as number;
    refuseLate(time, codeOf(place), `${place.parameter}[${k}]`, place.call);
    const step = stepsOf(time, grid);
    if (step === undefined) return between(time, codeOf(place), `${place.parameter}[${k}]`, grid, place.call);
    if (step < (place.spikes ? 1 : 0)) refuse(place, k, time, begin(place));
    if (step < before) refuse(place, k, time, "must not lie before the one before it");
    if (!place.spikes && step === before)
      refuse(
        place,
        k,
        time,
        `must not fall on the same step (${timeOf(step, grid)} ms) as the one before it`,
      );
    clean[k] = timeOf(step, grid);
    before = step;
  }
  return clean;
}
