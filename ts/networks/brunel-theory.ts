// Mean-field theory of the balanced random network: what a neuron does in the asynchronous state.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208; see brunel-parameters.ts
import { type Check, checkArgument } from "../arguments/check.ts";
import { within } from "../arguments/kinds.ts";
import { cvOf } from "../theory/lif/cv.ts";
import { rateOf as rateOfNeuron } from "../theory/lif/rate.ts";
import { brunelSizes, brunelNeuron as neuron, brunelSynapses as synapse } from "./brunel-parameters.ts";

/** Input to a neuron: mean and amplitude of its fluctuations [mV]; B00 equations 4 and 5. */
export interface BrunelInput {
  readonly mean: number;
  readonly deviation: number;
}

/** The asynchronous state that the theory predicts. */
export interface BrunelState extends BrunelInput {
  /** Rate of a neuron [1/s]; B00 equation 21. */
  readonly rate: number;
  /** Coefficient of variation of its interspike intervals; B00 appendix A.1. */
  readonly cv: number;
}

const excitatoryIndegree = brunelSizes.E * synapse.probability;
const ratio = brunelSizes.I / brunelSizes.E;

/** A coordinate of the plane; far beyond, squares of it are no numbers any more. */
const coordinate: Check = within(0, 1e6);

/** Checks a place on the plane. @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE */
export function checkPlace(g: number, eta: number, call: string): void {
  checkArgument(g, call, "g", coordinate);
  checkArgument(eta, call, "eta", coordinate);
}

/** Input that a rate of all neurons [1/s] makes at a place on the plane of g and eta. */
export function brunelInput(g: number, eta: number, rate: number): BrunelInput {
  const external = (eta * neuron.V_th) / (synapse.weight * neuron.tau_m);
  const recurrent = (excitatoryIndegree * rate) / 1000;
  const mean = synapse.weight * neuron.tau_m * (external + recurrent * (1 - ratio * g));
  const squares = synapse.weight ** 2 * neuron.tau_m * (external + recurrent * (1 + ratio * g * g));
  return { mean, deviation: Math.sqrt(squares) };
}

/** Rate [1/s] of a neuron that gets white noise; B00 equation 21. */
export const rateOf = (input: BrunelInput): number => rateOfNeuron(neuron, input, "shift");

/** Rate [1/s] and coefficient of variation of its intervals; B00 equation 21 and appendix A.1. */
export function firingOf(input: BrunelInput): { rate: number; cv: number } {
  const rate = rateOf(input);
  return { rate, cv: cvOf(neuron, input, rate) };
}

/**
 * The asynchronous state at a place on the plane of g and eta: the largest rate that the neurons answer with
 * themselves. It exists everywhere; where it is unstable the network oscillates around it or far from it.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE
 * @example
 * brunelState(5, 2).rate; // 38 1/s, as in table 1 of the paper
 */
export function brunelState(g: number, eta: number): BrunelState {
  checkPlace(g, eta, "brunelState");
  const excess = (rate: number): number => rateOf(brunelInput(g, eta, rate)) - rate;
  // From the fastest possible rate down in steps of a quarter, to the first change of sign.
  let high = 1000 / neuron.t_ref;
  let low = high * 0.75;
  while (low > 1e-3 && excess(low) < 0) [high, low] = [low, low * 0.75];
  for (let halving = 0; halving < 40; halving++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  const input = brunelInput(g, eta, low);
  return { ...input, ...firingOf(input) };
}
