// The one input of every measure: spike trains as a ragged array, and what part of it is looked at.

import {
  type Check,
  type Checks,
  checkArgument,
  checkOptions,
  checkParts,
  isList,
  refuse,
} from "../arguments/check.ts";
import { finite, listOf, numbers } from "../arguments/kinds.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";
import { ofSelection } from "./options.ts";
import { type Ragged, type RecordedSpikes, refuseTime, sortByNeuron } from "./recorded-spikes.ts";

export type { RecordedSpikes } from "./recorded-spikes.ts";

/**
 * Spike trains of several neurons, train after train. Silent neurons are empty trains, never left out.
 * Measures leave out spikes before `tStart` or after `tStop`. Do not write into the arrays once a measure has
 * seen them: that they are in order is checked once.
 */
export interface Trains {
  /** Spike times [ms], ascending within each train. */
  readonly times: Float64Array;
  /** Train `i` is `times[offsets[i] .. offsets[i + 1])`; one entry more than there are trains. */
  readonly offsets: Uint32Array;
  /** Begin of the observation [ms]. */
  readonly tStart: number;
  /** End of the observation [ms]. */
  readonly tStop: number;
}

/** What every measure takes: ragged trains, or a recording, which is sorted into trains first. */
export type SpikeSource = Trains | RecordedSpikes;

/** Which part of a recording to look at. */
export interface Selection {
  /** Begin of the window [ms]; default: begin of the source. */
  readonly tStart?: number;
  /** End of the window [ms]; default: end of the source. */
  readonly tStop?: number;
  /** Neurons to keep, in this order; default: all recorded ones. */
  readonly neurons?: ArrayLike<number>;
}

function isTrains(source: SpikeSource): source is Trains {
  return "offsets" in source;
}

/**
 * By what the trains of {@link toTrains} are told apart, one number per train: the neurons of a recording, the rows of
 * trains.
 */
export function trainNumbers(source: SpikeSource, { neurons }: Selection): ArrayLike<number> {
  if (neurons) return neurons;
  if (!isTrains(source)) return source.neurons;
  return Uint32Array.from({ length: trainCount(source) }, (_, row) => row);
}

/**
 * Checks the interval of an observation.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE; E_PARAM_RANGE unless `tStop > tStart`.
 */
export function checkWindow(tStart: number, tStop: number, call: string): void {
  checkArgument(tStart, call, "tStart", finite);
  checkArgument(tStop, call, "tStop", finite);
  if (!(tStop > tStart)) refuse(tStop, `after tStart (${tStart} ms)`, { call, parameter: "tStop" });
}

/** Number of trains. */
export function trainCount(trains: Trains): number {
  return trains.offsets.length - 1;
}

/** Spike times [ms] of one train, without copying. */
export function train(trains: Trains, index: number): Float64Array {
  return trains.times.subarray(trains.offsets[index], trains.offsets[index + 1]);
}

/**
 * Puts lists of spike times into one ragged array.
 *
 * @param lists spike times of each neuron [ms], ascending
 * @throws CajalError when a list is not sorted, a time is not a number, or the window is empty.
 * @example
 * const trains = trainsOf([[1, 2.5], [], [0.3]], { tStart: 0, tStop: 10 });
 */
export function trainsOf(
  lists: readonly ArrayLike<number>[],
  window: { readonly tStart: number; readonly tStop: number },
): Trains {
  checkArgument(lists, "trainsOf", "lists", listOf(numbers));
  checkParts(window, "trainsOf", "window", { tStart: finite, tStop: finite });
  checkWindow(window.tStart, window.tStop, "trainsOf");
  const offsets = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) offsets[index + 1] = (offsets[index] as number) + list.length;
  const times = new Float64Array(offsets[lists.length] as number);
  for (const [index, list] of lists.entries()) times.set(list, offsets[index]);
  const trains = { times, offsets, tStart: window.tStart, tStop: window.tStop };
  checkTrains(trains);
  return trains;
}

/**
 * Gives the trains of a source, cut to a window. Spikes on either edge of the window belong to it.
 *
 * What is already ragged, complete and within the window is not copied. A recording is checked and sorted
 * into trains at every call: call this once and hand the result to many measures.
 *
 * @throws CajalError when the window is empty, a neuron asked for was not recorded (or, of a recording, is
 *   asked for twice), times are not ascending or not numbers, a spike is of a neuron that is not among the
 *   recorded ones, or the lengths of the arrays do not fit.
 * @example
 * const trains = toTrains(sim.read(spikes), { tStart: 500, tStop: 1500 });
 */
export function toTrains(source: SpikeSource, selection: Selection = {}): Trains {
  return takeTrains("toTrains", source, selection, ofSelection);
}

/**
 * The trains that a measure looks at, once it knows that its source and its options are what they must be.
 *
 * @param call the measure, for messages
 * @param checks what each of its options must be
 */
export function takeTrains(call: string, source: SpikeSource, options: Selection, checks: Checks): Trains {
  checkMeasure(call, source, options, checks);
  const { tStart = source.tStart, tStop = source.tStop, neurons } = options;
  checkWindow(tStart, tStop, call);
  if (!isTrains(source)) {
    return known(sortByNeuron(source, neurons ?? source.neurons, tStart, tStop), tStart, tStop);
  }
  const { earliest, latest } = checkTrains(source);
  const { times, offsets } = source;
  if (neurons === undefined && earliest >= tStart && latest <= tStop)
    return { times, offsets, tStart, tStop };
  return known(cutTrains(source, neurons, tStart, tStop), tStart, tStop);
}

