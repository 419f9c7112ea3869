// Square matrices of complex numbers, row after row, real and imaginary parts apart.

/** A square matrix: entry (row, column) at [row * size + column]. */
export interface ComplexMatrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const zeros = (size: number): ComplexMatrix => ({
  size,
  re: new Float64Array(size * size),
  im: new Float64Array(size * size),
});

export function identity(size: number): ComplexMatrix {
  const matrix = zeros(size);
  for (let place = 0; place < size; place++) matrix.re[place * (size + 1)] = 1;
  return matrix;
}

export const copyOf = ({ size, re, im }: ComplexMatrix): ComplexMatrix => ({
  size,
  re: re.slice(),
  im: im.slice(),
});

/** 1 - matrix. */
export function identityMinus({ size, re, im }: ComplexMatrix): ComplexMatrix {
  const result = { size, re: re.map((value) => -value), im: im.map((value) => -value) };
  for (let place = 0; place < size; place++) (result.re[place * (size + 1)] as number) += 1;
  return result;
}

export function matrixProduct(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const { size } = a;
  const result = zeros(size);
  for (let row = 0; row < size; row++)
    for (let inner = 0; inner < size; inner++) {
      const [ar, ai] = [a.re[row * size + inner] as number, a.im[row * size + inner] as number];
      if (ar !== 0 || ai !== 0) addRow(result, row, b, inner, ar, ai);
    }
  return result;
}

/** Adds a multiple of one row of `from` to a row of `into`. */
function addRow(
  into: ComplexMatrix,
  row: number,
  from: ComplexMatrix,
  other: number,
  re: number,
  im: number,
): void {
  const { size } = into;
  for (let column = 0; column < size; column++) {
    const [to, at] = [row * size + column, other * size + column];
    const [br, bi] = [from.re[at] as number, from.im[at] as number];
    (into.re[to] as number) += re * br - im * bi;
    (into.im[to] as number) += re * bi + im * br;
  }
}

function scaleRow({ size, re, im }: ComplexMatrix, row: number, pr: number, pi: number): void {
  for (let place = row * size; place < (row + 1) * size; place++) {
    const [a, b] = [re[place] as number, im[place] as number];
    re[place] = a * pr - b * pi;
    im[place] = a * pi + b * pr;
  }
}

function exchangeRows({ size, re, im }: ComplexMatrix, one: number, other: number): void {
  for (const values of [re, im]) {
    const kept = values.slice(one * size, (one + 1) * size);
    values.copyWithin(one * size, other * size, (other + 1) * size);
    values.set(kept, other * size);
  }
}

/** The largest sum of a row's moduli. */
export function rowNorm({ size, re, im }: ComplexMatrix): number {
  let largest = 0;
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let place = row * size; place < (row + 1) * size; place++)
      sum += Math.hypot(re[place] as number, im[place] as number);
    largest = Math.max(largest, sum);
  }
  return largest;
}

// Of what is worse conditioned no digit of the inverse is left that means something.
const worst = 1e13;

/**
 * The inverse by Gauss and Jordan's elimination; nothing for a matrix that has none to the digits of a double.
 *
 * @param scale how large the terms are of which its entries are sums
 */
export function inverseOf(matrix: ComplexMatrix, scale: number = rowNorm(matrix)): ComplexMatrix | undefined {
  const { size } = matrix;
  const left = copyOf(matrix);
  const right = identity(size);
  for (let column = 0; column < size; column++) {
    let [pivot, best] = [column, -1];
    for (let row = column; row < size; row++) {
      const place = row * size + column;
      const modulus = Math.hypot(left.re[place] as number, left.im[place] as number);
      if (modulus > best) [pivot, best] = [row, modulus];
    }
    if (!(best > 0) || best === Infinity) return undefined;
    if (pivot !== column) for (const part of [left, right]) exchangeRows(part, pivot, column);
    const place = column * (size + 1);
    const [pr, pi] = [(left.re[place] as number) / best, (left.im[place] as number) / best];
    for (const part of [left, right]) scaleRow(part, column, pr / best, -pi / best);
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const [fr, fi] = [left.re[row * size + column] as number, left.im[row * size + column] as number];
      if (fr === 0 && fi === 0) continue;
      for (const part of [left, right]) addRow(part, row, part, column, -fr, -fi);
    }
  }
  return scale * rowNorm(right) < worst ? right : undefined;
}
