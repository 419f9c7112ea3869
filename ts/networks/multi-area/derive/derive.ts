// The macaque multi-area network from measured tables, step by step as published.
import { damage } from "../../../io/files/damage.ts";
import type { Connectome } from "../connectome.ts";
import { layerPopulations } from "../parameters.ts";
import { type CellBodies, cellBodies, cellBodiesOf } from "./cell-bodies.ts";
import { type Densities, neuronDensities } from "./densities.ts";
import { externalInDegree } from "./external.ts";
import { interAreaSynapses, targetShares, withSpecificity } from "./inter-area.ts";
import { interAreaShares, measuredFln, tractsOnto } from "./inter-area-fln.ts";
import { circuitInDegrees, localShare, localSynapses } from "./intra-area.ts";
import { measuredSln, originShares, supragranularShare } from "./laminar-source.ts";
import { synapseLayers } from "./laminar-target.ts";
import { type PerPopulation, populationCount } from "./layers.ts";
import { lookUp, type Measurements, type Tract } from "./measurements.ts";
import { exists, populationSizes } from "./population-sizes.ts";
import { sum } from "./sums.ts";
import { synapseDensity } from "./synapse-density.ts";
import { layerThicknesses, type Thicknesses } from "./thickness.ts";
import type { ByPair } from "./tracers.ts";

/** What is known of one area before its synapses are. */
interface Tissue {
  readonly name: string;
  readonly thicknesses: Thicknesses;
  /** Neurons per mm^2, by population. */
  readonly sizes: PerPopulation;
  readonly neurons: number;
  /** From all sources [1/mm^2]. */
  readonly synapses: number;
}

/** The area whose synapses were counted. */
const reference = "V1";

function tissueOf(measured: Measurements, densities: ReadonlyMap<string, Densities>): Tissue[] {
  const thicknesses = layerThicknesses(measured, densities);
  const parts = measured.areas.map((name) => {
    const thick = thicknesses.get(name) as Thicknesses;
    const sizes = populationSizes(measured, densities.get(name) as Densities, thick);
    return { name, thicknesses: thick, sizes, neurons: sum(sizes) };
  });
  const v1 = lookUp(new Map(parts.map((part) => [part.name, part])), reference, "size", measured.file);
  const density = synapseDensity(measured.averageIndegree, v1.sizes, v1.thicknesses.total);
  return parts.map((part) => ({ ...part, synapses: density * part.thicknesses.total }));
}

/** Everything that tells how many synapses a pair of areas has. */
interface Pathways {
  readonly shares: ByPair;
  readonly tracts: ReadonlyMap<string, ReadonlyMap<string, Tract>>;
  readonly sln: (target: string, source: string) => number;
  readonly cells: CellBodies;
}

function pathwaysOf(
  measured: Measurements,
  densities: ReadonlyMap<string, Densities>,
  areas: readonly Tissue[],
): Pathways {
  const fractions = measuredFln(measured);
  const tracts = tractsOnto(measured, fractions);
  const slns = measuredSln(measured);
  const { sizes } = areas.find(({ name }) => name === reference) as Tissue;
  return {
    shares: interAreaShares(measured, fractions, tracts),
    tracts,
    sln: (target, source) => supragranularShare(slns, target, source, densities),
    cells: cellBodies(measured.cellTypes, sizes),
  };
}

/** Synapses from another area, [target * 8 + source]; none where there is no tract. */
function fromArea(
  target: Tissue,
  source: Tissue,
  { shares, tracts, sln: slnOf, cells }: Pathways,
): Float64Array {
  const share = shares.get(target.name)?.get(source.name);
  const tract = tracts.get(target.name)?.get(source.name);
  if (share === undefined || tract === undefined) return new Float64Array(populationCount ** 2);
  const sln = slnOf(target.name, source.name);
  const inLayers = synapseLayers(tract.termination, sln, target.thicknesses);
  const onCells = targetShares(inLayers, cellBodiesOf(cells, target.sizes, target.thicknesses));
  const origins = originShares(tract.origin, sln, source.sizes);
  return interAreaSynapses(target.synapses * share, withSpecificity(onCells, sln), origins);
}

