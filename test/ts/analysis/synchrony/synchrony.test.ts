// Synchrony of populations against numpy, and in closed form.

import { describe, expect, it } from "vitest";
import {
  covarianceMatrix,
  mean,
  poissonTrains,
  populationCounts,
  signalSynchronyIndex,
  synchronousTrains,
  synchronyIndex,
  toTrains,
  trainCount,
  trainsOf,
  varianceOverMean,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

describe("varianceOverMean and synchronyIndex", () => {
  const reference = fixture("fano_synchrony");
  for (const [key, expected] of Object.entries<Record<string, number>>(reference.expected.synchrony))
    it(`equal numpy's in ${key}`, () => {
      const [set, width] = key.split("_w");
      const trains = fixtureTrains(`trains_${set}`);
      const bin = Number(width);
      const near = (value: number, name: string) =>
        expectClose([value], [expected[name] as number], reference);
      near(varianceOverMean(trains, { bin }), "var_over_mean");
      near(synchronyIndex(trains, { bin }), "chi");
      near(synchronyIndex(trains, { bin }) ** 2, "chi2_counts");
      const rows = Array.from({ length: trainCount(trains) }, (_, row) => row);
      const signals = rows.map((row) => populationCounts(toTrains(trains, { neurons: [row] }), { bin }));
      near(signalSynchronyIndex(signals), "chi");
      // The variance over mean of single trains, here from the diagonal of the covariances (which has ddof
      // 1).
      const { values, size } = covarianceMatrix(trains, { bin });
      const single = signals.map((counts, row) => {
        const variance = ((values[row * size + row] as number) * (counts.length - 1)) / counts.length;
        return variance / mean(counts);
      });
      near(mean(single), "fano_mean_single");
    });

  it("of independent Poisson neurons are 1 and 1 / sqrt(n)", () => {
    const trains = poissonTrains({ count: 100, rate: 10, tStop: 50_000, seed: 2 });
    // 16,666 bins: a standard error of sqrt(2 / 16,666) = 0.011 of the variance
    expect(Math.abs(varianceOverMean(trains, { bin: 3 }) - 1)).toBeLessThan(0.035);
    expect(Math.abs(synchronyIndex(trains, { bin: 3 }) - 0.1)).toBeLessThan(0.003);
  });

  it("of common events have closed forms that grow with the number of neurons", () => {
    for (const count of [20, 80]) {
      const [rate, events, participation] = [6, 4, 0.25];
      const trains = synchronousTrains({ count, rate, events, participation, tStop: 300_000, seed: 5 });
      const total = rate + events * participation;
      const shared = events * participation ** 2;
      const ratio = 1 + ((count - 1) * shared) / total;
      // 1,200 events: 3 % standard error of their number, a little more of their variance
      expect(Math.abs(varianceOverMean(trains, { bin: 2 }) / ratio - 1)).toBeLessThan(0.1);
      expect(Math.abs(synchronyIndex(trains, { bin: 2 }) / Math.sqrt(ratio / count) - 1)).toBeLessThan(0.05);
    }
  });

  it("of a silent population are not defined", () => {
    const silent = trainsOf([[], []], { tStart: 0, tStop: 10 });
    expect(varianceOverMean(silent, { bin: 1 })).toBeNaN();
    expect(synchronyIndex(silent, { bin: 1 })).toBeNaN();
    for (const bin of [0, -1, 11, Number.NaN]) {
      expect(() => varianceOverMean(silent, { bin })).toThrow(CajalError);
      expect(() => synchronyIndex(silent, { bin })).toThrow(CajalError);
    }
  });
});

describe("signalSynchronyIndex", () => {
  const wave = (phase: number): Float64Array =>
    Float64Array.from({ length: 400 }, (_, step) => -60 + 3 * Math.sin((step / 400) * 2 * Math.PI + phase));

  it("is 1 for equal potentials, 0 for opposite ones, and in between by the phase", () => {
    expect(signalSynchronyIndex([wave(0), wave(0), wave(0)])).toBeCloseTo(1, 12);
    expect(signalSynchronyIndex([wave(0), wave(Math.PI)])).toBeCloseTo(0, 7);
    // The mean of two waves a phase apart has an amplitude of cos(phase / 2).
    expect(signalSynchronyIndex([wave(0), wave(1)])).toBeCloseTo(Math.cos(0.5), 10);
  });

  it("is not defined for constants, and refuses no or unequal signals", () => {
    expect(
      signalSynchronyIndex([
        [1, 1],
        [2, 2],
      ]),
    ).toBeNaN();
    expect(() => signalSynchronyIndex([])).toThrow(/signals must be a list of at least one/);
    expect(() => signalSynchronyIndex([[1, 2], [1]])).toThrow(/signals\[1\]/);
  });
});
