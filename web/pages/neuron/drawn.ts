// What the figures of the page draw, beyond what the kernel recorded.
import { spikeTrains } from "cajal";
import { type Experiment, resolution, tableOf } from "./experiment.ts";
import type { Courses } from "./messages.ts";
import { noiseCurrent, noiseStep } from "./noise.ts";

// How far a spike is drawn above the sample before it [mV].
const spikeHeight = 25;

/** The membrane potential with a stroke at each spike, as one sees it on an oscilloscope. */
export function withStrokes(potential: Float64Array, spikes: Float64Array): Float64Array {
  const drawn = potential.slice();
  for (const time of spikes) {
    // The first sample is that of the first step.
    const sample = Math.round(time / resolution) - 1;
    drawn[sample] = (potential[Math.max(0, sample - 1)] ?? 0) + spikeHeight;
  }
  return drawn;
}

/** The current of the experiment at the times of the samples [pA]. */
export function currentOf(
  { amplitude, start, stop, noise, deviation, duration, seed }: Experiment,
  times: Float64Array,
): Float64Array {
  const noisy = noise === "current" ? noiseCurrent(deviation, duration, seed).values : undefined;
  return times.map((time) => {
    const step = time > start && time <= stop ? amplitude : 0;
    return step + (noisy?.[Math.floor((time - resolution / 2) / noiseStep)] ?? 0);
  });
}

/** The unit of a recordable of any of the models. */
export const unitOf = (name: string, { choices }: Experiment): string =>
  choices.flatMap(({ model }) => tableOf(model).recordables).find((entry) => entry.name === name)?.unit ?? "";

/** Spikes of both models as one recording; neuron 0 is the first model. */
export function spikesOf({ courses }: Courses, { duration }: Experiment) {
  const all = courses.flatMap(({ spikes }, id) => Array.from(spikes, (time) => ({ id, time })));
  all.sort((one, other) => one.time - other.time || one.id - other.id);
  return spikeTrains({
    ids: Uint32Array.from(all, ({ id }) => id),
    times: Float64Array.from(all, ({ time }) => time),
    neurons: Uint32Array.from(courses, (_, k) => k),
    tStart: 0,
    tStop: duration,
  });
}