/**
 * Synapses of all pairs of populations per mm^2, [(target * A + source) * 64 + ...], and those from outside per
 * neuron.
 */
interface Synapses {
  readonly blocks: readonly Float64Array[];
  readonly external: readonly number[];
}

function synapsesOf(measured: Measurements, areas: readonly Tissue[], pathways: Pathways): Synapses {
  const patch = circuitInDegrees(measured.circuit, 1);
  const blocks: Float64Array[] = [];
  const external: number[] = [];
  for (const target of areas) {
    const surface = lookUp(measured.surfaces, target.name, "surface", measured.file);
    const share = localShare(measured.intrinsicFln, patch, circuitInDegrees(measured.circuit, surface));
    const inputs = areas.map((source) =>
      source === target
        ? localSynapses(patch, target.sizes, target.synapses, share)
        : fromArea(target, source, pathways),
    );
    const interArea = sum(inputs.map((input, at) => (areas[at] === target ? 0 : sum(input))));
    blocks.push(...inputs);
    external.push(externalInDegree(target.synapses, share, interArea, target.neurons));
  }
  return { blocks, external };
}

/** A number that follows from the tables; none that makes sense does where something is missing or too large. */
function checked(value: number, what: string, file: string): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw damage({
    file,
    problem: `the tables lead to ${value} ${what}`,
    hint: "a number in them is wrong or missing; take the file as it was published",
  });
}

const distancesAmong = (names: readonly string[], { distances, file }: Measurements): Float64Array =>
  Float64Array.from(
    names.flatMap((target) =>
      names.map((source) => {
        const distance = distances.get(target)?.get(source) ?? Number.NaN;
        return checked(distance, `mm between ${target} and ${source}`, file);
      }),
    ),
  );

/** The part of a connectome that follows from measurements. */
export type Derived = Pick<
  Connectome,
  "areas" | "populations" | "inDegrees" | "externalInDegrees" | "distances"
>;

function assembled(measured: Measurements, areas: readonly Tissue[], synapses: Synapses): Derived {
  const { file, architecture, hierarchy } = measured;
  const populations = areas.flatMap(({ sizes }, area) =>
    layerPopulations.flatMap((name, index) =>
      exists(sizes, index) ? [{ area, name, index, size: sizes[index] as number }] : [],
    ),
  );
  const inDegrees = populations.flatMap((target) =>
    populations.map((source) => {
      const block = synapses.blocks[target.area * areas.length + source.area] as Float64Array;
      const count = block[target.index * populationCount + source.index] as number;
      const where = `synapses per neuron of ${areas[target.area]?.name} ${target.name}`;
      return checked(count / target.size, where, file);
    }),
  );
  const names = areas.map(({ name }) => name);
  return {
    areas: names.map((name) => ({
      name,
      architecture: lookUp(architecture, name, "architectural type", file),
      hierarchy: lookUp(hierarchy, name, "place in the hierarchy", file),
    })),
    populations: populations.map(({ area, name, size }) => ({ area, name, size })),
    inDegrees: Float64Array.from(inDegrees),
    externalInDegrees: Float64Array.from(populations, ({ area }) =>
      checked(synapses.external[area] as number, `external synapses per neuron of ${names[area]}`, file),
    ),
    distances: distancesAmong(names, measured),
  };
}

/**
 * Sizes of populations, in-degrees and distances of the multi-area network, without stabilisation.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409. Each step is a file beside this one.
 *
 * @throws CajalError E_IO where the tables do not suffice or lead to numbers that no network has
 */
export function derive(measured: Measurements): Derived {
  const densities = neuronDensities(measured);
  const areas = tissueOf(measured, densities);
  return assembled(measured, areas, synapsesOf(measured, areas, pathwaysOf(measured, densities, areas)));
}
