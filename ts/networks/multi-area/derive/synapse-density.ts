// How many synapses lie in a cubic millimetre of cortex.
import type { PerPopulation } from "./layers.ts";
import { sum } from "./sums.ts";

/**
 * Synapses per mm^3: those of the neurons of V1 over its volume, layer 1 included. It is the same in all areas.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, total numbers of synapses; the in-degree is the mean of Cragg
 * (1967) and O'Kusky & Colonnier (1982).
 *
 * @param averageIndegree synapses per neuron of V1
 * @param sizes neurons of V1 [1/mm^2]
 * @param thickness of V1 [mm]
 */
export const synapseDensity = (averageIndegree: number, sizes: PerPopulation, thickness: number): number =>
  (averageIndegree * sum(sizes)) / thickness;
