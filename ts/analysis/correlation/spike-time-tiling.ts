// Spike time tiling coefficient: correlation of two trains that does not depend on their rates.

import { optional, positive } from "../../arguments/kinds.ts";
import { ofPair, ofPairs } from "../options.ts";
import { type SpikeSource, train } from "../trains.ts";
import {
  chosenTrains,
  type PairOptions,
  pairOf,
  type SinglePair,
  symmetricMatrix,
  type TrainMatrix,
} from "./pairs.ts";

/** How near two spikes must be. */
export interface TilingOptions {
  /** Spikes at most this far apart are together [ms]; default 5. */
  readonly reach?: number;
}

// Times are multiples of a step that binary fractions cannot express: what lies exactly at the reach is
// inside.
const roundOff = 1e-8;

/**
 * Spike time tiling coefficient of two neurons (Cutts & Eglen 2014, equation 1): 1/2 [(P_A - T_B) / (1 - P_A
 * T_B) + (P_B - T_A) / (1 - P_B T_A)], where T is the part of the recording within reach of a spike and P the
 * part of the spikes that the other neuron reaches. From -1 to 1; 1 for equal trains, near 0 for independent
 * ones. NaN when a neuron is silent.
 *
 * @throws CajalError when the window is empty, a neuron was not recorded, or `reach` is not positive.
 * @example
 * const coefficient = spikeTimeTiling(sim.read(spikes), { pair: [0, 1], reach: 5 });
 */
export function spikeTimeTiling(source: SpikeSource, options: TilingOptions & SinglePair): number {
  const pair = pairOf("spikeTimeTiling", source, options, { ...ofPair, reach: optional(positive) });
  const { reach = 5, tStart = source.tStart, tStop = source.tStop } = options;
  const [one, other] = pair.map((times) => tilesOf(times, { tStart, tStop }, reach));
  return coefficient(one as Tiles, other as Tiles, reach);
}

/**
 * {@link spikeTimeTiling} of all pairs; NaN in the row and column of a silent neuron, on the diagonal too.
 *
 * @throws CajalError when the window is empty, `reach` is not positive, or the subsample is impossible.
 * @example
 * const { values, size } = spikeTimeTilingMatrix(sim.read(spikes), { reach: 5 });
 */
export function spikeTimeTilingMatrix(
  source: SpikeSource,
  options: TilingOptions & PairOptions = {},
): TrainMatrix {
  const checks = { ...ofPairs, reach: optional(positive) };
  const { trains, rows } = chosenTrains("spikeTimeTilingMatrix", source, options, checks);
  const { reach = 5 } = options;
  const all = Array.from(rows, (row) => tilesOf(train(trains, row), trains, reach));
  return symmetricMatrix(
    rows,
    (one, other) => coefficient(all[one] as Tiles, all[other] as Tiles, reach),
    options.onProgress,
  );
}

/** A train and the part of the recording within reach of its spikes. */
interface Tiles {
  readonly times: Float64Array;
  readonly covered: number;
}

function tilesOf(
  times: Float64Array,
  { tStart, tStop }: { readonly tStart: number; readonly tStop: number },
  reach: number,
): Tiles {
  let covered = 0;
  let end = tStart;
  for (const time of times) {
    const next = Math.min(time + reach, tStop);
    covered += next - Math.max(time - reach, end);
    end = next;
  }
  return { times, covered: covered / (tStop - tStart) };
}

function coefficient(one: Tiles, other: Tiles, reach: number): number {
  if (one.times.length === 0 || other.times.length === 0) return Number.NaN;
  const half = (reached: number, covered: number): number =>
    reached * covered === 1 ? 1 : (reached - covered) / (1 - reached * covered);
  const first = half(reachedPart(one.times, other.times, reach), other.covered);
  const second = half(reachedPart(other.times, one.times, reach), one.covered);
  return (first + second) / 2;
}

/** Part of the spikes of a train which have one of the other train within reach. */
function reachedPart(times: Float64Array, others: Float64Array, reach: number): number {
  const limit = reach * (1 + roundOff);
  let reached = 0;
  for (let spike = 0, near = 0; spike < times.length; spike++) {
    const time = times[spike] as number;
    while (near < others.length && (others[near] as number) < time - limit) near++;
    if (near === others.length) break;
    if ((others[near] as number) <= time + limit) reached++;
  }
  return reached / times.length;
}
