/** What a simulation recorded, as typed arrays. These need no simulation: files and analyses use the same form. */

import { type Check, checkLength, checkParts, refuse } from "../arguments/check.ts";
import { finite, float, listOf, text, unsigned } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";

export type { SpikeSink, SpikeSinkInfo } from "../network/devices/sink.ts";

/** Spikes of a set of neurons, sorted by (time, neuron). */
export interface SpikeTrains extends Iterable<readonly [time: number, id: number]> {
  /** The neuron of each spike, by global number. */
  readonly ids: Uint32Array;
  /** The time of each spike [ms]. */
  readonly times: Float64Array;
  /** The neurons that were recorded, silent ones included, in the recorder's order. */
  readonly neurons: Uint32Array;
  /** Recording began after this time [ms]. */
  readonly tStart: number;
  /** Recording reaches up to and with this time [ms]. */
  readonly tStop: number;
  /** The number of spikes. */
  readonly length: number;
  /** The spike times [ms] of each neuron: entry k belongs to `neurons[k]`; views of one array. */
  byNeuron(): readonly Float64Array[];
}

/** The columns from which spike trains are made. */
export interface SpikeData {
  readonly ids: Uint32Array;
  /** [ms] */
  readonly times: Float64Array;
  readonly neurons: Uint32Array;
  /** [ms] */
  readonly tStart: number;
  /** [ms] */
  readonly tStop: number;
}

/** Where each recorded neuron stands: global numbers are dense, so a table serves; sparse ones take a map. */
function positions(neurons: Uint32Array): (id: number) => number | undefined {
  let last = 0;
  for (const id of neurons) last = Math.max(last, id);
  if (last > 64 * (neurons.length + 1024)) {
    const places = new Map<number, number>();
    for (let k = 0; k < neurons.length; k++) places.set(neurons[k] as number, k);
    return (id) => places.get(id);
  }
  const places = new Int32Array(last + 1).fill(-1);
  for (let k = 0; k < neurons.length; k++) places[neurons[k] as number] = k;
  return (id) => {
    const place = places[id];
    return place === undefined || place < 0 ? undefined : place;
  };
}

function separate({ ids, times, neurons }: SpikeData): Float64Array[] {
  const place = positions(neurons);
  const offsets = new Uint32Array(neurons.length + 1);
  for (const id of ids) {
    const k = place(id);
    if (k !== undefined) offsets[k + 1] = (offsets[k + 1] as number) + 1;
  }
  for (let k = 0; k < neurons.length; k++)
    offsets[k + 1] = (offsets[k + 1] as number) + (offsets[k] as number);
  const next = offsets.slice();
  const sorted = new Float64Array(offsets[neurons.length] as number);
  for (let spike = 0; spike < ids.length; spike++) {
    const k = place(ids[spike] as number);
    if (k === undefined) continue;
    const to = next[k] as number;
    sorted[to] = times[spike] as number;
    next[k] = to + 1;
  }
  return Array.from(neurons, (_, k) => sorted.subarray(offsets[k] as number, offsets[k + 1] as number));
}

const ofSpikes = { ids: unsigned, times: float, neurons: unsigned, tStart: finite, tStop: finite };

/**
 * Spike trains from columns that are sorted by (time, neuron).
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_BUFFER
 * @example
 * const [ids, times] = [Uint32Array.of(3, 1), Float64Array.of(1.5, 2)];
 * const trains = spikeTrains({ ids, times, neurons: Uint32Array.of(1, 3), tStart: 0, tStop: 10 });
 */
export function spikeTrains(data: SpikeData): SpikeTrains {
  checkParts(data, "spikeTrains", "data", ofSpikes);
  const { ids, times, neurons, tStart, tStop } = data;
  checkLength(ids, times.length, "spikeTrains", "data.ids");
  return {
    ids,
    times,
    neurons,
    tStart,
    tStop,
    length: ids.length,
    byNeuron: () => separate(data),
    *[Symbol.iterator]() {
      for (let spike = 0; spike < ids.length; spike++)
        yield [times[spike] as number, ids[spike] as number] as const;
    },
  };
}

/** Samples of state variables. */
export interface Traces<Name extends string = string> {
  /** The time of each sample [ms]. */
  readonly times: Float64Array;
  /** The neurons that were recorded, in the recorder's order. */
  readonly ids: Uint32Array;
  /** The variables in the order in which they were asked for. */
  readonly names: readonly Name[];
  /** Per variable, in its unit: the value of neuron k at sample s is `values[name][s * ids.length + k]`. */
  readonly values: { readonly [name in Name]: Float64Array };
  /** One neuron's samples of one variable, copied: k counts in `ids`. Throws E_UNKNOWN_NAME, E_INDEX. */
  trace(name: Name, k?: number): Float64Array;
}

/** The columns from which traces are made. */
export interface TraceData<Name extends string> {
  /** [ms] */
  readonly times: Float64Array;
  readonly ids: Uint32Array;
  readonly names: readonly Name[];
  /** `[sample][variable][neuron]` */
  readonly samples: Float64Array;
}

const ofNames: Check = (value, place) => {
  if (!Array.isArray(value)) refuse(value, "an array of texts", place, "E_TYPE");
  listOf(text)(value, place);
};

const ofTraces = { times: float, ids: unsigned, names: ofNames, samples: float };

/**
 * Traces from samples in the order [sample][variable][neuron].
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_BUFFER
 * @example
 * const [times, samples] = [Float64Array.of(1, 2), Float64Array.of(-65, -64)]; // ms, mV
 * traces({ times, ids: Uint32Array.of(7), names: ["V_m"], samples }).trace("V_m");
 */
export function traces<Name extends string>(data: TraceData<Name>): Traces<Name> {
  checkParts(data, "traces", "data", ofTraces);
  const { times, ids, names, samples } = data;
  checkLength(samples, times.length * ids.length * names.length, "traces", "data.samples");
  const width = ids.length;
  const columns = names.map((_, variable) => {
    const column = new Float64Array(times.length * width);
    for (let sample = 0; sample < times.length; sample++) {
      const from = (sample * names.length + variable) * width;
      column.set(samples.subarray(from, from + width), sample * width);
    }
    return column;
  });
  const values = Object.fromEntries(names.map((name, variable) => [name, columns[variable]]));
  return {
    times,
    ids,
    names,
    values: values as { [name in Name]: Float64Array },
    trace(name, k = 0) {
      const column = names.includes(name) ? values[name] : undefined;
      const place = { call: "trace", allowed: names.join(", ") };
      if (!column)
        fail("E_UNKNOWN_NAME", {
          ...place,
          parameter: "name",
          value: name,
          must: "the variable must be a recorded one",
          hint: suggestion(String(name), names),
        });
      if (!Number.isInteger(k) || k < 0 || k >= width)
        fail("E_INDEX", {
          ...place,
          parameter: "k",
          value: k,
          allowed: `from 0 to ${width - 1}`,
          must: `k must be a position among the ${width} recorded neurons`,
        });
      return Float64Array.from(times, (_, sample) => column[sample * width + k] as number);
    },
  };
}
