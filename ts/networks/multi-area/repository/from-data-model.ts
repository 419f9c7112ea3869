// The macaque network from the file that its repository's own scripts make.
import { checkArgument } from "../../../arguments/check.ts";
import { optional } from "../../../arguments/kinds.ts";
import { ofFile } from "../../../io/files/arguments.ts";
import type { FileInput } from "../../../io/files/source.ts";
import type { AreaPopulation, Connectome } from "../connectome.ts";
import { type DataModel, notInFile, populationsOf, readDataModel } from "./data-model.ts";
import { readFile } from "./files.ts";
import { citation, licence } from "./published.ts";
import { stabilisedInDegrees } from "./stabilised.ts";

const call = "connectomeFromDataModel";

// Beyond rounding, external in-degrees of an area differ by factors of excitatory populations only.
const tolerance = 1e-9;

/** Synapses per neuron of a population from another one, or from outside the network. */
function inDegree(file: DataModel, target: AreaPopulation, sourceArea: string, source: string): number {
  const targetArea = file.areas[target.area] as string;
  const count = file.synapses[targetArea]?.[target.name]?.[sourceArea]?.[source];
  const place = `synapses.${targetArea}.${target.name}.${sourceArea}.${source}`;
  return (count ?? notInFile(file, place, "it must be a number from 0 on, got nothing")) / target.size;
}

/** That of the inhibitory populations of an area, which no factor of the model changes. */
function externalInDegree(file: DataModel, populations: readonly AreaPopulation[], area: number): number {
  const inhibitory = populations.filter((one) => one.area === area && one.name.endsWith("I"));
  const [first, ...others] = inhibitory.map((one) => inDegree(file, one, "external", "external"));
  const place = `synapses.${file.areas[area]}`;
  if (first === undefined) return notInFile(file, place, "the area must have an inhibitory population");
  const other = others.find((one) => Math.abs(one - first) > tolerance * first);
  if (other === undefined) return first;
  const equal = "inhibitory populations must have equal external in-degrees";
  return notInFile(file, place, `${equal}, got ${first} and ${other}`);
}

function distancesOf(file: DataModel): Float64Array {
  const distance = (target: string, source: string): number => {
    const value = file.distances[target]?.[source] ?? Number.NaN;
    if (value >= 0) return value;
    return notInFile(file, `distances.${target}.${source}`, "it must be a number from 0 on");
  };
  return Float64Array.from(
    file.areas.flatMap((target) => file.areas.map((source) => distance(target, source))),
  );
}

/**
 * The macaque multi-area network of Schmidt et al. (2018) from the file that `compute_Model_params()` of its
 * repository makes: `default_Data_Model_.json`, or one with other parameters. Architectural types and levels of the
 * hierarchy are not in it: they are NaN. External in-degrees are those before factors, whatever the file was made
 * with. What is made of the repository's data is under CC BY-NC-SA 4.0.
 *
 * @param json path of the file (Node only), or its bytes
 * @param stabilised the stabilised in-degrees, a float64 matrix of NumPy (.npy): target by source
 * @throws CajalError E_IO that says what in a file is missing or makes no sense; E_TYPE
 * @example const macaque = connectomeFromDataModel("default_Data_Model_.json", "K_prime_original.npy");
 */
export function connectomeFromDataModel(json: FileInput, stabilised?: FileInput): Connectome {
  checkArgument(json, call, "json", ofFile);
  checkArgument(stabilised, call, "stabilised", optional(ofFile));
  const file = readDataModel(readFile(json));
  const populations = file.areas.flatMap((_, area) => populationsOf(file, area));
  const external = file.areas.map((_, area) => externalInDegree(file, populations, area));
  const inDegrees = populations.flatMap((target) =>
    populations.map((source) => inDegree(file, target, file.areas[source.area] as string, source.name)),
  );
  return {
    name: `macaque multi-area network, from ${file.name}`,
    citation,
    licence,
    populations,
    areas: file.areas.map((name) => ({ name, architecture: Number.NaN, hierarchy: Number.NaN })),
    inDegrees: Float64Array.from(inDegrees),
    stabilisedInDegrees:
      stabilised === undefined ? null : stabilisedInDegrees(readFile(stabilised), populations.length),
    externalInDegrees: Float64Array.from(populations, ({ area }) => external[area] as number),
    distances: distancesOf(file),
  };
}
