/** A stimulus whose values are known, on the grid of its network: lists that belong together, rates, times. */

import { fail } from "../../error.ts";
import type { Field } from "../../models/model.ts";
import type { DeviceValue, DeviceValues } from "../description.ts";
import { constant, type Draw, draw, extent, isKnown } from "../values/draw.ts";
import type { Grid } from "../values/grid.ts";
import { whenKnown } from "../values/late.ts";
import { checkDeviceOrders, checkOneTrain } from "./orders.ts";
import { timeOnGrid, timesOnGrid } from "./times.ts";
import { tableOfDevice } from "./values.ts";

// Expected events per step beyond which the kernel does not draw.
const mostEvents = 1e7;

const isList = (value: DeviceValue | undefined): value is Float64Array | readonly Draw[] =>
  value instanceof Float64Array || Array.isArray(value);

/** Lists that belong together must be equally long. */
export function checkPairs(kind: string, parameters: DeviceValues, call: string): void {
  const [first, second] = tableOfDevice(kind).parameters.filter(({ list }) => list);
  if (!first || !second) return;
  const [times, others] = [parameters.get(first.name), parameters.get(second.name)];
  if (others === undefined && second.name === "spike_ids") return;
  const [one, other] = [isList(times) ? times.length : 0, isList(others) ? others.length : 0];
  if (one === other) return;
  fail("E_SHAPE", {
    call,
    parameter: second.name,
    value: other,
    allowed: `${one}`,
    must: `${second.name} must have one value for each of the ${one} ${first.name}`,
  });
}

function checkLargest(highest: number, name: string, grid: Grid, call: string): void {
  if (highest * grid.resolution * 1e-3 <= mostEvents) return;
  fail("E_RATE", {
    call,
    parameter: name,
    value: highest,
    allowed: `at most ${(mostEvents * 1e3) / grid.resolution} 1/s`,
    must: `${name} must not exceed 1e7 events per step`,
    hint: "use a current instead",
  });
}

/** Rates that can be drawn. */
function ratesOnGrid({ name }: Field, rates: DeviceValue, grid: Grid, call: string): DeviceValue {
  if (rates instanceof Float64Array) {
    checkLargest(
      rates.reduce((most, rate) => Math.max(most, rate), 0),
      name,
      grid,
      call,
    );
    return rates;
  }
  const checked = (one: Draw): Draw =>
    whenKnown(one, (draw) => {
      checkLargest(extent(draw)[1], name, grid, call);
      return { draw, warnings: [] };
    }).draw;
  return Array.isArray(rates) ? rates.map(checked) : checked(rates as Draw);
}

/** A time for each target on the grid; drawn ones are continuous, so rounding is part of their meaning. */
function drawOnGrid(field: Field, value: Draw, grid: Grid, call: string): Draw {
  if (!isKnown(value)) return value;
  return whenKnown(value, (known) => {
    const numbers = Float64Array.from(known.numbers, (time, k) => {
      const name = known.kind === "array" ? `${field.name}[${k}]` : field.name;
      return timeOnGrid({ ...field, name }, time, grid, call);
    });
    const clean = known.kind === "array" ? draw("array", numbers) : constant(numbers[0] as number);
    return { draw: clean, warnings: [] };
  }).draw;
}

/** Frequencies of which a step shows half a period at most. */
function frequencyOnGrid({ name, unit }: Field, value: Draw, grid: Grid, call: string): Draw {
  return whenKnown(value, (known) => {
    const [, highest] = extent(known);
    const most = 500 / grid.resolution;
    if (highest > most)
      fail("E_PARAM_RANGE", {
        call,
        parameter: name,
        value: highest,
        allowed: `at most ${most} ${unit}`,
        must: `${name} must be at most ${most} ${unit}, two steps in a period`,
        hint: "choose a lower frequency or a finer resolution",
      });
    return { draw: known, warnings: [] };
  }).draw;
}

/** A default that is a time must lie on the grid too. */
function checkDefault(field: Field, grid: Grid, call: string): void {
  const { unit, list, value, offGrid } = field;
  if (unit === "ms" && !list && !offGrid && value !== null) timeOnGrid(field, value, grid, call);
}

/**
 * Values with their times on the grid, after the checks that need the grid; `now` is the time reached [ms].
 *
 * @throws CajalError E_SHAPE, E_RATE, E_TIME_GRID, E_SPIKE_TIMES, E_PARAM_RANGE
 */
export function valuesOnGrid(
  kind: string,
  given: DeviceValues,
  grid: Grid,
  call: string,
  now = 0,
): DeviceValues {
  checkPairs(kind, given, call);
  const values = new Map(given);
  const spikes = kind === "spike_generator";
  for (const field of tableOfDevice(kind).parameters) {
    const { name: parameter, unit } = field;
    const value = values.get(parameter);
    if (value === undefined) {
      checkDefault(field, grid, call);
      continue;
    }
    if (unit === "Hz") values.set(parameter, frequencyOnGrid(field, value as Draw, grid, call));
    if (unit === "1/s") values.set(parameter, ratesOnGrid(field, value, grid, call));
    if (unit !== "ms" || field.offGrid) continue;
    values.set(
      parameter,
      value instanceof Float64Array
        ? timesOnGrid(value, grid, { call, parameter, spikes })
        : drawOnGrid(field, value as Draw, grid, call),
    );
  }
  checkDeviceOrders(kind, values, call);
  checkOneTrain(values, call);
  const times = values.get("spike_times");
  if (now > 0 && times instanceof Float64Array && (times[0] ?? Infinity) <= now)
    fail("E_SPIKE_TIMES", {
      call,
      parameter: "spike_times[0]",
      value: times[0],
      allowed: `after ${now} ms`,
      must: `spike_times[0] must lie after the time reached (${now} ms)`,
    });
  return values;
}
