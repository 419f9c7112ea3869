// What a neuron with exponential synapses would see of the activity, at chosen times.
import { refuse } from "../../arguments/check.ts";
import { numbers, optional, positive } from "../../arguments/kinds.ts";
import { checkMeasure, type SpikeSource, toTrains, train, trainCount } from "../trains.ts";
import type { StateMatrix } from "./matrix.ts";

/** Options of {@link liquidState}. */
export interface LiquidStateOptions {
  /** When the state is read [ms], ascending. */
  readonly times: ArrayLike<number>;
  /** Time constant of the filter [ms]; default 15. */
  readonly tau?: number;
}

const call = "liquidState";

function checkAscending(times: ArrayLike<number>): void {
  for (let sample = 0; sample < times.length; sample++) {
    if (!(sample === 0 || (times[sample] as number) >= (times[sample - 1] as number)))
      refuse(times[sample], "a time not before the last one [ms]", { call, parameter: `times[${sample}]` });
  }
}

/**
 * Spike trains filtered with exp(-t / tau): every spike adds 1, which decays. A spike at the time of reading
 * counts in full. Spikes before the begin of the source are not known, so the first few `tau` read too
 * little.
 *
 * @returns times in rows, neurons in columns
 * @throws CajalError unless `tau` is positive and the times ascend.
 * @example
 * const states = liquidState(trains, { times: [30, 60, 90], tau: 15 });
 */
export function liquidState(source: SpikeSource, options: LiquidStateOptions): StateMatrix {
  checkMeasure(call, source, options, { times: numbers, tau: optional(positive) });
  const { times, tau = 15 } = options;
  checkAscending(times);
  const trains = toTrains(source);
  const columns = trainCount(trains);
  const values = new Float64Array(times.length * columns);
  for (let neuron = 0; neuron < columns; neuron++) {
    const spikes = train(trains, neuron);
    let [state, last, next] = [0, 0, 0];
    for (let sample = 0; sample < times.length; sample++) {
      const now = times[sample] as number;
      for (; next < spikes.length && (spikes[next] as number) <= now; next++) {
        const time = spikes[next] as number;
        state = state * Math.exp((last - time) / tau) + 1;
        last = time;
      }
      values[sample * columns + neuron] = state * Math.exp((last - now) / tau);
    }
  }
  return { rows: times.length, columns, values };
}
