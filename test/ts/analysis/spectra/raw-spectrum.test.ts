// Raw spectra of signals and populations with known spectra.
import { describe, expect, it } from "vitest";
import {
  neuronSpectra,
  poissonTrains,
  populationSpectrum,
  rawSpectrum,
  trainsOf,
  variance,
} from "../../../../ts/analysis/index.ts";
import { uniforms } from "../../../../ts/analysis/random.ts";

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("rawSpectrum", () => {
  it("of a cosine has (n A / 2)^2 / T at its frequency and nothing elsewhere", () => {
    const signal = Float64Array.from({ length: 700 }, (_, k) => 5 + 3 * Math.cos((2 * Math.PI * k) / 70));
    const { frequencies, power } = rawSpectrum(signal, { interval: 2 });
    const peak = power.indexOf(Math.max(...power));
    expect(frequencies[peak]).toBeCloseTo(1000 / 140, 10);
    expect(power[peak]).toBeCloseTo((3 * 350) ** 2 / 1.4, 6);
    expect(power.filter((_, k) => k !== peak).every((value) => value < 1e-18)).toBe(true);
  });

  it("obeys Parseval's theorem over both sides", () => {
    const uniform = uniforms(5);
    const signal = Float64Array.from({ length: 1001 }, () => uniform());
    const { power } = rawSpectrum(signal, { interval: 1 });
    const both = 2 * power.reduce((sum, value) => sum + value, 0);
    // sum |X|^2 / T = n sum (x - mean)^2 / (n seconds)
    expect(both / ((variance(signal) * 1001) / 0.001)).toBeCloseTo(1, 12);
  });

  it("is smoothed by the mean over neighbours, mirrored at the end, without the lowest frequencies", () => {
    const uniform = uniforms(6);
    for (const length of [100, 101]) {
      const signal = Float64Array.from({ length }, () => uniform());
      const { frequencies, power } = rawSpectrum(signal, { interval: 10 });
      const distance = frequencies[1] as number;
      const smooth = rawSpectrum(signal, { interval: 10, smoothing: 5 * distance });
      expect(smooth.frequencies).toEqual(frequencies.subarray(5));
      const at = (k: number): number => power[k <= length / 2 ? k : length - k] as number;
      for (let k = 5; k < power.length; k++) {
        const sum = at(k - 2) + at(k - 1) + at(k) + at(k + 1) + at(k + 2);
        expect(smooth.power[k - 5]).toBeCloseTo(sum / 5, 10);
      }
    }
  });

  it("refuses what has no spectrum", () => {
    expect(() => rawSpectrum([], { interval: 1 })).toThrow(/signal must be a list of at least one/);
    expect(() => rawSpectrum([1, 2], { interval: -1 })).toThrow(/interval must be a finite number above 0/);
    expect(() => rawSpectrum([1, 2, 3, 4], { interval: 1, smoothing: 0 })).toThrow(
      /smoothing must be a finite number above 0/,
    );
    expect(() => rawSpectrum([1, 2, 3, 4], { interval: 1, smoothing: 1e9 })).toThrow(/at most 500 /);
  });
});

describe("spectra of a population", () => {
  const trains = poissonTrains({ count: 20, rate: 10, tStop: 50_000, seed: 3 });

  it("of Poisson trains have their theoretical level: N rate, rate / N, rate, 0", () => {
    const options = { bin: 1, smoothing: 5 };
    const { compound, rate } = populationSpectrum(trains, options);
    const { auto, cross, coherence } = neuronSpectra(trains, options);
    // 25 000 independent frequencies: 0.6 % standard error from the spectrum and 1 % from 10 000 spikes.
    expect(mean(compound) / 200).toBeCloseTo(1, 1);
    expect(mean(rate) / 0.5).toBeCloseTo(1, 1);
    expect(mean(auto) / 10).toBeCloseTo(1, 1);
    expect(Math.abs(mean(cross))).toBeLessThan(0.05);
    expect(Math.abs(mean(coherence))).toBeLessThan(0.005);
  });

  it("of identical trains are wholly coherent", () => {
    const times = [3, 50, 51, 120, 180];
    const same = trainsOf([times, times, times], { tStart: 0, tStop: 200 });
    const { coherence } = neuronSpectra(same, { bin: 1 });
    for (const value of coherence.subarray(1)) expect(value).toBeCloseTo(1, 9);
  });

  it("of a single neuron has no pairs, of silent ones no coherence, of none no spectrum", () => {
    const one = trainsOf([[1, 5]], { tStart: 0, tStop: 10 });
    expect(neuronSpectra(one, { bin: 1 }).cross.every(Number.isNaN)).toBe(true);
    const silent = neuronSpectra(trainsOf([[], []], { tStart: 0, tStop: 10 }), { bin: 1 });
    expect(silent.auto.every((value) => value === 0)).toBe(true);
    expect(silent.coherence.every(Number.isNaN)).toBe(true);
    expect(() => populationSpectrum(trainsOf([], { tStart: 0, tStop: 10 }), { bin: 1 })).toThrow(
      /no neurons/,
    );
    expect(() => populationSpectrum(one, { bin: 20 })).toThrow(
      /populationSpectrum: bin must be a width that fits/,
    );
  });
});
