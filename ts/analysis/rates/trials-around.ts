// Trials: pieces of a recording around events, each on its own clock.
import { refuse } from "../../arguments/check.ts";
import { finite, numbers, optional } from "../../arguments/kinds.ts";
import {
  checkMeasure,
  type Selection,
  type SpikeSource,
  type Trains,
  toTrains,
  train,
  trainCount,
  trainsOf,
} from "../trains.ts";

/** Options of {@link trialsAround}. */
export interface TrialOptions extends Pick<Selection, "neurons"> {
  /** Times of the events [ms]. */
  readonly events: ArrayLike<number>;
  /** How much time before and after each event belongs to the trial [ms]. */
  readonly before: number;
  readonly after: number;
}

const call = "trialsAround";
const ofTrials = { events: numbers, before: finite, after: finite, neurons: optional(numbers) };

/**
 * Cuts a recording into trials: one train per event and neuron, event after event, with times relative to the
 * event. Spikes on either edge belong to the trial.
 *
 * @throws CajalError when `before + after` is not positive, a trial does not lie in the recording, or a
 *   neuron was not recorded.
 * @example
 * const trials = trialsAround(sim.read(spikes), { events: [1000, 2000], before: 100, after: 200 });
 */
export function trialsAround(source: SpikeSource, options: TrialOptions): Trains {
  checkMeasure(call, source, options, ofTrials);
  const { events, before, after, neurons } = options;
  if (!(before + after > 0)) refuse(after, `above -before (${-before} ms)`, { call, parameter: "after" });
  const trains = toTrains(source, neurons === undefined ? {} : { neurons });
  const lists: Float64Array[] = [];
  for (let trial = 0; trial < events.length; trial++) {
    const event = events[trial] as number;
    const window = { tStart: event - before, tStop: event + after };
    if (!(window.tStart >= trains.tStart && window.tStop <= trains.tStop))
      refuse(event, `an event whose trial lies within the recording [${trains.tStart}, ${trains.tStop}] ms`, {
        call,
        parameter: `events[${trial}]`,
      });
    const part = toTrains(trains, window);
    // Rounding must not move a spike on the edge out of the trial.
    const relative = (time: number): number => Math.min(after, Math.max(-before, time - event));
    for (let row = 0; row < trainCount(part); row++) lists.push(train(part, row).map(relative));
  }
  return trainsOf(lists, { tStart: -before, tStop: after });
}
