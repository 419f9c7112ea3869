/** Stimuli as small data objects: what is sent to neurons besides the spikes of other neurons. */

import { fail } from "../../error.ts";
import { deviceNames, findDevice } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { checkPairs } from "./on-grid.ts";
import type { DeviceName, DeviceParameters, Needed } from "./parameters.ts";
import { deviceValues, namedEntries, tableOfDevice } from "./values.ts";

/**
 * A device with its parameters, made by `poisson`, `inhomogeneousPoisson`, `sinusoidalPoisson`, `mip`, `dc`, `ac`,
 * `stepCurrent`, `noiseCurrent`, `spikeGenerator`, `pulsePacket` or `replay`.
 */
export interface Stimulus {
  /** The kernel's name of the device, e.g. `poisson_generator`. */
  readonly kind: string;
  /** As they were given, by the names of `cajal info`. */
  readonly parameters: ReadonlyMap<string, unknown>;
}

/** Arrays are copied, so that they may change afterwards. */
const kept = (value: unknown): unknown =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))
    ? (value as { slice(): unknown }).slice()
    : value;

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
  const place = { call, kind, count: undefined };
  const values = deviceValues(parameters, place);
  checkPairs(kind, values, call);
  const entries = [...namedEntries(parameters, place)].map(
    ([{ name }, value]) =>
      [name, values.get(name) instanceof Float64Array ? values.get(name) : kept(value)] as const,
  );
  return Object.freeze({ kind, parameters: new Map(entries) });
}

/** Whether a device injects a current instead of sending spikes. */
export const isCurrent = (kind: string): boolean => findDevice(kind)?.emission === "current";

/** Whether a device sends spikes that travel like those of neurons. */
export const isSpikes = (kind: string): boolean => findDevice(kind)?.emission === "spikes";

/** Whether each target may have a delay of its own; the others act everywhere at once. */
export const hasDelays: (kind: string) => boolean = isSpikes;

/** A stimulus for which some parameters must be given. */
function needing(kind: DeviceName, needed: readonly string[], options: unknown, call: string): Stimulus {
  const entries = namedEntries(options, { call, kind, count: undefined });
  const missing = tableOfDevice(kind).parameters.find(
    (field) => needed.includes(field.name) && !entries.has(field),
  );
  if (missing)
    fail("E_TYPE", {
      call,
      parameter: missing.name,
      allowed: `${missing.text}${missing.unit ? ` [${missing.unit}]` : ""}`,
      must: `${missing.name} must be given`,
      hint: `${call}({ ${needed.map((name) => `${name}: ...`).join(", ")} })`,
    });
  return stimulus(kind, options, call);
}

/**
 * Poisson spike trains, an independent one for every target, with stamps in (start, stop].
 * `rate` in 1/s, `start` and `stop` in ms on the grid: each one value for all targets, or an array, a distribution or a
 * function of the index with one value per target.
 *
 * @throws CajalError E_RATE, E_TYPE, E_DIM; E_TIME_GRID, E_SHAPE and E_RATE at `stimulate`
 * @example net.stimulate(E, poisson({ rate: "8 kHz" }), { weight: 20, delay: 1.5 });
 * @example net.stimulate(pixels, poisson({ rate: Float64Array.from(image, (grey) => 60 * grey) }), { weight: 200 });
 */
export const poisson = (
  options: DeviceParameters<"poisson_generator"> & Needed<"poisson_generator", "rate">,
): Stimulus => needing("poisson_generator", ["rate"], options, "poisson");

/**
 * Poisson spike trains whose rate is `rate_values[k]` [1/s] for stamps from `rate_times[k]` [ms] on, an independent one
 * for every target; none before the first time and outside (start, stop]. Each of the values may differ between the
 * targets: an array, a distribution, or a function of the index. `times` and `values` are understood too.
 *
 * @throws CajalError E_SHAPE, E_TIME_GRID, E_RATE, E_NOT_FINITE, E_TYPE
 * @example const pulse = inhomogeneousPoisson({ rate_times: [0.1, 500, 550], rate_values: [8000, 12000, 8000] });
 */
export const inhomogeneousPoisson = (
  options: DeviceParameters<"inhomogeneous_poisson_generator"> &
    Needed<"inhomogeneous_poisson_generator", "rate_times"> &
    Needed<"inhomogeneous_poisson_generator", "rate_values">,
): Stimulus =>
  needing("inhomogeneous_poisson_generator", ["rate_times", "rate_values"], options, "inhomogeneousPoisson");

/**
 * Poisson spike trains whose rate oscillates: rate + amplitude sin(2 pi frequency t + phase) for stamps t in
 * (start, stop], and 0 where that is negative. `rate` and `amplitude` in 1/s, `frequency` in Hz, `phase` in degrees;
 * each may differ between the targets. They have trains of their own, or all the same one with
 * `individual_spike_trains: false`, and then the same parameters.
 *
 * @throws CajalError E_RATE, E_PARAM_RANGE, E_TYPE, E_DIM; E_TIME_GRID and E_SHAPE at `stimulate`
 * @example net.stimulate(E, sinusoidalPoisson({ rate: 8000, amplitude: 2000, frequency: 10 }), { weight: 20 });
 */
export const sinusoidalPoisson = (
  options: DeviceParameters<"sinusoidal_poisson_generator"> &
    Needed<"sinusoidal_poisson_generator", "rate"> &
    Needed<"sinusoidal_poisson_generator", "amplitude"> &
    Needed<"sinusoidal_poisson_generator", "frequency">,
): Stimulus =>
  needing("sinusoidal_poisson_generator", ["rate", "amplitude", "frequency"], options, "sinusoidalPoisson");

