// The one input of every measure: spike trains as a ragged array, and how a recording becomes one.

/** Spike trains of several neurons, train after train. Silent neurons are empty trains, never left out. */
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
 * Checks the interval of an observation.
 *
 * @throws RangeError unless both ends are finite and `tStop > tStart`.
 */
export function checkWindow(tStart: number, tStop: number): void {
  if (!(Number.isFinite(tStart) && Number.isFinite(tStop) && tStop > tStart)) {
    throw new RangeError(`tStop must be after tStart, got [${tStart}, ${tStop}] ms`);
  }
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
 * @throws RangeError when a list is not sorted or the window is empty.
 */
export function trainsOf(
  lists: readonly ArrayLike<number>[],
  window: { readonly tStart: number; readonly tStop: number },
): Trains {
  checkWindow(window.tStart, window.tStop);
  const offsets = new Uint32Array(lists.length + 1);
  for (const [index, list] of lists.entries()) offsets[index + 1] = (offsets[index] as number) + list.length;
  const times = new Float64Array(offsets[lists.length] as number);
  for (const [index, list] of lists.entries()) {
    checkSorted(list, index);
    times.set(list, offsets[index]);
  }
  return { times, offsets, tStart: window.tStart, tStop: window.tStop };
}

function checkSorted(list: ArrayLike<number>, index: number): void {
  for (let spike = 1; spike < list.length; spike++) {
    if (!((list[spike] as number) >= (list[spike - 1] as number))) {
      throw new RangeError(`train ${index} is not sorted at spike ${spike}`);
    }
  }
}

/**
 * Gives the trains of a source, cut to a window. Spikes on either edge of the window belong to it.
 *
 * @throws RangeError when the window is empty, or a neuron asked for was not recorded.
 * @example
 * const trains = toTrains(sim.read(spikes), { tStart: 500, tStop: 1500 });
 */
export function toTrains(source: SpikeSource, selection: Selection = {}): Trains {
  const tStart = selection.tStart ?? source.tStart;
  const tStop = selection.tStop ?? source.tStop;
  checkWindow(tStart, tStop);
  if (!isTrains(source)) return sortIntoTrains(source, selection.neurons ?? source.neurons, tStart, tStop);
  const whole = tStart <= source.tStart && tStop >= source.tStop && selection.neurons === undefined;
  if (whole) return { ...source, tStart, tStop };
  return cut(source, selection.neurons, tStart, tStop);
}

/** Row of each neuron number, -1 where it is not wanted. */
function rowsOf(wanted: ArrayLike<number>, recorded: ArrayLike<number>): Int32Array {
  let largest = -1;
  for (let index = 0; index < recorded.length; index++)
    largest = Math.max(largest, recorded[index] as number);
  const known = new Uint8Array(largest + 1);
  for (let index = 0; index < recorded.length; index++) known[recorded[index] as number] = 1;
  const rows = new Int32Array(largest + 1).fill(-1);
  for (let row = 0; row < wanted.length; row++) {
    const neuron = wanted[row] as number;
    if (known[neuron] !== 1) throw new RangeError(`neuron ${neuron} was not recorded`);
    rows[neuron] = row;
  }
  return rows;
}

function sortIntoTrains(
  source: RecordedSpikes,
  wanted: ArrayLike<number>,
  tStart: number,
  tStop: number,
): Trains {
  const rows = rowsOf(wanted, source.neurons);
  const offsets = new Uint32Array(wanted.length + 1);
  const { ids, times: all } = source;
  const rowAt = (spike: number): number => {
    const time = all[spike] as number;
    return time >= tStart && time <= tStop ? (rows[ids[spike] as number] ?? -1) : -1;
  };
  for (let spike = 0; spike < ids.length; spike++) {
    const row = rowAt(spike);
    if (row >= 0) offsets[row + 1] = (offsets[row + 1] as number) + 1;
  }
  for (let row = 0; row < wanted.length; row++) {
    offsets[row + 1] = (offsets[row + 1] as number) + (offsets[row] as number);
  }
  const times = new Float64Array(offsets[wanted.length] as number);
  const next = offsets.slice();
  for (let spike = 0; spike < ids.length; spike++) {
    const row = rowAt(spike);
    if (row < 0) continue;
    const place = next[row] as number;
    times[place] = all[spike] as number;
    next[row] = place + 1;
  }
  return { times, offsets, tStart, tStop };
}

function cut(source: Trains, wanted: ArrayLike<number> | undefined, tStart: number, tStop: number): Trains {
  const count = trainCount(source);
  const order = wanted ?? Uint32Array.from({ length: count }, (_, index) => index);
  const lists: Float64Array[] = [];
  for (let row = 0; row < order.length; row++) {
    const index = order[row] as number;
    if (!(index >= 0 && index < count)) throw new RangeError(`train ${index} of ${count} does not exist`);
    lists.push(train(source, index).filter((time) => time >= tStart && time <= tStop));
  }
  return trainsOf(lists, { tStart, tStop });
}
