// Spike time tiling coefficients against Elephant and against the definition.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  poissonTrains,
  spikeTimeTiling,
  spikeTimeTilingMatrix,
  toTrains,
  train,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const window = { tStart: 0, tStop: 100 };

describe("spikeTimeTiling", () => {
  const reference = fixture("synchrony_and_distances");
  const trains = fixtureTrains(reference.input.trains);

  it("equals Elephant's, as matrix and pair by pair", () => {
    const expected = reference.expected.sttc_dt5;
    const { values } = spikeTimeTilingMatrix(trains, { reach: 5, neurons: [0, 1, 2, 3] });
    expectClose(values, expected.flat(), reference);
    expectClose([spikeTimeTiling(trains, { pair: [1, 3] })], [expected[1][3]], reference);
  });

  it("of a silent neuron is NaN, as Elephant's", () => {
    const edges = fixtureTrains("edge_cases");
    expectClose(
      [spikeTimeTiling(edges, { pair: [0, 3] })],
      [fixture("edge_cases").expected.sttc_with_empty],
      {
        ...reference,
      },
    );
    expect(Array.from(spikeTimeTilingMatrix(edges, { neurons: [0, 1] }).values)).toEqual([NaN, NaN, NaN, 1]);
  });

  it("follows from the parts of spikes and of time", () => {
    // A covers [0, 15] and [45, 55]: 25 %; B covers [7, 17] and [75, 85]: 20 %. One of two spikes has a
    // partner.
    const pair = trainsOf(
      [
        [5, 10, 50],
        [12, 80],
      ],
      window,
    );
    const [coveredA, coveredB] = [0.25, 0.2];
    const expected = ((1 / 3 - coveredB) / (1 - coveredB / 3) + (1 / 2 - coveredA) / (1 - coveredA / 2)) / 2;
    expect(spikeTimeTiling(pair, { pair: [0, 1], reach: 5 })).toBeCloseTo(expected, 12);
  });

  it("is 1 where the trains are equal or cover everything, and counts spikes exactly at the reach", () => {
    const pair = trainsOf([[12.3], [7.3]], window);
    // 12.3 - 7.3 is more than 5 in binary fractions.
    expect(spikeTimeTiling(pair, { pair: [0, 1], reach: 5 })).toBe(1);
    expect(spikeTimeTiling(pair, { pair: [0, 1], reach: 4.9 })).toBeLessThan(0);
    expect(spikeTimeTiling(pair, { pair: [0, 1], reach: 500 })).toBe(1);
    expect(spikeTimeTiling(pair, { pair: [1, 1] })).toBe(1);
  });

  it("is symmetric, within [-1, 1], and what the plain definition gives", () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, times, fc.constantFrom(0.5, 3, 20), (first, second, reach) => {
        const lists = [first, second].map((steps) => Float64Array.from(steps, (step) => step / 10).sort());
        const pair = trainsOf(lists, window);
        const [one, other] = lists as [Float64Array, Float64Array];
        const value = spikeTimeTiling(pair, { pair: [0, 1], reach });
        // Time within reach, by looking at the middle of every 0.05 ms (all edges lie on multiples of 0.1
        // ms).
        const covered = (spikes: Float64Array): number =>
          Array.from({ length: 2000 }, (_, place) => 0.025 + place * 0.05).filter((time) =>
            spikes.some((spike) => Math.abs(spike - time) < reach),
          ).length / 2000;
        const near = (spikes: Float64Array, others: Float64Array): number =>
          spikes.filter((spike) => others.some((time) => Math.abs(spike - time) < reach + 1e-6)).length /
          spikes.length;
        const half = (part: number, time: number): number =>
          part * time === 1 ? 1 : (part - time) / (1 - part * time);
        const plain = (half(near(one, other), covered(other)) + half(near(other, one), covered(one))) / 2;
        // Where all time is covered, round-off decides between 1 and 0 / 0 = its limit.
        expect(value).toBeCloseTo(plain, 9);
        expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12);
        expect(spikeTimeTiling(pair, { pair: [1, 0], reach })).toBe(value);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it("of independent neurons is near 0 at any rate", () => {
    for (const rate of [2, 20]) {
      const { values, size } = spikeTimeTilingMatrix(
        poissonTrains({ count: 20, rate, tStop: 50_000, seed: 5 }),
      );
      const mean = (values.reduce((sum, value) => sum + value, 0) - size) / (size * (size - 1));
      // 190 pairs with standard deviations of up to 0.03, not quite independent
      expect(Math.abs(mean)).toBeLessThan(0.01);
    }
  });

  it("looks at the window only, and takes numbers of neurons in a recording", () => {
    const times = train(trains, 0);
    const recorded = { ids: times.map(() => 9), times, neurons: [9], tStart: 0, tStop: trains.tStop };
    expect(spikeTimeTiling(recorded, { pair: [9, 9] })).toBe(1);
    const part = { tStart: 1000, tStop: 3000 };
    expect(spikeTimeTiling(trains, { pair: [0, 1], ...part })).toBe(
      spikeTimeTiling(toTrains(trains, part), { pair: [0, 1] }),
    );
  });

  it("refuses a reach that is not positive", () => {
    for (const reach of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => spikeTimeTiling(trains, { pair: [0, 1], reach })).toThrow(/reach/);
      expect(() => spikeTimeTilingMatrix(trains, { reach })).toThrow(/reach/);
    }
  });

  it("of a subsample reports its rows and its progress", () => {
    const calls: number[] = [];
    const part = spikeTimeTilingMatrix(trains, {
      subsample: { size: 4, seed: 2 },
      onProgress: (fraction) => calls.push(fraction),
    });
    expect(part.rows.length).toBe(4);
    expect(part.values).toEqual(spikeTimeTilingMatrix(trains, { neurons: part.rows }).values);
    expect(calls.at(-1)).toBe(1);
  });
});
