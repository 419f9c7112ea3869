// Distance of two spike trains after each spike was made an exponential.

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

/** The time scale of the comparison. */
export interface VanRossumOptions {
  /** Time constant of the exponentials [ms], from 0 to Infinity; default 20. */
  readonly tau?: number;
}

const tau = optional(within(0, Infinity));

/**
 * Distance of van Rossum (2001) between two neurons: the root of S_aa + S_bb - 2 S_ab, where S is the sum of
 * exp(-|t - t'| / tau) over pairs of spikes. This leaves out the factor 1/2 of the paper, so that
 * one spike more is a distance of 1. A time constant of 0 gives the root of the sum of the spike numbers,
 * Infinity their difference. One pass over the spikes, as Houghton & Kreuz (2012) do it.
 *
 * @throws CajalError when the window is empty, a neuron was not recorded, or `tau` is below 0.
 * @example
 * const distance = vanRossum(sim.read(spikes), { pair: [0, 1], tau: 10 });
 */
export function vanRossum(source: SpikeSource, options: VanRossumOptions & SinglePair): number {
  const [one, other] = pairOf("vanRossum", source, options, { ...ofPair, tau });
  const { tau: constant = 20 } = options;
  return one === other ? 0 : distance(traced(one, constant), traced(other, constant), constant);
}

/**
 * {@link vanRossum} of all pairs, 0 on the diagonal.
 *
 * @throws CajalError when the window is empty, `tau` is below 0, or the subsample is impossible.
 * @example
 * const { values, size } = vanRossumMatrix(sim.read(spikes), { tau: 10 });
 */
export function vanRossumMatrix(
  source: SpikeSource,
  options: VanRossumOptions & PairOptions = {},
): TrainMatrix {
  const { rows, trains } = chosenTrains("vanRossumMatrix", source, options, { ...ofPairs, tau });
  const { tau: constant = 20 } = options;
  const all = Array.from(rows, (row) => traced(train(trains, row), constant));
  return symmetricMatrix(
    rows,
    (one, other) => (one === other ? 0 : distance(all[one] as Traced, all[other] as Traced, constant)),
    options.onProgress,
  );
}

/** A train, its sum with itself, and at each spike the sum of the exponentials of all spikes up to it. */
interface Traced {
  readonly times: Float64Array;
  readonly traces: Float64Array;
  readonly own: number;
}

function traced(times: Float64Array, constant: number): Traced {
  const traces = new Float64Array(times.length);
  let [trace, own] = [0, 0];
  for (let spike = 0; spike < times.length; spike++) {
    if (spike > 0) trace *= Math.exp(((times[spike - 1] as number) - (times[spike] as number)) / constant);
    own += 1 + 2 * trace;
    trace += 1;
    traces[spike] = trace;
  }
  return { times, traces, own };
}

function distance(one: Traced, other: Traced, constant: number): number {
  const [n, m] = [one.times.length, other.times.length];
  if (constant === 0) return Math.sqrt(n + m);
  if (constant === Number.POSITIVE_INFINITY) return Math.abs(n - m);
  const shared = pastSum(one, other, constant, true) + pastSum(other, one, constant, false);
  return Math.sqrt(Math.max(0, one.own + other.own - 2 * shared));
}

/**
 * Sum over spikes of the trace that the other train has left by then; spikes at equal times count if
 * `inclusive`.
 */
function pastSum({ times }: Traced, other: Traced, constant: number, inclusive: boolean): number {
  let sum = 0;
  for (let spike = 0, past = 0; spike < times.length; spike++) {
    const time = times[spike] as number;
    while (past < other.times.length && isPast(other.times[past] as number, time, inclusive)) past++;
    if (past === 0) continue;
    sum +=
      (other.traces[past - 1] as number) * Math.exp(((other.times[past - 1] as number) - time) / constant);
  }
  return sum;
}

const isPast = (other: number, time: number, inclusive: boolean): boolean =>
  other < time || (inclusive && other === time);
