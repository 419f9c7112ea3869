// Eigenangles of matrices whose eigenvectors are known.
import { expect, it } from "vitest";
import { eigenangle } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

/** Correlation matrix of rows, row by row. */
function correlations(rows: readonly Float64Array[]): number[] {
  const centred = rows.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    return row.map((value) => value - mean);
  });
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
  return centred.flatMap((a) => centred.map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))));
}

function noise(rows: number, columns: number, seed: number): Float64Array[] {
  const uniform = uniforms(seed);
  return Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => uniform()));
}

it("equals numpy's, from six noisy signals", () => {
  const [signals, other] = [noise(6, 40, 3), noise(6, 40, 4)];
  const noisy = signals.map((row, i) => row.map((value, k) => value + 0.5 * (other[i]?.[k] as number)));
  // numpy 2.4.6: eigh of corrcoef, the definition in a line each.
  expect(eigenangle(correlations(signals), correlations(noisy))).toBeCloseTo(0.5609104422427335, 9);
});

it("is 1 for a matrix and itself, and follows the angle of a rotation", () => {
  const matrix = correlations(noise(8, 50, 1));
  expect(eigenangle(matrix, matrix)).toBeCloseTo(1, 6);
  // Eigenvectors turned by 30 degrees, eigenvalues 3 and 1.
  const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
  const turned = [3 * c * c + s * s, 2 * c * s, 2 * c * s, 3 * s * s + c * c];
  expect(eigenangle([3, 0, 0, 1], turned)).toBeCloseTo(1 - 1 / 3, 10);
});

it("is small for unrelated neurons, as the angle of random vectors predicts", () => {
  const score = eigenangle(correlations(noise(100, 150, 1)), correlations(noise(100, 150, 2)));
  const expected = Math.sqrt(8 / (Math.PI ** 3 * 100));
  expect(Math.abs(score / expected - 1)).toBeLessThan(0.25);
});

it("is NaN with a NaN, and refuses what is no pair of symmetric matrices", () => {
  expect(eigenangle([1, Number.NaN, Number.NaN, 1], [1, 0, 0, 1])).toBeNaN();
  expect(eigenangle([0], [0])).toBeNaN();
  expect(() => eigenangle([1, 0, 0, 1], [1])).toThrow(/b must have 4 values, got 1/);
  expect(() => eigenangle([1, 2, 3], [1, 2, 3])).toThrow(/square/);
  expect(() => eigenangle([1, 0.5, 0.2, 1], [1, 0, 0, 1])).toThrow(/symmetric/);
});