/** Checks the source and the options of a measure. @throws CajalError E_TYPE, E_UNKNOWN_PARAM and others */
export function checkMeasure(call: string, source: unknown, options: unknown, checks: Checks): void {
  checkSource(source, call);
  checkOptions(options, call, checks);
}

/** Refuses what is neither a recording nor trains. */
export function checkSource(source: unknown, call: string, parameter = "source"): void {
  const { ids, offsets, times, neurons, tStart, tStop } = (source ?? {}) as Partial<Record<string, unknown>>;
  const lists = offsets === undefined ? { ids, times, neurons } : { times, offsets };
  const fitting = offsets === undefined ? isList : ArrayBuffer.isView;
  if (!Object.values(lists).every(fitting) || typeof tStart !== "number" || typeof tStop !== "number")
    refuseSource(source, call, parameter);
  for (const [name, values] of Object.entries(lists))
    checkArgument(values, call, `${parameter}.${name}`, numbers);
}

/** A recording, or trains. */
export const spikes: Check = (value, { call, parameter }) => checkSource(value, call, parameter);

function refuseSource(source: unknown, call: string, parameter: string): never {
  fail("E_TYPE", {
    call,
    parameter,
    value: source,
    allowed: "{ ids, times, neurons, tStart, tStop }, or { times, offsets, tStart, tStop }",
    must: "spikes must be a recording, as sim.read and readSpikes return it, or the trains of trainsOf",
    hint: "lists of times become trains by trainsOf(lists, { tStart, tStop })",
  });
}

/** Says that a measure of a population needs neurons. */
export function refuseNone(call: string): never {
  return refuse("no neurons", "of at least one neuron", { call, parameter: "source" }, "E_SHAPE");
}

/** What is known of times whose trains are in order: no spike lies outside [earliest, latest]. */
interface Ordered {
  readonly offsets: Uint32Array;
  readonly earliest: number;
  readonly latest: number;
}

// A pass over the times to see that they are in order takes as long as adding them up, and most measures take
// not much longer (bench/ts/statistics.mjs). So each array is looked through once, and what was made here not
// at all.
const ordered = new WeakMap<Float64Array, Ordered>();

/** Trains that were made here, so that nobody needs to look whether they are in order. */
function known({ times, offsets }: Ragged, tStart: number, tStop: number): Trains {
  ordered.set(times, { offsets, earliest: tStart, latest: tStop });
  return { times, offsets, tStart, tStop };
}

function checkTrains({ times, offsets }: Ragged): Ordered {
  for (const [name, array] of Object.entries({ times, offsets })) refuseDetached(array, "spike trains", name);
  const before = ordered.get(times);
  if (before?.offsets === offsets) return before;
  checkOffsets(offsets, times.length);
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index + 1 < offsets.length; index++) {
    const from = offsets[index] as number;
    const to = offsets[index + 1] as number;
    let last = Number.NEGATIVE_INFINITY;
    for (let spike = from; spike < to; spike++) {
      const time = times[spike] as number;
      if (!(time >= last)) refuseTime(time, spike - from, last, `train ${index}`);
      last = time;
    }
    if (from === to) continue;
    earliest = Math.min(earliest, times[from] as number);
    latest = Math.max(latest, last);
  }
  const found = { offsets, earliest, latest };
  ordered.set(times, found);
  return found;
}

const ofOffsets = { call: "spike trains", parameter: "offsets" };

function checkOffsets(offsets: Uint32Array, spikes: number): void {
  const [first, last] = [offsets[0], offsets[offsets.length - 1]];
  if (first !== 0 || last !== spikes)
    refuse(`${first} to ${last}`, `from 0 to the number of spikes ${spikes}`, ofOffsets, "E_SHAPE");
  for (let index = 1; index < offsets.length; index++) {
    if ((offsets[index] as number) < (offsets[index - 1] as number))
      refuse(`${offsets[index]} after ${offsets[index - 1]}`, "ascending", ofOffsets, "E_SHAPE");
  }
}

/** First place in `[from, to)` whose time is not before `time`, or with `after` not at `time` either. */
function search(times: Float64Array, from: number, to: number, time: number, after: boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const value = times[middle] as number;
    if (value < time || (after && value === time)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Refuses the number of a train that does not exist. */
export function refuseIndex(index: unknown, count: number, call: string, parameter: string): never {
  const allowed = `the number of one of ${count} trains, from 0 on`;
  return refuse(index, allowed, { call, parameter }, typeof index === "number" ? "E_INDEX" : "E_TYPE");
}

function cutTrains(
  source: Trains,
  wanted: ArrayLike<number> | undefined,
  tStart: number,
  tStop: number,
): Ragged {
  const count = trainCount(source);
  const rows = wanted?.length ?? count;
  const starts = new Float64Array(rows);
  const offsets = new Uint32Array(rows + 1);
  for (let row = 0; row < rows; row++) {
    const index = wanted === undefined ? row : (wanted[row] as number);
    if (!(Number.isInteger(index) && index >= 0 && index < count))
      refuseIndex(index, count, "spike trains", `neurons[${row}]`);
    const to = source.offsets[index + 1] as number;
    const start = search(source.times, source.offsets[index] as number, to, tStart, false);
    starts[row] = start;
    offsets[row + 1] = (offsets[row] as number) + search(source.times, start, to, tStop, true) - start;
  }
  const times = new Float64Array(offsets[rows] as number);
  for (let row = 0; row < rows; row++) {
    const start = starts[row] as number;
    const place = offsets[row] as number;
    times.set(source.times.subarray(start, start + (offsets[row + 1] as number) - place), place);
  }
  return { times, offsets };
}
