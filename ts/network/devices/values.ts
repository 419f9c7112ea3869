/** From what a user writes for the parameters of a device to values for its targets. */

import { fail } from "../../error.ts";
import { type DeviceTable, type Field, findDevice } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import type { DeviceValue, DeviceValues } from "../description.ts";
import { constant, type Draw, draw, isKnown } from "../values/draw.ts";
import { admitsInfinity, checkRange, entriesOf } from "../values/fields.ts";
import { halfTic } from "../values/grid.ts";
import { whenKnown } from "../values/late.ts";
import { toDraw, toNumbers } from "../values/value.ts";
import { checkAscending, checkBegins } from "./times.ts";

// Longer lists of times are a mistake, or belong into a file.
const mostTimes = 1e8;

/** What values are for. */
export interface DevicePlace {
  readonly call: string;
  readonly kind: string;
  /** The number of targets; undefined where they are not known yet. */
  readonly count: number | undefined;
}

/** The table of a device that is known to exist. */
export const tableOfDevice = (kind: string): DeviceTable => findDevice(kind) as DeviceTable;

/** Whether each target may have a value of its own: times of a course, and trains, are the same for all. */
export const mayVary = ({ list, unit, common }: Field): boolean =>
  !common && (!list || unit === "pA" || unit === "1/s");

/** The code of a list of times that does not ascend on the grid. */
const timesCode = (kind: string): string => (kind === "spike_generator" ? "E_SPIKE_TIMES" : "E_TIME_GRID");

/** The field that a name or a short name of a device means. */
function fieldOf(name: string, { kind, call }: DevicePlace): Field {
  const { parameters } = tableOfDevice(kind);
  const field = parameters.find((one) => one.name === name || one.alias === name);
  if (field) return field;
  const known = parameters.map((one) => one.name);
  return fail("E_UNKNOWN_PARAM", {
    call,
    parameter: name,
    allowed: known.join(", "),
    must: `unknown parameter '${name}' of ${kind}`,
    hint: suggestion(name, known),
  });
}

/** The given entries by NEST's names. */
export function namedEntries(given: unknown, place: DevicePlace): Map<Field, unknown> {
  const entries = new Map<Field, unknown>();
  for (const [name, value] of entriesOf(given, place.call, "parameters")) {
    const field = fieldOf(name, place);
    if (entries.has(field))
      fail("E_UNKNOWN_PARAM", {
        call: place.call,
        parameter: name,
        allowed: `one of ${field.name} and ${field.alias}`,
        must: `${field.name} must not be given twice, as ${field.alias} too`,
      });
    entries.set(field, value);
  }
  return entries;
}

function checkRate(rate: number, name: string, call: string): void {
  if (rate >= 0 && rate < Infinity) return;
  fail("E_RATE", {
    call,
    parameter: name,
    value: rate,
    allowed: "0 1/s or more",
    must: `${name} must be 0 or more`,
  });
}

/** Refuses values that the field does not take. */
function checkField(field: Field, name: string, values: Draw, call: string): void {
  if (field.unit === "1/s" && isKnown(values)) {
    const one = values.kind === "constant";
    for (const [k, rate] of values.numbers.entries()) checkRate(rate, one ? name : `${name}[${k}]`, call);
    return;
  }
  // A time that misses 0 by noise shows on the grid.
  const early = (time: number): number => (time < 0 && time >= -halfTic ? 0 : time);
  const checked =
    field.unit === "ms" && isKnown(values)
      ? { ...values, numbers: Float64Array.from(values.numbers, early) }
      : values;
  checkRange({ ...field, name }, checked, { call, parameter: name });
}

/** Refuses more than one value where all targets have the same. */
function checkCommon(value: unknown, parameter: string, call: string): void {
  if (typeof value !== "object" && typeof value !== "function") return;
  fail("E_TYPE", {
    call,
    parameter,
    value,
    allowed: "one value",
    must: `${parameter} must be the same for all targets`,
  });
}

function checkWhole(values: Draw, parameter: string, call: string): void {
  const value = values.numbers.find((number) => !Number.isInteger(number));
  if (value === undefined) return;
  fail("E_TYPE", {
    call,
    parameter,
    value,
    allowed: "0, 1, 2, ...",
    must: `${parameter} must be a whole number`,
  });
}

