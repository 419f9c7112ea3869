// What measures on pairs of trains share: which trains take part, the matrix they fill, and their progress.

import type { Checks } from "../../arguments/check.ts";
import { ofSelection } from "../options.ts";
import { subsamplePositions } from "../samples/subsample.ts";
import {
  checkMeasure,
  type Selection,
  type SpikeSource,
  type Trains,
  takeTrains,
  train,
  trainCount,
  trainNumbers,
} from "../trains.ts";

/** Options of measures on all pairs of trains. */
export interface PairOptions extends Selection {
  /**
   * Take only so many trains, drawn without replacement; `active` leaves out silent ones. Which ones follows from the
   * seed and their numbers (in a recording those of the neurons, else their rows), so recordings of the same neurons
   * draw the same ones.
   */
  readonly subsample?: { readonly size: number; readonly seed: number; readonly active?: boolean };
  /** Called now and then, about 100 times at most, with the part of the work that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** Options of measures on one pair of trains. */
export interface SinglePair extends Omit<Selection, "neurons"> {
  /** The two neurons: their numbers in a recording, their rows in trains. */
  readonly pair: readonly [number, number];
}

/**
 * Spike times [ms] of a pair of neurons; paired with itself, a neuron gives the same array twice.
 *
 * @throws CajalError when the window is empty or a neuron was not recorded.
 */
export function pairOf(
  call: string,
  source: SpikeSource,
  options: SinglePair,
  checks: Checks,
): [Float64Array, Float64Array] {
  checkMeasure(call, source, options, checks);
  const { pair, tStart = source.tStart, tStop = source.tStop } = options;
  const [one, other] = pair;
  const neurons = one === other ? [one] : pair;
  const trains = takeTrains(call, source, { tStart, tStop, neurons }, ofSelection);
  const times = train(trains, 0);
  return [times, one === other ? times : train(trains, 1)];
}

/** One number for each pair of trains. */
export interface TrainMatrix {
  /** Row of each train that took part: its position in the source, or in `neurons` where that is given. */
  readonly rows: Uint32Array;
  /** Number of rows and of columns. */
  readonly size: number;
  /** Element (i, j) is `values[i * size + j]`. */
  readonly values: Float64Array;
}

/** The trains of a source, and the positions of those that take part. */
export function chosenTrains(
  call: string,
  source: SpikeSource,
  options: PairOptions,
  checks: Checks,
): { readonly trains: Trains; readonly rows: Uint32Array } {
  const trains = takeTrains(call, source, options, checks);
  return { trains, rows: chosenRows(trains, options.subsample, trainNumbers(source, options)) };
}

/** Positions of the trains that take part; their numbers decide. */
export function chosenRows(
  trains: Trains,
  choice: PairOptions["subsample"],
  numbers: ArrayLike<number>,
): Uint32Array {
  const all = Uint32Array.from({ length: trainCount(trains) }, (_, row) => row);
  if (!choice) return all;
  const rows = choice.active ? all.filter((row) => train(trains, row).length > 0) : all;
  const ranked = Array.from(rows, (row) => numbers[row] as number);
  const positions = subsamplePositions(ranked, choice.size, choice.seed);
  return Uint32Array.from(positions, (position) => rows[position] as number);
}

/** A function to be called with the work done so far; it passes on every hundredth of `total` once. */
export function progressOf(total: number, onProgress: PairOptions["onProgress"]): (done: number) => void {
  if (!onProgress) return () => {};
  let reported = 0;
  return (done) => {
    const hundredths = total > 0 ? Math.floor((100 * done) / total) : 100;
    if (hundredths <= reported) return;
    reported = hundredths;
    onProgress(hundredths / 100);
  };
}

/** Fills a symmetric matrix from its diagonal and the pairs i < j. */
export function symmetricMatrix(
  rows: Uint32Array,
  element: (one: number, other: number) => number,
  onProgress?: PairOptions["onProgress"],
): TrainMatrix {
  const size = rows.length;
  const values = new Float64Array(size * size);
  const report = progressOf((size * (size + 1)) / 2, onProgress);
  for (let one = 0, done = 0; one < size; one++) {
    for (let other = one; other < size; other++) {
      const value = element(one, other);
      values[one * size + other] = value;
      values[other * size + one] = value;
    }
    done += size - one;
    report(done);
  }
  return { rows, size, values };
}
