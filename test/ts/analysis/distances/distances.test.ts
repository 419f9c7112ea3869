// Distances of spike trains against Elephant, their definitions, and what every distance must obey.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type TrainMatrix,
  type Trains,
  train,
  trainCount,
  trainsOf,
  vanRossum,
  vanRossumMatrix,
  victorPurpura,
  victorPurpuraMatrix,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const reference = fixture("synchrony_and_distances");
const trains = fixtureTrains(reference.input.trains_distances);
const window = { tStart: 0, tStop: 100 };

const anyTimes = fc
  .array(fc.integer({ min: 0, max: 1000 }), { maxLength: 25 })
  .map((steps) => Float64Array.from(steps, (step) => step / 10).sort());

/** Two neurons, and the distance between them. */
const two = (one: ArrayLike<number>, other: ArrayLike<number>): Trains => trainsOf([one, other], window);
const vp = (one: ArrayLike<number>, other: ArrayLike<number>, cost: number): number =>
  victorPurpura(two(one, other), { pair: [0, 1], cost });
const vr = (one: ArrayLike<number>, other: ArrayLike<number>, tau: number): number =>
  vanRossum(two(one, other), { pair: [0, 1], tau });

function expectMetric(distance: (one: Float64Array, other: Float64Array) => number): void {
  fc.assert(
    fc.property(anyTimes, anyTimes, anyTimes, (a, b, c) => {
      expect(distance(a, b)).toBeCloseTo(distance(b, a), 9);
      // A root of round-off remains where trains are equal.
      expect(distance(a, a.slice())).toBeLessThan(1e-6);
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-6);
    }),
    { seed: 7, numRuns: 80 },
  );
}

function expectPairs(matrix: TrainMatrix, pair: (one: number, other: number) => number): void {
  for (let one = 0; one < matrix.size; one++)
    for (let other = one; other < matrix.size; other++) {
      expect(matrix.values[one * matrix.size + other]).toBe(pair(one, other));
      expect(matrix.values[other * matrix.size + one]).toBe(pair(one, other));
    }
}

describe("Victor-Purpura distance", () => {
  for (const [cost, rows] of Object.entries<number[][]>(reference.expected.victor_purpura))
    it(`equals Elephant's at a cost of ${cost} 1/s`, () => {
      const matrix = victorPurpuraMatrix(trains, { cost: Number(cost) });
      expectClose(matrix.values, rows.flat(), reference);
      expectPairs(matrix, (one, other) => victorPurpura(trains, { pair: [one, other], cost: Number(cost) }));
    });

  it("is the cheapest way by hand", () => {
    // At 100 1/s a shift by 5 ms costs 0.5, by 30 ms 3: more than removing and adding.
    expect(vp([10], [15], 100)).toBeCloseTo(0.5, 12);
    expect(vp([10], [40], 100)).toBe(2);
    expect(vp([10, 50], [15], 100)).toBeCloseTo(1.5, 12);
    expect(vp([], [1, 2, 3], 100)).toBe(3);
    expect(vp([], [], 100)).toBe(0);
  });

  it("goes from the difference of the spike numbers to their sum", () => {
    expect(vp([10, 20, 30], [15], 0)).toBe(2);
    expect(vp([10, 20, 30], [15], Number.POSITIVE_INFINITY)).toBe(4);
    expect(vp([10, 20, 30], [15], 1e9)).toBe(4);
    fc.assert(
      fc.property(anyTimes, anyTimes, (one, other) => {
        const values = [0, 10, 100, 1000, Number.POSITIVE_INFINITY].map((cost) => vp(one, other, cost));
        expect(values[0]).toBe(Math.abs(one.length - other.length));
        expect(values).toEqual(values.toSorted((first, second) => first - second));
      }),
      { seed: 8, numRuns: 50 },
    );
  });

  it("equals the recursion of the definition", () => {
    fc.assert(
      fc.property(anyTimes, anyTimes, fc.constantFrom(20, 200, 2000), (one, other, cost) => {
        const table = Array.from({ length: one.length + 1 }, (_, i) =>
          Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
        ) as number[][];
        const at = (i: number, j: number): number => table[i]?.[j] as number;
        for (let i = 1; i <= one.length; i++)
          for (let j = 1; j <= other.length; j++) {
            const shift = (cost / 1000) * Math.abs((one[i - 1] as number) - (other[j - 1] as number));
            (table[i] as number[])[j] = Math.min(
              at(i - 1, j) + 1,
              at(i, j - 1) + 1,
              at(i - 1, j - 1) + shift,
            );
          }
        expect(vp(one, other, cost)).toBeCloseTo(at(one.length, other.length), 10);
      }),
      { seed: 9, numRuns: 80 },
    );
  });

  it("is a metric", () => expectMetric((one, other) => vp(one, other, 150)));
});

