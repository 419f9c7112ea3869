// Surrogates of recorded trains that keep rates and destroy coordination in time.

import { refuse } from "../../arguments/check.ts";
import { optional, positive, wholeFrom } from "../../arguments/kinds.ts";
import { ofSelection } from "../options.ts";
import { hashOf, uniforms } from "../random.ts";
import {
  type Selection,
  type SpikeSource,
  type Trains,
  takeTrains,
  train,
  trainCount,
  trainNumbers,
  trainsOf,
} from "../trains.ts";
import { streamSeed } from "./stream.ts";

/** Options of {@link ditherTrains}. */
export interface DitherOptions extends Selection {
  /** Every spike moves evenly by up to this much to either side [ms]. */
  readonly width: number;
  /** Seed of the random numbers; default 1. */
  readonly seed?: number;
}

const call = "ditherTrains";
const ofDither = { ...ofSelection, width: positive, seed: optional(wholeFrom(0)) };

/**
 * Moves every spike by its own random amount (uniform dithering; Date, Bienenstock & Geman 1998; Gruen 2009).
 * Spikes that would leave the window are reflected at its edge, so each train keeps its number of spikes.
 * A train moves in the same way whichever others are selected with it.
 *
 * @throws CajalError unless `width` is positive and at most half the window, or when the window is empty.
 * @example
 * const shifted = ditherTrains(sim.read(spikes), { width: 15, seed: 2 });
 */
export function ditherTrains(source: SpikeSource, options: DitherOptions): Trains {
  const trains = takeTrains(call, source, options, ofDither);
  const { width, seed = 1 } = options;
  const { tStart, tStop } = trains;
  if (!(width <= (tStop - tStart) / 2))
    refuse(width, "at most half the window [ms]", { call, parameter: "width" });
  const moved = (time: number, uniform: () => number): number => {
    const place = time + (2 * uniform() - 1) * width;
    if (place < tStart) return 2 * tStart - place;
    return place > tStop ? 2 * tStop - place : place;
  };
  const seedOf = hashOf(streamSeed(seed, "dither"));
  const numbers = trainNumbers(source, options);
  const lists = Array.from({ length: trainCount(trains) }, (_, index) => {
    const uniform = uniforms(seedOf(numbers[index] as number));
    return train(trains, index)
      .map((time) => moved(time, uniform))
      .sort();
  });
  return trainsOf(lists, { tStart, tStop });
}
