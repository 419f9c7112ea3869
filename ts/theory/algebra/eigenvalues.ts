// Eigenvalues and eigenvectors of a complex matrix by the QR algorithm.
//   GL  Golub & Van Loan (2013) Matrix Computations, 4th edition, sections 7.4-7.6
import type { Complex } from "../special/complex.ts";
import { type ComplexMatrix, copyOf, identity, inverseOf, zeros } from "./complex-matrix.ts";

/** Eigenvalues with their vectors. */
export interface Eigensystem {
  readonly values: readonly Complex[];
  /** Right eigenvectors of length 1 in columns. */
  readonly right: ComplexMatrix;
  /** Left eigenvectors in rows, so that left right = 1; nothing where the matrix has too few vectors. */
  readonly left: ComplexMatrix | undefined;
}

/** Rows `row` and `row + 1` become conj(c) one + conj(s) other and -s one + c other, from a column on. */
function rotateRows(
  { size, re, im }: ComplexMatrix,
  row: number,
  from: number,
  [cr, ci, sr, si]: readonly number[],
): void {
  const [a, b, c, d] = [cr, ci, sr, si] as [number, number, number, number];
  for (let column = from; column < size; column++) {
    const [one, other] = [row * size + column, (row + 1) * size + column];
    const [xr, xi, yr, yi] = [re[one], im[one], re[other], im[other]] as [number, number, number, number];
    re[one] = a * xr + b * xi + c * yr + d * yi;
    im[one] = a * xi - b * xr + c * yi - d * yr;
    re[other] = a * yr - b * yi - c * xr + d * xi;
    im[other] = a * yi + b * yr - c * xi - d * xr;
  }
}

/** Columns `column` and the next become c one + s other and -conj(s) one + conj(c) other, up to a row. */
function rotateColumns(
  { size, re, im }: ComplexMatrix,
  column: number,
  to: number,
  [cr, ci, sr, si]: readonly number[],
): void {
  const [a, b, c, d] = [cr, ci, sr, si] as [number, number, number, number];
  for (let row = 0; row <= to; row++) {
    const one = row * size + column;
    const [xr, xi, yr, yi] = [re[one], im[one], re[one + 1], im[one + 1]] as [number, number, number, number];
    re[one] = a * xr - b * xi + c * yr - d * yi;
    im[one] = a * xi + b * xr + c * yi + d * yr;
    re[one + 1] = a * yr + b * yi - c * xr - d * xi;
    im[one + 1] = a * yi - b * yr - c * xi + d * xr;
  }
}

/** The rotation that brings the lower of two numbers in a column to zero. */
function rotationOf({ re, im }: ComplexMatrix, upper: number, lower: number): readonly number[] {
  const parts = [re[upper], im[upper], re[lower], im[lower]] as number[];
  const size = Math.hypot(...parts);
  return size === 0 ? [1, 0, 0, 0] : parts.map((part) => part / size);
}

/** Brings a matrix to Hessenberg form by rotations, which `basis` follows (GL 7.4.2). */
function toHessenberg(matrix: ComplexMatrix, basis: ComplexMatrix): void {
  const { size } = matrix;
  for (let column = 0; column < size - 2; column++)
    for (let row = size - 2; row > column; row--) {
      const rotation = rotationOf(matrix, row * size + column, (row + 1) * size + column);
      rotateRows(matrix, row, column, rotation);
      rotateColumns(matrix, row, size - 1, rotation);
      rotateColumns(basis, row, size - 1, rotation);
      matrix.re[(row + 1) * size + column] = 0;
      matrix.im[(row + 1) * size + column] = 0;
    }
}

/** The eigenvalue of the last two by two entries that is nearer to the last one (Wilkinson). */
function shiftOf({ size, re, im }: ComplexMatrix, last: number): readonly [number, number] {
  const at = (row: number, column: number) => row * size + column;
  const [d, c, b, a] = [at(last, last), at(last, last - 1), at(last - 1, last), at(last - 1, last - 1)];
  const get = (values: Float64Array, place: number): number => values[place] as number;
  const [hr, hi] = [(get(re, a) - get(re, d)) / 2, (get(im, a) - get(im, d)) / 2];
  // half^2 + b c
  const sr = hr * hr - hi * hi + get(re, b) * get(re, c) - get(im, b) * get(im, c);
  const si = 2 * hr * hi + get(re, b) * get(im, c) + get(im, b) * get(re, c);
  const size2 = Math.hypot(sr, si);
  let rr = Math.sqrt(Math.max(0, (size2 + sr) / 2));
  let ri = Math.sqrt(Math.max(0, (size2 - sr) / 2)) * (si < 0 ? -1 : 1);
  if (hr * rr + hi * ri > 0) [rr, ri] = [-rr, -ri];
  return [get(re, d) + hr + rr, get(im, d) + hi + ri];
}

function shiftDiagonal(matrix: ComplexMatrix, from: number, to: number, re: number, im: number): void {
  for (let row = from; row <= to; row++) {
    (matrix.re[row * (matrix.size + 1)] as number) += re;
    (matrix.im[row * (matrix.size + 1)] as number) += im;
  }
}

