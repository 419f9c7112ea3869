// The test on run labels, and the correction for many tests.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holm, permutationTest } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

const distancesOf = (values: readonly number[]): number[][] =>
  values.map((one) => values.map((other) => Math.abs(one - other)));

const labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];

describe("permutationTest", () => {
  it("tries all labelings of few runs: the true one and its mirror part separate ensembles best", () => {
    const distances = distancesOf([1, 2, 3, 4, 5, 101, 102, 103, 104, 105]);
    const got = permutationTest(distances, { labels });
    expect(got).toMatchObject({ labelings: 252, exact: true });
    expect(got.pValue).toBeCloseTo(2 / 252, 12);
    // Across: mean 100; within: mean distance of five neighbours, 2.
    expect(got.statistic).toBeCloseTo(98, 12);
  });

  it("takes ensembles of unequal size and any labels", () => {
    const got = permutationTest(distancesOf([5, 6, 90, 91, 92]), { labels: [7, 7, 3, 3, 3] });
    expect(got).toMatchObject({ labelings: 10, pValue: 0.1, exact: true });
  });

  it("draws from a seed when there are too many, close to the exact p-value", () => {
    const uniform = uniforms(4);
    const distances = distancesOf(labels.map((label) => uniform() + 0.3 * label));
    const exact = permutationTest(distances, { labels });
    const drawn = permutationTest(distances, { labels, draws: 251, seed: 9 });
    expect(drawn).toMatchObject({ labelings: 252, exact: false, statistic: exact.statistic });
    expect(drawn).toEqual(permutationTest(distances, { labels, draws: 251, seed: 9 }));
    // Binomial(251, p): standard deviation at most 0.032.
    expect(Math.abs(drawn.pValue - exact.pValue)).toBeLessThan(4 * 0.032);
  });

  it("rejects true hypotheses as often as the level says", () => {
    const uniform = uniforms(11);
    let rejected = 0;
    for (let trial = 0; trial < 400; trial++) {
      const distances = distancesOf(labels.map(() => uniform()));
      if (permutationTest(distances, { labels }).pValue <= 0.1) rejected++;
    }
    // Binomial(400, 0.1): mean 40, sd 6.
    expect(Math.abs(rejected - 40)).toBeLessThan(4 * 6);
  });

  it("is NaN with a distance that is not known, and 1 when all are equal", () => {
    const distances = distancesOf([1, 2, Number.NaN, 4]);
    expect(permutationTest(distances, { labels: [0, 0, 1, 1] }).pValue).toBeNaN();
    expect(permutationTest(distancesOf([1, 1, 1, 1]), { labels: [0, 0, 1, 1] }).pValue).toBe(1);
  });

  it("refuses what is no test", () => {
    const distances = distancesOf([1, 2, 3, 4]);
    const refused = (options: { labels: number[]; draws?: number }, matrix = distances) =>
      expect(() => permutationTest(matrix, options));
    refused({ labels: [0, 0, 0, 1] }).toThrow(/labels must be two numbers/);
    refused({ labels: [0, 0, 1, 2] }).toThrow(/labels must be two numbers/);
    refused({ labels: [0, 0, 1, 1, 1] }).toThrow(/distances must have 5 values, got 4/);
    refused({ labels: [0, 0, 1, 1], draws: 0 }).toThrow(/draws/);
    refused({ labels: [0, 0, 1, 1] }, [
      [0, 1, 1, 1],
      [2, 0, 1, 1],
      [1, 1, 0, 1],
      [1, 1, 1, 0],
    ]).toThrow(/distances\[1\]\[0\] must be 1 as across the diagonal, got 2/);
  });
});

describe("holm", () => {
  it("steps down as published", () => {
    // Holm's procedure by hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, then never below the one before.
    const got = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [index, value] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(got[index]).toBeCloseTo(value, 12);
  });

  it("ignores what is not known, and refuses what is no probability", () => {
    expect(Array.from(holm([0.02, Number.NaN]))).toEqual([0.02, Number.NaN]);
    expect(Array.from(holm([]))).toEqual([]);
    expect(() => holm([1.5])).toThrow(/got 1.5/);
  });

  it("keeps the order and never makes a p-value smaller", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 24 }), (pValues) => {
        const adjusted = holm(pValues);
        for (const [index, value] of pValues.entries()) {
          expect(adjusted[index]).toBeGreaterThanOrEqual(value);
          expect(adjusted[index]).toBeLessThanOrEqual(1);
          for (const [other, its] of pValues.entries())
            if (its > value) expect(adjusted[other]).toBeGreaterThanOrEqual(adjusted[index] as number);
        }
      }),
      { seed: 7 },
    );
  });
});
