// Densities of samples.
import { expect, it } from "vitest";
import { distribution } from "../../../../ts/analysis/index.ts";

it("a density integrates to the part of the sample in the range", () => {
  const values = [0, 0.1, 0.3, 1, 5, Number.NaN, Infinity];
  const got = distribution(values, { binWidth: 0.25, range: [0, 1], density: true });
  expect(Array.from(got.frequencies)).toEqual([1.6, 0.8, 0, 0.8]);
  expect(got.frequencies.reduce((sum, density) => sum + density * 0.25, 0)).toBeCloseTo(4 / 5, 12);
  expect(got).toMatchObject({ size: 5, dropped: 2 });
});

it("nothing finite gives empty bins and NaN moments", () => {
  const got = distribution([Number.NaN], { binWidth: 1, range: [0, 2], density: true });
  expect(Array.from(got.frequencies)).toEqual([0, 0]);
  expect(got).toMatchObject({ size: 0, dropped: 1, median: Number.NaN, mean: Number.NaN, min: Number.NaN });
});
