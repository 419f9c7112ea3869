// Spectra of signals whose spectra are known in closed form.
import { describe, expect, it } from "vitest";
import { powerSpectrum, spectrogram, variance } from "../../../../ts/analysis/index.ts";

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

  it("cuts as many segments as were asked for, and as long as a resolution needs", () => {
    const signal = noise(10_000);
    expect(powerSpectrum(signal, { interval: 1, segments: 1 }).power.length).toBe(5001);
    expect(powerSpectrum(signal, { interval: 1, segments: 4, overlap: 0 }).power.length).toBe(1251);
    // 0.1 ms and 0.1 1/s are no binary fractions; their quotient is 100 000 samples.
    const long = powerSpectrum(noise(100_000), { interval: 0.1, resolution: 0.1 });
    expect(long.frequencies[1]).toBeCloseTo(0.1, 12);
  });

  it("of a constant is zero, and NaN where the signal has a NaN", () => {
    const constant = new Float64Array(300).fill(7);
    expect(Math.max(...powerSpectrum(constant, { interval: 1, segment: 100 }).power)).toBeLessThan(1e-25);
    constant[5] = Number.NaN;
    expect(powerSpectrum(constant, { interval: 1, segment: 100 }).power.every(Number.isNaN)).toBe(true);
  });

  it("refuses what makes no spectrum", () => {
    const signal = new Float64Array(100);
    const refused = (options: object) => expect(() => powerSpectrum(signal, { interval: 1, ...options }));
    refused({ segment: 3 }).toThrow(/segment must be a whole number from 4 on/);
    refused({ segment: 12.5 }).toThrow(/segment must be a whole number/);
    refused({ segment: 64, interval: 0 }).toThrow(/interval must be a finite number above 0/);
    refused({ segment: 128 }).toThrow(/at least as many samples as a segment/);
    refused({ segment: 50, segments: 8 }).toThrow(/one of segment, segments and resolution/);
    refused({ segments: 0 }).toThrow(/segments must be a whole number/);
    refused({ resolution: -1 }).toThrow(/resolution must be a finite number above 0/);
    refused({ segment: 50, overlap: 1 }).toThrow(/overlap must be/);
  });
});

describe("spectrogram", () => {
  it("without overlap is averaged by powerSpectrum", () => {
    const signal = noise(1000);
    const options = { interval: 2, segment: 150, overlap: 0 };
    const { times, frequencies, power } = spectrogram(signal, options);
    expect(Array.from(times)).toEqual([150, 450, 750, 1050, 1350, 1650]);
    const mean = powerSpectrum(signal, options);
    expect(frequencies).toEqual(mean.frequencies);
    for (let k = 0; k < frequencies.length; k++) {
      let sum = 0;
      for (let time = 0; time < 6; time++) sum += power[time * frequencies.length + k] as number;
      expect(sum / 6).toBeCloseTo(mean.power[k] as number, 12);
    }
  });

  it("finds when an oscillation changes its frequency", () => {
    const signal = Float64Array.from({ length: 2000 }, (_, k) =>
      Math.sin((2 * Math.PI * (k < 1000 ? 40 : 80) * k) / 1000),
    );
    const { frequencies, power } = spectrogram(signal, { interval: 1, segment: 500 });
    const peaks = [0, 1, 2, 3].map((time) => {
      const window = power.subarray(time * frequencies.length, (time + 1) * frequencies.length);
      return frequencies[window.indexOf(Math.max(...window))];
    });
    expect(peaks).toEqual([40, 40, 80, 80]);
  });
});
