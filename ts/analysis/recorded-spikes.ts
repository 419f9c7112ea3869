// A recording, spike after spike, and how it is sorted by neuron.
import { refuseDetached } from "../buffer.ts";

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
  throw new RangeError(
    Number.isNaN(time)
      ? `${owner} has no time for spike ${spike}, got NaN`
      : `${owner} is not sorted at spike ${spike}: ${time} ms comes after ${last} ms`,
  );
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
  if (!whole) throw new RangeError("the numbers of recorded neurons must be integers >= 0");
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
 * @throws RangeError as `toTrains` does.
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
  if (ids.length !== all.length)
    throw new RangeError(`every spike needs an id and a time, got ${ids.length} ids and ${all.length} times`);
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
    if (count === undefined || count === nowhere)
      throw new RangeError(`spike ${spike} is of neuron ${ids[spike]}, which is not among those recorded`);
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
    if (count === undefined || count === nowhere)
      throw new RangeError(`neuron ${wanted[row]} was not recorded`);
    if (taken[place] === 1) throw new RangeError(`neuron ${wanted[row]} is named twice`);
    taken[place] = 1;
    offsets[row + 1] = (offsets[row] as number) + count;
  }
  counts.fill(nowhere);
  for (let row = 0; row < wanted.length; row++) counts[placesOfRows[row] as number] = offsets[row] as number;
  return offsets;
}