describe("van Rossum distance", () => {
  for (const [tau, rows] of Object.entries<number[][]>(reference.expected.van_rossum))
    it(`equals Elephant's at a time constant of ${tau} ms`, () => {
      const options = { tau: Number(tau) };
      const matrix = vanRossumMatrix(trains, options);
      expectClose(matrix.values, rows.flat(), reference);
      expectPairs(matrix, (one, other) => vanRossum(trains, { pair: [one, other], ...options }));
    });

  it("is 1 for one spike more, and known for one spike each", () => {
    expect(vr([10], [], 20)).toBe(1);
    expect(vr([], [], 20)).toBe(0);
    expect(vr([10], [15], 20)).toBeCloseTo(Math.sqrt(2 - 2 * Math.exp(-5 / 20)), 12);
  });

  it("goes from the root of the sum of the spike numbers to their difference", () => {
    expect(vr([10, 20, 30], [15], 0)).toBe(2);
    expect(vr([10, 20, 30], [15], 1e-6)).toBeCloseTo(2, 12);
    expect(vr([10, 20, 30], [15], Number.POSITIVE_INFINITY)).toBe(2);
    expect(vr([10, 20, 30], [15, 40], 1e9)).toBeCloseTo(1, 3);
  });

  it("in one pass equals the sum over all pairs of spikes, also where times coincide", () => {
    fc.assert(
      fc.property(anyTimes, anyTimes, fc.constantFrom(0.01, 1, 20, 1e4), (one, other, tau) => {
        const sum = (first: Float64Array, second: Float64Array): number => {
          let total = 0;
          for (const time of first)
            for (const spike of second) total += Math.exp(-Math.abs(time - spike) / tau);
          return total;
        };
        const square = sum(one, one) + sum(other, other) - 2 * sum(one, other);
        expect(vr(one, other, tau) ** 2).toBeCloseTo(square, 9);
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  it("is a metric", () => expectMetric((one, other) => vr(one, other, 10)));
});

describe("matrices of distances", () => {
  it("have a diagonal of 0, empty trains too, at every limit", () => {
    const some = trainsOf([[], [1, 2], [50]], window);
    for (const matrix of [
      victorPurpuraMatrix(some),
      victorPurpuraMatrix(some, { cost: 0 }),
      victorPurpuraMatrix(some, { cost: Number.POSITIVE_INFINITY }),
      vanRossumMatrix(some),
      vanRossumMatrix(some, { tau: 0 }),
      vanRossumMatrix(some, { tau: Number.POSITIVE_INFINITY }),
    ]) {
      expect(Array.from({ length: 3 }, (_, row) => matrix.values[row * 4])).toEqual([0, 0, 0]);
      expect(matrix.values.every((value) => value >= 0)).toBe(true);
    }
    for (const name of [victorPurpuraMatrix, vanRossumMatrix])
      expect(name(trainsOf([], window)).size).toBe(0);
  });

  it("look at the window and at the chosen trains only, and report progress", () => {
    for (const measure of [victorPurpuraMatrix, vanRossumMatrix]) {
      const calls: number[] = [];
      const part = measure(trains, {
        tStart: 1000,
        tStop: 2000,
        subsample: { size: 3, seed: 1 },
        onProgress: (fraction) => calls.push(fraction),
      });
      const lists = Array.from({ length: trainCount(trains) }, (_, row) =>
        train(trains, row).filter((time) => time >= 1000 && time <= 2000),
      );
      const chosen = trainsOf(
        Array.from(part.rows, (row) => lists[row] as Float64Array),
        { tStart: 1000, tStop: 2000 },
      );
      expect(part.values).toEqual(measure(chosen).values);
      expect(calls.at(-1)).toBe(1);
    }
  });

  it("take numbers of neurons in a recording, and a neuron against itself", () => {
    const recorded = { ids: [4, 9, 4], times: [1, 2, 3], neurons: [4, 9], ...window };
    expect(victorPurpura(recorded, { pair: [4, 9], cost: 0 })).toBe(1);
    expect(vanRossum(recorded, { pair: [4, 9], tau: 0 })).toBeCloseTo(Math.sqrt(3), 12);
    expect(victorPurpura(recorded, { pair: [4, 4], cost: Number.POSITIVE_INFINITY })).toBe(0);
    expect(vanRossum(recorded, { pair: [9, 9], tau: 0 })).toBe(0);
    expect(() => vanRossum(recorded, { pair: [4, 5] })).toThrow(CajalError);
  });

  it("refuse costs and time constants below 0 or not a number", () => {
    for (const value of [-1, Number.NaN]) {
      expect(() => victorPurpuraMatrix(trains, { cost: value })).toThrow(/cost/);
      expect(() => vanRossumMatrix(trains, { tau: value })).toThrow(/tau/);
    }
  });
});
