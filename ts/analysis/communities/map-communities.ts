// Communities between which a random walker seldom goes: the division with the shortest map equation.
import { checkOptions } from "../../arguments/check.ts";
import { optional, wholeFrom } from "../../arguments/kinds.ts";
import { uniforms } from "../random.ts";
import { type Flow, flowOf } from "./flow.ts";
import { checkLinks, type MapEquationOptions, ofTeleportation, usualTeleportation } from "./map-equation.ts";
import { codelengthOf, lengthOf, type Modules, modulesOf, plogp } from "./modules.ts";
import { alone, countOf, merged, renumbered, shuffled } from "./partitions.ts";

/** Options of {@link mapEquationCommunities}. */
export interface MapEquationCommunityOptions extends MapEquationOptions {
  /** The orders in which nodes are looked at follow from it; default 1. */
  readonly seed?: number;
  /** Searches, of which the best is taken; default 20. */
  readonly searches?: number;
}

/** A division of nodes into modules. */
export interface MapEquationCommunities {
  /** Module of each node, numbered from 0 in the order of their first nodes. */
  readonly labels: Uint32Array;
  readonly count: number;
  /** That of the division, as of `mapEquation` [bit per step]. */
  readonly codelength: number;
}

const checks = { ...ofTeleportation, seed: optional(wholeFrom(0)), searches: optional(wholeFrom(1)) };

// Smaller gains are round-off: without a limit nodes might change places for ever [bit].
const leastGain = 1e-12;

/** Steps of a node to the nodes of each module, and from them; those to and from others in all. */
interface Exchange {
  readonly to: Float64Array;
  readonly from: Float64Array;
  readonly out: number;
  readonly into: number;
  readonly visits: number;
}

function exchangeOf({ size, steps, visits }: Flow, labels: Uint32Array, node: number): Exchange {
  const [to, from] = [new Float64Array(size), new Float64Array(size)];
  let [out, into] = [0, 0];
  for (let other = 0; other < size; other++) {
    if (other === node) continue;
    const label = labels[other] as number;
    const [there, back] = [steps[other * size + node] as number, steps[node * size + other] as number];
    to[label] = (to[label] as number) + there;
    from[label] = (from[label] as number) + back;
    out += there;
    into += back;
  }
  return { to, from, out, into, visits: visits[node] as number };
}

/** Rates of one module. */
interface Rates {
  readonly enter: number;
  readonly exit: number;
  readonly visits: number;
}

const ratesOf = ({ enter, exit, visits }: Modules, label: number): Rates => ({
  enter: enter[label] as number,
  exit: exit[label] as number,
  visits: visits[label] as number,
});

/** A module with a node more, sign 1, or less, sign -1; the exchange is with the module's other nodes. */
function changed(
  rates: Rates,
  label: number,
  { to, from, out, into, visits }: Exchange,
  sign: 1 | -1,
): Rates {
  const [inside, back] = [to[label] as number, from[label] as number];
  return {
    enter: rates.enter + sign * (into - back - inside),
    exit: rates.exit + sign * (out - inside - back),
    visits: rates.visits + sign * visits,
  };
}

const lengthWith = ({ enter, exit, visits }: Rates): number => lengthOf(enter, exit, visits);

function put({ enter, exit, visits }: Modules, label: number, rates: Rates): void {
  enter[label] = rates.enter;
  exit[label] = rates.exit;
  visits[label] = rates.visits;
}

/** Moves a node to where the codelength gets shortest. @returns whether it moved */
function move(flow: Flow, labels: Uint32Array, modules: Modules, entered: number, node: number): boolean {
  const own = labels[node] as number;
  const exchange = exchangeOf(flow, labels, node);
  const before = ratesOf(modules, own);
  const left = changed(before, own, exchange, -1);
  const leaving = lengthWith(left) - lengthWith(before);
  let [best, gain] = [own, leastGain];
  for (let label = 0; label < flow.size; label++) {
    if (label === own) continue;
    const there = ratesOf(modules, label);
    const joined = changed(there, label, exchange, 1);
    const all = entered + left.enter - before.enter + joined.enter - there.enter;
    const change = leaving + lengthWith(joined) - lengthWith(there) + plogp(all) - plogp(entered);
    if (-change > gain) [best, gain] = [label, -change];
  }
  if (best === own) return false;
  const joined = changed(ratesOf(modules, best), best, exchange, 1);
  put(modules, own, left);
  put(modules, best, joined);
  labels[node] = best;
  return true;
}

/** Moves nodes, one after the other, until none moves. */
function moved(flow: Flow, start: Uint32Array, random: () => number): Uint32Array {
  const labels = start.slice();
  for (let changing = true; changing; ) {
    changing = false;
    // Anew in every round, so that rounding does not add up.
    const modules = modulesOf(flow, labels);
    for (const node of shuffled(flow.size, random)) {
      const entered = modules.enter.reduce((sum, value) => sum + value, 0);
      if (move(flow, labels, modules, entered, node)) changing = true;
    }
  }
  return renumbered(labels);
}

/** Modules as nodes. */
function asNodes({ steps, visits }: Flow, labels: Uint32Array, count: number): Flow {
  const together = new Float64Array(count);
  for (const [node, label] of labels.entries())
    together[label] = (together[label] as number) + (visits[node] as number);
  return { size: count, steps: merged(steps, labels, count), visits: together };
}

/** Modules move as a whole, until none moves. */
function joined(flow: Flow, start: Uint32Array, random: () => number): Uint32Array {
  let labels = start;
  for (;;) {
    const count = countOf(labels);
    const groups = moved(asNodes(flow, labels, count), alone(count), random);
    labels = labels.map((label) => groups[label] as number);
    if (countOf(groups) === count) return renumbered(labels);
  }
}

/** One search: nodes move, modules move as a whole, and so on until neither makes the codelength shorter. */
function searched(flow: Flow, random: () => number): { labels: Uint32Array; codelength: number } {
  let labels = alone(flow.size);
  let codelength = codelengthOf(flow, labels);
  for (;;) {
    const next = joined(flow, moved(flow, labels, random), random);
    const shorter = codelengthOf(flow, next);
    if (shorter > codelength - leastGain) return { labels: renumbered(labels), codelength };
    [labels, codelength] = [next, shorter];
  }
}

/**
 * Communities of a directed network by the map equation (Rosvall & Bergstrom 2008): modules within which a random
 * walker stays long. Nodes move to the module where the codelength gets shortest, modules then move as a whole (as in
 * the method of Blondel et al. 2008), until neither helps; the best of several searches, which differ in the order of
 * the nodes. A node that is connected to none is a module of its own.
 *
 * @param weights [target * nodes + source], from 0 on; the diagonal does not count
 * @throws CajalError when the weights are not finite, from 0 on and square, or an option is impossible
 * @example
 * const { labels, codelength } = mapEquationCommunities(synapses, { seed: 1 });
 */
export function mapEquationCommunities(
  weights: ArrayLike<number>,
  options: MapEquationCommunityOptions = {},
): MapEquationCommunities {
  const call = "mapEquationCommunities";
  const size = checkLinks(weights, call);
  checkOptions(options, call, checks);
  const { teleportation = usualTeleportation, seed = 1, searches = 20 } = options;
  const flow = flowOf(weights, size, teleportation);
  const random = uniforms(seed);
  const found = Array.from({ length: searches }, () => searched(flow, random));
  const best = found.reduce((one, other) => (other.codelength < one.codelength - leastGain ? other : one));
  return { ...best, count: countOf(best.labels) };
}
