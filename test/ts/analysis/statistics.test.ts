// Distances, quantiles, histograms and choices on plain samples.

import { describe, expect, it } from "vitest";
import {
  boxStatistics,
  distanceToQuantiles,
  distribution,
  kolmogorovSmirnov,
  quantiles,
  subsample,
  trainsOf,
  transientResponse,
} from "../../../ts/analysis/index.ts";
import { hashOf, splitmix64 } from "../../../ts/analysis/random.ts";
import { CajalError } from "../../../ts/error.ts";
import { fixture } from "./fixture.ts";

const probabilities = Float64Array.from({ length: 201 }, (_, index) => index / 200);

/** Deterministic numbers in (0, 1). */
function uniforms(count: number, seed: number): Float64Array {
  const random = splitmix64(seed);
  return Float64Array.from({ length: count }, () => (Number(random() >> 11n) + 0.5) / 2 ** 53);
}

describe("kolmogorovSmirnov", () => {
  it("equals scipy's statistic, with and without ties", () => {
    const { input, expected } = fixture("two_sample_scores");
    expect(kolmogorovSmirnov(input.a, input.b)).toBeCloseTo(expected.a_b.ks_D, 12);
    expect(kolmogorovSmirnov(input.ties_a, input.ties_b)).toBeCloseTo(expected.ties.ks_D, 12);
  });

  it("is 0 for a sample and itself, 1 for separate samples, NaN for nothing", () => {
    expect(kolmogorovSmirnov([1, 1, 2], [2, 1, 1])).toBe(0);
    expect(kolmogorovSmirnov([1, 2], [3, 4, Number.NaN])).toBe(1);
    expect(kolmogorovSmirnov([], [1])).toBeNaN();
  });
});

describe("distanceToQuantiles", () => {
  it("approaches the distance of the samples within one step of probability", () => {
    const one = uniforms(4000, 1);
    const other = uniforms(3000, 2).map((value) => value ** 1.1);
    const exact = kolmogorovSmirnov(one, other);
    expect(exact).toBeGreaterThan(0.02);
    expect(Math.abs(distanceToQuantiles(one, quantiles(other.sort(), probabilities)) - exact)).toBeLessThan(
      0.005,
    );
  });

  it("handles discrete values: a sample is close to its own quantiles", () => {
    const rates = uniforms(5000, 3).map((value) => Math.floor(20 * value * value) / 10);
    expect(distanceToQuantiles(rates, quantiles(rates.sort(), probabilities))).toBeLessThan(0.0051);
    const shifted = rates.map((rate) => rate + 0.1);
    const exact = kolmogorovSmirnov(rates, shifted);
    expect(Math.abs(distanceToQuantiles(shifted, quantiles(rates, probabilities)) - exact)).toBeLessThan(
      0.01,
    );
  });

  it("is 1 beyond the range and refuses quantiles that descend", () => {
    expect(distanceToQuantiles([5, 6], [0, 1, 2])).toBe(1);
    expect(distanceToQuantiles([-5], [0, 1, 2])).toBe(1);
    expect(() => distanceToQuantiles([1], [1, 0])).toThrow(CajalError);
  });
});

it("quantiles interpolate as numpy's default does", () => {
  // numpy.quantile([1, 2, 4, 8], [0, .1, .5, .9, 1]) = [1, 1.3, 3, 6.8, 8]
  const got = quantiles([1, 2, 4, 8], [0, 0.1, 0.5, 0.9, 1]);
  for (const [index, value] of [1, 1.3, 3, 6.8, 8].entries()) expect(got[index]).toBeCloseTo(value, 12);
  expect(() => quantiles([1], [1.1])).toThrow(CajalError);
});

it("a box has its whiskers at the last values within 1.5 interquartile ranges", () => {
  const box = boxStatistics([1, 2, 3, 4, 5, 6, 7, 8, 9, 100, Number.NaN]);
  expect(box).toMatchObject({ median: 5.5, lowerQuartile: 3.25, upperQuartile: 7.75 });
  expect(box).toMatchObject({ lowerWhisker: 1, upperWhisker: 9, mean: 14.5 });
  expect(Array.from(box.outliers)).toEqual([100]);
  expect(boxStatistics([]).median).toBeNaN();
});

