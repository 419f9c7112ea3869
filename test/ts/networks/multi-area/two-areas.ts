// A connectome small enough to be followed by hand: area A with all layers, area B without layer 4.
import type { Connectome } from "../../../../ts/networks/multi-area/index.ts";
import { layerPopulations } from "../../../../ts/networks/multi-area/parameters.ts";

const sizes = [200, 50, 220, 55, 48, 10.6, 144, 30];
const inA = layerPopulations.map((name, index) => ({ area: 0, name, size: sizes[index] as number }));
const inB = inA.filter(({ name }) => !name.startsWith("4")).map((population) => ({ ...population, area: 1 }));

/** Places of populations: A-23E is 0, A-6I 7, B-23E 8, B-6I 13. */
export const populations = [...inA, ...inB];
export const count: number = populations.length;

/** All in-degrees within areas are 10.25, those from 23E, 5E and 6E of the other area 4, stabilised 3. */
function inDegrees(between: number): Float64Array {
  return Float64Array.from({ length: count ** 2 }, (_, place) => {
    const [target, source] = [populations[Math.floor(place / count)], populations[place % count]];
    if (target?.area === source?.area) return 10.25;
    return ["23E", "5E", "6E"].includes(source?.name as string) ? between : 0;
  });
}

export const twoAreas: Connectome = {
  name: "two areas",
  citation: "",
  licence: "",
  areas: [
    { name: "A", architecture: 8, hierarchy: 0 },
    { name: "B", architecture: 2, hierarchy: 1 },
  ],
  populations,
  inDegrees: inDegrees(4),
  stabilisedInDegrees: inDegrees(3),
  externalInDegrees: new Float64Array(count).fill(1000),
  distances: Float64Array.from([0, 14, 14, 0]),
};

/** The least that there can be: one population, which excites itself. */
export const onePopulation: Connectome = {
  ...twoAreas,
  name: "one population",
  areas: twoAreas.areas.slice(0, 1),
  populations: populations.slice(0, 1),
  inDegrees: Float64Array.of(10),
  stabilisedInDegrees: Float64Array.of(10),
  externalInDegrees: Float64Array.of(1000),
  distances: Float64Array.of(0),
};
