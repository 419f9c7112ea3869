// Peaks of spectra that were made with peaks.
import { describe, expect, it } from "vitest";
import { powerSpectrum, spectralPeaks } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

/** Gaussian bumps on a flat ground of 1. */
function bumps(...list: readonly (readonly [centre: number, height: number, width: number])[]) {
  const frequencies = Float64Array.from({ length: 1001 }, (_, k) => k / 2);
  const power = frequencies.map((f) =>
    list.reduce(
      (sum, [centre, height, width]) => sum + height * Math.exp(-(((f - centre) / width) ** 2) / 2),
      1,
    ),
  );
  return { frequencies, power };
}

describe("spectralPeaks", () => {
  it("finds both gamma peaks, the strongest first, with their prominences", () => {
    const peaks = spectralPeaks(bumps([64.2, 9, 6], [300.1, 4, 15]));
    expect(peaks.length).toBe(2);
    expect(peaks[0]?.frequency).toBeCloseTo(64.2, 1);
    expect(peaks[0]?.power).toBeCloseTo(10, 1);
    expect(peaks[0]?.prominence).toBeCloseTo(0.9, 3);
    expect(peaks[1]?.frequency).toBeCloseTo(300.1, 1);
    expect(peaks[1]?.prominence).toBeCloseTo(0.8, 3);
  });

  it("looks in a band and leaves out what hardly stands above its valley", () => {
    const spectrum = bumps([64, 9, 6], [90, 2, 3], [300, 4, 15]);
    const found = (options: object) =>
      spectralPeaks(spectrum, options).map(({ frequency }) => Math.round(frequency));
    expect(found({ band: [100, 400] })).toEqual([300]);
    expect(found({})).toEqual([64, 300, 90]);
    expect(found({ minProminence: 0.7 })).toEqual([64, 300]);
    expect(found({ minProminence: 1 })).toEqual([]);
  });

  it("finds the frequency of a noisy oscillation after smoothing", () => {
    const uniform = uniforms(8);
    const signal = Float64Array.from(
      { length: 60_000 },
      (_, k) => Math.sin((2 * Math.PI * 64 * k) / 2000 + 0.3 * Math.sin(k / 500)) + 4 * (uniform() - 0.5),
    );
    const spectrum = powerSpectrum(signal, { interval: 0.5, resolution: 0.5 });
    const peaks = spectralPeaks(spectrum, { smoothing: 2, minProminence: 0.8 });
    expect(peaks.length).toBe(1);
    expect(Math.abs((peaks[0]?.frequency ?? 0) - 64)).toBeLessThan(0.5);
  });

  it("takes a plateau once, and no end, no slope and no NaN", () => {
    const frequencies = Float64Array.of(0, 1, 2, 3, 4, 5);
    const count = (...power: number[]) =>
      spectralPeaks({ frequencies, power: Float64Array.from(power) }, { minProminence: 0 }).length;
    expect(count(0, 2, 2, 2, 1, 0)).toBe(1);
    expect(count(5, 4, 3, 2, 1, 0)).toBe(0);
    expect(count(1, 1, 1, 1, 1, 1)).toBe(0);
    expect(count(...new Array(6).fill(Number.NaN))).toBe(0);
    expect(spectralPeaks({ frequencies: new Float64Array(0), power: new Float64Array(0) })).toEqual([]);
  });

  it("refuses impossible options", () => {
    const spectrum = bumps([64, 9, 6]);
    expect(() => spectralPeaks(spectrum, { band: [80, 20] })).toThrow(/band must be two ascending numbers/);
    expect(() => spectralPeaks(spectrum, { smoothing: 0 })).toThrow(
      /smoothing must be a finite number above 0/,
    );
    expect(() => spectralPeaks(spectrum, { minProminence: 2 })).toThrow(/minProminence/);
    expect(() => spectralPeaks({ ...spectrum, power: new Float64Array(2) })).toThrow(
      /power must have 1001 values, got 2/,
    );
  });
});
