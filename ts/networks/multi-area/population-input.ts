// What drives each population: synapses from the others, and everything else on average.
import { checkParts } from "../../arguments/check.ts";
import { anything, float, listOf, number, unsigned, wholeFrom, withParts } from "../../arguments/kinds.ts";
import type { MultiArea } from "./multi-area.ts";
import { neuronParameters } from "./parameters.ts";

/** Input of the populations of a network, in its order; P populations, matrices are [target * P + source]. */
export interface PopulationInput {
  /** Weight times synapses per neuron, negative from inhibitory sources [pA]. */
  readonly strengths: Float64Array;
  /** Mean delays [ms]. */
  readonly delays: Float64Array;
  /**
   * [target]: mean current of what is not simulated [pA]: input from outside, replaced areas, and what stands for
   * synapses that scaling took away.
   */
  readonly constants: Float64Array;
}

const ofDescribed = {
  populations: listOf(withParts({ index: wholeFrom(0) })),
  background: listOf(anything),
  tables: withParts({
    sizes: unsigned,
    synapses: float,
    weights: float,
    delays: float,
    currents: float,
    externalRates: float,
    externalWeight: number,
    replacedTrains: listOf(withParts({ target: wholeFrom(0), weight: number, rate: number })),
    replacedCurrents: listOf(withParts({ target: wholeFrom(0), amplitudes: float })),
  }),
};

const average = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean current [pA] of everything but the simulated synapses, by index into the connectome. */
function constantsOf({ tables, background }: MultiArea): Float64Array {
  // A train of weight w at rate r brings the charge w tau_syn at every spike.
  const perSecond = neuronParameters.tau_syn_ex / 1000;
  const poisson = background.length > 0;
  const constants = tables.currents.map((current, index) => {
    const rate = poisson ? (tables.externalRates[index] as number) : 0;
    return current + rate * tables.externalWeight * perSecond;
  });
  const add = (target: number, current: number): void => {
    constants[target] = (constants[target] as number) + current;
  };
  for (const { target, weight, rate } of tables.replacedTrains) add(target, weight * rate * perSecond);
  for (const { target, amplitudes } of tables.replacedCurrents) add(target, average(amplitudes));
  return constants;
}

/**
 * What drives the populations of a network: with their rates it gives the synaptic currents (`synapticInput`) from
 * which proxies of field potentials and membrane potentials follow. A course of replaced rates counts with its mean.
 *
 * @throws CajalError E_TYPE for what is no multi-area network
 * @example
 * const described = multiArea(syntheticConnectome({ areas: 2 }), { scale: 0.005, indegreeScale: 0.2 });
 * const { strengths, delays, constants } = populationInput(described);
 */
export function populationInput(described: MultiArea): PopulationInput {
  checkParts(described, "populationInput", "described", ofDescribed);
  const { populations, tables } = described;
  const [count, columns] = [tables.sizes.length, populations.length];
  const strengths = new Float64Array(columns * columns);
  const delays = new Float64Array(strengths.length);
  for (const [row, { index: target }] of populations.entries())
    for (const [column, { index: source }] of populations.entries()) {
      const [cell, place] = [target * count + source, row * columns + column];
      const perNeuron = (tables.synapses[cell] as number) / (tables.sizes[target] as number);
      strengths[place] = perNeuron * (tables.weights[cell] as number);
      delays[place] = tables.delays[cell] as number;
    }
  const all = constantsOf(described);
  const constants = Float64Array.from(populations, ({ index }) => all[index] as number);
  return { strengths, delays, constants };
}
