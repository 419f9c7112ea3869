// Communities of a network: groups of nodes that are connected more with each other than with others.
import { checkOptions } from "../../arguments/check.ts";
import { optional, wholeFrom } from "../../arguments/kinds.ts";
import { uniforms } from "../random.ts";
import { benefits, checkWeights, type ModularityOptions, ofResolution, withinGroups } from "./modularity.ts";
import { alone, countOf, merged, renumbered, shuffled } from "./partitions.ts";

/** Options of {@link louvainCommunities}. */
export interface CommunityOptions extends ModularityOptions {
  /** The orders in which nodes are looked at follow from it; default 1. */
  readonly seed?: number;
  /** Searches, of which the best is taken; default 20. */
  readonly searches?: number;
}

/** A division of nodes into communities. */
export interface Communities {
  /** Community of each node, numbered from 0 in the order of their first nodes. */
  readonly labels: Uint32Array;
  readonly count: number;
  /** That of the division, as of `modularity`. */
  readonly modularity: number;
}

const checks = { ...ofResolution, seed: optional(wholeFrom(0)), searches: optional(wholeFrom(1)) };

// Smaller gains are round-off: without a limit nodes might change places for ever.
const leastGain = 1e-12;

/** The group to which a node would best go, its own if none is better; `sums` are its benefits by group. */
function bestGroup(sums: Float64Array, own: number, self: number): number {
  const leave = (sums[own] as number) - self;
  let [best, gain] = [own, leastGain];
  for (let other = 0; other < sums.length; other++) {
    const value = (sums[other] as number) - leave;
    if (other !== own && value > gain) [best, gain] = [other, value];
  }
  return best;
}

/** Moves nodes, one after the other, to where they bring most, until none moves. Groups are named after nodes. */
function moved(values: Float64Array, size: number, random: () => number): Uint32Array {
  const labels = alone(size);
  // [node * size + group]
  const sums = values.slice();
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of shuffled(size, random)) {
      const own = labels[node] as number;
      const row = sums.subarray(node * size, (node + 1) * size);
      const group = bestGroup(row, own, values[node * size + node] as number);
      if (group === own) continue;
      changed = true;
      labels[node] = group;
      for (let other = 0; other < size; other++) {
        const value = values[other * size + node] as number;
        sums[other * size + own] = (sums[other * size + own] as number) - value;
        sums[other * size + group] = (sums[other * size + group] as number) + value;
      }
    }
  }
  return renumbered(labels);
}

/** One search: nodes move, groups become nodes, and so on until nothing moves. */
function searched(values: Float64Array, size: number, random: () => number): Uint32Array {
  let labels = alone(size);
  for (let [level, nodes] = [values, size]; ; ) {
    const groups = moved(level, nodes, random);
    const count = countOf(groups);
    labels = labels.map((label) => groups[label] as number);
    if (count === nodes) return labels;
    [level, nodes] = [merged(level, groups, count), count];
  }
}

/**
 * Communities by the Louvain method (Blondel et al. 2008): nodes move to the group where the modularity grows most,
 * groups then become nodes, until nothing moves; the best of several searches, which differ in the order of the nodes.
 * Modularity is Q* of Rubinov & Sporns (2011), so that weights may be negative. A node that is connected to none is a
 * community of its own.
 *
 * @param weights symmetric, row after row; the diagonal does not count
 * @throws CajalError when the weights are not finite, square or symmetric, or an option is impossible
 * @example
 * const { values } = signalCorrelation(currents);
 * const { labels, modularity: q } = louvainCommunities(values, { seed: 1 });
 */
export function louvainCommunities(weights: ArrayLike<number>, options: CommunityOptions = {}): Communities {
  const call = "louvainCommunities";
  const size = checkWeights(weights, call);
  checkOptions(options, call, checks);
  const { resolution = 1, seed = 1, searches = 20 } = options;
  const values = benefits(weights, size, resolution);
  const random = uniforms(seed);
  const found = Array.from({ length: searches }, () => {
    const labels = renumbered(searched(values, size, random));
    return { labels, count: countOf(labels), modularity: withinGroups(values, labels) };
  });
  return found.reduce((best, one) => (one.modularity > best.modularity + leastGain ? one : best));
}
