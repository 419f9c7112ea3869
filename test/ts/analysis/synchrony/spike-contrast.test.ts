// Spike-contrast against Elephant and on trains whose value is known.
import { describe, expect, it } from "vitest";
import { poissonTrains, spikeContrast, synchronousTrains, trainsOf } from "../../../../ts/analysis/index.ts";
import { expectClose, fixture, fixtureTrains } from "../fixture.ts";

const window = { tStart: 0, tStop: 1000 };

describe("spikeContrast", () => {
  it("and its trace equal Elephant's", () => {
    const reference = fixture("synchrony_and_distances");
    const { expected } = reference;
    const { synchrony, bins, contrast, active, curve } = spikeContrast(fixtureTrains(reference.input.trains));
    expectClose([synchrony], [expected.spike_contrast], reference);
    expect(bins.length).toBe(expected.n_trace);
    const start = expected.contrast_trace_bin_ms.length;
    expectClose(bins.slice(0, start), expected.contrast_trace_bin_ms, reference);
    expectClose(curve.slice(0, start), expected.contrast_trace_synchrony, reference);
    expectClose(contrast.slice(0, start), expected.contrast_trace_contrast, reference);
    expectClose(active.slice(0, start), expected.contrast_trace_active, reference);
  });

  it("is 1 for equal trains with long pauses, at a bin shorter than the pauses", () => {
    const times = [100, 300, 500, 700, 900];
    const { synchrony, bins, curve, active } = spikeContrast(trainsOf([times, times, times], window));
    expect(synchrony).toBeCloseTo(1, 12);
    expect(active.every((value) => Math.abs(value - 1) < 1e-12)).toBe(true);
    expect(bins[curve.indexOf(synchrony)]).toBeLessThan(200);
    expect(bins.at(-1)).toBeGreaterThanOrEqual(100); // half the shortest interval
  });

  it("grows with the part of the spikes that is common", () => {
    const common = { count: 10, tStop: 20_000, seed: 4 };
    const independent = spikeContrast(poissonTrains({ ...common, rate: 3 })).synchrony;
    const partly = spikeContrast(
      synchronousTrains({ ...common, rate: 1.5, events: 3, participation: 0.5 }),
    ).synchrony;
    const mostly = spikeContrast(
      synchronousTrains({ ...common, rate: 0.3, events: 3, participation: 0.9 }),
    ).synchrony;
    expect(independent).toBeLessThan(partly);
    expect(partly).toBeLessThan(mostly);
    expect(mostly).toBeLessThanOrEqual(1);
  });

  it("is NaN for one train, for silence and where no train has two spikes", () => {
    for (const lists of [[], [[1, 2]], [[], []], [[1], [2]]]) {
      const { synchrony, bins } = spikeContrast(trainsOf(lists, window));
      expect(synchrony).toBeNaN();
      expect(bins.length).toBe(0);
    }
    // The window is shorter than two of the shortest bins.
    expect(spikeContrast(trainsOf([[1, 2], [3]], { tStart: 0, tStop: 15 })).synchrony).toBeNaN();
  });

  it("takes silent trains as trains that are not active", () => {
    const times = [100, 300, 500, 700, 900];
    const { synchrony } = spikeContrast(trainsOf([times, times, []], window));
    expect(synchrony).toBeCloseTo(0.5, 12); // (2 - 1) / (3 - 1)
  });

  it("copes with spikes at both ends and two at one time", () => {
    const trains = trainsOf(
      [
        [0, 0, 500, 1000],
        [0, 1000],
      ],
      window,
    );
    const { contrast, bins } = spikeContrast(trains);
    expect(bins.length).toBe(38); // 500 0.9^37 = 10.1
    // Halves of the first bin, 250 ms: 3, 0, 1 and 2 spikes, the last one closed; bins 3, 1, 3.
    expect(contrast[0]).toBeCloseTo((2 + 2) / (2 * 6), 12);
  });

  it("has as many bins as asked for", () => {
    const trains = poissonTrains({ count: 3, rate: 20, tStop: 1000 });
    expect(Array.from(spikeContrast(trains, { shrinkage: 0.5, minBin: 60 }).bins)).toEqual([
      500, 250, 125, 62.5,
    ]);
    for (const minBin of [0, -1, Number.NaN])
      expect(() => spikeContrast(trains, { minBin })).toThrow(/minBin/);
    for (const shrinkage of [0, 1, Number.NaN])
      expect(() => spikeContrast(trains, { shrinkage })).toThrow(/shrinkage/);
  });
});