/**
 * Correlated Poisson spike trains: each spike of one train of `rate` [1/s] reaches each target with probability
 * `p_copy`, which may differ between the targets; `rate`, `start` and `stop` are the same for all. Trains
 * have the rate p_copy rate, and counts of two of them the correlation p_copy.
 *
 * @throws CajalError E_RATE, E_PARAM_RANGE, E_TYPE, E_DIM; E_TIME_GRID and E_SHAPE at `stimulate`
 * @example net.stimulate(E, mip({ rate: 8000, p_copy: 0.1 }), { weight: 20 });
 */
export const mip = (
  options: DeviceParameters<"mip_generator"> &
    Needed<"mip_generator", "rate"> &
    Needed<"mip_generator", "p_copy">,
): Stimulus => needing("mip_generator", ["rate", "p_copy"], options, "mip");

/**
 * A constant current. `amplitude` in pA; it acts in (start + delay, stop + delay]. Each may differ between the targets,
 * as with `poisson`.
 *
 * @throws CajalError E_NOT_FINITE, E_TYPE, E_DIM; E_TIME_GRID and E_SHAPE at `stimulate`
 * @example net.stimulate(E, dc({ amplitude: "0.3 nA", start: 100, stop: 200 })); // ms
 */
export const dc = (
  options: DeviceParameters<"dc_generator"> & Needed<"dc_generator", "amplitude">,
): Stimulus => needing("dc_generator", ["amplitude"], options, "dc");

/**
 * An oscillating current: offset + amplitude sin(2 pi frequency t + phase) in the step that begins at t + delay, and
 * none outside (start + delay, stop + delay]. `amplitude` and `offset` in pA, `frequency` in Hz and at most one period
 * in two steps, `phase` in degrees. Each may differ between the targets.
 *
 * @throws CajalError E_NOT_FINITE, E_PARAM_RANGE, E_TYPE, E_DIM; E_TIME_GRID and E_SHAPE at `stimulate`
 * @example net.stimulate(E, ac({ amplitude: 100, frequency: 8, phase: uniform(0, 360) })); // pA, Hz, degrees
 */
export const ac = (
  options: DeviceParameters<"ac_generator"> &
    Needed<"ac_generator", "amplitude"> &
    Needed<"ac_generator", "frequency">,
): Stimulus => needing("ac_generator", ["amplitude", "frequency"], options, "ac");

/**
 * A current that takes the value `amplitude_values[k]` [pA] from `amplitude_times[k]` [ms] on; zero before. Each of the
 * values may differ between the targets. `times` and `values` are understood too.
 *
 * @throws CajalError E_SHAPE, E_TIME_GRID, E_NOT_FINITE, E_TYPE
 * @example stepCurrent({ amplitude_times: [0, 100, 200], amplitude_values: [0, normal(200, 20), 0] });
 */
export const stepCurrent = (
  options: DeviceParameters<"step_current_generator"> &
    Needed<"step_current_generator", "amplitude_times"> &
    Needed<"step_current_generator", "amplitude_values">,
): Stimulus =>
  needing("step_current_generator", ["amplitude_times", "amplitude_values"], options, "stepCurrent");

/**
 * Gaussian noise as a current: every `dt` [ms] each target gets a new value of its own, mean + s N with a standard
 * normal number N and s^2 = std^2 + std_mod^2 sin(2 pi frequency t + phase). `mean`, `std` and `std_mod` in pA,
 * `frequency` in Hz, `phase` in degrees; each may differ between the targets. A leaky membrane of resistance R
 * fluctuates with about R std sqrt(dt / (2 tau_m)), so white noise of a given strength needs std proportional to
 * 1 / sqrt(dt).
 *
 * @throws CajalError E_PARAM_RANGE, also for std_mod above std, E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE, E_DIM;
 * E_TIME_GRID and E_SHAPE at `stimulate`
 * @example net.stimulate(E, noiseCurrent({ mean: 200, std: 500, dt: 0.1 })); // pA, pA, ms
 */
export const noiseCurrent = (
  options: DeviceParameters<"noise_generator"> & Needed<"noise_generator", "std">,
): Stimulus => needing("noise_generator", ["std"], options, "noiseCurrent");

/**
 * Spikes at given times [ms]. Without `spike_ids` all targets receive the same train, and times must ascend; equal ones
 * are sent together. With `spike_ids` spike k goes to the target at position `spike_ids[k]`, counted from 0, and the
 * spikes may stand in any order. `times` and `ids` are understood too.
 *
 * @throws CajalError E_SPIKE_TIMES with the first bad index, E_SHAPE, E_NOT_FINITE, E_TYPE; E_INDEX at `stimulate`
 * @example net.stimulate(inputs, spikeGenerator({ spike_times: [1, 1.5, 8], spike_ids: [0, 41, 0] }));
 */
export const spikeGenerator = (
  options: DeviceParameters<"spike_generator"> & Needed<"spike_generator", "spike_times">,
): Stimulus => needing("spike_generator", ["spike_times"], options, "spikeGenerator");

/**
 * Packets of `activity` spikes at normally distributed times with standard deviation `sdev` [ms] around each of
 * `pulse_times` [ms], which need not lie on the grid. A spike has the stamp of the end of its step and is left out if
 * that is 0 or earlier. All targets receive the same spikes.
 *
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_DIM
 * @example net.stimulate(group, pulsePacket({ pulse_times: [50, 150], activity: 60, sdev: 2 }), { weight: 80 });
 */
export const pulsePacket = (
  options: DeviceParameters<"pulsepacket_generator"> &
    Needed<"pulsepacket_generator", "pulse_times"> &
    Needed<"pulsepacket_generator", "activity">,
): Stimulus => needing("pulsepacket_generator", ["pulse_times", "activity"], options, "pulsePacket");
