// The input of populations in theory: its mean and variance are linear in the rates of their sources.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179, equations 1-3
import type { FullSize } from "../full-size.ts";
import { externalInput, neuronParameters as neuron } from "../parameters.ts";

// [s]
const tau = neuron.tau_m / 1000;
/** Of one synapse's weight, the integral of the potential that it evokes over tau_m [mV / pA]. */
const potentialOf = neuron.tau_syn_ex / neuron.C_m;

/** The input of each population, as potentials above the resting one [mV]. */
export interface Input {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** What mean [mV] and variance [mV^2] of each target's input get from each source's rate [1/s], and from outside. */
export interface InputFactors {
  /** [target * P + source] */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** [target] */
  readonly externalMean: Float64Array;
  readonly externalVariance: Float64Array;
}

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

/** The input at given rates. */
export function inputOf(
  { mean, variance, externalMean, externalVariance }: InputFactors,
  rates: Float64Array,
): Input {
  const count = rates.length;
  const means = externalMean.slice();
  const deviations = externalVariance.slice();
  for (let target = 0; target < count; target++) {
    for (let source = 0; source < count; source++) {
      const rate = rates[source] as number;
      (means[target] as number) += (mean[target * count + source] as number) * rate;
      (deviations[target] as number) += (variance[target * count + source] as number) * rate;
    }
    deviations[target] = Math.sqrt(deviations[target] as number);
  }
  return { means, deviations };
}

/** Mean and standard deviation of the input of each population at given rates [mV]. */
export const inputAt = (full: FullSize, rates: Float64Array): Input => inputOf(factorsOf(full), rates);
