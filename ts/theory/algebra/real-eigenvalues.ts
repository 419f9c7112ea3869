// Eigenvalues of a real matrix by the QR algorithm, without vectors: for the 254 populations of 32 areas it takes a
// tenth of what libraries take that always make the vectors.
//   GL  Golub & Van Loan (2013) Matrix Computations, 4th edition, sections 7.4 and 7.5
import type { Complex } from "../special/complex.ts";

/** A reflection 1 - beta v v^T with v = (1, y, z), which brings (x, y, z) to (-alpha, 0, 0). */
interface Reflection {
  readonly y: number;
  readonly z: number;
  readonly beta: number;
}

/** Nothing where there is nothing to reflect. */
function reflectionOf(x: number, y: number, z: number): Reflection | undefined {
  const size = Math.hypot(x, y, z);
  if (size === 0) return undefined;
  const alpha = x < 0 ? -size : size;
  return { y: y / (x + alpha), z: z / (x + alpha), beta: (x + alpha) / alpha };
}

/** Clears a column below the entry under the diagonal, by one reflection from both sides (GL 7.4.2). */
function clearColumn(h: Float64Array, n: number, column: number, v: Float64Array, sums: Float64Array): void {
  let square = 0;
  for (let row = column + 1; row < n; row++) {
    v[row] = h[row * n + column] as number;
    square += (v[row] as number) ** 2;
  }
  const first = v[column + 1] as number;
  if (square === first * first) return;
  const alpha = first < 0 ? -Math.sqrt(square) : Math.sqrt(square);
  v[column + 1] = first + alpha;
  const beta = 1 / (alpha * (alpha + first));
  sums.fill(0);
  for (let row = column + 1; row < n; row++)
    for (let at = column; at < n; at++)
      (sums[at] as number) += (v[row] as number) * (h[row * n + at] as number);
  for (let row = column + 1; row < n; row++) {
    const factor = beta * (v[row] as number);
    for (let at = column; at < n; at++) (h[row * n + at] as number) -= factor * (sums[at] as number);
    h[row * n + column] = row === column + 1 ? -alpha : 0;
  }
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let at = column + 1; at < n; at++) sum += (h[row * n + at] as number) * (v[at] as number);
    for (let at = column + 1; at < n; at++) (h[row * n + at] as number) -= beta * sum * (v[at] as number);
  }
}

/** Reflects rows `row` to `row + 2` (`row + 1` for z = 0) in columns up to `high`, then columns in rows from `low`. */
function reflect(
  h: Float64Array,
  n: number,
  row: number,
  [low, from, high]: readonly [low: number, from: number, high: number],
  { y, z, beta }: Reflection,
): void {
  const three = row + 2 <= high;
  const [a, b, c] = [row * n, (row + 1) * n, (row + 2) * n];
  for (let at = from; at <= high; at++) {
    const last = three ? (h[c + at] as number) : 0;
    const sum = beta * ((h[a + at] as number) + y * (h[b + at] as number) + z * last);
    (h[a + at] as number) -= sum;
    (h[b + at] as number) -= sum * y;
    if (three) h[c + at] = last - sum * z;
  }
  const end = Math.min(row + 3, high);
  for (let place = low * n + row; place <= end * n + row; place += n) {
    const last = three ? (h[place + 2] as number) : 0;
    const sum = beta * ((h[place] as number) + y * (h[place + 1] as number) + z * last);
    (h[place] as number) -= sum;
    (h[place + 1] as number) -= sum * y;
    if (three) h[place + 2] = last - sum * z;
  }
}

/**
 * Sum and product of the two shifts: the last two by two entries' eigenvalues, or others where that goes in
 * circles.
 */
function shiftsOf(h: Float64Array, n: number, high: number, count: number): readonly [number, number] {
  const last = high * (n + 1);
  const before = last - n - 1;
  const entry = (place: number): number => h[place] as number;
  if (count % 10 === 9) {
    const size = 1.5 * (Math.abs(entry(last - 1)) + Math.abs(entry(before - 1)));
    return [size, size * size];
  }
  return [entry(before) + entry(last), entry(before) * entry(last) - entry(before + 1) * entry(last - 1)];
}

