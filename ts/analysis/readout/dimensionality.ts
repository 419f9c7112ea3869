// How many directions states take.

import { EigenvalueDecomposition, SingularValueDecomposition } from "ml-matrix";
import { checkArgument } from "../../arguments/check.ts";
import { numbers, optional, within } from "../../arguments/kinds.ts";
import { algebra, allFinite, checkMatrix, columnMeans, type StateMatrix } from "./matrix.ts";

/**
 * Singular values, the largest first; as many as the smaller side of the matrix has. NaN when a state is not
 * finite.
 *
 * @throws CajalError for a matrix without rows or columns.
 * @example
 * const values = singularValues(liquidState(trains, { times }));
 */
export function singularValues(states: StateMatrix): Float64Array {
  checkMatrix(states, "singularValues");
  if (!allFinite(states)) return new Float64Array(Math.min(states.rows, states.columns)).fill(Number.NaN);
  const options = {
    autoTranspose: true,
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  };
  return Float64Array.from(new SingularValueDecomposition(algebra(states), options).diagonal);
}

/**
 * Number of singular values above `tolerance`. With one row per stimulus it is the kernel rank, the number of
 * stimuli a linear readout can separate in any way; with noisy repeats of one stimulus as rows, the
 * generalisation rank, which should be small (Legenstein & Maass 2007).
 *
 * @param tolerance in the unit of the states; default: round-off of the largest singular value, as numpy has
 *   it
 * @returns NaN when a state is not finite
 * @throws CajalError for a matrix without rows or columns, or a negative tolerance.
 * @example
 * const separable = kernelRank(liquidState(trains, { times: endsOfStimuli }));
 */
export function kernelRank(states: StateMatrix, tolerance?: number): number {
  checkMatrix(states, "kernelRank");
  checkArgument(tolerance, "kernelRank", "tolerance", optional(within(0, Infinity)));
  const values = singularValues(states);
  const largest = values[0] as number;
  if (Number.isNaN(largest)) return Number.NaN;
  const limit = tolerance ?? largest * Math.max(states.rows, states.columns) * Number.EPSILON;
  return values.filter((value) => value > limit).length;
}

/**
 * Eigenvalues of the covariance matrix of the columns (ddof 1), the largest first; NaN for a single row or
 * when a state is not finite.
 *
 * @throws CajalError for a matrix without rows or columns.
 * @example
 * const [largest] = covarianceEigenvalues(liquidState(trains, { times }));
 */
export function covarianceEigenvalues(states: StateMatrix): Float64Array {
  checkMatrix(states, "covarianceEigenvalues");
  if (states.rows < 2 || !allFinite(states)) return new Float64Array(states.columns).fill(Number.NaN);
  const centred = algebra(states, columnMeans(states));
  const covariance = centred
    .transpose()
    .mmul(centred)
    .div(states.rows - 1);
  const { realEigenvalues } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  return Float64Array.from(realEigenvalues).sort().reverse();
}

/**
 * Participation ratio (sum l)^2 / sum l^2 of covariance eigenvalues: the number of dimensions the states
 * fill, from 1 to the number of neurons. NaN when nothing varies.
 *
 * @example
 * const dimensions = participationRatio(covarianceEigenvalues(states));
 */
export function participationRatio(eigenvalues: ArrayLike<number>): number {
  checkArgument(eigenvalues, "participationRatio", "eigenvalues", numbers);
  let [sum, squares] = [0, 0];
  for (let index = 0; index < eigenvalues.length; index++) {
    const value = eigenvalues[index] as number;
    sum += value;
    squares += value * value;
  }
  return sum ** 2 / squares;
}
