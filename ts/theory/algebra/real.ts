// Systems of real linear equations.

/**
 * Solves A x = b in place: A, row after row, becomes its triangular factors and b the solution.
 *
 * @returns the sign of the determinant; 0 where A has no inverse, to the digits of a double
 */
export function solveReal(a: Float64Array, b: Float64Array): -1 | 0 | 1 {
  const n = b.length;
  let largest = 0;
  let negative = false;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row * n + column] as number) > Math.abs(a[pivot * n + column] as number)) pivot = row;
    const value = a[pivot * n + column] as number;
    largest = Math.max(largest, Math.abs(value));
    if (!(Math.abs(value) > 1e-15 * largest)) return 0;
    if (pivot !== column) exchange(a, b, pivot, column);
    if (value < 0 !== (pivot !== column)) negative = !negative;
    for (let row = column + 1; row < n; row++) {
      const factor = (a[row * n + column] as number) / value;
      if (factor === 0) continue;
      const [into, from] = [row * n, column * n];
      for (let place = column + 1; place < n; place++)
        (a[into + place] as number) -= factor * (a[from + place] as number);
      (b[row] as number) -= factor * (b[column] as number);
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] as number;
    for (let place = row + 1; place < n; place++)
      sum -= (a[row * n + place] as number) * (b[place] as number);
    b[row] = sum / (a[row * n + row] as number);
  }
  return negative ? -1 : 1;
}

function exchange(a: Float64Array, b: Float64Array, one: number, other: number): void {
  const n = b.length;
  const kept = a.slice(one * n, (one + 1) * n);
  a.copyWithin(one * n, other * n, (other + 1) * n);
  a.set(kept, other * n);
  [b[one], b[other]] = [b[other] as number, b[one] as number];
}
