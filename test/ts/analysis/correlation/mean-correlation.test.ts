// The mean correlation of all pairs against the pairs one by one.
import { describe, expect, it } from "vitest";
import {
  mean,
  meanCorrelation,
  pairwiseCorrelation,
  poissonTrains,
  synchronousTrains,
  trainsOf,
} from "../../../../ts/analysis/index.ts";

describe("meanCorrelation", () => {
  const shared = synchronousTrains({
    count: 30,
    rate: 8,
    events: 5,
    participation: 0.3,
    jitter: 1,
    tStop: 3000,
    seed: 4,
  });

  it.each([
    [1, false],
    [7, false],
    [40, true],
  ])("is the mean of pairwiseCorrelation, bins of %s ms, binary %s", (bin, binary) => {
    const pairs = pairwiseCorrelation(shared, { bin, binary }).values;
    expect(pairs.length).toBe(435);
    // Sums over bins in another order.
    expect(meanCorrelation(shared, { bin, binary })).toBeCloseTo(mean(pairs), 12);
  });

  it("takes a subsample like the pairs do", () => {
    const options = { bin: 5, subsample: { size: 7, seed: 2, active: true } };
    expect(meanCorrelation(shared, options)).toBeCloseTo(
      mean(pairwiseCorrelation(shared, options).values),
      12,
    );
  });

  it("leaves out trains that do not vary, and needs two that do", () => {
    const window = { tStart: 0, tStop: 40 };
    const lists = [[1, 15], [1, 35], [], [5, 15, 25, 35]];
    const pair = meanCorrelation(trainsOf(lists.slice(0, 2), window), { bin: 10 });
    // Counts 1 1 0 0 and 1 0 0 1.
    expect(pair).toBeCloseTo(0, 12);
    expect(meanCorrelation(trainsOf(lists, window), { bin: 10 })).toBeCloseTo(pair, 12);
    expect(meanCorrelation(trainsOf(lists.slice(1), window), { bin: 10 })).toBeNaN();
    expect(meanCorrelation(trainsOf([], window), { bin: 10 })).toBeNaN();
  });

  it("is about 0 for independent trains", () => {
    const trains = poissonTrains({ count: 200, rate: 10, tStop: 5000, seed: 1 });
    // 19,900 coefficients of 2500 bins: their mean has a deviation of about 1 / sqrt(19,900 * 2500) = 1.4e-4.
    expect(Math.abs(meanCorrelation(trains, { bin: 2 }))).toBeLessThan(5 * 1.4e-4);
  });

  it("refuses a bin that fits nowhere", () => {
    expect(() => meanCorrelation(shared, { bin: 0 })).toThrow(/bin/);
    expect(() => meanCorrelation(shared, { bin: 4000 })).toThrow(/bin/);
  });
});
