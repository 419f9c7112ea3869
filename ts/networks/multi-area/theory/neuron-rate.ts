// The rate of a neuron of the multi-area model, and how it answers to a change of its input.
import { type LifNeuron, shiftOf } from "../../../theory/lif/neuron.ts";
import { rateOf as rateOfNeuron, slopesOf as slopesOfNeuron } from "../../../theory/lif/rate.ts";
import { neuronParameters } from "../parameters.ts";

const neuron: LifNeuron = { ...neuronParameters, tau_syn: neuronParameters.tau_syn_ex };
const noiseShift = shiftOf(neuron);

/** Rate of a neuron [1/s] whose input has a mean and a standard deviation [mV]. */
export const rateOf = (mean: number, deviation: number): number =>
  rateOfNeuron(neuron, { mean, deviation }, "shift");

/**
 * What happens to the shift of threshold and reset, which is proportional to the deviation of the input, when that
 * changes: it stays (as in the published theory), or it follows (as the rate itself has it).
 */
export type ThresholdShift = "fixed" | "following";

/** By how much a rate grows with its input. */
export interface RateSlopes {
  /** With the mean [1/(s mV)]. */
  readonly mean: number;
  /** With the variance [1/(s mV^2)]. */
  readonly variance: number;
}

/** Derivatives of {@link rateOf}. */
export function slopesOf(mean: number, deviation: number, shift: ThresholdShift): RateSlopes {
  const slopes = slopesOfNeuron(neuron, { mean, deviation }, "shift");
  if (deviation === 0) return { mean: slopes.mean, variance: 0 };
  // A threshold that stays comes closer by what the shift does not follow.
  const byDeviation = shift === "fixed" ? slopes.deviation + noiseShift * slopes.mean : slopes.deviation;
  return { mean: slopes.mean, variance: byDeviation / (2 * deviation) };
}
