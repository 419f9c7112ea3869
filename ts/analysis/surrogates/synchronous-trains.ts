// Trains with common events: the simplest activity in which neurons fire together.
import { type Trains, train, trainCount, trainsOf } from "../trains.ts";
import { poissonTrains, type RenewalOptions } from "./renewal-trains.ts";
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

/**
 * Poisson trains of the given background `rate`, to which common events are added. With `participation` 1
 * this is the single, without background the multiple interaction process of Kuhn, Aertsen & Rotter (2003).
 * Each train has rate + events participation spikes per second. Without dead time and jitter, or in bins much
 * longer than the jitter, the correlation of the counts of two trains is events participation^2 / (rate +
 * events participation). A dead time holds for the background only.
 *
 * @throws RangeError for an impossible rate, count, probability, jitter, seed or window.
 * @example
 * const trains = synchronousTrains({ count: 50, rate: 8, events: 2, participation: 0.3, tStop: 10_000 });
 */
export function synchronousTrains(options: SynchronousOptions): Trains {
  const { events, participation, jitter = 0, tStart = 0, tStop, seed = 1 } = options;
  if (!(participation >= 0 && participation <= 1))
    throw new RangeError(`participation must be a probability, got ${participation}`);
  if (!(jitter >= 0 && Number.isFinite(jitter)))
    throw new RangeError(`jitter must be >= 0, got ${jitter} ms`);
  if (!(events >= 0 && Number.isFinite(events)))
    throw new RangeError(`events must be >= 0, got ${events} 1/s`);
  const background = poissonTrains(options);
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
