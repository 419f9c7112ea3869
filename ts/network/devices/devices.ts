/** Stimuli as small data objects: what is sent to neurons besides the spikes of other neurons. */

import { fail } from "../../error.ts";
import { type DeviceTable, deviceNames, type Field, findDevice } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import type { DeviceValues } from "../description.ts";
import type { Scalar } from "../values/distributions.ts";
import { constant, draw } from "../values/draw.ts";
import { admitsInfinity, checkRange, entriesOf, fieldOf } from "../values/fields.ts";
import { type Grid, halfTic } from "../values/grid.ts";
import { type NumberArray, toNumber, toNumbers } from "../values/value.ts";
import { checkAscending, timeOnGrid, timesOnGrid } from "./times.ts";

/** A device with its parameters, made by `poisson`, `inhomogeneousPoisson`, `dc`, `stepCurrent` or `spikeGenerator`. */
export interface Stimulus {
  /** The kernel's name of the device, e.g. `poisson_generator`. */
  readonly kind: string;
  /** By the kernel's names, in its units. */
  readonly parameters: DeviceValues;
}

/** When a device is active: in (start, stop]. */
export interface Window {
  /** [ms], default 0; a multiple of the resolution, to half a microsecond */
  readonly start?: Scalar | undefined;
  /** [ms], default never; likewise */
  readonly stop?: Scalar | undefined;
}

// Longer lists of times are a mistake, or belong into a file.
const mostTimes = 1e8;

// Expected events per step beyond which the kernel does not draw.
const mostEvents = 1e7;

// Short names of ours for the parameters of a device.
const aliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  step_current_generator: { times: "amplitude_times", values: "amplitude_values" },
  spike_generator: { times: "spike_times" },
};

/** The name by which our functions take a parameter. */
const shortName = (kind: string, name: string): string =>
  Object.entries(aliases[kind] ?? {}).find(([, full]) => full === name)?.[0] ?? name;

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

function convertList(kind: string, field: Field, name: string, value: unknown, call: string): Float64Array {
  const length = (value as { length?: unknown } | null)?.length;
  if (typeof length === "number" && length > mostTimes)
    fail(isSpikes(kind) ? "E_SPIKE_TIMES" : "E_TIME_GRID", {
      call,
      parameter: name,
      value: length,
      allowed: `at most ${mostTimes}`,
      must: `${name} is too long`,
    });
  const numbers = toNumbers(value, { call, parameter: name, unit: field.unit, count: undefined });
  if (field.unit === "ms") checkAscending(numbers, { call, parameter: name, spikes: isSpikes(kind) });
  else if (field.unit === "1/s")
    for (const [k, rate] of numbers.entries()) checkRate(rate, `${name}[${k}]`, call);
  else checkRange(field, draw("array", numbers), { call, parameter: name });
  return numbers;
}

function convertScalar(field: Field, name: string, value: unknown, call: string): number {
  const rate = field.unit === "1/s";
  if (rate && typeof value === "number") checkRate(value, name, call);
  const number = toNumber(value, {
    call,
    parameter: name,
    unit: field.unit,
    count: 1,
    infinite: admitsInfinity(field),
  });
  if (rate) checkRate(number, name, call);
  // A time that misses 0 by noise shows on the grid.
  const early = field.unit === "ms" && number < 0 && number >= -halfTic;
  checkRange(field, constant(early ? 0 : number), { call, parameter: name });
  return number;
}

/** The values of a device's parameters, by the kernel's names. */
export function deviceValues(kind: string, given: unknown, call: string): DeviceValues {
  const { parameters } = findDevice(kind) as DeviceTable;
  const values = new Map<string, number | Float64Array>();
  for (const [name, value] of entriesOf(given, call, "parameters")) {
    const full = aliases[kind]?.[name] ?? name;
    const field = fieldOf(full, parameters, call, kind);
    values.set(
      full,
      field.list ? convertList(kind, field, name, value, call) : convertScalar(field, name, value, call),
    );
  }
  return values;
}

/** A stimulus of any device of the kernel, by its name and its parameters' names. */
export function stimulus(kind: unknown, parameters: unknown, call = "stimulus"): Stimulus {
  if (typeof kind !== "string" || !findDevice(kind))
    fail(typeof kind === "string" ? "E_UNKNOWN_NAME" : "E_TYPE", {
      call,
      parameter: "kind",
      value: kind,
      allowed: deviceNames.join(", "),
      must: "the device must be a known one",
      hint: typeof kind === "string" ? suggestion(kind, deviceNames) : undefined,
    });
  return Object.freeze({ kind, parameters: deviceValues(kind, parameters, call) });
}

/** Whether a device injects a current instead of sending spikes. */
export const isCurrent = (kind: string): boolean => findDevice(kind)?.emission === "current";

const isSpikes = (kind: string): boolean => findDevice(kind)?.emission === "spikes";

/** Whether each target may have a delay of its own; the others act everywhere at once. */
export const hasDelays: (kind: string) => boolean = isSpikes;

/**
 * Poisson spike trains, an independent one for every target, with stamps in (start, stop].
 * `rate` in 1/s.
 *
 * @throws CajalError E_RATE, E_TYPE, E_DIM; E_TIME_GRID and E_RATE at `stimulate`
 * @example net.stimulate(E, poisson({ rate: "8 kHz" }), { weight: 20, delay: 1.5 });
 */