/** One step of the shifted algorithm on rows `first` to `last`. */
function step(matrix: ComplexMatrix, basis: ComplexMatrix, first: number, last: number, count: number): void {
  const { size } = matrix;
  const [sr, si] = shiftOf(matrix, last);
  // What goes in circles is shaken (GL 7.5.2).
  const shaken = count % 10 === 9 ? 1.5 * Math.abs(matrix.re[last * size + last - 1] as number) + 1e-3 : 0;
  shiftDiagonal(matrix, first, last, -sr - shaken, -si);
  const rotations: (readonly number[])[] = [];
  for (let row = first; row < last; row++) {
    const rotation = rotationOf(matrix, row * (size + 1), row * (size + 1) + size);
    rotateRows(matrix, row, row, rotation);
    rotations.push(rotation);
  }
  rotations.forEach((rotation, index) => {
    const column = first + index;
    rotateColumns(matrix, column, Math.min(column + 1, last), rotation);
    rotateColumns(basis, column, size - 1, rotation);
  });
  shiftDiagonal(matrix, first, last, sr + shaken, si);
}

/** Brings a Hessenberg matrix to triangular form (GL 7.5). @returns whether that came to an end */
function toTriangle(matrix: ComplexMatrix, basis: ComplexMatrix): boolean {
  const { size, re, im } = matrix;
  const modulus = (place: number): number => Math.abs(re[place] as number) + Math.abs(im[place] as number);
  let [last, count] = [size - 1, 0];
  while (last > 0) {
    let first = last;
    for (; first > 0; first--) {
      const below = first * size + first - 1;
      const beside = modulus(below - size) + modulus(below + 1);
      if (modulus(below) > Number.EPSILON * beside) continue;
      [re[below], im[below]] = [0, 0];
      break;
    }
    if (first === last) {
      last--;
      count = 0;
    } else {
      if (count++ > 300) return false;
      step(matrix, basis, first, last, count);
    }
  }
  return true;
}

/** The eigenvector of a triangular matrix for its diagonal entry at `place`, as a column of `into`. */
function backSubstituted(
  { size, re, im }: ComplexMatrix,
  place: number,
  into: ComplexMatrix,
  tiny: number,
): void {
  const [lr, li] = [re[place * (size + 1)] as number, im[place * (size + 1)] as number];
  into.re[place * (size + 1)] = 1;
  for (let row = place - 1; row >= 0; row--) {
    let [sr, si] = [0, 0];
    for (let column = row + 1; column <= place; column++) {
      const [ar, ai] = [re[row * size + column] as number, im[row * size + column] as number];
      const at = column * size + place;
      sr -= ar * (into.re[at] as number) - ai * (into.im[at] as number);
      si -= ar * (into.im[at] as number) + ai * (into.re[at] as number);
    }
    let [dr, di] = [(re[row * (size + 1)] as number) - lr, (im[row * (size + 1)] as number) - li];
    // Equal eigenvalues are taken as different by a rounding error.
    if (Math.abs(dr) + Math.abs(di) < tiny) [dr, di] = [tiny, 0];
    const norm = dr * dr + di * di;
    into.re[row * size + place] = (sr * dr + si * di) / norm;
    into.im[row * size + place] = (si * dr - sr * di) / norm;
  }
}

/** Columns become vectors of length 1. */
function normalise({ size, re, im }: ComplexMatrix): void {
  for (let column = 0; column < size; column++) {
    let sum = 0;
    for (let place = column; place < size * size; place += size)
      sum += (re[place] as number) ** 2 + (im[place] as number) ** 2;
    const length = Math.sqrt(sum);
    for (let place = column; place < size * size; place += size) {
      (re[place] as number) /= length;
      (im[place] as number) /= length;
    }
  }
}

function columnsOf(basis: ComplexMatrix, vectors: ComplexMatrix): ComplexMatrix {
  const { size } = basis;
  const result = zeros(size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      let [re, im] = [0, 0];
      // Vectors of a triangular matrix end at their own place.
      for (let inner = 0; inner <= column; inner++) {
        const [one, other] = [row * size + inner, inner * size + column];
        const [ar, ai] = [basis.re[one] as number, basis.im[one] as number];
        const [br, bi] = [vectors.re[other] as number, vectors.im[other] as number];
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
      }
      result.re[row * size + column] = re;
      result.im[row * size + column] = im;
    }
  return result;
}

/**
 * Eigenvalues and eigenvectors of a matrix, in no particular order; nothing where the matrix is not finite or the
 * iteration does not end.
 */
export function eigensystem(matrix: ComplexMatrix): Eigensystem | undefined {
  const { size } = matrix;
  if (![...matrix.re, ...matrix.im].every(Number.isFinite)) return undefined;
  const triangle = copyOf(matrix);
  const basis = identity(size);
  toHessenberg(triangle, basis);
  if (!toTriangle(triangle, basis)) return undefined;
  const norm = Math.max(...triangle.re.map(Math.abs), ...triangle.im.map(Math.abs));
  const vectors = zeros(size);
  for (let place = 0; place < size; place++)
    backSubstituted(triangle, place, vectors, Number.EPSILON * norm || Number.MIN_VALUE);
  const right = columnsOf(basis, vectors);
  normalise(right);
  const values = Array.from({ length: size }, (_, place) => ({
    re: triangle.re[place * (size + 1)] as number,
    im: triangle.im[place * (size + 1)] as number,
  }));
  return { values, right, left: inverseOf(right) };
}
