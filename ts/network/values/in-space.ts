/** What may be asked of the space in which a connection lies. */

import { fail } from "../../error.ts";
import { displacement, type Placed } from "../../space/placed.ts";
import { dimensionsOf, evaluateSteps, type Interval, type Step } from "../../space/steps.ts";

/** Sources and targets in one space. */
export interface Between {
  readonly sources: Placed;
  readonly targets: Placed;
  /** The components that displacements can have. */
  readonly ways: readonly Interval[];
}

/** Asks for a space when it is needed. @throws CajalError E_POSITIONS where there is none */
export type SpaceOf = (parameter: string) => Between;

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
    must: `${place.parameter} depends on ${"xyz"[needed - 1]}, and the neurons have ${ways.length} dimensions`,
  });
}

// For the number of synapses to expect.
const mostPairs = 90_000;
const fewest = 300; // of each side, where there are more pairs

/** So many places in a list, spread evenly without a rhythm that a grid could have too. */
const spread = (count: number, wanted: number): number[] =>
  count <= wanted
    ? Array.from({ length: count }, (_, k) => k)
    : Array.from({ length: wanted }, (_, k) =>
        Math.floor(((k + ((k * 0.6180339887498949) % 1)) * count) / wanted),
      );

/** The mean probability of a pair, from all pairs or a sample of 90,000. */
export function meanProbability(steps: readonly Step[], { sources, targets, ways }: Between): number {
  const count = ({ dimensions, coordinates }: Placed): number => coordinates.length / Math.max(1, dimensions);
  const [n, m] = [count(sources), count(targets)];
  if (ways.length === 0 || n === 0 || m === 0) return 0;
  const from = spread(n, Math.max(fewest, Math.floor(mostPairs / m)));
  const to = spread(m, Math.floor(mostPairs / from.length));
  let sum = 0;
  for (const i of from)
    for (const k of to) {
      const p = evaluateSteps(steps, displacement(sources, i, targets, k));
      if (p > 0) sum += Math.min(1, p);
    }
  return sum / (from.length * to.length);
}
