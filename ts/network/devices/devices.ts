/** Stimuli as small data objects: what is sent to neurons besides the spikes of other neurons. */

import { fail } from "../../error.ts";
import { type DeviceTable, deviceNames, type Field, findDevice } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import type { DeviceValues } from "../description.ts";
import type { Scalar } from "../values/distributions.ts";
import { constant, draw } from "../values/draw.ts";
import { admitsInfinity, checkRange, entriesOf, fieldOf } from "../values/fields.ts";
import { type Grid, neighbours, stepsOf } from "../values/grid.ts";
import { type NumberArray, toNumber, toNumbers } from "../values/value.ts";

/** A device with its parameters, made by `poisson`, `inhomogeneousPoisson`, `dc`, `stepCurrent` or `spikeGenerator`. */
export interface Stimulus {
  /** The kernel's name of the device, e.g. `poisson_generator`. */
  readonly kind: string;
  /** By the kernel's names, in its units. */
  readonly parameters: DeviceValues;
}

/** When a device is active: in (start, stop]. */
export interface Window {
  /** [ms], default 0; a multiple of the resolution */
  readonly start?: Scalar | undefined;
  /** [ms], default never; a multiple of the resolution */
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

/** The code of a list of times that does not ascend on the grid. */
const timesCode = (kind: string): string => (kind === "spike_generator" ? "E_SPIKE_TIMES" : "E_TIME_GRID");

function checkAscending(kind: string, name: string, times: Float64Array, call: string): void {
  for (const [k, time] of times.entries()) {
    const before = times[k - 1] ?? -Infinity;
    const repeats = kind === "spike_generator" ? time >= before : time > before;
    const begins = kind === "spike_generator" ? time > 0 : time >= 0;
    if (repeats && begins) continue;
    const must = begins ? "must not lie before the one before it" : "must lie after 0 ms";
    fail(timesCode(kind), {
      call,
      parameter: `${name}[${k}]`,
      value: time,
      allowed: "ascending times after 0 ms",
      must: `${name}[${k}] ${must}`,
    });
  }
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

function convertList(kind: string, field: Field, name: string, value: unknown, call: string): Float64Array {
  const length = (value as { length?: unknown } | null)?.length;
  if (typeof length === "number" && length > mostTimes)
    fail(timesCode(kind), {
      call,
      parameter: name,
      value: length,
      allowed: `at most ${mostTimes}`,
      must: `${name} is too long`,
    });
  const numbers = toNumbers(value, { call, parameter: name, unit: field.unit, count: undefined });
  if (field.unit === "ms") checkAscending(kind, name, numbers, call);
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
  checkRange(field, constant(number), { call, parameter: name });
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

/** Whether each target may have a delay of its own; the others act everywhere at once. */
export const hasDelays = (kind: string): boolean => findDevice(kind)?.emission === "spikes";

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
 * Spikes at given times [ms], the same for every target; equal times are sent together.
 *
 * @throws CajalError E_SPIKE_TIMES with the first bad index, E_NOT_FINITE, E_TYPE
 */
export const spikeGenerator = (options: { readonly times: readonly number[] | NumberArray }): Stimulus =>
  stimulus("spike_generator", options, "spikeGenerator");

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

function checkTime(time: number, name: string, code: string, grid: Grid, call: string): void {
  if (time === Infinity || stepsOf(time, grid) !== undefined) return;
  const around = neighbours(time, grid);
  fail(code, {
    call,
    parameter: name,
    value: time,
    allowed: `multiples of ${grid.resolution} ms`,
    must: `${name} must be a multiple of the resolution (${grid.resolution} ms)`,
    hint: `the nearest are ${around[0]} and ${around[1]} ms`,
  });
}

/** The checks of a stimulus that need the network's grid; `now` is the time reached [ms]. */
export function checkStimulus(given: Stimulus, grid: Grid, call: string, now = 0): void {
  const { kind, parameters } = given;
  checkPairs(given, call);
  for (const field of (findDevice(kind) as DeviceTable).parameters) {
    const value = parameters.get(field.name);
    if (value === undefined) continue;
    const highest = typeof value === "number" ? value : value.reduce((a, b) => Math.max(a, b), 0);
    if (field.unit === "1/s" && highest * grid.resolution * 1e-3 > mostEvents)
      fail("E_RATE", {
        call,
        parameter: field.name,
        value: highest,
        allowed: `at most ${(mostEvents * 1e3) / grid.resolution} 1/s`,
        must: `${field.name} must not exceed 1e7 events per step`,
        hint: "use a current instead",
      });
    if (field.unit !== "ms") continue;
    if (typeof value === "number") checkTime(value, field.name, "E_TIME_GRID", grid, call);
    else
      for (const [k, time] of value.entries())
        checkTime(time, `${shortName(kind, field.name)}[${k}]`, timesCode(kind), grid, call);
  }
  const [start, stop] = ["start", "stop"].map((name) => parameters.get(name));
  if (typeof stop === "number" && stop < ((start as number | undefined) ?? 0))
    fail("E_PARAM_RANGE", {
      call,
      parameter: "stop",
      value: stop,
      allowed: `${start ?? 0} ms or later`,
      must: "stop must not lie before start",
    });
  const times = parameters.get("spike_times");
  if (now > 0 && typeof times === "object" && (times[0] ?? Infinity) <= now)
    fail("E_SPIKE_TIMES", {
      call,
      parameter: "times[0]",
      value: times[0],
      allowed: `after ${now} ms`,
      must: `times[0] must lie after the time reached (${now} ms)`,
    });
}
