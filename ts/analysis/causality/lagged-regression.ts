// Least squares on the past of several signals: an equation of a vector autoregressive model.

/** A fit, and what is needed to leave parts of it out. */
export interface LaggedRegression {
  /** Constant, then for each signal its lags from 1 on. */
  readonly coefficients: Float64Array;
  /** Inverse of the matrix of the normal equations, row after row. */
  readonly inverse: Float64Array;
  /** What remains of the first signal, from the first sample on that has a whole past. */
  readonly residuals: Float64Array;
}

// A part that the parts before it explain up to this share of its sum of squares depends on them.
const dependent = 1e-9;

/** Inverts a symmetric positive definite matrix in place; false where its rows depend on each other. */
export function invert(matrix: Float64Array, size: number): boolean {
  const diagonal = Float64Array.from({ length: size }, (_, row) => matrix[row * size + row] as number);
  for (let pivot = 0; pivot < size; pivot++) {
    const own = matrix.subarray(pivot * size, (pivot + 1) * size);
    const value = own[pivot] as number;
    if (!(value > dependent * (diagonal[pivot] as number))) return false;
    for (let column = 0; column < size; column++) own[column] = (own[column] as number) / value;
    own[pivot] = 1 / value;
    for (let row = 0; row < size; row++) {
      const other = matrix.subarray(row * size, (row + 1) * size);
      const factor = other[pivot] as number;
      if (row === pivot || factor === 0) continue;
      for (let column = 0; column < size; column++)
        other[column] = (other[column] as number) - factor * (own[column] as number);
      other[pivot] = -factor / value;
    }
  }
  return true;
}

/** Sum over the samples with a whole past of one signal at a lag times another at a lag. */
function product(
  one: Float64Array,
  lag: number,
  other: Float64Array,
  otherLag: number,
  order: number,
): number {
  let sum = 0;
  for (let sample = order; sample < one.length; sample++)
    sum += (one[sample - lag] as number) * (other[sample - otherLag] as number);
  return sum;
}

/** The sums of products of all lags of two signals; each follows from the one a lag before, but for the ends. */
function products(one: Float64Array, other: Float64Array, order: number): Float64Array {
  const block = new Float64Array(order * order);
  const last = one.length - 1;
  for (let row = 0; row < order; row++) {
    for (let column = 0; column < order; column++) {
      if (row === 0 || column === 0) {
        block[row * order + column] = product(one, row + 1, other, column + 1, order);
        continue;
      }
      const before = block[(row - 1) * order + column - 1] as number;
      const gained = (one[order - 1 - row] as number) * (other[order - 1 - column] as number);
      const lost = (one[last - row] as number) * (other[last - column] as number);
      block[row * order + column] = before + gained - lost;
    }
  }
  return block;
}

/** The matrix of the normal equations: constant, then signal by signal. */
function normalMatrix(signals: readonly Float64Array[], order: number, size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  const set = (row: number, column: number, value: number): void => {
    matrix[row * size + column] = value;
    matrix[column * size + row] = value;
  };
  const ones = new Float64Array((signals[0] as Float64Array).length).fill(1);
  set(0, 0, ones.length - order);
  for (const [first, one] of signals.entries()) {
    for (let lag = 1; lag <= order; lag++) set(0, first * order + lag, product(one, lag, ones, 0, order));
    for (let second = first; second < signals.length; second++) {
      const block = products(one, signals[second] as Float64Array, order);
      for (let cell = 0; cell < block.length; cell++) {
        const [row, column] = [Math.floor(cell / order), cell % order];
        set(1 + first * order + row, 1 + second * order + column, block[cell] as number);
      }
    }
  }
  return matrix;
}

/** Adds a sum of the pasts under coefficients to `sum`, which begins at the first sample with a whole past. */
export function addPasts(
  sum: Float64Array,
  signals: readonly Float64Array[],
  coefficients: Float64Array,
  order: number,
): void {
  for (let sample = 0; sample < sum.length; sample++)
    sum[sample] = (sum[sample] as number) + (coefficients[0] as number);
  for (const [index, signal] of signals.entries()) {
    for (let lag = 1; lag <= order; lag++) {
      const coefficient = coefficients[index * order + lag] as number;
      for (let sample = 0; sample < sum.length; sample++)
        sum[sample] = (sum[sample] as number) + coefficient * (signal[sample + order - lag] as number);
    }
  }
}

/**
 * Fits the first signal by a constant and the last `order` samples of all signals, its own among them; nothing where
 * these depend on each other.
 */
export function laggedRegression(
  signals: readonly Float64Array[],
  order: number,
): LaggedRegression | undefined {
  const size = 1 + signals.length * order;
  const inverse = normalMatrix(signals, order, size);
  if (!invert(inverse, size)) return undefined;
  const target = signals[0] as Float64Array;
  const ones = new Float64Array(target.length).fill(1);
  const right = Float64Array.from({ length: size }, (_, row) =>
    row === 0
      ? product(target, 0, ones, 0, order)
      : product(
          target,
          0,
          signals[Math.floor((row - 1) / order)] as Float64Array,
          ((row - 1) % order) + 1,
          order,
        ),
  );
  const coefficients = right.map((_, row) =>
    right.reduce((sum, value, column) => sum + value * (inverse[row * size + column] as number), 0),
  );
  const fitted = new Float64Array(target.length - order);
  addPasts(fitted, signals, coefficients, order);
  const residuals = fitted.map((value, sample) => (target[sample + order] as number) - value);
  return { coefficients, inverse, residuals };
}