it("a distribution counts relative to the whole sample and reports what it dropped", () => {
  const got = distribution([0, 0.1, 0.3, 1, 5, Number.NaN], { binWidth: 0.1, range: [0, 1] });
  expect(Array.from(got.frequencies)).toEqual([0.2, 0.2, 0, 0.2, 0, 0, 0, 0, 0, 0.2]);
  expect(got).toMatchObject({ size: 5, dropped: 1, median: 0.3, min: 0, max: 5 });
  expect(() => distribution([1], { binWidth: 0, range: [0, 1] })).toThrow(CajalError);
});

describe("subsample", () => {
  it("uses splitmix64 as published", () => {
    const random = splitmix64(1234567);
    const published = [6457827717110365317n, 3203168211198807973n, 9817491932198370423n];
    for (const value of published) expect(random()).toBe(value);
  });

  it("takes every item equally often", () => {
    const counts = new Float64Array(10);
    for (let seed = 0; seed < 2000; seed++) {
      for (const item of subsample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3, seed))
        counts[item] = (counts[item] ?? 0) + 1;
    }
    // Binomial(2000, 0.3): mean 600, sd 20.5.
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(5 * 20.5);
  });

  it("returns everything when less is there, in order and without repeats otherwise", () => {
    expect(subsample([4, 2], 5, 1)).toEqual([4, 2]);
    const chosen = subsample(
      Uint32Array.from({ length: 100 }, (_, index) => index),
      40,
      9,
    );
    expect(new Set(chosen).size).toBe(40);
    expect(chosen).toEqual([...chosen].sort((a, b) => a - b));
    expect(() => subsample([1], -1, 0)).toThrow(CajalError);
  });

  it("takes the same of what two lists share, in whatever order and company", () => {
    const numbers = Array.from({ length: 400 }, (_, index) => 1000 + index);
    const chosen = subsample(numbers, 50, 3);
    expect(subsample(numbers.toReversed(), 50, 3).toReversed()).toEqual(chosen);
    const half = numbers.filter((_, index) => index % 2 === 0);
    const shared = chosen.filter((number) => half.includes(number));
    const alone = subsample(half, 50, 3);
    expect(shared.length).toBeGreaterThan(10); // half of 50, sd 3.3
    expect(shared.filter((number) => !alone.includes(number))).toEqual([]);
    expect(subsample(numbers, 50, 4)).not.toEqual(chosen);
  });

  it("hashes as MurmurHash3 does", () => {
    // mmh3.hash of the 16 bytes of two little-endian doubles, seeds 0 and 1, and its upper 21 bits.
    expect(hashOf(0)(0)).toBe(4_546_041_404_850_341);
    expect(hashOf(7)(123456)).toBe(6_804_639_295_506_323);
    expect(hashOf(7)(-0)).toBe(hashOf(7)(0));
  });
});

it("a transient response is found where it was put", () => {
  // 100 neurons; one spike per ms before, ten per ms during 3 ms from 4 ms after the stimulus at 100 ms.
  const lists = Array.from({ length: 100 }, () => [] as number[]);
  let next = 0;
  const add = (time: number): void => {
    (lists[next++ % 100] as number[]).push(time);
  };
  for (let ms = 0; ms < 150; ms++) {
    for (let spike = 0; spike < (ms >= 104 && ms < 107 ? 10 : 1); spike++) add(ms + 0.5);
  }
  const response = transientResponse(trainsOf(lists, { tStart: 0, tStop: 150 }), { onset: 100 });
  expect(response).toMatchObject({
    baselineRate: 10,
    baselineDeviation: 0,
    onsetLatency: 4,
    peakLatency: 4,
  });
  expect(response.peakRate).toBeCloseTo(100, 10);
  expect(response.extraSpikes).toBe(27);
});
