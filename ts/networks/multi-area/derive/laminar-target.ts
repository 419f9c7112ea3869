// In which layers of a target area the synapses from another area lie.
import { type Depth, depths } from "./layers.ts";
import type { Pattern } from "./measurements.ts";
import { sum } from "./sums.ts";
import type { Thicknesses } from "./thickness.ts";

/** By layer, the share of the synapses. */
export type LayerShares = Readonly<Record<Depth, number>>;

// Layers 2 and 3 of a pattern are one layer of the network.
const depthOfLayer: readonly Depth[] = ["1", "23", "23", "4", "5", "6"];

/** Below this SLN a projection is feedback, above the second one feedforward. */
export const feedback = 0.35;
export const feedforward = 0.65;

/**
 * The layers in which axons end as the hierarchy has it: layer 4, all but layer 4, or all (Felleman & Van Essen 1991).
 */
function terminalLayers(sln: number): readonly Depth[] {
  if (sln > feedforward) return ["4"];
  return sln < feedback ? ["1", "23", "5", "6"] : depths;
}

const noLayers: LayerShares = { "1": 0, "23": 0, "4": 0, "5": 0, "6": 0 };

/** Densities of labelling are powers of ten. Where nothing is known, a layer that the hierarchy names counts like X. */
function byPattern(pattern: Pattern, sln: number): LayerShares {
  const terminal = terminalLayers(sln);
  const densities = pattern.map((entry, at) => {
    if (entry === "?") return terminal.includes(depthOfLayer[at] as Depth) ? 10 ** 2 : 0;
    const exponent = entry === "X" ? 2 : entry;
    return exponent > 0 ? 10 ** exponent : 0;
  });
  const whole = sum(densities);
  const result = { ...noLayers };
  for (const [at, density] of densities.entries())
    if (density > 0) result[depthOfLayer[at] as Depth] += density / whole;
  return result;
}

/** In proportion to thickness, but half of all in layer 1 if axons end there. */
function byThickness(sln: number, thicknesses: Thicknesses): LayerShares {
  const terminal = terminalLayers(sln);
  const below = terminal.filter((depth) => depth !== "1");
  const whole = sum(below.map((depth) => thicknesses[depth]));
  const inFirst = terminal.includes("1") ? 0.5 : 0;
  const result = { ...noLayers, "1": inFirst };
  for (const depth of below) if (whole > 0) result[depth] = ((1 - inFirst) * thicknesses[depth]) / whole;
  return result;
}

/**
 * Shares of the layers of a target area among the synapses from another area: by the densities of CoCoMac, or else by
 * the place in the hierarchy, which the SLN tells.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity.
 */
export const synapseLayers = (
  termination: Pattern | null,
  sln: number,
  thicknesses: Thicknesses,
): LayerShares => (termination === null ? byThickness(sln, thicknesses) : byPattern(termination, sln));
