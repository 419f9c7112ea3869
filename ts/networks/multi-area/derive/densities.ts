// How many neurons lie in a cubic millimetre of each layer.
import { type Layer, layers } from "./layers.ts";
import { fitLine, type Line, onLine } from "./line.ts";
import { lacking, lookUp, type Measurements, type StainedDensities } from "./measurements.ts";
import { mean } from "./sums.ts";

/** Neurons per mm^3. */
export type Densities = Readonly<Record<"overall" | Layer, number>>;

/** A table by areas of the model instead of those in which it was measured. */
function translated<Value>(
  table: ReadonlyMap<string, Value>,
  { areas, translation }: Measurements,
): Map<string, Value> {
  const result = new Map<string, Value>();
  for (const [name, value] of table)
    for (const area of areas.includes(name) ? [name] : (translation.get(name) ?? []))
      if (areas.includes(area)) result.set(area, value);
  return result;
}

/** How Nissl stains would have counted what NeuN stains, which miss cells, did: by the areas with both. */
function nisslOfStained({ stained, nissl, file }: Measurements): Line {
  const both = [...nissl].flatMap(([area, density]) => {
    const counted = stained.get(area)?.overall;
    return counted === undefined ? [] : ([[counted, density]] as const);
  });
  if (new Set(both.map(([counted]) => counted)).size < 2)
    throw lacking(file, "overall densities of at least two areas in both stains");
  return fitLine(both);
}

/** A layer that does not exist has no neurons in either stain. */
function corrected(counted: StainedDensities, line: Line, nissl: number | undefined): Densities {
  const inNissl = (density: number): number => (density > 0 ? onLine(line, density) : 0);
  const deep = inNissl(counted["56"]);
  const overall = nissl ?? onLine(line, counted.overall);
  return { overall, "23": inNissl(counted["23"]), "4": inNissl(counted["4"]), "5": deep, "6": deep };
}

function meanDensities(all: readonly Densities[]): Densities {
  const of = (key: keyof Densities): number => mean(all.map((densities) => densities[key]));
  const [overall, ...perLayer] = (["overall", ...layers] as const).map(of);
  const [upper, granular, fifth, sixth] = perLayer;
  return { overall, "23": upper, "4": granular, "5": fifth, "6": sixth } as Densities;
}

/**
 * Densities of neurons in all areas. Layer densities are NeuN counts, corrected to Nissl by a straight line through
 * the overall densities of both; the overall density is the Nissl one where there is one. Layers 5 and 6 have the
 * density of both together. Areas without data have the mean of their architectural type.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, population sizes; data of Hilgetag et al. (2016).
 *
 * @throws CajalError E_IO where the tables do not suffice
 */
export function neuronDensities(measured: Measurements): ReadonlyMap<string, Densities> {
  const { areas, architecture, file } = measured;
  const line = nisslOfStained(measured);
  const nissl = translated(measured.nissl, measured);
  const counted = new Map(
    [...translated(measured.stained, measured)].map(([area, densities]) => [
      area,
      corrected(densities, line, nissl.get(area)),
    ]),
  );
  const typeOf = (area: string): number => lookUp(architecture, area, "architectural type", file);
  const meanOfType = (type: number): Densities => {
    const alike = [...counted].filter(([area]) => typeOf(area) === type);
    if (alike.length === 0) throw lacking(file, `densities of any area of architectural type ${type}`);
    return meanDensities(alike.map(([, densities]) => densities));
  };
  return new Map(areas.map((area) => [area, counted.get(area) ?? meanOfType(typeOf(area))]));
}
