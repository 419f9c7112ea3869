// Spectra of signals whose spectra are known in closed form.
import { describe, expect, it } from "vitest";
import { powerSpectrum, variance } from "../../../ts/analysis/index.ts";

/** Independent uniform numbers from a multiplicative generator, variance 1/12. */
function noise(length: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  });
}

describe("powerSpectrum", () => {
  it("goes from 0 to half the sampling rate in steps of one over the segment", () => {
    const { frequencies, power } = powerSpectrum(noise(1000), { interval: 2, segment: 256 });
    expect(frequencies.length).toBe(129);
    expect(power.length).toBe(129);
    expect(frequencies[1]).toBeCloseTo(1000 / 512, 12);
    expect(frequencies[128]).toBeCloseTo(250, 12);
  });

  it("of white noise is flat at twice the variance times the interval", () => {
    const { power } = powerSpectrum(noise(100_000), { interval: 1, segment: 128 });
    const level = (2 / 12) * 0.001;
    // Some 1500 segments: 3 % standard error per frequency.
    for (const value of power.subarray(2, 64)) expect(Math.abs(value / level - 1)).toBeLessThan(0.15);
  });

  it("integrates to the variance", () => {
    const signal = noise(65_536);
    const { frequencies, power } = powerSpectrum(signal, { interval: 0.5, segment: 1024 });
    const total = power.reduce((sum, value) => sum + value, 0) * (frequencies[1] as number);
    expect(total / variance(signal)).toBeCloseTo(1, 1);
  });

  it("of an oscillation peaks at its frequency with half the square of its amplitude below the peak", () => {
    const signal = Float64Array.from({ length: 4096 }, (_, k) => 3 * Math.sin(2 * Math.PI * 0.125 * k) + 7);
    const { frequencies, power } = powerSpectrum(signal, { interval: 1, segment: 512 });
    const peak = power.indexOf(Math.max(...power));
    expect(frequencies[peak]).toBeCloseTo(125, 9);
    expect(power.reduce((sum, value) => sum + value, 0) * (frequencies[1] as number)).toBeCloseTo(4.5, 6);
    expect(power[0]).toBeLessThan(1e-20);
  });

  it("refuses what makes no spectrum", () => {
    const signal = new Float64Array(100);
    expect(() => powerSpectrum(signal, { interval: 1, segment: 100 })).toThrow(/power of two/);
    expect(() => powerSpectrum(signal, { interval: 0, segment: 64 })).toThrow(/interval must be positive/);
    expect(() => powerSpectrum(signal, { interval: 1, segment: 128 })).toThrow(/at least one segment/);
  });
});
