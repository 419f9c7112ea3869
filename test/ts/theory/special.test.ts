// Special functions against 40 digits of mpmath, and linear algebra against its definitions.
import { describe, expect, it } from "vitest";
import { uniforms } from "../../../ts/analysis/random.ts";
import { assignment } from "../../../ts/theory/algebra/assignment.ts";
import { type ComplexMatrix, inverseOf, matrixProduct } from "../../../ts/theory/algebra/complex-matrix.ts";
import { eigensystem } from "../../../ts/theory/algebra/eigenvalues.ts";
import { solveReal } from "../../../ts/theory/algebra/real.ts";
import { dawson, erfcx, faddeeva, lambertW, parabolicCylinderU } from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { exact } from "./fixture.ts";

/** The largest relative error of complex values over rows of arguments and value. */
function worst(name: string, value: (row: readonly number[]) => { re: number; im: number }): number {
  return Math.max(
    ...exact(name).map((row) => {
      const [re, im] = row.slice(-2) as [number, number];
      const found = value(row);
      return Math.hypot(found.re - re, found.im - im) / Math.hypot(re, im);
    }),
  );
}

describe("special functions have the digits of mpmath", () => {
  it("erfcx, to the error of e^(x^2) below 0", () => {
    for (const [x, value] of exact("erfcx") as [number, number][])
      expect(Math.abs(erfcx(x) / value - 1), `at ${x}`).toBeLessThan(x < 0 ? 1e-13 : 2e-15);
    expect(erfcx(Infinity)).toBe(0);
    expect(erfcx(-30)).toBe(Infinity);
  });

  it("dawson", () => {
    for (const [x, value] of exact("dawson") as [number, number][])
      expect(Math.abs(dawson(x) / value - 1), `at ${x}`).toBeLessThan(5e-15);
    expect(dawson(0)).toBe(0);
    expect(dawson(1e9) * 2e9).toBeCloseTo(1, 12);
  });

  it("faddeeva, in all quadrants", () => {
    expect(worst("faddeeva", ([re = 0, im = 0]) => faddeeva({ re, im }))).toBeLessThan(5e-15);
  });

  it("parabolicCylinderU, of complex order", () => {
    expect(
      worst("parabolicCylinderU", ([re = 0, im = 0, x = 0]) => parabolicCylinderU({ re, im }, x)),
    ).toBeLessThan(1e-12);
    expect(parabolicCylinderU(0.5, 0).re).toBeCloseTo(Math.sqrt(Math.PI / 2), 14);
  });

  it("lambertW, on any branch and near the branch point", () => {
    expect(worst("lambertW", ([re = 0, im = 0, branch = 0]) => lambertW({ re, im }, branch))).toBeLessThan(
      1e-14,
    );
    expect(lambertW(0)).toEqual({ re: 0, im: 0 });
    expect(lambertW(-1 / Math.E).re).toBeCloseTo(-1, 7);
    const random = uniforms(3);
    for (let trial = 0; trial < 200; trial++) {
      const z = { re: 4 * random() - 2, im: 4 * random() - 2 };
      const { re, im } = lambertW(z, Math.floor(5 * random()) - 2);
      const size = Math.exp(re);
      const back = {
        re: size * (re * Math.cos(im) - im * Math.sin(im)),
        im: size * (re * Math.sin(im) + im * Math.cos(im)),
      };
      expect(Math.hypot(back.re - z.re, back.im - z.im)).toBeLessThan(1e-13 * (1 + Math.hypot(re, im)));
    }
  });

  it("and say where they have no value", () => {
    expect(errorOf(() => lambertW(0, -1))).toMatchObject({ code: "E_PARAM_RANGE", parameter: "z" });
    expect(errorOf(() => lambertW(1, 0.5))).toMatchObject({ code: "E_PARAM_RANGE", parameter: "branch" });
    expect(errorOf(() => dawson(Number.NaN))).toMatchObject({ code: "E_NOT_FINITE" });
  });
});

describe("matrices", () => {
  const random = uniforms(1);
  const matrix = (size: number) => ({
    size,
    re: Float64Array.from({ length: size * size }, () => random() - 0.5),
    im: Float64Array.from({ length: size * size }, () => random() - 0.5),
  });

  it.each([1, 2, 3, 8, 24])("of size %s times eigenvectors are eigenvalues times these", (size) => {
    const a = matrix(size);
    const system = eigensystem(a);
    if (!system) throw new Error("no eigenvalues");
    const moved = matrixProduct(a, system.right);
    for (let place = 0; place < size * size; place++) {
      const { re, im } = system.values[place % size] as { re: number; im: number };
      const [vr, vi] = [system.right.re[place] as number, system.right.im[place] as number];
      expect(moved.re[place]).toBeCloseTo(re * vr - im * vi, 12);
      expect(moved.im[place]).toBeCloseTo(re * vi + im * vr, 12);
    }
    const unit = matrixProduct(system.left as ComplexMatrix, system.right);
    for (let place = 0; place < size * size; place++)
      expect(unit.re[place]).toBeCloseTo(place % (size + 1) === 0 ? 1 : 0, 11);
  });

  it("that turn in circles have the roots of 1, and one with a single vector has no left ones", () => {
    const cycle = {
      size: 4,
      re: Float64Array.of(0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0),
      im: new Float64Array(16),
    };
    const angles = eigensystem(cycle)?.values.map(
      ({ re, im }) => Math.round((Math.atan2(im, re) * 2) / Math.PI) & 3,
    );
    expect(angles?.sort()).toEqual([0, 1, 2, 3]);
    const defective = { size: 2, re: Float64Array.of(1, 1, 0, 1), im: new Float64Array(4) };
    expect(eigensystem(defective)?.left).toBeUndefined();
    expect(
      eigensystem({ size: 1, re: Float64Array.of(Number.NaN), im: new Float64Array(1) }),
    ).toBeUndefined();
  });

  it("without an inverse are told from those with one", () => {
    expect(inverseOf({ size: 2, re: Float64Array.of(1, 2, 2, 4), im: new Float64Array(4) })).toBeUndefined();
    expect(inverseOf({ size: 1, re: Float64Array.of(0), im: Float64Array.of(2) })?.im[0]).toBe(-0.5);
    expect(solveReal(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBe(0);
    const solution = Float64Array.of(5, 6);
    expect(solveReal(Float64Array.of(0, 2, 3, 4), solution)).toBe(-1);
    expect(Array.from(solution)).toEqual([-4 / 3, 2.5]);
  });

  it("are assigned row by row at the smallest sum, as all permutations have it", () => {
    const orders = (count: number): number[][] =>
      count === 0
        ? [[]]
        : orders(count - 1).flatMap((order) =>
            Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
          );
    for (let size = 1; size <= 5; size++)
      for (let trial = 0; trial < 20; trial++) {
        const costs = Float64Array.from({ length: size * size }, () => Math.floor(9 * random()));
        const cost = (columns: ArrayLike<number>): number =>
          Array.from(columns).reduce((sum, column, row) => sum + (costs[row * size + column] as number), 0);
        expect(cost(assignment(costs, size))).toBe(Math.min(...orders(size).map(cost)));
      }
  });
});
