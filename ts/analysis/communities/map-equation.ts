// How short the way of a random walker can be told, if nodes are named within modules.
import { type Checks, checkArgument, checkLength, checkOptions } from "../../arguments/check.ts";
import { notNegative, numbers, optional, within } from "../../arguments/kinds.ts";
import { flowOf } from "./flow.ts";
import { checkSquare } from "./modularity.ts";
import { codelengthOf } from "./modules.ts";
import { renumbered } from "./partitions.ts";

/** Options of {@link mapEquation}. */
export interface MapEquationOptions {
  /** Probability of a jump in place of a step along a link, from 0.001 to 1; default 0.15. */
  readonly teleportation?: number;
}

/** What the probability of jumps must be. */
export const ofTeleportation: Checks = { teleportation: optional(within(0.001, 1)) };

export const usualTeleportation = 0.15;

/**
 * Checks the weights of links and gives the number of nodes.
 *
 * @throws CajalError E_SHAPE when they are not square; E_NOT_FINITE; E_PARAM_RANGE when one is negative
 */
export function checkLinks(weights: ArrayLike<number>, call: string): number {
  const size = checkSquare(weights, call);
  for (let cell = 0; cell < weights.length; cell++)
    checkArgument(weights[cell], call, `weights[${cell}]`, notNegative);
  return size;
}

/**
 * The two-level map equation of a division of nodes into modules (Rosvall & Bergstrom 2008): the least bits per step in
 * which the way of a random walker can be told, if every module has a code for its nodes and for leaving it, and a
 * further code names the module that is come into. Short where the walker stays long within modules; with all nodes in
 * one module it is the entropy of their visits.
 *
 * The walker takes links in proportion to their weights and jumps now and then to the begin of a link, drawn in
 * proportion to its weight; steps along links are told, jumps are not (Lambiotte & Rosvall 2012).
 *
 * @param weights [target * nodes + source], from 0 on; the diagonal does not count
 * @param labels the module of each node
 * @returns 0 without weights
 * @throws CajalError when the weights are not finite, from 0 on and square, the labels not as many as the nodes, or an
 *   option is impossible
 * @example
 * const bits = mapEquation([0, 2, 0, 2, 0, 1, 0, 1, 0], [0, 0, 1]);
 */
export function mapEquation(
  weights: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: MapEquationOptions = {},
): number {
  const call = "mapEquation";
  const size = checkLinks(weights, call);
  checkArgument(labels, call, "labels", numbers);
  checkLength(labels, size, call, "labels");
  checkOptions(options, call, ofTeleportation);
  const { teleportation = usualTeleportation } = options;
  return codelengthOf(flowOf(weights, size, teleportation), renumbered(labels));
}
