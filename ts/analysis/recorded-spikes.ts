// A recording, spike after spike, and how it is sorted by neuron.
import { refuse } from "../arguments/check.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";
import { show } from "../text/show.ts";

/** Spikes in order of time, as a recorder returns them, with the neurons that were watched. */
export interface RecordedSpikes {
  /** Number of the neuron of each spike. */
  readonly ids: ArrayLike<number>;
  /** Time of each spike [ms], ascending. */
  readonly times: ArrayLike<number>;
  /** All recorded neurons, the silent ones too. */
  readonly neurons: ArrayLike<number>;
  /** Begin of the recording [ms]. */
  readonly tStart: number;
  /** End of the recording [ms]. */
  readonly tStop: number;
}

/** Times of one train after the other: train `i` is `times[offsets[i] .. offsets[i + 1])`. */
export interface Ragged {
  readonly times: Float64Array;
  readonly offsets: Uint32Array;
}

/** Says which time is out of order or no number. */
export function refuseTime(time: number, spike: number, last: number, owner: string): never {
  const parameter = `times of ${owner}`;
  const place = { call: "spike trains", parameter, allowed: "ascending times [ms]" };
  const must =
    typeof time !== "number" || Number.isNaN(time)
      ? `${owner} has no time for spike ${spike}, got ${show(time)}`
      : `${owner} is not sorted at spike ${spike}: ${time} ms comes after ${last} ms`;
  fail("E_SPIKE_TIMES", { ...place, must });
}

const ofNeurons = { call: "spike trains", parameter: "neurons" };

/** Refuses ids and times that are not as many. */
export function refuseUnequal(ids: ArrayLike<number>, times: ArrayLike<number>): void {
  if (ids.length === times.length) return;
  const place = { call: "spike trains", parameter: "ids", allowed: "as many as times" };
  const must = `every spike needs an id and a time, got ${ids.length} ids and ${times.length} times`;
  fail("E_SHAPE", { ...place, must });
}

/** Says whose spike it is that nobody recorded. */
export function refuseForeign(spike: number, neuron: unknown): never {
  const place = { call: "spike trains", parameter: `ids[${spike}]`, value: neuron };
  const must = `spike ${spike} is of neuron ${neuron}, which is not among those recorded`;
  fail("E_INDEX", { ...place, allowed: "recorded neurons", must });
}

function refuseNeuron(neuron: unknown, fault: string): never {
  const allowed = "recorded neurons, each of them once";
  const place = { call: "spike trains", parameter: "neurons", allowed };
  return fail("E_INDEX", { ...place, must: `neuron ${neuron} ${fault}` });
}

/** Says which neuron is asked for twice. */
export function refuseTwice(neuron: unknown): never {
  return refuseNeuron(neuron, "is named twice");
}

/**
 * How neurons are found in a table: by their number, or where numbers are sparse by their position in the
 * list.
 */
export interface Numbering {
  readonly size: number;
  place(neuron: number): number;
  places(ids: ArrayLike<number>): ArrayLike<number>;
}

export function numberingOf(neurons: ArrayLike<number>): Numbering {
  let largest = -1;
  let whole = true;
  for (let index = 0; index < neurons.length; index++) {
    const neuron = neurons[index] as number;
    whole &&= Number.isInteger(neuron) && neuron >= 0;
    largest = Math.max(largest, neuron);
  }
  const wrong = (neuron: number): boolean => !(Number.isInteger(neuron) && neuron >= 0);
  if (!whole) refuse(Array.from(neurons).find(wrong), "whole numbers from 0 on", ofNeurons, "E_INDEX");
  if (largest < 64 * (neurons.length + 1024))
    return { size: largest + 1, place: (neuron) => neuron, places: (ids) => ids };
  const positions = new Map(Array.from(neurons, (neuron, position) => [neuron, position]));
  const size = neurons.length;
  const place = (neuron: number): number => positions.get(neuron) ?? size;
  return { size, place, places: (ids) => Uint32Array.from(ids, place) };
}

// No place: of neurons that were not recorded, then of those not asked for. One more than any spike has.
const nowhere = 2 ** 32 - 1;

/**
 * Sorts the spikes of a window by neuron, in the order of `wanted`. Each spike is looked up twice in one
 * table: the first pass counts the spikes of every neuron, the second puts each where the next of its neuron
 * belongs.
 *
 * @throws CajalError as `toTrains` does.
 */
export function sortByNeuron(
  source: RecordedSpikes,
  wanted: ArrayLike<number>,
  tStart: number,
  tStop: number,
): Ragged {
  const { ids, times: all } = source;
  for (const [name, array] of Object.entries({ ids, times: all, neurons: source.neurons, wanted }))
    refuseDetached(array, "spike trains", name === "wanted" ? "neurons" : name);
  refuseUnequal(ids, all);
  const numbering = numberingOf(source.neurons);
  const places = numbering.places(ids);
  const counts = new Uint32Array(numbering.size).fill(nowhere);
  for (let index = 0; index < source.neurons.length; index++)
    counts[numbering.place(source.neurons[index] as number)] = 0;
  const [first, end] = countSpikes(source, places, counts, tStart, tStop);
  const offsets = countsToPlaces(counts, wanted, numbering);
  const times = new Float64Array(offsets[wanted.length] as number);
  for (let spike = first; spike < end; spike++) {
    const place = places[spike] as number;
    const next = counts[place] as number;
    if (next === nowhere) continue;
    times[next] = all[spike] as number;
    counts[place] = next + 1;
  }
  return { times, offsets };
}

/**
 * Counts the spikes of each neuron in the window and checks all; returns the first of the window and the one
 * after it.
 */
function countSpikes(
  { ids, times }: RecordedSpikes,
  places: ArrayLike<number>,
  counts: Uint32Array,
  tStart: number,
  tStop: number,
): [number, number] {
  let before = 0;
  let within = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let spike = 0; spike < times.length; spike++) {
    const time = times[spike] as number;
    const place = places[spike] as number;
    const count = counts[place];
    if (!(time >= last)) refuseTime(time, spike, last, "the recording");
    if (count === undefined || count === nowhere) refuseForeign(spike, ids[spike]);
    last = time;
    if (time < tStart) before++;
    else if (time <= tStop) {
      within++;
      counts[place] = count + 1;
    }
  }
  return [before, before + within];
}

/** Turns the number of spikes of each neuron into the place of its first; returns the offsets of the rows. */
function countsToPlaces(counts: Uint32Array, wanted: ArrayLike<number>, numbering: Numbering): Uint32Array {
  const offsets = new Uint32Array(wanted.length + 1);
  const placesOfRows = Uint32Array.from(wanted, numbering.place);
  const taken = new Uint8Array(numbering.size);
  for (let row = 0; row < wanted.length; row++) {
    const place = placesOfRows[row] as number;
    const count = counts[place];
    if (count === undefined || count === nowhere) refuseNeuron(wanted[row], "was not recorded");
    if (taken[place] === 1) refuseTwice(wanted[row]);
    taken[place] = 1;
    offsets[row + 1] = (offsets[row] as number) + count;
  }
  counts.fill(nowhere);
  for (let row = 0; row < wanted.length; row++) counts[placesOfRows[row] as number] = offsets[row] as number;
  return offsets;
}
