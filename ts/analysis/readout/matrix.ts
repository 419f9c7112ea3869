// A table of numbers: samples in rows, neurons or features in columns.

import { Matrix as Algebra } from "ml-matrix";
import { checkLength, checkParts } from "../../arguments/check.ts";
import { float, wholeFrom } from "../../arguments/kinds.ts";

/** A matrix row after row. */
export interface StateMatrix {
  readonly rows: number;
  readonly columns: number;
  /** `values[row * columns + column]` */
  readonly values: Float64Array;
}

/** One row, without copying. */
export function rowOf({ columns, values }: StateMatrix, row: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

/** @throws CajalError unless there is a row and a column, and a value for each place. */
export function checkMatrix(matrix: StateMatrix, call: string, parameter = "states"): void {
  checkParts(matrix, call, parameter, { rows: wholeFrom(1), columns: wholeFrom(1), values: float });
  const { rows, columns, values } = matrix;
  checkLength(values, rows * columns, call, `${parameter}.values`);
}

/** Whether all values are finite; the decompositions of matrices need that. */
export function allFinite({ values }: StateMatrix): boolean {
  return values.every(Number.isFinite);
}

/** Mean of each column. */
export function columnMeans({ rows, columns, values }: StateMatrix): Float64Array {
  const means = new Float64Array(columns);
  for (let place = 0; place < values.length; place++) {
    const column = place % columns;
    means[column] = (means[column] as number) + (values[place] as number) / rows;
  }
  return means;
}

/** The matrix as the library of linear algebra knows it, less a row of numbers from every row. */
export function algebra({ rows, columns, values }: StateMatrix, less?: Float64Array): Algebra {
  const matrix = new Algebra(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      matrix.set(row, column, (values[row * columns + column] as number) - (less?.[column] ?? 0));
  }
  return matrix;
}
