// Cross-spectra of signals whose relation is known.
import { describe, expect, it } from "vitest";
import { coherence, crossSpectrum, powerSpectrum } from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

const noise = (length: number, seed: number): Float64Array => {
  const uniform = uniforms(seed);
  return Float64Array.from({ length }, () => uniform() - 0.5);
};
const options = { interval: 1, segment: 200 };

describe("crossSpectrum", () => {
  it("of a signal with itself is its power spectrum", () => {
    const signal = noise(3000, 1);
    const { real, imaginary } = crossSpectrum(signal, signal, options);
    const { power } = powerSpectrum(signal, options);
    for (let k = 0; k < power.length; k++) expect(real[k]).toBeCloseTo(power[k] as number, 15);
    expect(imaginary.every((value) => value === 0)).toBe(true);
  });

  it("of exchanged signals is the complex conjugate", () => {
    const [one, other] = [noise(1000, 1), noise(1000, 2)];
    const there = crossSpectrum(one, other, options);
    const back = crossSpectrum(other, one, options);
    expect(back.real).toEqual(there.real);
    expect(back.imaginary).toEqual(there.imaginary.map((value) => -value));
  });
});

describe("coherence", () => {
  it("is 1 for a signal and its image, whatever the gain", () => {
    const signal = noise(3000, 1);
    const got = coherence(
      signal,
      signal.map((value) => 3 - 2 * value),
      options,
    );
    for (const value of got.coherence) expect(value).toBeCloseTo(1, 10);
    for (const value of got.phase) expect(Math.abs(value)).toBeCloseTo(Math.PI, 10);
  });

  it("has the phase -2 pi f delay when the second signal lags", () => {
    const source = noise(100_004, 4);
    const delay = 4;
    const got = coherence(source.subarray(delay), source.subarray(0, -delay), options);
    // 4 samples of 200 lie outside the common part of a segment, which costs little coherence.
    for (let k = 2; k < 20; k++) {
      const expected = (-2 * Math.PI * (got.frequencies[k] as number) * delay) / 1000;
      expect(got.phase[k]).toBeCloseTo(expected, 1);
      expect(got.coherence[k]).toBeGreaterThan(0.99);
    }
  });

  it("with independent noise of equal power is a quarter: half of each power is shared", () => {
    const [common, one, other] = [noise(200_000, 1), noise(200_000, 2), noise(200_000, 3)];
    const mixed = (own: Float64Array) => common.map((value, k) => value + (own[k] as number));
    const got = coherence(mixed(one), mixed(other), options).coherence.subarray(2, 99);
    const mean = got.reduce((sum, value) => sum + value, 0) / got.length;
    // 2000 segments: standard error of the mean over about 65 independent frequencies about 0.002.
    expect(Math.abs(mean - 0.25)).toBeLessThan(0.01);
  });

  it("is NaN for a silent signal, and refuses signals of unequal length", () => {
    const got = coherence(noise(400, 1), new Float64Array(400), options);
    expect(got.coherence.every(Number.isNaN)).toBe(true);
    expect(() => coherence(noise(400, 1), noise(401, 1), options)).toThrow(/b must have 400 values, got 401/);
  });
});
