// Counts in bins and their variation against Elephant and numpy.

import { describe, expect, it } from "vitest";
import {
  binnedCounts,
  fanoTrials,
  fanoWindows,
  gammaTrains,
  occupiedBins,
  poissonTrains,
  populationCounts,
  trainCount,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("binnedCounts", () => {
  it("fall into the bins that Elephant chooses, also next to an edge", () => {
    const { input, expected } = fixture("edge_cases");
    const { counts, bins, trains } = binnedCounts(fixtureTrains("edge_cases"), { bin: input.bin_ms });
    expect([trains, bins]).toEqual([input.trains_ms.length, 500]);
    for (let row = 0; row < trains; row++) {
      const own = counts.subarray(row * bins, (row + 1) * bins);
      expect([...own.subarray(0, 5)]).toEqual(expected.counts_first5[row]);
      expect([...own.subarray(-2)]).toEqual(expected.counts_last2[row]);
      expect(own.reduce((sum, count) => sum + count, 0)).toBe(expected.counts_total[row]);
    }
  });

  it("add up to the counts of the population", () => {
    const trains = fixtureTrains("trains_B");
    const { counts, bins } = binnedCounts(trains, { bin: 3, tStart: 100, tStop: 1101 });
    const sums = new Float64Array(bins);
    for (const [place, count] of counts.entries())
      sums[place % bins] = (sums[place % bins] as number) + count;
    expect(sums).toEqual(populationCounts(trains, { bin: 3, tStart: 100, tStop: 1101 }));
    expect(bins).toBe(333); // the tail of 2 ms is dropped
  });

  it("count a train once where they are binary", () => {
    const trains = trainsOf([[1, 1.5, 2.5]], { tStart: 0, tStop: 4 });
    expect([...binnedCounts(trains, { bin: 2 }).counts]).toEqual([2, 1]);
    expect([...binnedCounts(trains, { bin: 2, binary: true }).counts]).toEqual([1, 1]);
  });

  it("refuse bins without width, longer than the window, and matrices beyond an array", () => {
    const trains = trainsOf([[1], [2]], { tStart: 0, tStop: 1e6 });
    for (const bin of [0, -1, Number.NaN, 2e6])
      expect(() => binnedCounts(trains, { bin })).toThrow(CajalError);
    expect(() => binnedCounts(trains, { bin: 4e-4 })).toThrow("use occupiedBins");
  });
});

it("occupiedBins hold the bins with spikes, train after train", () => {
  const trains = trainsOf([[1, 1.5, 8], [], [0, 9.9, 10]], { tStart: 0, tStop: 10 });
  const { offsets, indices, counts, bins } = occupiedBins(trains, { bin: 2 });
  expect(bins).toBe(5);
  expect([...offsets]).toEqual([0, 2, 2, 4]);
  expect([...indices]).toEqual([0, 4, 0, 4]);
  expect([...counts]).toEqual([2, 1, 1, 1]);
});

describe("fano factors", () => {
  it("across trains are Elephant's, NaN where nobody fires", () => {
    const reference = fixture("fano_synchrony");
    const { input, expected } = reference;
    expectClose([fanoTrials(fixtureTrains(input.trains_fano))], [expected.fano_across_trains_A], reference);
    const edges = fixture("edge_cases");
    const silent = trainsOf([[], []], { tStart: 0, tStop: 1 });
    expectClose(
      [fanoTrials(fixtureTrains("edge_cases")), fanoTrials(silent)],
      [edges.expected.fano, edges.expected.fano_all_empty],
      edges,
    );
    expect(fanoTrials(trainsOf([], { tStart: 0, tStop: 1 }))).toBeNaN();
  });

  it("over windows are numpy's", () => {
    const reference = fixture("fano_synchrony");
    const entries = Object.entries<{ fano_mean_single: number }>(reference.expected.synchrony);
    for (const [key, value] of entries) {
      const [set, width] = key.split("_w");
      const fano = fanoWindows(fixtureTrains(`trains_${set}`), { bin: Number(width) });
      expectClose([mean(fano)], [value.fano_mean_single], reference);
    }
  });

  it("are 1 for Poisson trains, and tend to the squared CV for gamma trains", () => {
    const poisson = poissonTrains({ count: 50, rate: 20, tStop: 100_000, seed: 7 });
    expect(Math.abs(mean(fanoWindows(poisson, { bin: 1000 })) - 1)).toBeLessThan(0.05);
    const gamma = gammaTrains({ count: 50, rate: 20, order: 4, tStop: 100_000, seed: 8 });
    // F = CV^2 + (1 - CV^4) / (6 rate window) for long windows (Cox & Lewis 1966): 0.25 + 0.9375 / 120. The
    // error of the mean over 5000 windows is 0.01.
    expect(Math.abs(mean(fanoWindows(gamma, { bin: 1000 })) - 0.2578)).toBeLessThan(0.03);
  });

  it("of a silent train are NaN, of one spike in each window 0", () => {
    const trains = trainsOf([[], [0.5, 1.5, 2.5]], { tStart: 0, tStop: 3 });
    const fano = fanoWindows(trains, { bin: 1 });
    expect(fano[0]).toBeNaN();
    expect(fano[1]).toBe(0);
    expect(fano.length).toBe(trainCount(trains));
  });
});
