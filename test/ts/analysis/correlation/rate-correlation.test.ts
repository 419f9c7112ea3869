// Correlation of populations and signals.

import { describe, expect, it } from "vitest";
import {
  poissonTrains,
  rateCorrelation,
  signalCorrelation,
  synchronousTrains,
  toTrains,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { CajalError } from "../../../../ts/error.ts";

describe("signalCorrelation", () => {
  it("is Pearson's coefficient, NaN for a constant signal", () => {
    const { values, size } = signalCorrelation([
      [1, 2, 3, 4],
      [2, 1, 4, 3],
      [4, 3, 2, 1],
      [0.1, 0.1, 0.1, 0.1],
    ]);
    expect(size).toBe(4);
    const expected = [1, 0.6, -1, NaN, 0.6, 1, -0.6, NaN, -1, -0.6, 1, NaN, NaN, NaN, NaN, NaN];
    expect(Array.from(values)).toEqual(
      expected.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 12))),
    );
  });

  it("knows a constant signal whose mean is rounded", () => {
    const { values } = signalCorrelation([
      [0.1, 0.1, 0.1],
      [1, 2, 4],
    ]);
    expect(Array.from(values)).toEqual([NaN, NaN, NaN, expect.closeTo(1, 12)]);
  });

  it("refuses signals of unequal length, and knows none and empty ones", () => {
    expect(() => signalCorrelation([[1, 2], [1]])).toThrow(/signals\[1\] must have 2 values, got 1/);
    expect(signalCorrelation([]).size).toBe(0);
    expect(signalCorrelation([[], []]).values).toEqual(Float64Array.of(NaN, NaN, NaN, NaN));
  });
});

describe("rateCorrelation", () => {
  it("of the halves of one synchronous population has the closed form", () => {
    const [half, rate, events, participation] = [40, 6, 5, 0.2];
    const trains = synchronousTrains({
      count: 2 * half,
      rate,
      events,
      participation,
      tStop: 100_000,
      seed: 8,
    });
    const rows = Array.from({ length: 2 * half }, (_, row) => row);
    const { values, size } = rateCorrelation([
      toTrains(trains, { neurons: rows.slice(0, half) }),
      toTrains(trains, { neurons: rows.slice(half) }),
    ]);
    // Per time: covariance events (half p)^2; variance half (rate + events p) + events half (half - 1) p^2.
    const shared = events * (half * participation) ** 2;
    const own = half * (rate + events * participation) + events * half * (half - 1) * participation ** 2;
    expect(size).toBe(2);
    // 500 events: a standard error of about (1 - r^2) / sqrt(500) = 0.03
    expect(Math.abs((values[1] as number) - shared / own)).toBeLessThan(0.06);
    expect(values[0]).toBeCloseTo(1, 12);
  });

  it("is near 0 for independent populations and NaN for a silent one", () => {
    const populations = [1, 2].map((seed) => poissonTrains({ count: 20, rate: 5, tStop: 20_000, seed }));
    const silent = trainsOf([[]], { tStart: 0, tStop: 20_000 });
    const { values } = rateCorrelation([...populations, silent], { bin: 5 });
    expect(Math.abs(values[1] as number)).toBeLessThan(0.06); // 4,000 bins: sd 0.016
    expect(values[2]).toBeNaN();
    expect(values[8]).toBeNaN();
  });

  it("refuses populations that were observed for unequal times", () => {
    const populations = [100, 200].map((tStop) => trainsOf([[1]], { tStart: 0, tStop }));
    expect(() => rateCorrelation(populations)).toThrow(CajalError);
    expect(rateCorrelation(populations, { tStop: 50 }).values[1]).toBeCloseTo(1, 12);
  });
});
