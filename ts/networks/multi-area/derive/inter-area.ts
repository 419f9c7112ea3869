// Synapses between the populations of two areas.
import type { CellBodies } from "./cell-bodies.ts";
import { feedback, type LayerShares } from "./laminar-target.ts";
import { depths, isExcitatory, type PerPopulation, populationCount } from "./layers.ts";

/** Share of the synapses of feedback that lie on excitatory cells (Johnson & Burkhalter 1996). */
export const excitatoryShareOfFeedback = 0.93;

/** The share of each population of a target area among the synapses from another area. */
export function targetShares(inLayers: LayerShares, cells: CellBodies): PerPopulation {
  return Float64Array.from({ length: populationCount }, (_, population) =>
    depths.reduce((total, depth) => total + inLayers[depth] * (cells[depth][population] as number), 0),
  );
}

/** Feedback that reaches both kinds of cells is brought to its share onto excitatory ones; its sum stays. */
export function withSpecificity(shares: PerPopulation, sln: number): PerPopulation {
  if (!(sln < feedback)) return shares;
  let [onExcitatory, onInhibitory] = [0, 0];
  for (const [population, share] of shares.entries())
    if (isExcitatory(population)) onExcitatory += share;
    else onInhibitory += share;
  if (onExcitatory === 0 || onInhibitory === 0) return shares;
  const whole = onExcitatory + onInhibitory;
  return shares.map((share, population) => {
    const [wanted, has] = isExcitatory(population)
      ? [excitatoryShareOfFeedback, onExcitatory]
      : [1 - excitatoryShareOfFeedback, onInhibitory];
    return (share * wanted * whole) / has;
  });
}

/**
 * Synapses onto 1 mm^2 of an area from another one, [target * 8 + source]: those of the target from all sources, times
 * the share of the source area, of its populations, and of the target's.
 *
 * Schmidt et al. (2018) Brain Struct Funct 223:1409, cortico-cortical connectivity.
 *
 * @param synapses from that area [1/mm^2]
 */
export function interAreaSynapses(
  synapses: number,
  targets: PerPopulation,
  sources: PerPopulation,
): Float64Array {
  const counts = new Float64Array(populationCount ** 2);
  for (const [target, share] of targets.entries())
    for (const [source, part] of sources.entries())
      counts[target * populationCount + source] = synapses * share * part;
  return counts;
}
