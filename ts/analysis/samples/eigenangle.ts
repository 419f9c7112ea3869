// Whether two correlation matrices have the same structure, neuron by neuron.

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { checkArgument, checkLength, refuse } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";

/** Eigenvalues, the largest first, and their vectors as rows. */
function decompose(values: ArrayLike<number>, size: number): { values: number[]; vectors: number[][] } {
  const matrix = Matrix.from1DArray(size, size, Array.from(values));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, index) => index);
  order.sort((one, other) => (realEigenvalues[other] as number) - (realEigenvalues[one] as number));
  return {
    values: order.map((index) => realEigenvalues[index] as number),
    vectors: order.map((index) => eigenvectorMatrix.getColumn(index)),
  };
}

function sizeOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  checkArgument(a, "eigenangle", "a", numbers);
  checkArgument(b, "eigenangle", "b", numbers);
  const size = Math.sqrt(a.length);
  if (!Number.isInteger(size) || size === 0)
    refuse(a, "the values of a square matrix", { call: "eigenangle", parameter: "a" }, "E_SHAPE");
  checkLength(b, a.length, "eigenangle", "b");
  for (const [parameter, matrix] of Object.entries({ a, b })) {
    for (let place = 0; place < matrix.length; place++) {
      const mirrored = matrix[(place % size) * size + Math.floor(place / size)] as number;
      if (Math.abs((matrix[place] as number) - mirrored) > 1e-9)
        refuse(matrix, "a symmetric matrix", { call: "eigenangle", parameter });
    }
  }
  return size;
}

/**
 * Eigenangle score of two symmetric matrices, as the correlation matrices of the same neurons in two
 * recordings: the mean of 1 - angle / (pi / 2) over the angles between their eigenvectors of equal rank,
 * weighted with sqrt((l_a^2 + l_b^2) / 2) of the eigenvalues l. 1 for equal matrices; for unrelated ones of
 * size N about sqrt(8 / (pi^3 N)) and 0 for many neurons. Neurons must have the same order in both.
 *
 * @param a row after row, `size * size` numbers
 * @param b the same
 * @returns NaN when a matrix has a value that is not finite or both are zero
 * @throws CajalError unless both are symmetric and of one size.
 * @example
 * const [a, b] = [one, other].map((trains) => correlationMatrix(trains, { bin: 2 }).values);
 * const score = eigenangle(a, b);
 */
export function eigenangle(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const size = sizeOf(a, b);
  if (![a, b].every((matrix) => Array.from(matrix).every(Number.isFinite))) return Number.NaN;
  const [one, other] = [decompose(a, size), decompose(b, size)];
  let [sum, weights] = [0, 0];
  for (let rank = 0; rank < size; rank++) {
    const [mine, theirs] = [one.vectors[rank] as number[], other.vectors[rank] as number[]];
    const cosine = Math.abs(
      mine.reduce((total, value, index) => total + value * (theirs[index] as number), 0),
    );
    const weight = Math.hypot(one.values[rank] as number, other.values[rank] as number);
    sum += weight * (1 - Math.acos(Math.min(1, cosine)) / (Math.PI / 2));
    weights += weight;
  }
  return sum / weights;
}
