// The input of populations in theory: its mean and variance are linear in the rates of their sources.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179, equations 1-3
import { type Input, type InputFactors, inputOf } from "../../../theory/network/input.ts";
import type { FullSize } from "../full-size.ts";
import { externalInput, neuronParameters as neuron } from "../parameters.ts";

// [s]
const tau = neuron.tau_m / 1000;
/** Of one synapse's weight, the integral of the potential that it evokes over tau_m [mV / pA]. */
const potentialOf = neuron.tau_syn_ex / neuron.C_m;

/** The numbers of full size as factors of the input. */
export function factorsOf({ inDegrees, weights, externalInDegrees, externalWeight }: FullSize): InputFactors {
  const external = externalWeight * potentialOf;
  return {
    mean: inDegrees.map((indegree, place) => tau * indegree * (weights[place] as number) * potentialOf),
    variance: inDegrees.map(
      (indegree, place) => tau * indegree * ((weights[place] as number) * potentialOf) ** 2,
    ),
    externalMean: externalInDegrees.map((indegree) => tau * indegree * external * externalInput.rate),
    externalVariance: externalInDegrees.map(
      (indegree) => tau * indegree * external ** 2 * externalInput.rate,
    ),
  };
}

/** Mean and standard deviation of the input of each population at given rates [mV]. */
export const inputAt = (full: FullSize, rates: Float64Array): Input => inputOf(factorsOf(full), rates);
