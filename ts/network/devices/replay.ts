/** Recorded spikes as a stimulus. */

import { fail } from "../../error.ts";
import { optionsOf } from "../values/fields.ts";
import { type NumberArray, toNumbers } from "../values/value.ts";
import { type Stimulus, stimulus } from "./devices.ts";

/** Spikes as recordings and files hold them: `sim.read` and `readSpikes` return more than this. */
export interface RecordedTrains {
  /** The neuron of each spike. */
  readonly ids: readonly number[] | NumberArray;
  /** The time of each spike [ms]. */
  readonly times: readonly number[] | NumberArray;
}

/** Which trains are repeated. */
export interface ReplayOptions {
  /**
   * The neuron whose train each target repeats; spikes of others are left out. Default 0, 1, 2, ...: neuron k of the
   * recording goes to target k.
   */
  readonly neurons?: readonly number[] | NumberArray | undefined;
}

/**
 * Sends recorded spikes once more, at the times of the recording: each target repeats the train of one recorded neuron.
 * The spikes may stand in any order; they must lie after 0 ms.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_SPIKE_TIMES, E_NOT_FINITE, E_INDEX for a neuron that is listed twice and, at
 * `stimulate`, for one that has no target
 * @example net.stimulate(inputs, replay(await readSpikes("spikes.h5")));
 * @example net.stimulate(copies, replay(trains, { neurons: trains.neurons }));
 */
export function replay(trains: RecordedTrains, options: ReplayOptions = {}): Stimulus {
  const call = "replay";
  if (typeof trains !== "object" || trains === null)
    fail("E_TYPE", {
      call,
      parameter: "trains",
      value: trains,
      allowed: "{ ids, times }, as sim.read and readSpikes return them",
      must: "trains must be recorded spikes",
    });
  const column = (name: "ids" | "times"): Float64Array =>
    toNumbers(trains[name], { call, parameter: name, unit: name === "times" ? "ms" : "", count: undefined });
  const [ids, times] = [column("ids"), column("times")];
  if (ids.length !== times.length)
    fail("E_SHAPE", {
      call,
      parameter: "ids",
      value: ids.length,
      allowed: `${times.length}`,
      must: `there must be one id for each of the ${times.length} times`,
    });
  const neurons = optionsOf(options, ["neurons"], call).get("neurons");
  if (neurons === undefined) return stimulus("spike_generator", { spike_times: times, spike_ids: ids }, call);
  const places = placesOf(
    toNumbers(neurons, { call, parameter: "neurons", unit: "", count: undefined }),
    call,
  );
  const chosen = times.map((_, k) => places.get(ids[k] as number) ?? -1);
  const parameters = {
    spike_times: times.filter((_, k) => (chosen[k] as number) >= 0),
    spike_ids: chosen.filter((place) => place >= 0),
  };
  return stimulus("spike_generator", parameters, call);
}

function placesOf(neurons: Float64Array, call: string): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  for (const [k, neuron] of neurons.entries()) {
    if (places.has(neuron))
      fail("E_INDEX", {
        call,
        parameter: `neurons[${k}]`,
        value: neuron,
        allowed: "every neuron once",
        must: `neurons[${k}] must not repeat an earlier one`,
      });
    places.set(neuron, k);
  }
  return places;
}
