// Which areas of a synthetic network project to which, how strongly, and between which layers.
import { exp } from "../../elementary.ts";
import { type CellBodies, cellBodiesOf } from "../derive/cell-bodies.ts";
import { interAreaSynapses, targetShares, withSpecificity } from "../derive/inter-area.ts";
import { expectedSln, originShares } from "../derive/laminar-source.ts";
import { feedforward, synapseLayers } from "../derive/laminar-target.ts";
import { type PerPopulation, populationCount } from "../derive/layers.ts";
import { exists } from "../derive/population-sizes.ts";
import type { Tissue } from "./tissue.ts";

/** Share of the pairs of areas that are connected: 571 of 992 (S18a). */
export const connectedShare: number = 571 / 992;

/** Fractions of labelled neurons fall with distance [1/mm] (S18a, fit over 331 pairs). */
const distanceRule = { intercept: -3.093261, slope: -0.114357 } as const;

/**
 * Of all synapses of an area, the share from other areas: what is neither intrinsic (0.79) nor from below cortex
 * (0.013), without a tenth for areas that are not in the network.
 */
const interAreaShare = 0.9 * (1 - 0.79 - 0.013);

/**
 * Which other areas send to each: of all pairs a given share, those at short distances more likely than others, and to
 * each area at least the nearest one.
 */
export function connectedPairs(
  distances: readonly (readonly number[])[],
  share: number,
  random: () => number,
): boolean[][] {
  const all = distances.flatMap((row, target) => row.filter((_, source) => source !== target));
  const expected = (length: number): number =>
    all.reduce((sum, distance) => sum + exp(-distance / length), 0) / all.length;
  let [low, high] = [1e-3, 1e6];
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (expected(middle) < share) low = middle;
    else high = middle;
  }
  return distances.map((row, target) => {
    const nearest = Math.min(...row.filter((_, source) => source !== target));
    return row.map(
      (distance, source) => source !== target && (random() < exp(-distance / high) || distance === nearest),
    );
  });
}

/** Of a target's synapses, the share from each source. */
export function shares(distances: readonly number[], connected: readonly boolean[]): number[] {
  const fractions = distances.map((distance, source) =>
    connected[source] ? exp(distanceRule.intercept + distanceRule.slope * distance) : 0,
  );
  const whole = fractions.reduce((sum, fraction) => sum + fraction, 0);
  return fractions.map((fraction) => (whole > 0 ? (interAreaShare * fraction) / whole : 0));
}

/** Shares by population, whose last digits are rounded and which must sum to 1. */
function cells(of: readonly (readonly [population: number, share: number])[]): PerPopulation {
  const all = new Float64Array(populationCount);
  const whole = of.reduce((sum, [, share]) => sum + share, 0);
  for (const [population, share] of of) all[population] = share / whole;
  return all;
}

/** To which cells the synapses in a layer belong (S18a, from Binzegger et al. 2004); 23E is 0, 6I is 7. */
const cellBodies: CellBodies = {
  "1": cells([
    [0, 0.56708],
    [2, 0.17328],
    [4, 0.25683],
    [6, 0.0028],
  ]),
  "23": cells([
    [2, 0.83696],
    [1, 0.16304],
  ]),
  "4": cells([
    [2, 0.72589],
    [3, 0.15914],
    [4, 0.02628],
    [6, 0.08869],
  ]),
  "5": cells([
    [4, 0.76076],
    [5, 0.10407],
    [6, 0.13518],
  ]),
  "6": cells([
    [6, 0.8533],
    [7, 0.1467],
  ]),
};

// Axons that would end in layer 4 alone end in all layers of an area that has none.
const everywhere = 0.5;

/**
 * Synapses per mm^2 from one area onto another, [target * 8 + source].
 *
 * @param synapses how many there are in all
 */
export function fromArea(target: Tissue, source: Tissue, synapses: number): Float64Array {
  const sln = expectedSln(target.densities.overall, source.densities.overall);
  const granular = exists(target.sizes, 2);
  const inLayers = synapseLayers(null, !granular && sln > feedforward ? everywhere : sln, target.thicknesses);
  const onCells = targetShares(inLayers, cellBodiesOf(cellBodies, target.sizes, target.thicknesses));
  return interAreaSynapses(synapses, withSpecificity(onCells, sln), originShares(null, sln, source.sizes));
}
