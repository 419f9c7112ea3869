// The best linear reader of states: regression onto targets.

import { CholeskyDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { checkArgument, checkLength, checkOptions, checkParts } from "../../arguments/check.ts";
import { flag, notNegative, numbers, optional, within } from "../../arguments/kinds.ts";
import { mean } from "../samples/moments.ts";
import { algebra, allFinite, checkMatrix, columnMeans, rowOf, type StateMatrix } from "./matrix.ts";

/** Options of {@link linearReadout}. */
export interface ReadoutOptions {
  /** Penalty of the squared weights; default 0: least squares. The bias is never penalised. */
  readonly ridge?: number;
  /** Fit a bias; default true. */
  readonly bias?: boolean;
}

/** A linear function of states. */
export interface LinearReadout {
  /** One per column of the states. */
  readonly weights: Float64Array;
  readonly bias: number;
}

/**
 * Weights w and bias b that minimise sum (X w + b - y)^2 + ridge |w|^2. Without a penalty and with states
 * that depend on each other, the smallest such weights. A penalty makes it some ten times faster.
 *
 * @param states samples in rows
 * @param targets one per row, e.g. +1 and -1 for two classes
 * @returns NaN throughout when a state or a target is not finite
 * @throws CajalError unless there is one target per row and `ridge` >= 0.
 * @example
 * const readout = linearReadout(states, labels, { ridge: 0.1 });
 * const right = accuracy(readoutOutput(readout, states).map(Math.sign), labels);
 */
export function linearReadout(
  states: StateMatrix,
  targets: ArrayLike<number>,
  options: ReadoutOptions = {},
): LinearReadout {
  const call = "linearReadout";
  checkMatrix(states, call);
  checkArgument(targets, call, "targets", numbers);
  checkOptions(options, call, { ridge: optional(notNegative), bias: optional(flag) });
  checkLength(targets, states.rows, call, "targets");
  const { ridge = 0, bias = true } = options;
  if (!allFinite(states))
    return { weights: new Float64Array(states.columns).fill(Number.NaN), bias: Number.NaN };
  // Without means the bias drops out of the equations, so that no penalty reaches it.
  const [centre, level] = bias ? [columnMeans(states), mean(targets)] : [undefined, 0];
  const x = algebra(states, centre);
  const y = Float64Array.from(targets, (target) => target - level);
  const weights = bySquares(x, y, ridge) ?? bySingularValues(x, y, ridge);
  const offset = centre?.reduce((sum, value, column) => sum + value * (weights[column] as number), 0) ?? 0;
  return { weights, bias: level - offset };
}

// From this part of the sum of squares on, a penalty leaves the normal equations at least 7 digits.
const safePenalty = 1e-9;

/** Solves (X'X + ridge) w = X'y where that is safe: ten times faster than the singular values. */
function bySquares(x: Matrix, y: Float64Array, ridge: number): Float64Array | undefined {
  if (!(ridge > safePenalty * x.norm() ** 2)) return undefined;
  const transposed = x.transpose();
  const normal = transposed.mmul(x);
  normal.add(Matrix.eye(normal.rows).mul(ridge));
  const right = transposed.mmul(Matrix.columnVector(y));
  return Float64Array.from(new CholeskyDecomposition(normal).solve(right).getColumn(0));
}

/** V diag(s / (s^2 + ridge)) U'y with X = U diag(s) V'; singular values at round-off count as zero. */
function bySingularValues(x: Matrix, y: Float64Array, ridge: number): Float64Array {
  const decomposition = new SingularValueDecomposition(x, { autoTranspose: true });
  const { leftSingularVectors: u, rightSingularVectors: v, diagonal } = decomposition;
  const roundOff = Math.max(x.rows, x.columns) * Number.EPSILON * (diagonal[0] as number);
  const weights = new Float64Array(x.columns);
  for (const [rank, value] of diagonal.entries()) {
    if (value <= roundOff) continue;
    const along = y.reduce((sum, target, row) => sum + target * u.get(row, rank), 0);
    const factor = (along * value) / (value ** 2 + ridge);
    for (let column = 0; column < weights.length; column++)
      weights[column] = (weights[column] as number) + factor * v.get(column, rank);
  }
  return weights;
}

/**
 * What a readout gives for each row of states.
 *
 * @throws CajalError unless the states have as many columns as the readout has weights.
 * @example
 * const classes = readoutOutput(readout, states).map(Math.sign);
 */
export function readoutOutput(readout: LinearReadout, states: StateMatrix): Float64Array {
  const call = "readoutOutput";
  checkParts(readout, call, "readout", { weights: numbers, bias: within(-Infinity, Infinity) });
  checkMatrix(states, call);
  const { weights, bias } = readout;
  checkLength(weights, states.columns, call, "readout.weights");
  return Float64Array.from({ length: states.rows }, (_, row) =>
    rowOf(states, row).reduce((sum, value, column) => sum + value * (weights[column] as number), bias),
  );
}
