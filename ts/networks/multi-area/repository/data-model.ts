// The file that the repository's own scripts make: sizes, numbers of synapses and distances, by names.
import { z } from "zod";
import { damage } from "../../../io/files/damage.ts";
import type { AreaPopulation } from "../connectome.ts";
import { layerPopulations } from "../parameters.ts";
import { type ReadFile, textOf } from "./files.ts";
import { byName, contentOf, measured, notNegative, parseJson, valueThat } from "./json.ts";

type ByName<Value> = Record<string, Value>;

/** What is read of the file. */
export interface DataModel {
  /** Path, or `the bytes`. */
  readonly name: string;
  readonly areas: readonly string[];
  /** By area: the populations that it has. */
  readonly structure: ByName<string[]>;
  /** [area][population] */
  readonly sizes: ByName<ByName<number>>;
  /** [target area][target population][source area][source population] */
  readonly synapses: ByName<ByName<ByName<ByName<number>>>>;
  /** [target area][source area]; more areas than the network has [mm]. */
  readonly distances: ByName<ByName<number>>;
}

const areaName = valueThat<string>(
  "the name of an area",
  (value) => typeof value === "string" && value !== "",
);
const populationName = valueThat<string>(`one of ${layerPopulations.join(", ")}`, (value) =>
  (layerPopulations as readonly unknown[]).includes(value),
);

const schema = z.object({
  area_list: z.array(areaName),
  structure: byName(z.array(populationName)),
  neuron_numbers: byName(byName(measured)),
  synapses: byName(byName(byName(byName(notNegative)))),
  distances: byName(byName(measured)),
});

/** Refuses the file for what is wrong at a place in it. */
export function notInFile({ name }: Pick<DataModel, "name">, where: string, problem: string): never {
  const hint = "take the file as the repository's scripts make it";
  throw damage({ file: name, where, problem, hint });
}

/** @throws CajalError E_IO if the file is another one or damaged */
export function readDataModel(file: ReadFile): DataModel {
  const document = parseJson(textOf(file), file.name);
  const { area_list: areas, neuron_numbers: sizes, ...others } = contentOf(schema, document, file.name);
  if (areas.length === 0) notInFile(file, "area_list", "it must have at least one area");
  const second = areas.findIndex((area, at) => areas.indexOf(area) < at);
  if (second >= 0) notInFile(file, `area_list.${second}`, `'${areas[second]}' is listed twice`);
  return { name: file.name, areas, sizes, ...others };
}

/** The populations of an area, in the order of the network. */
export function populationsOf(file: DataModel, area: number): AreaPopulation[] {
  const name = file.areas[area] as string;
  const structure =
    file.structure[name] ?? notInFile(file, `structure.${name}`, "it must list populations, got nothing");
  return layerPopulations
    .filter((population) => structure.includes(population))
    .map((population) => {
      const size = file.sizes[name]?.[population];
      if (size !== undefined && size > 0) return { area, name: population, size };
      const problem = `a population that exists must have neurons, got ${size ?? "nothing"}`;
      return notInFile(file, `neuron_numbers.${name}.${population}`, problem);
    });
}
