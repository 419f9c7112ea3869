// How many neurons each population has under a square millimetre of cortex.
import type { Densities } from "./densities.ts";
import { isExcitatory, layerOf, type PerPopulation, populationCount } from "./layers.ts";
import type { Measurements } from "./measurements.ts";
import type { Thicknesses } from "./thickness.ts";

/** The share of a population among the neurons of its layer, as in the local circuit. */
const shareInLayer = (sizes: Float64Array, population: number): number => {
  const excitatory = population - (population % 2);
  const both = (sizes[excitatory] as number) + (sizes[excitatory + 1] as number);
  return (sizes[population] as number) / both;
};

/**
 * Numbers of neurons per mm^2 of an area: density times thickness of the layer, shared between excitatory and
 * inhibitory neurons as in the microcircuit of Potjans & Diesmann (2014). A layer without neurons has empty
 * populations.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, population sizes:
 * N(A, i) = rho(A, v) S(A) D(A, v) N_i / (N_vE + N_vI) for a population i of layer v.
 */
export function populationSizes(
  { circuit }: Pick<Measurements, "circuit">,
  densities: Densities,
  thicknesses: Thicknesses,
): PerPopulation {
  return Float64Array.from({ length: populationCount }, (_, population) => {
    const layer = layerOf(population);
    return densities[layer] * thicknesses[layer] * shareInLayer(circuit.sizes, population);
  });
}

/** Whether a population of an area has neurons, by its index. */
export const exists = (sizes: PerPopulation, population: number): boolean =>
  (sizes[population] as number) > 0;

/** The populations of one kind that an area has. */
export const existing = (sizes: PerPopulation, excitatory: boolean): number[] =>
  [...sizes.keys()].filter((one) => isExcitatory(one) === excitatory && exists(sizes, one));
