// To which cells the synapses in a layer belong: dendrites reach into other layers than that of their cell body.
import {
  type Depth,
  depths,
  isExcitatory,
  type Layer,
  layerOf,
  layers,
  type PerPopulation,
  populationCount,
} from "./layers.ts";
import type { CellType } from "./measurements.ts";
import { existing, exists } from "./population-sizes.ts";
import { add, sum } from "./sums.ts";
import type { Thicknesses } from "./thickness.ts";

/** By layer of the synapse: the share of each population among the cells that have it. */
export type CellBodies = Readonly<Record<Depth, PerPopulation>>;

/** The population of a cell type; none for cells of layer 1, which the network does not have. */
const populationOf = ({ layer, inhibitory }: CellType): number =>
  layer === "1" ? -1 : 2 * layers.indexOf(layer) + (inhibitory ? 1 : 0);

const share = (values: PerPopulation): PerPopulation => {
  const whole = sum(values);
  return values.map((value) => (whole > 0 ? value / whole : 0));
};

/**
 * Probabilities that a synapse from another area in a layer lies on a cell of each population. Numbers of such
 * synapses per cell type, in cat visual cortex, times its occurrence, which is weighted so that each population has
 * its share in V1 of the network.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, equations 11 and 12; data of Binzegger et al. (2004).
 *
 * @param sizes of the populations of V1
 */
export function cellBodies(cellTypes: readonly CellType[], sizes: PerPopulation): CellBodies {
  const cells = cellTypes.filter((type) => populationOf(type) >= 0);
  const occurrences = new Float64Array(populationCount);
  for (const type of cells) add(occurrences, populationOf(type), type.occurrence);
  const weights = share(sizes).map((part, at) => part / (share(occurrences)[at] as number));
  const inLayer = (depth: Depth): PerPopulation => {
    const numbers = new Float64Array(populationCount);
    for (const type of cells) {
      const { number = 0, corticocortical = 0 } = type.synapses.get(depth) ?? {};
      const population = populationOf(type);
      if (number * corticocortical > 0)
        add(
          numbers,
          population,
          number * corticocortical * type.occurrence * (weights[population] as number),
        );
    }
    return share(numbers);
  };
  return Object.fromEntries(depths.map((depth) => [depth, inLayer(depth)])) as Record<Depth, PerPopulation>;
}

/**
 * What the cells that an area lacks would have, shared among those of the same kind by the thickness of their layers.
 */
function redistributed(given: PerPopulation, sizes: PerPopulation, thicknesses: Thicknesses): PerPopulation {
  const result = given.map((part, at) => (exists(sizes, at) ? part : 0));
  for (const [missing, part] of given.entries()) {
    if (part === 0 || exists(sizes, missing)) continue;
    const others = existing(sizes, isExcitatory(missing));
    const thickness = (population: number): number => thicknesses[layerOf(population) as Layer];
    const whole = sum(others.map(thickness));
    for (const population of others) add(result, population, (part * thickness(population)) / whole);
  }
  return result;
}

/** The same for an area in which some populations may be empty, as those of layer 4 in TH. */
export const cellBodiesOf = (
  general: CellBodies,
  sizes: PerPopulation,
  thicknesses: Thicknesses,
): CellBodies =>
  Object.fromEntries(
    depths.map((depth) => [depth, redistributed(general[depth], sizes, thicknesses)]),
  ) as Record<Depth, PerPopulation>;