/** A value over the targets; undefined for a function of targets that are not known. */
function drawOf(field: Field, name: string, value: unknown, { call, count }: DevicePlace): Draw | undefined {
  if (field.common) checkCommon(value, name, call);
  const length = (value as { readonly length?: unknown } | null | undefined)?.length;
  const listed = typeof value === "object" && typeof length === "number";
  if (typeof value === "function" && count === undefined) return undefined;
  if (field.unit === "1/s" && typeof value === "number") checkRate(value, name, call);
  const made = toDraw(value, {
    call,
    parameter: name,
    unit: field.unit,
    count: count ?? (listed ? length : 1),
    infinite: admitsInfinity(field),
  });
  return whenKnown(made, (known) => {
    checkField(field, name, known, call);
    if (field.whole) checkWhole(known, name, call);
    return { draw: known, warnings: [] };
  }).draw;
}

/** One number per target each, if they differ anywhere. */
function courseOf(field: Field, value: readonly unknown[], place: DevicePlace): DeviceValue {
  const draws = value.map((one, k) => drawOf(field, `${field.name}[${k}]`, one, place));
  // Of a function of unknown targets only its place is known.
  const known = draws.map((one) => one ?? constant(0));
  return draws.every((one) => one?.kind === "constant")
    ? Float64Array.from(known, ({ numbers }) => numbers[0] as number)
    : known;
}

function listOf(field: Field, value: unknown, place: DevicePlace, ordered: boolean): DeviceValue | undefined {
  const { call, kind } = place;
  const { name } = field;
  const length = (value as { length?: unknown } | null)?.length;
  if (typeof length === "number" && length > mostTimes)
    fail(timesCode(kind), {
      call,
      parameter: name,
      value: length,
      allowed: `at most ${mostTimes}`,
      must: `${name} is too long`,
    });
  if (mayVary(field) && Array.isArray(value) && value.some((one) => typeof one !== "number"))
    return courseOf(field, value, place);
  const numbers = toNumbers(value, { call, parameter: name, unit: field.unit, count: undefined });
  const times = { call, parameter: name, spikes: kind === "spike_generator" };
  if (field.unit === "ms" && !field.offGrid) (ordered ? checkAscending : checkBegins)(numbers, times);
  else if (field.unit === "1/s")
    for (const [k, rate] of numbers.entries()) checkRate(rate, `${name}[${k}]`, call);
  else if (field.name === "spike_ids") checkIds(numbers, place);
  else checkRange(field, draw("array", numbers), { call, parameter: name });
  return numbers;
}

function checkIds(ids: Float64Array, { call, count }: DevicePlace): void {
  for (const [k, id] of ids.entries()) {
    if (Number.isInteger(id) && id >= 0 && id < (count ?? 2 ** 32)) continue;
    const allowed =
      count === undefined ? "0, 1, 2, ..." : `from 0 to ${count - 1}, the positions of the targets`;
    fail("E_INDEX", {
      call,
      parameter: `spike_ids[${k}]`,
      value: id,
      allowed,
      must: `spike_ids[${k}] must be a position among the ${count === undefined ? "" : `${count} `}targets`,
      hint: "replay(trains, { neurons }) says which neuron of a recording each target repeats",
    });
  }
}

/** Spikes with ids, in the order of time. */
function inOrder(times: Float64Array, ids: Float64Array): readonly [Float64Array, Float64Array] {
  let ascends = true;
  for (let k = 1; k < times.length && ascends; k++)
    ascends = (times[k - 1] as number) <= (times[k] as number);
  if (ascends) return [times, ids];
  const order = Uint32Array.from(times, (_, k) => k).sort(
    (a, b) => (times[a] as number) - (times[b] as number) || a - b,
  );
  return [
    Float64Array.from(order, (k) => times[k] as number),
    Float64Array.from(order, (k) => ids[k] as number),
  ];
}

/**
 * The values of a device's parameters by NEST's names. Without the number of targets, functions of their index are
 * left out.
 */
export function deviceValues(given: unknown, place: DevicePlace): DeviceValues {
  const values = new Map<string, DeviceValue>();
  const entries = namedEntries(given, place);
  const ordered = ![...entries.keys()].some(({ name }) => name === "spike_ids");
  for (const [field, value] of entries) {
    const made = field.list ? listOf(field, value, place, ordered) : drawOf(field, field.name, value, place);
    if (made !== undefined) values.set(field.name, made);
  }
  const [times, ids] = [values.get("spike_times"), values.get("spike_ids")];
  if (times instanceof Float64Array && ids instanceof Float64Array && times.length === ids.length) {
    const [sorted, own] = inOrder(times, ids);
    values.set("spike_times", sorted).set("spike_ids", own);
  }
  return values;
}
