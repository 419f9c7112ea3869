// How often a random walker on a network visits its nodes and takes its links.
//   L12  Lambiotte & Rosvall (2012) Phys. Rev. E 85:056107
import { Matrix, solve } from "ml-matrix";

/** Rates per step of a walker. */
export interface Flow {
  /** Nodes. */
  readonly size: number;
  /** [target * size + source]: steps along links; 1 in all, 0 without links. */
  readonly steps: Float64Array;
  /** Visits of each node: the steps onto it. */
  readonly visits: Float64Array;
}

/** Weights relative to the largest, without their diagonal, and the sums of what leaves each node. */
function outgoing(weights: ArrayLike<number>, size: number) {
  const own = Float64Array.from(weights, (weight, cell) => (cell % (size + 1) === 0 ? 0 : weight));
  const largest = own.reduce((most, weight) => Math.max(most, weight), 0) || 1;
  const values = own.map((weight) => weight / largest);
  const sums = new Float64Array(size);
  for (const [cell, value] of values.entries()) sums[cell % size] = (sums[cell % size] as number) + value;
  return { values, sums, total: sums.reduce((all, sum) => all + sum, 0) };
}

/**
 * Where a walker is who jumps with a probability, and from dead ends always, to the begin of a random link: jumps come
 * from everywhere to the same places, so that only their sum has to be found.
 */
function places(transitions: Float64Array, begins: Float64Array, teleportation: number): Float64Array {
  const size = begins.length;
  const kept = Array.from(transitions, (value, cell) => {
    const identity = cell % (size + 1) === 0 ? 1 : 0;
    return identity - (1 - teleportation) * value;
  });
  const found = solve(Matrix.from1DArray(size, size, kept), Matrix.columnVector(Array.from(begins)));
  return Float64Array.from(found.getColumn(0));
}

/**
 * The flow of a walker who takes links in proportion to their weights, and now and then jumps to the begin of a link,
 * drawn in proportion to its weight; jumps are not recorded (L12).
 */
export function flowOf(weights: ArrayLike<number>, size: number, teleportation: number): Flow {
  const { values, sums, total } = outgoing(weights, size);
  if (total === 0) return { size, steps: values, visits: sums };
  const transitions = values.map((value, cell) => (value === 0 ? 0 : value / (sums[cell % size] as number)));
  const begins = sums.map((sum) => sum / total);
  const here = places(transitions, begins, teleportation);
  // Up to a factor; nobody takes a step from a dead end.
  const taken = here.reduce((sum, value, node) => ((sums[node] as number) > 0 ? sum + value : sum), 0);
  const steps = transitions.map((value, cell) => (value * (here[cell % size] as number)) / taken);
  const visits = sums.map((_, target) =>
    steps.subarray(target * size, (target + 1) * size).reduce((sum, value) => sum + value, 0),
  );
  return { size, steps, visits };
}
