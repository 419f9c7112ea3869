// Sets of areas, as the state has them: ascending, and empty when all are simulated.
import type { Atlas } from "../network/messages.ts";
import { areaCount } from "../state.ts";

const all: readonly number[] = Array.from({ length: areaCount }, (_, index) => index);

const asSet = (areas: readonly number[]): number[] =>
  areas.length === 0 || areas.length === areaCount ? [] : areas.toSorted((one, other) => one - other);

/** The set with an area more or less; the last one stays. */
export function toggled(areas: readonly number[], index: number): number[] {
  const present = areas.length === 0 ? all : areas;
  if (!present.includes(index)) return asSet([...present, index]);
  return present.length === 1 ? [...present] : asSet(present.filter((area) => area !== index));
}

/** An area and those nearest to it, so many in all. */
export function nearest({ areas, distances }: Atlas, from: number, count: number): number[] {
  const distance = (area: number): number => distances[area * areas.length + from] as number;
  return asSet([...areas.keys()].sort((one, other) => distance(one) - distance(other)).slice(0, count));
}
