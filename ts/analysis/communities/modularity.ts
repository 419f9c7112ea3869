// How much more is connected within the groups of a division than chance would have it.
import { type Checks, checkArgument, checkLength, checkOptions, refuse } from "../../arguments/check.ts";
import { numbers, optional, positive } from "../../arguments/kinds.ts";

/** Options of {@link modularity}. */
export interface ModularityOptions {
  /** Factor on what chance would have: above 1 small groups count more, below 1 large ones; default 1. */
  readonly resolution?: number;
}

/** What the resolution must be. */
export const ofResolution: Checks = { resolution: optional(positive) };

/** Checks that a matrix of weights is square and gives the number of its rows. @throws CajalError E_TYPE, E_SHAPE */
export function checkSquare(weights: ArrayLike<number>, call: string): number {
  checkArgument(weights, call, "weights", numbers);
  const size = Math.sqrt(weights.length);
  if (!Number.isInteger(size))
    refuse(weights, "a value for each pair of nodes, as many rows as columns", place(call), "E_SHAPE");
  return size;
}

/**
 * Checks a symmetric matrix of weights and gives the number of its rows.
 *
 * @throws CajalError E_SHAPE when it is not square; E_NOT_FINITE; E_PARAM_RANGE when it is not symmetric
 */
export function checkWeights(weights: ArrayLike<number>, call: string): number {
  const size = checkSquare(weights, call);
  for (let cell = 0; cell < weights.length; cell++) {
    const value = weights[cell] as number;
    const here = { call, parameter: `weights[${cell}]` };
    if (!Number.isFinite(value)) refuse(value, "a finite number", here, "E_NOT_FINITE");
    const other = weights[(cell % size) * size + Math.floor(cell / size)] as number;
    // What sums in another order leave of symmetry.
    if (Math.abs(value - other) > 1e-9 * (Math.abs(value) + Math.abs(other)))
      refuse(value, `that of the same pair of nodes the other way round, ${other}`, here);
  }
  return size;
}

const place = (call: string) => ({ call, parameter: "weights" });

/** Weights of one sign without their diagonal, their sum over each row, and over all. */
function part(weights: ArrayLike<number>, size: number, sign: 1 | -1) {
  const values = Float64Array.from(weights, (weight, cell) =>
    cell % (size + 1) === 0 ? 0 : Math.max(0, sign * weight),
  );
  const strengths = Float64Array.from({ length: size }, (_, row) =>
    values.subarray(row * size, (row + 1) * size).reduce((sum, value) => sum + value, 0),
  );
  return { values, strengths, total: strengths.reduce((sum, value) => sum + value, 0) };
}

/** What each pair of nodes brings to the modularity when it is in one group. */
export function benefits(weights: ArrayLike<number>, size: number, resolution: number): Float64Array {
  const [positive, negative] = [part(weights, size, 1), part(weights, size, -1)];
  const excess = ({ values, strengths, total }: ReturnType<typeof part>, cell: number): number => {
    if (total === 0) return 0;
    const [one, other] = [strengths[Math.floor(cell / size)] as number, strengths[cell % size] as number];
    return (values[cell] as number) - (resolution * one * other) / total;
  };
  const [own, all] = [positive.total || 1, positive.total + negative.total || 1];
  return positive.values.map((_, cell) => excess(positive, cell) / own - excess(negative, cell) / all);
}

/** Sum over the pairs of nodes that are in one group, each node with itself among them. */
export function withinGroups(values: Float64Array, labels: ArrayLike<number>): number {
  const size = labels.length;
  let sum = 0;
  for (let cell = 0; cell < values.length; cell++)
    if (labels[Math.floor(cell / size)] === labels[cell % size]) sum += values[cell] as number;
  return sum;
}

/**
 * Modularity of a division of nodes into groups, for weights of both signs: Q* = 1/v+ sum (w+ - e+) - 1/(v+ + v-)
 * sum (w- - e-) over pairs within groups, with e = resolution s_i s_j / v, s the sum of a row and v that of all weights
 * of a sign (Rubinov & Sporns 2011). Positive weights count more, as negative ones do not join anything. Without
 * negative weights it is the modularity of Newman (2004). The diagonal does not count.
 *
 * @param weights symmetric, row after row, such as coefficients of correlation
 * @param labels the group of each node
 * @returns from -1 to 1; 0 without weights
 * @throws CajalError when the weights are not finite, square or symmetric, or the labels are not as many as the nodes
 * @example
 * const q = modularity(values, [0, 0, 1, 1]);
 */
export function modularity(
  weights: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: ModularityOptions = {},
): number {
  const call = "modularity";
  const size = checkWeights(weights, call);
  checkArgument(labels, call, "labels", numbers);
  checkLength(labels, size, call, "labels");
  checkOptions(options, call, ofResolution);
  return withinGroups(benefits(weights, size, options.resolution ?? 1), labels);
}
