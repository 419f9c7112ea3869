// What injections of retrograde tracers tell of the areas of the model.

import type { Injection, Measurements } from "./measurements.ts";
import { sum } from "./sums.ts";

/** [target area][source]: a number. */
export type ByPair = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Mean over the injections of an area. A source that fewer of them have than the one that most have counts as zero in
 * the others.
 */
export function overInjections(injections: readonly Injection[]): ByPair {
  const found = new Map<string, Map<string, number[]>>();
  for (const { area, sources } of injections) {
    const ofArea = found.get(area) ?? new Map<string, number[]>();
    found.set(area, ofArea);
    for (const [source, value] of sources) ofArea.set(source, [...(ofArea.get(source) ?? []), value]);
  }
  return new Map(
    [...found].map(([area, ofArea]) => {
      const most = Math.max(...[...ofArea.values()].map((values) => values.length));
      return [area, new Map([...ofArea].map(([source, values]) => [source, sum(values) / most]))];
    }),
  );
}

/** The same by source areas of the model: each takes the share of what lies in it. */
export function inModel(found: ByPair, { overlap }: Pick<Measurements, "overlap">): ByPair {
  return new Map(
    [...found].map(([target, sources]) => {
      const mapped = new Map<string, number>();
      for (const [source, value] of sources)
        for (const [area, share] of overlap.get(source) ?? [])
          mapped.set(area, (mapped.get(area) ?? 0) + share * value);
      return [target, mapped];
    }),
  );
}
