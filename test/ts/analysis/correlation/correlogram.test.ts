// Correlograms against Elephant and against what one can count by hand.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  autoCorrelogram,
  crossCorrelogram,
  pairwiseCorrelation,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const reference = fixture("cross_correlogram");
const { i, j, bin_ms: bin } = reference.input;
const trains = fixtureTrains(reference.input.trains);
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe("crossCorrelogram", () => {
  const lags = [-20 * bin, 20 * bin] as const;
  for (const [key, options] of Object.entries({
    pad20: {},
    pad20_border: { borderCorrection: true },
    pad20_coef: { coefficient: true },
    pad20_binary: { binary: true },
  }))
    it(`equals Elephant's ${key}`, () => {
      const expected = reference.expected[key];
      const got = crossCorrelogram(trains, { pair: [i, j], bin, lags, ...options });
      expectClose(got.values, expected.values, reference);
      expectClose(
        got.lags,
        expected.lags.map((lag: number) => lag * bin),
        reference,
      );
      expect((got.lags[0] as number) - bin / 2).toBe(expected.t_start_ms);
    });

  it("over all lags holds every pair of spikes", () => {
    const { values, lags: all } = crossCorrelogram(trains, { pair: [i, j], bin });
    expect(sum(values)).toBe(reference.expected.full_sum);
    expect([all[0], all.at(-1)]).toEqual(reference.expected.full_lag_range.map((lag: number) => lag * bin));
  });

  const two = trainsOf([[10.5], [13.5, 17.2, 17.4]], { tStart: 0, tStop: 20 });

  it("has positive lags where the second neuron fires after the first", () => {
    const { values, lags: all } = crossCorrelogram(two, { pair: [0, 1], bin: 1, lags: [2, 8] });
    expect(Array.from(all)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(values)).toEqual([0, 1, 0, 0, 0, 2, 0]);
    const reversed = crossCorrelogram(two, { pair: [1, 0], bin: 1, lags: [-8, -2] });
    expect(Array.from(reversed.values)).toEqual([0, 2, 0, 0, 0, 1, 0]);
  });

  it("at lags where a part of the first train lies over the second, all bins overlap", () => {
    const part = { pair: [0, 1] as const, bin: 1, first: { tStart: 8, tStop: 12 } };
    const valid = crossCorrelogram(two, { ...part, lags: "valid", borderCorrection: true });
    expect([valid.lags[0], valid.lags.at(-1)]).toEqual([-8, 8]);
    expect(sum(valid.values)).toBe(3);
    const all = crossCorrelogram(two, part);
    expect([all.lags[0], all.lags.at(-1)]).toEqual([-11, 11]);
    expect(sum(crossCorrelogram(two, { ...part, first: { tStart: 11 } }).values)).toBe(0);
    expect(crossCorrelogram(two, { pair: [0, 1], bin: 1, lags: "valid" }).lags).toEqual(new Float64Array(1));
  });

  it("takes spikes of the first train from its part only", () => {
    const early = trainsOf([[1.5, 2.5, 10.5], [13.5]], { tStart: 0, tStop: 20 });
    const { values, lags: all } = crossCorrelogram(early, {
      pair: [0, 1],
      bin: 1,
      first: { tStart: 8, tStop: 12 },
    });
    expect(sum(values)).toBe(1);
    expect(all[values.indexOf(1)]).toBe(3);
  });

  it("with the border corrected is constant for a constant rate", () => {
    const regular = trainsOf([[0.5, 1.5, 2.5, 3.5, 4.5]], { tStart: 0, tStop: 5 });
    const { values } = autoCorrelogram(regular, { neuron: 0, bin: 1, borderCorrection: true });
    for (const value of values) expect(value).toBeCloseTo(5, 12);
  });

  it("is smoothed as numpy's convolution of mode 'same' does", () => {
    // numpy.convolve([0, 1, 0, 0, 0, 2, 0], kernel / sum(kernel), "same")
    const at = (kernel: number[]) =>
      Array.from(crossCorrelogram(two, { pair: [0, 1], bin: 1, lags: [2, 8], kernel }).values);
    expect(at([1, 2, 1])).toEqual([0.25, 0.5, 0.25, 0, 0.5, 1, 0.5]);
    expect(at([3, 1])).toEqual([0, 0.75, 0.25, 0, 0, 1.5, 0.5]);
    expect(at([1, 2, 3, 4])).toEqual([0.1, 0.2, 0.3, 0.4, 0.2, 0.4, 0.6].map((v) => expect.closeTo(v, 12)));
    expect(at([0, 5, 0])).toEqual([0, 1, 0, 0, 0, 2, 0]);
  });

  it("corrects the border before it smooths, and smooths before it scales", () => {
    const common = { pair: [0, 1] as const, bin: 1, lags: [-10, 10] as const };
    const kernel = [1, 2, 3];
    const corrected = crossCorrelogram(two, { ...common, borderCorrection: true }).values;
    const smoothed = crossCorrelogram(two, { ...common, borderCorrection: true, kernel }).values;
    const scaled = crossCorrelogram(two, {
      ...common,
      borderCorrection: true,
      kernel,
      coefficient: true,
    }).values;
    // n = 1 and 3 in 20 bins, squares 1 and 5.
    const norm = Math.sqrt((1 - 1 / 20) * (5 - 9 / 20));
    for (let place = 1; place < 20; place++) {
      const mixed =
        (3 * (corrected[place - 1] as number) +
          2 * (corrected[place] as number) +
          (corrected[place + 1] as number)) /
        6;
      expect(smoothed[place]).toBeCloseTo(mixed, 12);
      expect(scaled[place]).toBeCloseTo((mixed - 3 / 20) / norm, 12);
    }
  });

  it("has the correlation of counts at lag 0, and NaN coefficients for a silent neuron", () => {
    const { values } = crossCorrelogram(trains, { pair: [2, 5], bin, lags: [0, 0], coefficient: true });
    const pair = pairwiseCorrelation(trains, { bin, neurons: [2, 5] });
    expect(values[0]).toBeCloseTo(pair.values[0] as number, 12);
    const silent = trainsOf([[1], []], { tStart: 0, tStop: 4 });
    expect(crossCorrelogram(silent, { pair: [0, 1], bin: 2, coefficient: true }).values).toEqual(
      Float64Array.of(NaN, NaN, NaN),
    );
    expect(sum(crossCorrelogram(silent, { pair: [0, 1], bin: 2 }).values)).toBe(0);
  });

  it("mirrors when the pair is exchanged", () => {
    const times = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 40 });
    fc.assert(
      fc.property(times, times, fc.boolean(), (one, other, borderCorrection) => {
        const both = trainsOf(
          [one, other].map((steps) => Float64Array.from(steps, (step) => step / 10).sort()),
          { tStart: 0, tStop: 50 },
        );
        const there = crossCorrelogram(both, { pair: [0, 1], bin: 2, borderCorrection });
        const back = crossCorrelogram(both, { pair: [1, 0], bin: 2, borderCorrection });
        expect(there.values).toEqual(back.values.toReversed());
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it("refuses lags, kernels, parts and neurons that do not exist", () => {
    const common = { pair: [0, 1] as const, bin: 1 };
    const bad = (options: object) => () => crossCorrelogram(two, { ...common, ...options });
    for (const wrong of [
      [-30, 0],
      [0, 20],
      [5, 2],
      [Number.NaN, 2],
    ] as const)
      expect(bad({ lags: wrong })).toThrow(/lags/);
    expect(bad({ lags: [0, 2], kernel: [1, 1, 1, 1] })).toThrow(/kernel/);
    for (const kernel of [[], [0, 0], [Number.NaN]]) expect(bad({ kernel })).toThrow(/kernel/);
    for (const first of [{ tStart: 0.5 }, { tStart: -1 }, { tStop: 21 }])
      expect(bad({ first })).toThrow(/first/);
    expect(bad({ pair: [0, 2] })).toThrow(CajalError);
    expect(bad({ bin: 0 })).toThrow(CajalError);
    expect(bad({ tStart: 20 })).toThrow(CajalError);
  });
});

describe("autoCorrelogram", () => {
  it("equals Elephant's, lag 0 included, also from a recording", () => {
    const lags = [-20 * bin, 20 * bin] as const;
    const { values } = autoCorrelogram(trains, { neuron: 0, bin, lags });
    expectClose(values, reference.expected.auto20, reference);
    const times = trains.times.subarray(trains.offsets[0], trains.offsets[1]);
    const recorded = { ids: times.map(() => 7), times, neurons: [3, 7], tStart: 0, tStop: trains.tStop };
    expect(autoCorrelogram(recorded, { neuron: 7, bin, lags }).values).toEqual(values);
  });
});
