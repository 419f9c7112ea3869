// Distance of two spike trains as the price of changing one into the other.

import { optional, within } from "../../arguments/kinds.ts";
import {
  chosenTrains,
  type PairOptions,
  pairOf,
  type SinglePair,
  symmetricMatrix,
  type TrainMatrix,
} from "../correlation/pairs.ts";
import { ofPair, ofPairs } from "../options.ts";
import { type SpikeSource, train } from "../trains.ts";

/** The price of a shift. */
export interface VictorPurpuraOptions {
  /**
   * Cost of shifting a spike [1/s], from 0 to Infinity; default 200. Adding or removing one costs 1, so
   * spikes further apart than 2 / cost are not shifted.
   */
  readonly cost?: number;
}

// [1/s]
const usualCost = 200;

const price = optional(within(0, Infinity));

/**
 * Distance of Victor & Purpura (1996) between two neurons: the least sum of costs that changes one train into
 * the other, 1 for adding or removing a spike and cost |dt| for shifting one. Cost 0 gives the difference of
 * the spike numbers, Infinity their sum. The time taken follows the product of the spike numbers.
 *
 * @throws CajalError when the window is empty, a neuron was not recorded, or `cost` is below 0.
 * @example
 * const distance = victorPurpura(sim.read(spikes), { pair: [0, 1], cost: 100 });
 */
export function victorPurpura(source: SpikeSource, options: VictorPurpuraOptions & SinglePair): number {
  const [one, other] = pairOf("victorPurpura", source, options, { ...ofPair, cost: price });
  const cost = (options.cost ?? usualCost) / 1000;
  return one === other ? 0 : distance(one, other, cost);
}

/**
 * {@link victorPurpura} of all pairs, 0 on the diagonal.
 *
 * @throws CajalError when the window is empty, `cost` is below 0, or the subsample is impossible.
 * @example
 * const { values, size } = victorPurpuraMatrix(sim.read(spikes), { cost: 100 });
 */
export function victorPurpuraMatrix(
  source: SpikeSource,
  options: VictorPurpuraOptions & PairOptions = {},
): TrainMatrix {
  const { rows, trains } = chosenTrains("victorPurpuraMatrix", source, options, { ...ofPairs, cost: price });
  const cost = (options.cost ?? usualCost) / 1000;
  const all = Array.from(rows, (row) => train(trains, row));
  return symmetricMatrix(
    rows,
    (one, other) =>
      one === other ? 0 : distance(all[one] as Float64Array, all[other] as Float64Array, cost),
    options.onProgress,
  );
}

/** @param cost of a shift [1/ms] */
function distance(one: Float64Array, other: Float64Array, cost: number): number {
  if (cost === 0) return Math.abs(one.length - other.length);
  if (cost === Number.POSITIVE_INFINITY) return one.length + other.length;
  // prices[k]: from the spikes of `one` so far to the first k of `other`.
  const prices = Float64Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let spike = 0; spike < one.length; spike++) {
    const time = one[spike] as number;
    let before = prices[0] as number;
    let left = before + 1;
    prices[0] = left;
    for (let place = 1; place < prices.length; place++) {
      const above = prices[place] as number;
      const shifted = before + cost * Math.abs(time - (other[place - 1] as number));
      const changed = (above < left ? above : left) + 1;
      left = shifted < changed ? shifted : changed;
      prices[place] = left;
      before = above;
    }
  }
  return prices[other.length] as number;
}
