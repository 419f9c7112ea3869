// Trains with common events: the simplest activity in which neurons fire together.
import { checkOptions } from "../../arguments/check.ts";
import { notNegative, optional, within } from "../../arguments/kinds.ts";
import { type Trains, train, trainCount, trainsOf } from "../trains.ts";
import { ofRenewal, poissonTrains, type RenewalOptions } from "./renewal-trains.ts";
import { stream, streamSeed } from "./stream.ts";

/** Independent Poisson activity and events in which many trains take part. */
export interface SynchronousOptions extends RenewalOptions {
  /** Rate of the common events, a Poisson process [1/s]. */
  readonly events: number;
  /** Probability of a train to fire in an event. */
  readonly participation: number;
  /** Spikes of an event lie evenly within so much before and after it [ms]; default 0. */
  readonly jitter?: number;
}

const ofSynchronous = {
  ...ofRenewal,
  events: notNegative,
  participation: within(0, 1),
  jitter: optional(notNegative),
};

/**
 * Poisson trains of the given background `rate`, to which common events are added. With `participation` 1
 * this is the single, without background the multiple interaction process of Kuhn, Aertsen & Rotter (2003).
 * Each train has rate + events participation spikes per second. Without dead time and jitter, or in bins much
 * longer than the jitter, the correlation of the counts of two trains is events participation^2 / (rate +
 * events participation). A dead time holds for the background only.
 *
 * @throws CajalError for an impossible rate, count, probability, jitter, seed or window.
 * @example
 * const trains = synchronousTrains({ count: 50, rate: 8, events: 2, participation: 0.3, tStop: 10_000 });
 */
export function synchronousTrains(options: SynchronousOptions): Trains {
  checkOptions(options, "synchronousTrains", ofSynchronous);
  const { events, participation, jitter = 0, ...renewal } = options;
  const { tStart = 0, tStop, seed = 1 } = renewal;
  const background = poissonTrains(renewal);
  const common = poissonTrains({ count: 1, rate: events, tStart, tStop, seed: streamSeed(seed, "events") });
  const uniform = stream(seed, "participation");
  const lists = Array.from({ length: trainCount(background) }, (_, index) => {
    const times = [...train(background, index)];
    for (const event of common.times) {
      if (uniform() >= participation) continue;
      const time = event + (2 * uniform() - 1) * jitter;
      if (time >= tStart && time <= tStop) times.push(time);
    }
    return Float64Array.from(times).sort();
  });
  return trainsOf(lists, { tStart, tStop });
}
