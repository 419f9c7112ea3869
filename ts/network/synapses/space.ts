/** The space in which a connection lies, and what is asked of it. */

import { fail } from "../../error.ts";
import { displacement, type Placed, shareSpace, waysBetween } from "../../space/placed.ts";
import { dimensionsOf, evaluateSteps, type Interval, type Step } from "../../space/steps.ts";
import { type Description, type PopulationData, partsOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";

/** Sources and targets in one space. */
export interface Between {
  readonly sources: Placed;
  readonly targets: Placed;
  /** The components that displacements can have. */
  readonly ways: readonly Interval[];
}

/** Asks for a space when it is needed. @throws CajalError E_POSITIONS where there is none */
export type SpaceOf = (parameter: string) => Between;

type Populations = Description["populations"];

/** The positions of a selection, or the first population that has none or lies in another space. */
function gather(populations: Populations, ranges: Ranges): Placed | PopulationData | undefined {
  const parts = partsOf(populations, ranges);
  const first = parts[0]?.population.positions;
  const stranger = parts.find(
    ({ population: { positions } }) => !positions || (first && !shareSpace(first, positions)),
  );
  if (stranger) return stranger.population;
  if (!first) return undefined;
  const { dimensions, periods } = first;
  const size = parts.reduce((sum, { ranges: [a = 0, b = 0, c = 1] }) => sum + Math.ceil((b - a) / c), 0);
  const coordinates = new Float64Array(size * dimensions);
  let next = 0;
  for (const { population, ranges: [start = 0, stop = 0, step = 1] } of parts) {
    const all = (population.positions as Placed).coordinates;
    for (let id = start; id < stop; id += step)
      for (let d = 0; d < dimensions; d++)
        coordinates[next++] = all[(id - population.first) * dimensions + d] as number;
  }
  return { dimensions, periods, coordinates };
}

/** The positions of a selection; undefined unless all its neurons have some in the same space. */
export function placedOf(populations: Populations, ranges: Ranges): Placed | undefined {
  const found = gather(populations, ranges);
  return found && "coordinates" in found ? found : undefined;
}

const nowhere: Placed = { dimensions: 0, periods: [], coordinates: new Float64Array() };

/** The space of a connection, found when it is first asked for. */
export function spaceBetween(
  populations: Populations,
  { sources, targets }: { readonly sources: Ranges; readonly targets: Ranges },
  place: { readonly call: string; readonly where: string },
): SpaceOf {
  let known: Between | undefined;
  const side = (ranges: Ranges, parameter: string): Placed => {
    const found = gather(populations, ranges) ?? nowhere;
    if ("coordinates" in found) return found;
    return fail("E_POSITIONS", {
      ...place,
      parameter,
      allowed: "neurons with positions in one space",
      must: found.positions
        ? `${parameter} depends on distances, and '${found.label}' lies in another space than the neurons before`
        : `${parameter} depends on distances, and '${found.label}' has no positions`,
      hint: found.positions
        ? "give all populations the same dimensions and periodic edges"
        : "give population(...) the option positions: grid([...]) or free([...])",
    });
  };
  return (parameter) => {
    if (known) return known;
    const [from, to] = [side(sources, parameter), side(targets, parameter)];
    const empty = from.coordinates.length === 0 || to.coordinates.length === 0;
    if (!empty && !shareSpace(from, to))
      fail("E_POSITIONS", {
        ...place,
        parameter,
        allowed: "sources and targets with the same dimensions and periodic edges",
        must: `${parameter} depends on distances, and sources and targets lie in different spaces`,
        hint: "give both populations the same dimensions, and the same extent where edges are periodic",
      });
    known = { sources: from, targets: to, ways: waysBetween(from, to) };
    return known;
  };
}

/** Refuses an expression of more coordinates than neurons have. @throws CajalError E_POSITIONS */
export function checkDimensions(
  steps: readonly Step[],
  { ways }: Between,
  place: { readonly call: string; readonly where?: string | undefined; readonly parameter: string },
): void {
  const needed = dimensionsOf(steps);
  if (needed <= ways.length || ways.length === 0) return;
  fail("E_POSITIONS", {
    ...place,
    value: ways.length,
    allowed: `${needed} dimensions or more`,
    must: `${place.parameter} depends on coordinate ${"xyz"[needed - 1]}, and the neurons have ${ways.length} dimensions`,
  });
}

// Along each side, for the number of synapses to expect.
const mostLookedAt = 500;

/** Places in a list, spread evenly without a rhythm that a grid could have too. */
const spread = (count: number): number[] =>
  count <= mostLookedAt
    ? Array.from({ length: count }, (_, k) => k)
    : Array.from({ length: mostLookedAt }, (_, k) =>
        Math.floor(((k + ((k * 0.6180339887498949) % 1)) * count) / mostLookedAt),
      );

/** The mean probability of a pair, from all pairs or a sample of a quarter of a million. */
export function meanProbability(steps: readonly Step[], { sources, targets, ways }: Between): number {
  const count = ({ dimensions, coordinates }: Placed): number => coordinates.length / Math.max(1, dimensions);
  const [from, to] = [spread(count(sources)), spread(count(targets))];
  if (ways.length === 0 || from.length === 0 || to.length === 0) return 0;
  let sum = 0;
  for (const i of from)
    for (const k of to) {
      const p = evaluateSteps(steps, displacement(sources, i, targets, k));
      if (p > 0) sum += Math.min(1, p);
    }
  return sum / (from.length * to.length);
}
