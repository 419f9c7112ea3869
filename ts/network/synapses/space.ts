/** The space in which a connection lies, found when it is first asked for. */

import { fail } from "../../error.ts";
import { type Placed, shareSpace, waysBetween } from "../../space/placed.ts";
import { type Description, type PopulationData, partsOf } from "../description.ts";
import type { Ranges } from "../neurons/ranges.ts";
import type { Between, SpaceOf } from "../values/in-space.ts";

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
  for (const {
    population,
    ranges: [start = 0, stop = 0, step = 1],
  } of parts) {
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
