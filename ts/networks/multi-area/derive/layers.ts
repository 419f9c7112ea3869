// Layers of cortex and the eight populations that lie in them.
import { layerPopulations } from "../parameters.ts";

/** Layers with neurons, from the surface down. */
export const layers = ["23", "4", "5", "6"] as const;
export type Layer = (typeof layers)[number];

/** All layers, that without neurons included. */
export const depths = ["1", "23", "4", "5", "6"] as const;
export type Depth = (typeof depths)[number];

/** How many populations an area has at most: the stride of all tables by population. */
export const populationCount: number = layerPopulations.length;

export const populationIndex = (name: (typeof layerPopulations)[number]): number =>
  layerPopulations.indexOf(name);

export const layerOf = (population: number): Layer => layers[population >> 1] as Layer;

export const isExcitatory = (population: number): boolean => population % 2 === 0;

/** A number for each of the eight populations of an area. */
export type PerPopulation = Float64Array;
