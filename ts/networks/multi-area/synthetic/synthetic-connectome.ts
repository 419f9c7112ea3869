// A connectome that nobody measured, made by the rules by which that of the macaque was completed.
//   S17   Schuecker, Schmidt, van Albada, Diesmann & Helias (2017) PLoS Comput. Biol. 13:e1005179
//   S18a  Schmidt, Bakker, Hilgetag, Diesmann & van Albada (2018) Brain Struct. Funct. 223:1409-1435
import { uniforms } from "../../../analysis/random.ts";
import { type Check, checkOptions } from "../../../arguments/check.ts";
import { optional, wholeFrom, within } from "../../../arguments/kinds.ts";
import { refuseNull } from "../../../error.ts";
import type { Connectome } from "../connectome.ts";
import { externalInDegree } from "../derive/external.ts";
import { circuitInDegrees, localShare, localSynapses } from "../derive/intra-area.ts";
import { populationCount } from "../derive/layers.ts";
import { exists } from "../derive/population-sizes.ts";
import { sum } from "../derive/sums.ts";
import { synapseDensity } from "../derive/synapse-density.ts";
import { layerPopulations } from "../parameters.ts";
import { areaMap, distanceBetween, type MapArea } from "./area-map.ts";
import { connectedPairs, connectedShare, fromArea, shares } from "./pathways.ts";
import { circuit, type Tissue, tissueOf } from "./tissue.ts";

/** Options of {@link syntheticConnectome}. */
export interface SyntheticOptions {
  /** Number of areas, 1 to 64; default 32. */
  readonly areas?: number;
  /** Whole number from 0 on; default 1. Places, surfaces and pathways follow from it. */
  readonly seed?: number;
}

const countOfAreas: Check = (value, place) => {
  wholeFrom(1)(value, place);
  within(1, 64)(value, place);
};

/** Synapses per neuron of the first area, from all sources: the mean of two counts in V1 (S18a). */
const averageIndegree = 3950;

/** Intrinsic share of the synapses of whole areas (Markov et al. 2011). */
const intrinsicFln = 0.79;

/**
 * What stabilisation leaves of the synapses between areas. In the macaque 4.5 of 7.3 billion stay, and those onto 5E,
 * which carry the mode that becomes unstable, lose most (S17). Here it is a share for these and another for all others,
 * which leave as much in all, and a low state that theory finds stable in ground and metastable state.
 */
const stabilised = { ontoFive: 0.2, others: 0.7 } as const;

/** Synapses per mm^2: blocks [target area][source area] of [target * 8 + source], and per neuron from outside. */
interface Synapses {
  readonly blocks: readonly (readonly Float64Array[])[];
  readonly external: readonly number[];
}

function synapsesOf(
  map: readonly MapArea[],
  tissues: readonly Tissue[],
  distances: readonly (readonly number[])[],
  random: () => number,
): Synapses {
  const patch = circuitInDegrees(circuit, 1);
  const [first] = tissues as [Tissue, ...Tissue[]];
  const density = synapseDensity(averageIndegree, first.sizes, first.thicknesses.total);
  const connected = connectedPairs(distances, connectedShare, random);
  const parts = tissues.map((target, index) => {
    const all = density * target.thicknesses.total;
    const local = localShare(intrinsicFln, patch, circuitInDegrees(circuit, (map[index] as MapArea).surface));
    const from = shares(distances[index] as number[], connected[index] as boolean[]);
    const blocks = tissues.map((source, other) =>
      other === index
        ? localSynapses(patch, target.sizes, all, local)
        : fromArea(target, source, all * (from[other] as number)),
    );
    const interArea = sum(blocks.map((block, other) => (other === index ? 0 : sum(block))));
    return { blocks, external: externalInDegree(all, local, interArea, target.neurons) };
  });
  return { blocks: parts.map(({ blocks }) => blocks), external: parts.map(({ external }) => external) };
}

function assembled(
  map: readonly MapArea[],
  tissues: readonly Tissue[],
  distances: readonly (readonly number[])[],
  { blocks, external }: Synapses,
): Omit<Connectome, "name" | "citation" | "licence"> {
  const populations = tissues.flatMap(({ sizes }, area) =>
    layerPopulations.flatMap((name, index) =>
      exists(sizes, index) ? [{ area, name, index, size: sizes[index] as number }] : [],
    ),
  );
  const matrix = (kept: (target: string) => number): Float64Array =>
    Float64Array.from(
      populations.flatMap((target) =>
        populations.map((source) => {
          const block = blocks[target.area]?.[source.area] as Float64Array;
          const synapses = block[target.index * populationCount + source.index] as number;
          return (synapses / target.size) * (target.area === source.area ? 1 : kept(target.name));
        }),
      ),
    );
  return {
    areas: map.map(({ architecture, hierarchy }, index) => ({
      name: `A${index + 1}`,
      architecture,
      hierarchy,
    })),
    populations: populations.map(({ area, name, size }) => ({ area, name, size })),
    inDegrees: matrix(() => 1),
    stabilisedInDegrees: matrix((name) => (name === "5E" ? stabilised.ontoFive : stabilised.others)),
    externalInDegrees: Float64Array.from(populations, ({ area }) => external[area] as number),
    distances: Float64Array.from(distances.flat()),
  };
}

/**
 * A connectome of areas A1, A2, ... on a flat map of cortex. It is nobody's: places and pathways are drawn. But its
 * numbers follow the rules and constants by which the macaque's were completed (Schmidt et al. 2018, Brain Struct.
 * Funct. 223:1409): densities and thicknesses by architectural type, a constant density of synapses, the local circuit
 * of Potjans & Diesmann (2014), pathways whose strength falls exponentially with distance, laminar origin by the ratio
 * of densities, laminar target by the kind of pathway. A1 is most differentiated and lowest in the hierarchy, the last
 * of at least 8 areas has no layer 4. With 32 areas and any seed there are 4.2 million neurons and 24 billion synapses
 * in the stabilised states, of which 18 % are between areas.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_PARAM, E_PARAM_RANGE
 * @example multiArea(syntheticConnectome({ areas: 8, seed: 3 }), { scale: 0.005, indegreeScale: 0.1 });
 */
export function syntheticConnectome(options: SyntheticOptions = {}): Connectome {
  const call = "syntheticConnectome";
  checkOptions(options, call, { areas: optional(countOfAreas), seed: optional(wholeFrom(0)) });
  refuseNull(options, call);
  const { areas = 32, seed = 1 } = options;
  const random = uniforms(seed);
  const map = areaMap(areas, random);
  const tissues = map.map(({ architecture }) => tissueOf(architecture));
  const distances = map.map((target) => map.map((source) => distanceBetween(target, source)));
  const name = `synthetic connectome of ${areas} area${areas === 1 ? "" : "s"}, seed ${seed}`;
  const parts = assembled(map, tissues, distances, synapsesOf(map, tissues, distances, random));
  return { name, citation: "", licence: "", ...parts };
}
