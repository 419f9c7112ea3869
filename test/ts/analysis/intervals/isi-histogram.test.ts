// Histograms of intervals in linear and logarithmic bins.

import { describe, expect, it } from "vitest";
import { isiHistogram, poissonTrains, trainsOf } from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";

const window = { tStart: 0, tStop: 10_000 };

describe("isiHistogram", () => {
  it("counts intervals of all trains in bins closed on the left, also where rounding spoils an edge", () => {
    // 0.3 - 0.1 is 0.19999999999999998 and belongs to the bin that begins at 0.2.
    const trains = trainsOf([[0.1, 0.3, 0.35], [7], [], [1, 1.5, 3.5]], window);
    const { edges, values, intervals, below, above } = isiHistogram(trains, { bin: 0.2, max: 1 });
    expect([...edges].map((edge) => edge.toFixed(1))).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    expect([...values]).toEqual([1, 1, 1, 0, 0]);
    expect([intervals, below, above]).toEqual([4, 0, 1]);
  });

  it("drops what is left of max beyond whole bins", () => {
    const { edges } = isiHistogram(trainsOf([], window), { bin: 3, max: 10 });
    expect([...edges]).toEqual([0, 3, 6, 9]);
  });

  it("has logarithmic bins", () => {
    const trains = trainsOf([[0, 1, 11, 111, 1111, 1111, 1111.5]], window); // 1, 10, 100, 1000, 0, 0.5
    const histogram = isiHistogram(trains, { binsPerDecade: 1, min: 1, max: 1000 });
    expect([...histogram.edges]).toEqual([1, 10, 100, 1000]);
    expect([...histogram.values]).toEqual([1, 1, 1]);
    expect([histogram.below, histogram.above, histogram.intervals]).toEqual([2, 1, 6]);
  });

  it("as a density integrates to the part of the intervals that it shows", () => {
    const trains = poissonTrains({ count: 5, rate: 20, tStop: 100_000, seed: 2 });
    for (const bins of [
      { bin: 2, max: 200 },
      { binsPerDecade: 20, min: 0.1, max: 1000 },
    ]) {
      const { edges, values, intervals, below, above } = isiHistogram(trains, { ...bins, density: true });
      let integral = 0;
      for (const [bin, value] of values.entries())
        integral += value * ((edges[bin + 1] as number) - (edges[bin] as number));
      expect(integral).toBeCloseTo(1 - (below + above) / intervals, 12);
    }
    // An exponential density: 0.02 exp(-t / 50 ms) 1/ms, about 4000 of 10,000 intervals in the first 25 ms.
    const { values } = isiHistogram(trains, { bin: 25, max: 50, density: true });
    expect((values[0] as number) * 25).toBeCloseTo(1 - Math.exp(-0.5), 1);
  });

  it("of trains without intervals is 0, and as a density NaN", () => {
    const trains = trainsOf([[1], []], window);
    expect([...isiHistogram(trains, { bin: 1, max: 2 }).values]).toEqual([0, 0]);
    expect(isiHistogram(trains, { bin: 1, max: 2, density: true }).values[0]).toBeNaN();
  });

  it("refuses bins that cannot be", () => {
    const trains = trainsOf([[1]], window);
    for (const bins of [
      { bin: 0, max: 10 },
      { bin: Number.NaN, max: 10 },
      { bin: 20, max: 10 },
      { binsPerDecade: 0, min: 1, max: 10 },
      { binsPerDecade: 5, min: 0, max: 10 },
      { binsPerDecade: 5, min: 10, max: 1 },
      { binsPerDecade: 5, min: 1, max: Number.POSITIVE_INFINITY },
    ])
      expect(() => isiHistogram(trains, bins)).toThrow(CajalError);
  });
});
