// The synchrony of populations that are known to be together or not.
import { describe, expect, it } from "vitest";
import { synchronyIndex, trainsOf } from "../../../ts/analysis/index.ts";

const window = { tStart: 0, tStop: 1000 };

describe("synchronyIndex", () => {
  it("is 1 when all neurons fire in the same bins", () => {
    const trains = trainsOf(
      [
        [1.5, 40.2, 90],
        [1.1, 40.9, 90.3],
        [1, 40, 90.9],
      ],
      window,
    );
    expect(synchronyIndex(trains, { bin: 1 })).toBeCloseTo(1, 12);
  });

  it("is 1 / sqrt(n) when n neurons fire each in bins of their own, in the limit of many bins", () => {
    const trains = trainsOf([[10.5], [20.5], [30.5], [40.5]], window);
    // Counts: 4 ones in 1000 bins; each neuron one.
    const expected = Math.sqrt((0.004 - 0.004 ** 2) / 16 / (0.001 - 0.001 ** 2));
    expect(synchronyIndex(trains, { bin: 1 })).toBeCloseTo(expected, 12);
    expect(expected).toBeCloseTo(0.5, 2);
  });

  it("counts several spikes of a neuron in one bin", () => {
    const trains = trainsOf([[0.5, 1.5, 3.5], [5.5]], { tStart: 0, tStop: 8 });
    // Bins of 4 ms: (3, 0) and (0, 1): means 1.5 and 0.5, variances 2.25 and 0.25; sum (3, 1), variance 1.
    expect(synchronyIndex(trains, { bin: 4 })).toBeCloseTo(Math.sqrt(1 / 4 / ((2.25 + 0.25) / 2)), 12);
  });

  it("is not a number when nobody fires, and refuses a population of nobody", () => {
    expect(synchronyIndex(trainsOf([[], []], window), { bin: 1 })).toBeNaN();
    expect(() => synchronyIndex(trainsOf([], window), { bin: 1 })).toThrow(/no neurons/);
  });
});
