// Time scales of autocorrelations against Elephant, exact decays and a process whose time scale is known.

import { describe, expect, it } from "vitest";
import { fitDecay } from "../../../../ts/analysis/correlation/decay-fit.ts";
import {
  autocorrelationTimescale,
  intrinsicTimescale,
  poissonTrains,
  type Trains,
  trainsOf,
} from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";
import { CajalError } from "../../../../ts/error.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

describe("autocorrelationTimescale", () => {
  it("equals Elephant's", () => {
    const reference = fixture("synchrony_and_distances");
    const trains = fixtureTrains(reference.input.trains);
    expectClose(autocorrelationTimescale(trains, { maxLag: 50 }), reference.expected.timescale_ms, reference);
  });

  it("is NaN for fewer than two spikes, as Elephant's", () => {
    const trains = fixtureTrains("edge_cases");
    const values = autocorrelationTimescale(trains, { bin: 2, maxLag: 50 });
    expectClose(
      [values[1] as number],
      [fixture("edge_cases").expected.timescale_single_spike],
      fixture("edge_cases"),
    );
    expect(values[0]).toBeNaN();
    expect(values[2]).toBeGreaterThan(0);
  });

  it("refuses lags shorter than a bin or not shorter than the window", () => {
    const trains = trainsOf([[1, 2]], { tStart: 0, tStop: 20 });
    for (const maxLag of [0, 0.5, 20, Number.NaN])
      expect(() => autocorrelationTimescale(trains, { maxLag })).toThrow(/maxLag/);
    expect(() => autocorrelationTimescale(trains, { bin: 0, maxLag: 5 })).toThrow(CajalError);
  });
});

describe("fitDecay", () => {
  const lags = Float64Array.from({ length: 20 }, (_, index) => (index + 1) * 50);

  it("finds the parameters of exact decays", () => {
    for (const [timescale, amplitude, offset] of [
      [60, 0.2, 0.1],
      [150, 0.05, -0.2],
      [900, 1, 0],
    ] as const) {
      const fit = fitDecay(
        lags,
        lags.map((lag) => amplitude * (Math.exp(-lag / timescale) + offset)),
      );
      // Golden section stops where errors differ by round-off: about the root of 1e-16 in the position.
      expect(Math.abs(fit.timescale / timescale - 1)).toBeLessThan(1e-6);
      expect(Math.abs(fit.amplitude / amplitude - 1)).toBeLessThan(1e-5);
      expect(fit.offset).toBeCloseTo(offset, 5);
      expect(fit.r2).toBeCloseTo(1, 10);
    }
  });

  it("gives NaN for what grows, is constant or straight, or is too short", () => {
    for (const values of [
      lags.map((lag) => 1 - Math.exp(-lag / 100)),
      lags.map(() => 3),
      lags.map((lag) => 1 - lag / 1000),
      lags.map((_, index) => (index === 0 ? 1 : 0)),
    ])
      expect(fitDecay(lags, values).timescale).toBeNaN();
    expect(fitDecay(lags.subarray(0, 3), Float64Array.of(3, 2, 1.5)).r2).toBeNaN();
  });
});

/**
 * Trains of some 80 spikes/s, each with a rate that follows an Ornstein-Uhlenbeck process of the given time
 * scale.
 */
function modulated(count: number, timescale: number, tStop: number, seed: number): Trains {
  const uniform = uniforms(seed);
  const keep = Math.exp(-1 / timescale);
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const lists = Array.from({ length: count }, () => {
    const times: number[] = [];
    let state = normal();
    for (let time = 0; time < tStop; time++) {
      state = keep * state + Math.sqrt(1 - keep * keep) * normal();
      if (uniform() < 0.08 * Math.max(0, 1 + 0.4 * state)) times.push(time + 0.5);
    }
    return times;
  });
  return trainsOf(lists, { tStart: 0, tStop });
}

describe("intrinsicTimescale", () => {
  const truth = 120;
  const trains = modulated(600, truth, 1000, 3);

  it("of trials finds the time scale of the rate", () => {
    const { timescale, offset, r2, lags, autocorrelation } = intrinsicTimescale(trains, { bin: 25 });
    // Sixteen other seeds, here and below, gave 105 to 143 ms, r2 of 0.984 and more.
    expect(Math.abs(timescale / truth - 1)).toBeLessThan(0.25);
    expect(Math.abs(offset)).toBeLessThan(0.15);
    expect(r2).toBeGreaterThan(0.97);
    expect(lags.length).toBe(20);
    expect(autocorrelation[0]).toBeGreaterThan(autocorrelation[10] as number);
  });

  it("of long trains in pieces finds it too", () => {
    const long = modulated(8, truth, 80_000, 4);
    const { timescale, r2 } = intrinsicTimescale(long, { bin: 25, trial: 1000 });
    expect(Math.abs(timescale / truth - 1)).toBeLessThan(0.25);
    expect(r2).toBeGreaterThan(0.97);
  });

  it("correlates counts across trials, lag by lag", () => {
    // Counts of the trials in bins of 10 ms: (1, 1), (0, 0), (1, 0), and nothing afterwards.
    const few = trainsOf([[1, 11], [], [2]], { tStart: 0, tStop: 100 });
    const { autocorrelation } = intrinsicTimescale(few, { bin: 10 });
    expect(autocorrelation[0]).toBeCloseTo(0.5, 12);
    expect(autocorrelation[1]).toBeNaN();
    const pieces = trainsOf([[1, 11, 202]], { tStart: 0, tStop: 310 });
    const cut = intrinsicTimescale(pieces, { bin: 10, trial: 100 });
    expect(cut.autocorrelation).toEqual(autocorrelation);
    expect(cut.timescale).toBeNaN();
  });

  it("of Poisson trains explains next to nothing", () => {
    const { timescale, r2 } = intrinsicTimescale(
      poissonTrains({ count: 300, rate: 20, tStop: 1000, seed: 6 }),
    );
    expect(Number.isNaN(timescale) || r2 < 0.7).toBe(true);
  });

  it("refuses fewer than three trials or five lags", () => {
    expect(() => intrinsicTimescale(trains, { neurons: [0, 1] })).toThrow(/trials/);
    expect(() => intrinsicTimescale(trains, { trial: 400 })).toThrow(/maxLag/);
    expect(() => intrinsicTimescale(trains, { trial: 500, bin: 20 })).toThrow(/trials must be three or more/);
    expect(() => intrinsicTimescale(trains, { bin: 25, maxLag: 100 })).toThrow(
      /maxLag must be five or more bins/,
    );
    expect(() => intrinsicTimescale(trains, { bin: 25, maxLag: 1000 })).toThrow(/maxLag/);
  });
});
