// Covariances and correlations of spike counts against Elephant, closed forms and a plain computation.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  correlationMatrix,
  covarianceMatrix,
  mean,
  pairwiseCorrelation,
  poissonTrains,
  populationCounts,
  synchronousTrains,
  type Trains,
  toTrains,
  trainCount,
  trainsOf,
  windowedCorrelation,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const countsOf = (trains: Trains, bin: number): Float64Array[] =>
  Array.from({ length: trainCount(trains) }, (_, row) =>
    populationCounts(toTrains(trains, { neurons: [row] }), { bin }),
  );

/** Covariance (ddof 1) from the definition, all bins visited. */
function plainCovariance(one: Float64Array, other: Float64Array): number {
  const [first, second] = [mean(one), mean(other)];
  let sum = 0;
  for (const [bin, count] of one.entries()) sum += (count - first) * ((other[bin] as number) - second);
  return sum / (one.length - 1);
}

const anyTrains = fc
  .array(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 60 }), { minLength: 2, maxLength: 7 })
  .map((lists) =>
    trainsOf(
      lists.map((list) => Float64Array.from(list, (step) => step / 10).sort()),
      { tStart: 0, tStop: 100 },
    ),
  );

describe("covarianceMatrix and correlationMatrix", () => {
  it("equal Elephant's, with counts and with occupied bins", () => {
    const reference = fixture("pairwise_correlation");
    const { trains: name, bin_ms: bin } = reference.input;
    const trains = fixtureTrains(name);
    const flat = (key: string) => reference.expected[key].flat();
    expectClose(covarianceMatrix(trains, { bin }).values, flat("covariance"), reference);
    expectClose(correlationMatrix(trains, { bin }).values, flat("corrcoef"), reference);
    expectClose(correlationMatrix(trains, { bin, binary: true }).values, flat("corrcoef_binary"), reference);
    const counts = countsOf(trains, bin);
    expect(counts.map((count) => count.reduce((sum, value) => sum + value, 0))).toEqual(
      reference.expected.counts_sum_per_train,
    );
  });

  it("equal Elephant's at the edges: silent, single spikes, spikes on edges, regular", () => {
    const reference = fixture("edge_cases");
    const trains = fixtureTrains("edge_cases");
    const options = { bin: reference.input.bin_ms };
    expectClose(correlationMatrix(trains, options).values, reference.expected.corrcoef.flat(), reference);
    expectClose(covarianceMatrix(trains, options).values, reference.expected.covariance.flat(), reference);
  });

  it("are NaN for a constant train, on its diagonal too, and 1 on the diagonal of others", () => {
    const trains = trainsOf(
      [
        [1, 3, 5, 7],
        [1, 1.5, 6],
      ],
      { tStart: 0, tStop: 8 },
    );
    expect(Array.from(correlationMatrix(trains, { bin: 2 }).values)).toEqual([NaN, NaN, NaN, 1]);
    expect(covarianceMatrix(trains, { bin: 2 }).values[0]).toBe(0);
  });

  it("are the sums of products of deviations, whether bins are mostly empty or mostly full", () => {
    fc.assert(
      fc.property(anyTrains, fc.constantFrom(0.5, 3, 10, 50), (trains, bin) => {
        const { values, size } = covarianceMatrix(trains, { bin });
        const counts = countsOf(trains, bin);
        for (let one = 0; one < size; one++)
          for (let other = 0; other < size; other++)
            // Counts are below 60 and the sums exact up to the last division: a few units of round-off.
            expect(values[one * size + other]).toBeCloseTo(
              plainCovariance(counts[one] as Float64Array, counts[other] as Float64Array),
              10,
            );
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("agree between list and matrix", () => {
    const trains = fixtureTrains("trains_A");
    const matrix = correlationMatrix(trains, { bin: 5 });
    const { values } = pairwiseCorrelation(trains, { bin: 5 });
    let pair = 0;
    for (let one = 0; one < matrix.size; one++)
      for (let other = one + 1; other < matrix.size; other++)
        expect(matrix.values[one * matrix.size + other]).toBe(values[pair++]);
    expect(pair).toBe(values.length);
  });

  it("drop a tail that is no bin, and the spike at the end of the window", () => {
    const trains = trainsOf(
      [
        [1, 9.5, 10],
        [1, 5, 9.9],
      ],
      { tStart: 0, tStop: 10 },
    );
    // Bins of 3 ms end at 9: counts (1, 0, 0) and (1, 1, 0).
    expect(pairwiseCorrelation(trains, { bin: 3 }).values[0]).toBeCloseTo(0.5, 12);
  });

  it("of one bin are not defined, of no train are empty", () => {
    const window = { tStart: 0, tStop: 10 };
    expect(covarianceMatrix(trainsOf([[1]], window), { bin: 10 }).values[0]).toBeNaN();
    expect(correlationMatrix(trainsOf([], window), { bin: 1 })).toEqual({
      rows: new Uint32Array(),
      size: 0,
      values: new Float64Array(),
    });
    expect(pairwiseCorrelation(trainsOf([[1]], window), { bin: 1 }).values.length).toBe(0);
  });

  it("refuse impossible bins, windows and subsamples", () => {
    const trains = trainsOf([[1]], { tStart: 0, tStop: 10 });
    for (const bin of [0, -1, Number.NaN, 11])
      expect(() => correlationMatrix(trains, { bin })).toThrow(CajalError);
    expect(() => correlationMatrix(trains, { bin: 1, tStart: 10 })).toThrow(CajalError);
    expect(() => correlationMatrix(trains, { bin: 1, subsample: { size: -1, seed: 1 } })).toThrow(CajalError);
  });
});

describe("correlation of trains with common events", () => {
  // events p^2 / (rate + events p): 4 0.25 / (6 + 2) = 0.125
  const options = { count: 30, rate: 6, events: 4, participation: 0.5, tStop: 200_000, seed: 3 };
  const truth = 0.125;

  it("has the closed form in bins of any length", () => {
    const trains = synchronousTrains(options);
    // Pairs share the events, some 800 in the record: the mean has a standard error of about 0.125 /
    // sqrt(800) = 0.0044.
    for (const bin of [1, 2, 20])
      expect(Math.abs(mean(pairwiseCorrelation(trains, { bin }).values) - truth)).toBeLessThan(0.013);
  });

  it("is lost to jitter in short bins, and found again within a window of lags", () => {
    const trains = synchronousTrains({ ...options, jitter: 10 });
    expect(mean(pairwiseCorrelation(trains, { bin: 1 }).values)).toBeLessThan(truth / 8);
    const windowed = windowedCorrelation(trains, { bin: 1, window: 20 });
    expect(Math.abs(mean(windowed.values) - truth)).toBeLessThan(0.015);
  });
});

describe("windowedCorrelation", () => {
  it("with a window of 0 is the correlation of counts", () => {
    const trains = fixtureTrains("trains_B");
    expect(windowedCorrelation(trains, { bin: 2, window: 0 })).toEqual(
      pairwiseCorrelation(trains, { bin: 2 }),
    );
  });

  it("sums products over all lags of the window, less chance at the bins that overlap", () => {
    const trains = toTrains(fixtureTrains("trains_B"), { tStop: 300 });
    const [bin, reach] = [5, 3];
    const counts = countsOf(trains, bin);
    const area = (one: Float64Array, other: Float64Array): number => {
      const bins = one.length;
      let sum = 0;
      for (let lag = -reach; lag <= reach; lag++) {
        for (let place = 0; place < bins; place++) sum += (one[place] as number) * (other[place + lag] ?? 0);
        sum -= (bins - Math.abs(lag)) * mean(one) * mean(other);
      }
      return sum;
    };
    const { values } = windowedCorrelation(trains, { bin, window: bin * reach });
    let [pair, defined] = [0, 0];
    for (const [index, one] of counts.entries())
      for (const other of counts.slice(index + 1)) {
        const [first, second] = [area(one, one), area(other, other)];
        const value = values[pair++] as number;
        if (first > 0 && second > 0) {
          expect(value).toBeCloseTo(area(one, other) / Math.sqrt(first * second), 10);
          defined++;
        } else expect(value).toBeNaN();
      }
    expect(defined).toBeGreaterThan(10);
  });

  it("refuses windows below 0 or as long as the recording", () => {
    const trains = poissonTrains({ count: 2, rate: 10, tStop: 100 });
    for (const window of [-2, 100, Number.NaN])
      expect(() => windowedCorrelation(trains, { bin: 1, window })).toThrow(/window/);
  });
});

describe("progress", () => {
  it("grows to 1 in at most 100 calls, for empty, sparse and full bins and windows", () => {
    const many = poissonTrains({ count: 151, rate: 20, tStop: 2000 });
    const silent = trainsOf([[], []], { tStart: 0, tStop: 10 });
    for (const [trains, options] of [
      [many, { bin: 1 }],
      [many, { bin: 500 }],
      [many, { bin: 1, window: 5 }],
      [silent, { bin: 1 }],
    ] as const) {
      const calls: number[] = [];
      const onProgress = (fraction: number): void => void calls.push(fraction);
      if ("window" in options) windowedCorrelation(trains, { ...options, onProgress });
      else pairwiseCorrelation(trains, { ...options, onProgress });
      expect(calls.length).toBeLessThanOrEqual(100);
      expect(calls.at(-1)).toBe(1);
      expect(calls).toEqual(calls.toSorted((one, other) => one - other));
    }
  });
});
