// From spikes to states: a unit is 1 for a time after each spike of its neuron.

import { type RecordedSpikes, refuseTime, refuseUnequal } from "../../analysis/recorded-spikes.ts";
import { checkOptions, checkParts } from "../../arguments/check.ts";
import { finite, numbers, optional, positive } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkNumbered, type StateSequence, sequenceBuilder } from "../machines/state-sequence.ts";

/** Options of {@link statesOfSpikes}. */
export interface SpikeStatesOptions {
  /** How long a unit is 1 after a spike [ms]: the refractory time of the neurons. */
  readonly tau: number;
  /** The neuron of each unit; default: all recorded ones, in their order. */
  readonly neurons?: ArrayLike<number>;
  /** Begin of the sequence [ms]; default: that of the recording. Earlier spikes count where they last. */
  readonly tStart?: number;
  /** End of the sequence [ms]; default: that of the recording. */
  readonly tStop?: number;
}

// Times of a grid that differ by rounding alone are one [ms].
const rounding = 1e-7;

function checkRecording(spikes: RecordedSpikes, call: string): void {
  checkParts(spikes, call, "spikes", {
    ids: numbers,
    times: numbers,
    neurons: numbers,
    tStart: finite,
    tStop: finite,
  });
  const { ids, times } = spikes;
  refuseUnequal(ids, times);
  let last = -Infinity;
  for (let spike = 0; spike < times.length; spike++) {
    const time = times[spike] as number;
    if (!(time >= last)) refuseTime(time, spike, last, "the recording");
    last = time;
  }
}

/** Beyond a recording nobody knows the states. */
function checkWindow(tStart: number, tStop: number, recorded: RecordedSpikes, call: string): void {
  const refuse = (parameter: string, value: number, allowed: string): never =>
    fail("E_TIME", { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
  if (!(tStart >= recorded.tStart - rounding))
    refuse("tStart", tStart, `from the begin of the recording on (${recorded.tStart} ms)`);
  if (!(tStop > tStart)) refuse("tStop", tStop, `above tStart (${tStart} ms)`);
  if (!(tStop <= recorded.tStop + rounding))
    refuse("tStop", tStop, `at most the end of the recording (${recorded.tStop} ms)`);
}

/** The unit of each neuron. */
function unitsByNeuron(
  neurons: ArrayLike<number>,
  recorded: ArrayLike<number>,
  call: string,
): Map<number, number> {
  const known = new Set(Array.from(recorded));
  const places = new Map<number, number>();
  for (let unit = 0; unit < neurons.length; unit++) {
    const neuron = neurons[unit] as number;
    const parameter = `neurons[${unit}]`;
    const allowed = "recorded neurons, each once";
    if (!known.has(neuron) || places.has(neuron))
      fail("E_INDEX", { call, parameter, value: neuron, allowed, must: `neurons must be ${allowed}` });
    places.set(neuron, unit);
  }
  return places;
}

/**
 * The states over time that a recording of spikes stands for: z_k(t) = 1 while t - tau < (spike of neuron k) <= t.
 * With tau = t_ref of the neurons, which all models of cajal round up to whole steps, units are 1 while their neuron is
 * refractory. A neuron fires again one step after that at the earliest, as in NEST, so at a step h no unit is 1 for
 * more than t_ref / (t_ref + h) of the time.
 *
 * @param spikes what `sim.read` returns for a recorder of spikes
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_UNKNOWN_PARAM, E_SIZE above 31 neurons, E_INDEX,
 * E_PARAM_POSITIVE, E_TIME when the window is empty or longer than the recording, E_SPIKE_TIMES unless its times ascend
 * @example statesOfSpikes(sim.read(spikes), { tau: 10, tStart: 500 });
 */
export function statesOfSpikes(spikes: RecordedSpikes, options: SpikeStatesOptions): StateSequence {
  const call = "statesOfSpikes";
  checkRecording(spikes, call);
  checkOptions(options, call, {
    tau: positive,
    neurons: optional(numbers),
    tStart: optional(finite),
    tStop: optional(finite),
  });
  const { tau, neurons = spikes.neurons, tStart = spikes.tStart, tStop = spikes.tStop } = options;
  checkNumbered(neurons.length, call);
  checkWindow(tStart, tStop, spikes, call);
  const places = unitsByNeuron(neurons, spikes.neurons, call);
  const { ids, times } = spikes;
  const sequence = sequenceBuilder(neurons.length, tStart, 0);
  // All units are 1 equally long, so they become 0 in the order of their spikes.
  const lasting = new Uint32Array(neurons.length);
  let [state, begun, ended] = [0, 0, 0];
  for (;;) {
    const [start, stop] = [times[begun] ?? Infinity, (times[ended] ?? Infinity) + tau];
    const time = Math.min(start, stop);
    if (!(time < tStop - rounding)) break;
    const same = time + rounding;
    for (; (times[ended] ?? Infinity) + tau <= same && ended < begun; ended++) {
      const unit = places.get(ids[ended] as number);
      if (unit === undefined) continue;
      lasting[unit] = (lasting[unit] as number) - 1;
      if (lasting[unit] === 0) state &= ~(1 << unit);
    }
    for (; (times[begun] ?? Infinity) <= same; begun++) {
      const unit = places.get(ids[begun] as number);
      if (unit === undefined) continue;
      lasting[unit] = (lasting[unit] as number) + 1;
      state |= 1 << unit;
    }
    sequence.add(state >>> 0, Math.max(tStart, time));
  }
  return sequence.end(tStop);
}
