// Stability of working points: eigenvalues against another library, vectors by their definition, growth by integration.
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { uniforms } from "../../../ts/analysis/random.ts";
import { eigenvectorsOf } from "../../../ts/theory/algebra/inverse-iteration.ts";
import { realEigenvalues } from "../../../ts/theory/algebra/real-eigenvalues.ts";
import { type MeanFieldNetwork, stability, workingPoint } from "../../../ts/theory/index.ts";
import type { Complex } from "../../../ts/theory/special/complex.ts";
import { errorOf } from "../../helpers/errors.ts";
import { publishedCircuit } from "./fixture.ts";

const byReal = (one: Complex, other: Complex): number => other.re - one.re || other.im - one.im;

function byLibrary(matrix: Float64Array): Complex[] {
  const size = Math.sqrt(matrix.length);
  const found = new EigenvalueDecomposition(Matrix.from1DArray(size, size, Array.from(matrix)));
  return found.realEigenvalues
    .map((re, index) => ({ re, im: found.imaginaryEigenvalues[index] as number }))
    .sort(byReal);
}

const randomMatrix = (size: number, seed: number): Float64Array => {
  const random = uniforms(seed);
  return Float64Array.from({ length: size * size }, () => random() - 0.5);
};

/** The largest component of A x - value x, or of x A - value x. */
function residual(
  matrix: Float64Array,
  value: Complex,
  x: { re: Float64Array; im: Float64Array },
  left: boolean,
) {
  const size = x.re.length;
  let worst = 0;
  for (let row = 0; row < size; row++) {
    let re = -(value.re * (x.re[row] as number) - value.im * (x.im[row] as number));
    let im = -(value.re * (x.im[row] as number) + value.im * (x.re[row] as number));
    for (let at = 0; at < size; at++) {
      const entry = matrix[left ? at * size + row : row * size + at] as number;
      re += entry * (x.re[at] as number);
      im += entry * (x.im[at] as number);
    }
    worst = Math.max(worst, Math.hypot(re, im));
  }
  return worst;
}

describe("eigenvalues of real matrices", () => {
  it.each([1, 2, 3, 4, 7, 40])("of size %i are those of ml-matrix, and their vectors are some", (size) => {
    for (const seed of [1, 2, 3]) {
      const matrix = randomMatrix(size, seed);
      const values = (realEigenvalues(matrix) as Complex[]).sort(byReal);
      byLibrary(matrix).forEach(({ re, im }, index) => {
        const found = values[index] as Complex;
        expect(Math.hypot(found.re - re, found.im - im)).toBeLessThan(1e-12 * size);
      });
      const { right, left } = eigenvectorsOf(matrix, values[0] as Complex);
      expect(residual(matrix, values[0] as Complex, right, false)).toBeLessThan(1e-12 * size);
      expect(residual(matrix, values[0] as Complex, left, true)).toBeLessThan(1e-12 * size);
    }
  });

  it("are exact where there is nothing to do, and where the usual shifts go in circles", () => {
    expect(realEigenvalues(Float64Array.of(0, 0, 0, 0))).toEqual([
      { re: 0, im: 0 },
      { re: 0, im: 0 },
    ]);
    // A permutation: the roots of 1.
    const circle = (realEigenvalues(Float64Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0)) as Complex[]).sort(byReal);
    expect(circle[0]?.re).toBeCloseTo(1, 14);
    expect(circle[1]?.re).toBeCloseTo(-0.5, 14);
    expect(circle[1]?.im).toBeCloseTo(Math.sqrt(3) / 2, 14);
  });

  it("of what is not finite are none", () => {
    expect(realEigenvalues(Float64Array.of(1, Number.NaN, 0, 1))).toBeUndefined();
  });
});

describe("stability", () => {
  it("of the microcircuit has the slopes that differences say", () => {
    const network = publishedCircuit();
    const { rates } = workingPoint(network);
    const found = stability(network);
    expect(found.settled && found.stable).toBe(true);
    expect(found.eigenvalues.length).toBe(8);
    // One source's rate a little higher: external spikes of its weight onto each target.
    const step = 1e-4;
    const { inDegrees, weights, external = [] } = network;
    for (const source of [0, 1, 7]) {
      const changed = (sign: number): Float64Array => {
        const inner = {
          rates: Array.from(rates, (_, target) =>
            Array.from(rates, (rate, at) => (inDegrees[target * 8 + at] as number) * rate),
          ),
        };
        const inputs = Array.from(rates, (_, at) => ({
          rates: inner.rates.map(
            (row) => (row[at] as number) * (at === source ? 1 + (sign * step) / (rates[at] as number) : 1),
          ),
          weights: Array.from(rates, (_, target) => weights[target * 8 + at] as number),
        }));
        return workingPoint({
          ...network,
          inDegrees: new Array(64).fill(0),
          external: [...external, ...inputs],
        }).rates;
      };
      const [up, down] = [changed(1), changed(-1)];
      for (let target = 0; target < 8; target++) {
        const slope = ((up[target] as number) - (down[target] as number)) / (2 * step);
        expect(found.effective[target * 8 + source]).toBeCloseTo(slope, 5);
      }
    }
  });

  const neuron = { tau_m: 20, t_ref: 5, V_th: 20, V_reset: 10 };
  const excited = (inDegree: number, external: number): MeanFieldNetwork => ({
    populations: [{ size: 1000, neuron }],
    inDegrees: [inDegree],
    weights: [0.2],
    external: [{ rates: [external], weights: [0.2] }],
  });

  it("is that of the rates that are asked about, which need not be a fixed point", () => {
    const found = stability(excited(400, 3400), { rates: [20] });
    expect([found.settled, found.critical.re]).toEqual([false, found.effective[0]]);
    expect(found.right.re[0]).toBe(1);
  });

  it("is refused where rates run away, and of rates that do not fit", () => {
    const away = { ...excited(1000, 30_000), populations: [{ size: 1, neuron: { ...neuron, t_ref: 0 } }] };
    expect(errorOf(() => stability(away))).toMatchObject({ code: "E_NUMERIC", parameter: "network" });
    expect(errorOf(() => stability(excited(400, 3400), { rates: [1, 2] }))).toMatchObject({
      code: "E_SHAPE",
      parameter: "rates",
    });
    const vast = { ...excited(1e308, 3400), weights: [1e150] };
    expect(errorOf(() => stability(vast, { rates: [1e10] }))).toMatchObject({ code: "E_NOT_FINITE" });
  });
});
