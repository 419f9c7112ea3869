// Eigenvectors of a real matrix for one eigenvalue that is known, by inverse iteration.
//   GL  Golub & Van Loan (2013) Matrix Computations, 4th edition, sections 3.4 and 7.6
import type { Complex } from "../special/complex.ts";
import type { ComplexMatrix } from "./complex-matrix.ts";

/** Parts of a complex vector. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Triangular factors of a matrix whose rows were exchanged, in one matrix. */
interface Factors extends ComplexMatrix {
  /** Which row each one was. */
  readonly order: readonly number[];
}

/** matrix - value, as factors (GL 3.4); pivots that vanish become `tiny`. */
function factorsOf(matrix: Float64Array, value: Complex, tiny: number): Factors {
  const size = Math.round(Math.sqrt(matrix.length));
  const [re, im] = [matrix.slice(), new Float64Array(matrix.length)];
  for (let place = 0; place < re.length; place += size + 1) {
    (re[place] as number) -= value.re;
    im[place] = -value.im;
  }
  const order = Array.from({ length: size }, (_, row) => row);
  const modulus = (place: number): number => Math.abs(re[place] as number) + Math.abs(im[place] as number);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (modulus(row * size + column) > modulus(pivot * size + column)) pivot = row;
    if (pivot !== column) exchange(re, im, order, size, pivot, column);
    const place = column * (size + 1);
    if (modulus(place) < tiny) [re[place], im[place]] = [tiny, 0];
    eliminate(re, im, size, column);
  }
  return { size, re, im, order };
}

function exchange(
  re: Float64Array,
  im: Float64Array,
  order: number[],
  size: number,
  one: number,
  other: number,
): void {
  for (const values of [re, im]) {
    const kept = values.slice(one * size, (one + 1) * size);
    values.copyWithin(one * size, other * size, (other + 1) * size);
    values.set(kept, other * size);
  }
  [order[one], order[other]] = [order[other] as number, order[one] as number];
}

function eliminate(re: Float64Array, im: Float64Array, size: number, column: number): void {
  const from = column * size;
  const [pr, pi] = [re[from + column] as number, im[from + column] as number];
  const square = pr * pr + pi * pi;
  for (let row = column + 1; row < size; row++) {
    const into = row * size;
    const [ar, ai] = [re[into + column] as number, im[into + column] as number];
    if (ar === 0 && ai === 0) continue;
    const [fr, fi] = [(ar * pr + ai * pi) / square, (ai * pr - ar * pi) / square];
    [re[into + column], im[into + column]] = [fr, fi];
    for (let at = column + 1; at < size; at++) {
      const [br, bi] = [re[from + at] as number, im[from + at] as number];
      (re[into + at] as number) -= fr * br - fi * bi;
      (im[into + at] as number) -= fr * bi + fi * br;
    }
  }
}

/** Takes from entry `row` of x what the entries `from` to `to` contribute, by coefficients `step` apart. */
function subtract(
  { re, im }: ComplexMatrix,
  x: ComplexVector,
  row: number,
  [from, to]: readonly [number, number],
  [place, step]: readonly [number, number],
): void {
  let [sr, si] = [x.re[row] as number, x.im[row] as number];
  for (let at = from; at < to; at++) {
    const [ar, ai] = [re[place + at * step] as number, im[place + at * step] as number];
    const [xr, xi] = [x.re[at] as number, x.im[at] as number];
    sr -= ar * xr - ai * xi;
    si -= ar * xi + ai * xr;
  }
  [x.re[row], x.im[row]] = [sr, si];
}

function divide({ size, re, im }: ComplexMatrix, x: ComplexVector, row: number): void {
  const [pr, pi] = [re[row * (size + 1)] as number, im[row * (size + 1)] as number];
  const square = pr * pr + pi * pi;
  const [xr, xi] = [x.re[row] as number, x.im[row] as number];
  x.re[row] = (xr * pr + xi * pi) / square;
  x.im[row] = (xi * pr - xr * pi) / square;
}

function solve(factors: Factors, x: ComplexVector): ComplexVector {
  const { size, order } = factors;
  const y = {
    re: Float64Array.from(order, (row) => x.re[row] as number),
    im: Float64Array.from(order, (row) => x.im[row] as number),
  };
  for (let row = 1; row < size; row++) subtract(factors, y, row, [0, row], [row * size, 1]);
  for (let row = size - 1; row >= 0; row--) {
    subtract(factors, y, row, [row + 1, size], [row * size, 1]);
    divide(factors, y, row);
  }
  return y;
}

/** The same for the transposed matrix. */
function solveTransposed(factors: Factors, x: ComplexVector): ComplexVector {
  const { size, order } = factors;
  const y = { re: x.re.slice(), im: x.im.slice() };
  for (let row = 0; row < size; row++) {
    subtract(factors, y, row, [0, row], [row, size]);
    divide(factors, y, row);
  }
  for (let row = size - 2; row >= 0; row--) subtract(factors, y, row, [row + 1, size], [row, size]);
  const result = { re: new Float64Array(size), im: new Float64Array(size) };
  order.forEach((row, place) => {
    result.re[row] = y.re[place] as number;
    result.im[row] = y.im[place] as number;
  });
  return result;
}

/** A vector with 1 in place of its largest component. */
export function scaled({ re, im }: ComplexVector): ComplexVector {
  const squares = re.map((value, index) => value ** 2 + (im[index] as number) ** 2);
  const largest = squares.reduce((best, square, at) => (square > (squares[best] as number) ? at : best), 0);
  const [size, real, imaginary] = [squares[largest], re[largest], im[largest]] as [number, number, number];
  return {
    re: re.map((value, index) => (value * real + (im[index] as number) * imaginary) / size),
    im: im.map((value, index) => (value * real - (re[index] as number) * imaginary) / size),
  };
}

// One round is enough unless the first vector has almost nothing of the one that is sought.
const rounds = 3;

/**
 * Vectors of a known eigenvalue: matrix right = value right, and left^T matrix = value left^T, each with 1 in place of
 * its largest component.
 */
export function eigenvectorsOf(
  matrix: Float64Array,
  value: Complex,
): { readonly right: ComplexVector; readonly left: ComplexVector } {
  const norm = matrix.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
  const factors = factorsOf(matrix, value, Number.EPSILON * norm || Number.MIN_VALUE);
  const { size } = factors;
  // All alike but for little, so that no symmetry of the network hides what is sought.
  const begin = {
    re: Float64Array.from({ length: size }, (_, index) => 1 + ((7 * index) % 11) / 110),
    im: new Float64Array(size),
  };
  let [right, left]: [ComplexVector, ComplexVector] = [begin, begin];
  for (let round = 0; round < rounds; round++) {
    right = scaled(solve(factors, right));
    left = scaled(solveTransposed(factors, left));
  }
  return { right, left };
}
