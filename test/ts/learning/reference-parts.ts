// What the reference microcircuit is made of: populations and matrices.

/** One population: somata, prospective somata, dendrites, rates that leave it. */
export const population = (size: number) => ({
  u: new Float64Array(size),
  f: new Float64Array(size),
  rate: new Float64Array(size),
  source: new Float64Array(size),
  steady: new Float64Array(size),
  basal: new Float64Array(size),
  apical: new Float64Array(size),
});

export type Population = ReturnType<typeof population>;

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export const matrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
});

/** The product of a matrix and a vector. */
export function times(
  { rows, columns, values }: Matrix,
  input: Float64Array,
  into: Float64Array,
  add = false,
): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    const start = row * columns;
    for (let column = 0; column < columns; column++)
      sum += (values[start + column] as number) * (input[column] as number);
    into[row] = add ? (into[row] as number) + sum : sum;
  }
}
