// Stability of the asynchronous state of the balanced random network: where population oscillations begin.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, section 4; see brunel-parameters.ts
import { checkArgument } from "../arguments/check.ts";
import { within } from "../arguments/kinds.ts";
import { atFrequency, meanResponse, varianceResponse } from "../theory/lif/transfer-function.ts";
import { type Complex, product, scaled, sumOf, turned } from "../theory/special/complex.ts";
import { brunelSizes, brunelNeuron as neuron, brunelSynapses as synapse } from "./brunel-parameters.ts";
import { brunelState, checkPlace } from "./brunel-theory.ts";

/**
 * Answer of the network to a modulation of its own rate at a frequency [1/s], once around the loop: 1 means
 * that the modulation carries itself.
 */
export function brunelLoop(g: number, eta: number): (frequency: number) => Complex {
  const state = brunelState(g, eta);
  const ratio = brunelSizes.I / brunelSizes.E;
  const indegree = brunelSizes.E * synapse.probability;
  // A rate that is larger by 1/s raises the mean by so much [mV], and the square of the fluctuations [mV2].
  const mean = (indegree * synapse.weight * neuron.tau_m * (1 - ratio * g)) / 1000;
  const square = (indegree * synapse.weight ** 2 * neuron.tau_m * (1 + ratio * g * g)) / 1000;
  return (frequency) => {
    const s = atFrequency(neuron, frequency);
    const answer = sumOf(
      scaled(meanResponse(neuron, state, s, {}), mean),
      scaled(varianceResponse(neuron, state, s, {}), square),
    );
    return product(answer, turned((-2 * Math.PI * frequency * synapse.delay) / 1000));
  };
}

/** An oscillation that grows out of the asynchronous state. */
export interface BrunelOscillation {
  /** [1/s] */
  readonly frequency: number;
  /** Answer around the loop where it is in phase; the oscillation grows above 1. */
  readonly gain: number;
}

// Frequencies that are looked at [1/s]: every tenth of an octave.
const frequencies: readonly number[] = Array.from({ length: 80 }, (_, index) => 2 * 2 ** (index / 10));

/**
 * The strongest self-carried oscillation below a frequency [1/s]: among those that come back in phase the one
 * with the largest gain. Nothing if none comes back in phase.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE
 * @example brunelOscillation(3, 2)?.frequency;
 */
export function brunelOscillation(g: number, eta: number, below = 400): BrunelOscillation | undefined {
  checkPlace(g, eta, "brunelOscillation");
  checkArgument(below, "brunelOscillation", "below", within(0, Infinity));
  const loop = brunelLoop(g, eta);
  let best: BrunelOscillation | undefined;
  let low = { frequency: frequencies[0] as number, answer: loop(frequencies[0] as number) };
  for (const frequency of frequencies.slice(1)) {
    if (frequency > below) break;
    const high = { frequency, answer: loop(frequency) };
    if (low.answer.im * high.answer.im < 0 && low.answer.re + high.answer.re > 0) {
      const found = inPhase(loop, low.frequency, high.frequency, low.answer.im);
      if (!best || found.gain > best.gain) best = found;
    }
    low = high;
  }
  return best;
}

function inPhase(
  loop: (frequency: number) => Complex,
  from: number,
  to: number,
  sign: number,
): BrunelOscillation {
  let [low, high] = [from, to];
  for (let halving = 0; halving < 20; halving++) {
    const middle = (low + high) / 2;
    if (loop(middle).im * sign > 0) low = middle;
    else high = middle;
  }
  return { frequency: (low + high) / 2, gain: loop((low + high) / 2).re };
}
