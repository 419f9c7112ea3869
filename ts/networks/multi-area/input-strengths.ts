// How strongly each population drives each area: what synaptic input of areas is made of.
import { checkParts } from "../../arguments/check.ts";
import { float, listOf, text, unsigned, wholeFrom, withParts } from "../../arguments/kinds.ts";
import type { MultiArea } from "./multi-area.ts";

/** Strengths of the input of areas. */
export interface AreaInputStrengths {
  /** Names of the simulated areas. */
  readonly areas: readonly string[];
  /**
   * [area * populations + source], the sources in the order of the network's populations: magnitude of weight times
   * synapses per neuron, as a mean over the neurons of the area [pA].
   */
  readonly strengths: Float64Array;
  /** The same for synapses per neuron alone. */
  readonly inDegrees: Float64Array;
}

const ofDescribed = {
  populations: listOf(withParts({ index: wholeFrom(0), area: text })),
  tables: withParts({ sizes: unsigned, synapses: float, weights: float }),
};

/**
 * Strengths with which the populations of a network drive its areas, |W_ij| K_ij averaged over the neurons of each
 * area: with the rates of the populations they give the synaptic input whose correlations are the functional
 * connectivity of areas (Schmidt et al. 2018, PLoS Comput. Biol. 14:e1006359). Synapses that are replaced do not count.
 *
 * @throws CajalError E_TYPE for what is no multi-area network
 * @example
 * const described = multiArea(syntheticConnectome({ areas: 2 }), { scale: 0.005, indegreeScale: 0.2 });
 * const { areas, strengths } = areaInputStrengths(described);
 */
export function areaInputStrengths(described: MultiArea): AreaInputStrengths {
  checkParts(described, "areaInputStrengths", "described", ofDescribed);
  const { populations, tables } = described;
  const areas = [...new Set(populations.map(({ area }) => area))];
  const [count, columns] = [tables.sizes.length, populations.length];
  const neurons = areas.map(() => 0);
  const strengths = new Float64Array(areas.length * columns);
  const inDegrees = new Float64Array(strengths.length);
  for (const { area, index: target } of populations) {
    const row = areas.indexOf(area);
    neurons[row] = (neurons[row] as number) + (tables.sizes[target] as number);
    for (const [column, { index: source }] of populations.entries()) {
      const [cell, place] = [target * count + source, row * columns + column];
      const synapses = tables.synapses[cell] as number;
      inDegrees[place] = (inDegrees[place] as number) + synapses;
      strengths[place] = (strengths[place] as number) + synapses * Math.abs(tables.weights[cell] as number);
    }
  }
  const perNeuron = (sum: number, place: number): number =>
    sum / (neurons[Math.floor(place / columns)] as number);
  return { areas, strengths: strengths.map(perNeuron), inDegrees: inDegrees.map(perNeuron) };
}
