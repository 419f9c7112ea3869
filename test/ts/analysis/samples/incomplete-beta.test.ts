import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteBeta } from "../../../../ts/analysis/samples/incomplete-beta.ts";

describe("incompleteBeta", () => {
  it("has its closed forms", () => {
    for (const x of [1e-9, 0.1, 0.5, 0.9, 1 - 1e-9]) {
      expect(incompleteBeta(x, 1, 1) / x).toBeCloseTo(1, 13);
      expect(incompleteBeta(x, 2, 1) / x ** 2).toBeCloseTo(1, 11);
      expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 11);
      // Student's t with two degrees of freedom: 1 - t / sqrt(2 + t^2).
      const t = Math.sqrt(2 / x - 2);
      expect(incompleteBeta(x, 1, 0.5)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 10);
    }
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect(incompleteBeta(Number.NaN, 2, 3)).toBeNaN();
  });

  it("is the sum of binomial probabilities for whole parameters, and mirrored in them", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 60 }),
        (x, a) => {
          const b = 61 - a;
          let [sum, term] = [0, (1 - x) ** 60];
          for (let k = 0; k <= 60; k++) {
            if (k >= a) sum += term;
            term *= ((60 - k) / (k + 1)) * (x / (1 - x));
          }
          expect(Math.abs(incompleteBeta(x, a, b) - sum)).toBeLessThan(1e-11);
          expect(Math.abs(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a) - 1)).toBeLessThan(1e-12);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it("tends to the normal distribution for very many degrees of freedom", () => {
    // P(|t| > 1.96) of the normal distribution; t with 1e7 degrees of freedom differs by 1e-8.
    expect(incompleteBeta(1e7 / (1e7 + 1.96 ** 2), 5e6, 0.5)).toBeCloseTo(0.04999579029644, 7);
  });
});
