// How the rates of populations answer to themselves.
import { type EffectiveNeuron, effectiveNeuron } from "../lif/conductance.ts";
import type { LifMethod, LifNeuron } from "../lif/neuron.ts";
import { rateOf, slopesOf } from "../lif/rate.ts";
import { type Input, type InputFactors, inputOf } from "./input.ts";
import { isConductance, type MeanFieldNetwork } from "./mean-field-network.ts";

/** What neurons receive at given rates, and what they are then. */
export interface Surroundings extends Input {
  /** By population; for conductance-based neurons the effective ones. */
  readonly neurons: readonly LifNeuron[];
  /** [target * P + source] what a spike is worth [mV] */
  readonly weights: Float64Array;
}

/** A network as a map of rates onto rates. */
export interface MeanField {
  readonly count: number;
  /** What neurons receive at rates [1/s]. */
  surroundings(rates: Float64Array): Surroundings;
  /** The rates that neurons answer with [1/s]. */
  answers(rates: Float64Array): Float64Array;
  /** [target * P + source] how the answer of a target grows with the rate of a source [1], from rates and answers. */
  slopes(rates: Float64Array, answers: Float64Array): Float64Array;
}

const valueAt = (values: ArrayLike<number> | undefined, index: number): number => values?.[index] ?? 0;

/** The input of neurons with constant membranes. */
function factorsOf(network: MeanFieldNetwork): InputFactors {
  const count = network.populations.length;
  const tau = network.populations.map(({ neuron }) => ("tau_m" in neuron ? neuron.tau_m / 1000 : 0));
  const matrix = (value: (target: number, place: number) => number): Float64Array =>
    Float64Array.from({ length: count * count }, (_, place) => {
      const target = Math.floor(place / count);
      return (tau[target] as number) * value(target, place);
    });
  const square = (
    weights: ArrayLike<number>,
    deviations: ArrayLike<number> | undefined,
    at: number,
  ): number => valueAt(weights, at) ** 2 + valueAt(deviations, at) ** 2;
  const { inDegrees, weights, weightDeviations, external = [], potentials } = network;
  const outside = (value: (input: (typeof external)[number], target: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, target) =>
      external.reduce((sum, input) => sum + (tau[target] as number) * value(input, target), 0),
    );
  return {
    mean: matrix((_, place) => valueAt(inDegrees, place) * valueAt(weights, place)),
    variance: matrix((_, place) => valueAt(inDegrees, place) * square(weights, weightDeviations, place)),
    externalMean: outside(
      (input, target) => valueAt(input.rates, target) * valueAt(input.weights, target),
    ).map((mean, target) => mean + valueAt(potentials, target)),
    externalVariance: outside(
      (input, target) => valueAt(input.rates, target) * square(input.weights, input.weightDeviations, target),
    ),
  };
}

/** Neurons whose membranes do not depend on the rates. */
function constantField(network: MeanFieldNetwork, method: LifMethod): MeanField {
  const neurons = network.populations.map(({ neuron }) => neuron as LifNeuron);
  const factors = factorsOf(network);
  const weights = Float64Array.from(network.weights);
  const count = neurons.length;
  const at = ({ means, deviations }: Input, index: number) => ({
    mean: means[index] as number,
    deviation: deviations[index] as number,
  });
  return {
    count,
    surroundings: (rates) => ({ ...inputOf(factors, rates), neurons, weights }),
    answers(rates) {
      const input = inputOf(factors, rates);
      return Float64Array.from(neurons, (neuron, index) => rateOf(neuron, at(input, index), method));
    },
    slopes(rates) {
      const input = inputOf(factors, rates);
      const slopes = new Float64Array(count * count);
      neurons.forEach((neuron, target) => {
        const { mean, deviation } = slopesOf(neuron, at(input, target), method);
        // Without fluctuations the first of them move the rate by less than any power.
        const size = input.deviations[target] as number;
        const byVariance = size > 0 ? deviation / (2 * size) : 0;
        for (let place = target * count; place < (target + 1) * count; place++)
          slopes[place] =
            mean * (factors.mean[place] as number) + byVariance * (factors.variance[place] as number);
      });
      return slopes;
    },
  };
}

/** What one population with conductances receives. */
function conductancesOf(network: MeanFieldNetwork, rates: Float64Array, target: number): EffectiveNeuron {
  const { populations, inDegrees, weights, weightDeviations, external = [], potentials } = network;
  const { neuron } = populations[target] as (typeof populations)[number];
  if (!isConductance(neuron)) throw new TypeError("a neuron without conductances");
  const count = populations.length;
  const inner = Array.from(rates, (rate, source) => {
    const place = target * count + source;
    return {
      rate: Math.max(0, rate) * valueAt(inDegrees, place),
      weight: valueAt(weights, place),
      deviation: valueAt(weightDeviations, place),
    };
  });
  const outer = external.map((input) => ({
    rate: valueAt(input.rates, target),
    weight: valueAt(input.weights, target),
    deviation: valueAt(input.weightDeviations, target),
  }));
  const own = Math.max(0, rates[target] as number);
  return effectiveNeuron(neuron, [...inner, ...outer], own, valueAt(potentials, target));
}

/** Neurons of which some have conductances; slopes are differences. */
function changingField(network: MeanFieldNetwork, method: LifMethod): MeanField {
  const { populations, weights } = network;
  const count = populations.length;
  const factors = factorsOf(network);
  function surroundings(rates: Float64Array): Surroundings {
    const input = inputOf(factors, rates);
    const worth = Float64Array.from(weights);
    const neurons = populations.map(({ neuron }, target) => {
      if (!isConductance(neuron)) return neuron;
      const effective = conductancesOf(network, rates, target);
      input.means[target] = effective.mean;
      input.deviations[target] = effective.deviation;
      for (let place = target * count; place < (target + 1) * count; place++)
        (worth[place] as number) *=
          (worth[place] as number) > 0 ? effective.excitatory : effective.inhibitory;
      return effective.neuron;
    });
    return { ...input, neurons, weights: worth };
  }
  function answers(rates: Float64Array): Float64Array {
    const { neurons, means, deviations } = surroundings(rates);
    return Float64Array.from(neurons, (neuron, index) =>
      rateOf(neuron, { mean: means[index] as number, deviation: deviations[index] as number }, method),
    );
  }
  return {
    count,
    surroundings,
    answers,
    slopes(rates, before) {
      const slopes = new Float64Array(count * count);
      for (let source = 0; source < count; source++) {
        const step = 1e-6 * Math.max(1, Math.abs(rates[source] as number));
        const moved = rates.slice();
        (moved[source] as number) += step;
        answers(moved).forEach((rate, target) => {
          slopes[target * count + source] = (rate - (before[target] as number)) / step;
        });
      }
      return slopes;
    },
  };
}

/** The map of a checked network. */
export const meanFieldOf = (network: MeanFieldNetwork, method: LifMethod): MeanField =>
  network.populations.some(({ neuron }) => isConductance(neuron))
    ? changingField(network, method)
    : constantField(network, method);