export const poisson = (options: Window & { readonly rate: Scalar }): Stimulus =>
  stimulus("poisson_generator", options, "poisson");

/**
 * Poisson spike trains whose rate is `rate_values[k]` [1/s] for stamps from `rate_times[k]` [ms] on, an independent one
 * for every target; none before the first time and outside (start, stop].
 *
 * @throws CajalError E_SHAPE, E_TIME_GRID, E_RATE, E_NOT_FINITE, E_TYPE
 * @example const pulse = inhomogeneousPoisson({ rate_times: [0.1, 500, 550], rate_values: [8000, 12000, 8000] });
 */
export function inhomogeneousPoisson(
  options: Window & {
    readonly rate_times: readonly number[] | NumberArray;
    readonly rate_values: readonly number[] | NumberArray;
  },
): Stimulus {
  const made = stimulus("inhomogeneous_poisson_generator", options, "inhomogeneousPoisson");
  checkPairs(made, "inhomogeneousPoisson");
  return made;
}

/**
 * A constant current. `amplitude` in pA; it acts in (start + delay, stop + delay].
 *
 * @throws CajalError E_NOT_FINITE, E_TYPE, E_DIM; E_TIME_GRID at `stimulate`
 */
export const dc = (options: Window & { readonly amplitude: Scalar }): Stimulus =>
  stimulus("dc_generator", options, "dc");

/**
 * A current that takes the value `values[k]` [pA] from `times[k]` [ms] on; zero before.
 *
 * @throws CajalError E_SHAPE, E_TIME_GRID, E_NOT_FINITE, E_TYPE
 */
export function stepCurrent(
  options: Window & {
    readonly times: readonly number[] | NumberArray;
    readonly values: readonly number[] | NumberArray;
  },
): Stimulus {
  const made = stimulus("step_current_generator", options, "stepCurrent");
  checkPairs(made, "stepCurrent");
  return made;
}

/**
 * Spikes at given times [ms], multiples of the resolution to half a microsecond, the same for every target; those of
 * one step are sent together.
 *
 * @throws CajalError E_SPIKE_TIMES with the first bad index, E_NOT_FINITE, E_TYPE
 */
export const spikeGenerator = (options: { readonly times: readonly number[] | NumberArray }): Stimulus =>
  stimulus("spike_generator", options, "spikeGenerator");

function checkEvents(name: string, value: number | Float64Array, grid: Grid, call: string): void {
  const highest = typeof value === "number" ? value : value.reduce((a, b) => Math.max(a, b), 0);
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

function checkWindow(parameters: DeviceValues, call: string): void {
  const [start = 0, stop] = ["start", "stop"].map((name) => parameters.get(name));
  if (typeof stop !== "number" || typeof start !== "number" || stop >= start) return;
  fail("E_PARAM_RANGE", {
    call,
    parameter: "stop",
    value: stop,
    allowed: `${start} ms or later`,
    must: "stop must not lie before start",
  });
}

/** Lists that belong together must be equally long. */
function checkPairs({ kind, parameters }: Stimulus, call: string): void {
  const lists = [...parameters].filter(([, value]) => typeof value !== "number") as [string, Float64Array][];
  const needed = (findDevice(kind) as DeviceTable).parameters.filter((field) => field.list).length;
  if (needed < 2) return;
  const [one, other] = [lists[0]?.[1].length ?? 0, lists[1]?.[1].length ?? 0];
  if (one === other) return;
  fail("E_SHAPE", {
    call,
    parameter: shortName(kind, lists[1]?.[0] ?? ""),
    value: other,
    allowed: `${one}`,
    must: `there must be one value for each of the ${one} times`,
  });
}

/**
 * A stimulus with its times on the grid, after the checks that need the grid; `now` is the time reached [ms].
 *
 * @throws CajalError E_SHAPE, E_RATE, E_TIME_GRID, E_SPIKE_TIMES, E_PARAM_RANGE
 */
export function stimulusOnGrid(given: Stimulus, grid: Grid, call: string, now = 0): Stimulus {
  const { kind } = given;
  checkPairs(given, call);
  const parameters = new Map(given.parameters);
  for (const field of (findDevice(kind) as DeviceTable).parameters) {
    const value = parameters.get(field.name);
    if (value === undefined) continue;
    if (field.unit === "1/s") checkEvents(field.name, value, grid, call);
    if (field.unit !== "ms") continue;
    const place = { call, parameter: shortName(kind, field.name), spikes: isSpikes(kind) };
    parameters.set(
      field.name,
      typeof value === "number" ? timeOnGrid(field, value, grid, call) : timesOnGrid(value, grid, place),
    );
  }
  checkWindow(parameters, call);
  const times = parameters.get("spike_times");
  if (now > 0 && typeof times === "object" && (times[0] ?? Infinity) <= now)
    fail("E_SPIKE_TIMES", {
      call,
      parameter: "times[0]",
      value: times[0],
      allowed: `after ${now} ms`,
      must: `times[0] must lie after the time reached (${now} ms)`,
    });
  return { kind, parameters };
}