/** One implicit step with two shifts on the rows `low` to `high`, three at least (GL 7.5.1). */
function francis(h: Float64Array, n: number, low: number, high: number, count: number): void {
  const [sum, product] = shiftsOf(h, n, high, count);
  const entry = (row: number, column: number): number => h[row * n + column] as number;
  const begin = entry(low, low);
  let x = begin * begin + entry(low, low + 1) * entry(low + 1, low) - sum * begin + product;
  let y = entry(low + 1, low) * (begin + entry(low + 1, low + 1) - sum);
  let z = entry(low + 1, low) * entry(low + 2, low + 1);
  for (let row = low; row < high; row++) {
    const reflection = reflectionOf(x, y, z);
    if (reflection) reflect(h, n, row, [low, Math.max(low, row - 1), high], reflection);
    if (row > low) {
      h[(row + 1) * n + row - 1] = 0;
      if (row + 2 <= high) h[(row + 2) * n + row - 1] = 0;
    }
    x = entry(row + 1, row);
    y = row + 2 <= high ? entry(row + 2, row) : 0;
    z = row + 3 <= high ? entry(row + 3, row) : 0;
  }
}

/** Eigenvalues of the two by two entries that end at `last`. */
function couple(h: Float64Array, n: number, last: number): readonly [Complex, Complex] {
  const place = last * (n + 1);
  const [a, b, c, d] = [place - n - 1, place - n, place - 1, place].map((at) => h[at] as number) as [
    number,
    number,
    number,
    number,
  ];
  const [half, middle] = [(a - d) / 2, (a + d) / 2];
  const square = half * half + b * c;
  const root = Math.sqrt(Math.abs(square));
  if (square < 0)
    return [
      { re: middle, im: root },
      { re: middle, im: -root },
    ];
  // The larger one without cancellation, the other by the determinant's difference.
  const far = half < 0 ? half - root : half + root;
  return [
    { re: d + far, im: 0 },
    { re: far === 0 ? d : d - (b * c) / far, im: 0 },
  ];
}

/** Where the block begins that ends at `high`: below it, an entry is nothing to the digits of a double. */
function beginOf(h: Float64Array, n: number, high: number, norm: number): number {
  for (let row = high; row > 0; row--) {
    const place = row * (n + 1);
    const beside = Math.abs(h[place] as number) + Math.abs(h[place - n - 1] as number);
    if (Math.abs(h[place - 1] as number) <= Number.EPSILON * (beside === 0 ? norm : beside)) return row;
  }
  return 0;
}

/**
 * Eigenvalues of a real matrix, row after row, in no particular order but conjugate pairs beside each other, the one
 * with the positive imaginary part first; nothing where the matrix is not finite or the iteration does not end.
 */
export function realEigenvalues(matrix: Float64Array): Complex[] | undefined {
  if (!matrix.every(Number.isFinite)) return undefined;
  const n = Math.round(Math.sqrt(matrix.length));
  const h = matrix.slice();
  const [v, sums] = [new Float64Array(n), new Float64Array(n)];
  for (let column = 0; column < n - 2; column++) clearColumn(h, n, column, v, sums);
  const norm = h.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const values: Complex[] = [];
  let [high, count] = [n - 1, 0];
  while (high >= 0) {
    const low = beginOf(h, n, high, norm);
    if (low < high - 1) {
      if (count++ > 300) return undefined;
      francis(h, n, low, high, count);
      continue;
    }
    if (low === high) values.push({ re: h[high * (n + 1)] as number, im: 0 });
    else values.push(...couple(h, n, high));
    [high, count] = [low - 1, 0];
  }
  return values.every(({ re, im }) => Number.isFinite(re) && Number.isFinite(im)) ? values : undefined;
}
