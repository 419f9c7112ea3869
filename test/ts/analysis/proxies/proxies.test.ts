// The proxies of field potential, EEG and BOLD against numpy and simple limits.
import { describe, expect, it } from "vitest";
import { boldSignal, eegProxy, lfpProxy } from "../../../../ts/analysis/index.ts";
import { expectClose, fixture } from "../fixture.ts";

const from = fixture("lfp_rws");
const { input, expected } = from;
const currents = { excitatory: input.I_exc, inhibitory: input.I_inh };

describe("lfpProxy", () => {
  it("equals the weighted sum of numpy", () => {
    const got = lfpProxy(currents, { interval: 1, delay: input.delay_samples, inhibition: input.weight });
    expect([got.signal.length, got.first]).toEqual([input.I_exc.length - input.delay_samples, 6]);
    expectClose(got.signal.subarray(0, 20), expected.z_first_20, from);
    expectClose([got.mean, got.standardDeviation], [expected.mean, expected.std], from);
    const raw = got.signal.subarray(0, 20).map((z) => z * got.standardDeviation + got.mean);
    // Undoing the z-score costs a digit where the sum nearly vanishes.
    expectClose(raw, expected.raw_first_20, { ...from, atol: 1e-14 });
    expect(lfpProxy(currents, { interval: 1 })).toEqual(got);
    expect(lfpProxy(currents, { interval: 0.5, delay: 3 })).toEqual(got);
  });

  it("adds excitation and inhibition, which make dipoles of one direction", () => {
    const one = (at: number) => Float64Array.from({ length: 30 }, (_, k) => (k === at ? 1 : 0));
    const { signal } = lfpProxy({ excitatory: one(10), inhibitory: one(20) }, { interval: 1 });
    const rest = signal[0] as number;
    // Samples 16 and 20 of the currents; inhibition is 1.65 times as strong.
    expect((signal[14] as number) - rest).toBeCloseTo(1.65 * ((signal[10] as number) - rest), 12);
    expect(signal[10]).toBeGreaterThan(rest);
    expect(signal.filter((value) => value === rest).length).toBe(22);
  });

  it("is a z-score, blind to the sign of both currents", () => {
    const got = lfpProxy(currents, { interval: 1 });
    const mean = got.signal.reduce((sum, value) => sum + value, 0) / got.signal.length;
    const square = got.signal.reduce((sum, value) => sum + value ** 2, 0) / got.signal.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(square).toBeCloseTo(1, 12);
    const turned = (values: number[]): number[] => values.map((value) => -value);
    const opposite = { excitatory: turned(input.I_exc), inhibitory: turned(input.I_inh) };
    expect(lfpProxy(opposite, { interval: 1 })).toEqual(got);
  });

  it("is NaN when nothing varies, and refuses currents and delays that do not fit", () => {
    const flat = new Float64Array(20).fill(3.1);
    expect(lfpProxy({ excitatory: flat, inhibitory: flat }, { interval: 1 }).signal.every(Number.isNaN)).toBe(
      true,
    );
    const refused = (length: number, options: { interval: number; delay?: number }) =>
      expect(() => lfpProxy({ excitatory: flat, inhibitory: flat.subarray(0, length) }, options));
    refused(19, { interval: 1 }).toThrow(/inhibitory must have 20 values, got 19/);
    refused(20, { interval: 1, delay: 20 }).toThrow(/more than 20 samples/);
    refused(20, { interval: 1, delay: 19.5 }).toThrow(/more than 20 samples/);
    refused(20, { interval: 1, delay: -1 }).toThrow(/delay/);
    refused(20, { interval: 0 }).toThrow(/interval must be a finite number above 0/);
  });
});

describe("eegProxy", () => {
  it("equals the weighted sum of numpy, also between samples", () => {
    const got = eegProxy(currents, { interval: 1 });
    expect([got.first, got.signal.length]).toEqual([3, 396]);
    expectClose(got.signal.subarray(0, 20), expected.eeg.z_first_20, from);
    expectClose([got.mean, got.standardDeviation], [expected.eeg.mean, expected.eeg.std], from);
  });

  it("takes what comes later, and whole samples as they are", () => {
    const excitatory = Float64Array.from({ length: 30 }, (_, k) => k * k);
    const inhibitory = new Float64Array(30);
    // 0.3 / 0.1 is 2.9999999999999996 in binary.
    const options = { interval: 0.1, excitatoryDelay: -0.3, inhibitoryDelay: 0 };
    const { signal, first, mean, standardDeviation } = eegProxy({ excitatory, inhibitory }, options);
    expect([first, signal.length]).toEqual([0, 27]);
    expect((signal[4] as number) * standardDeviation + mean).toBeCloseTo(49, 10);
  });

  it("refuses currents that are not longer than both delays, and delays that are none", () => {
    const flat = new Float64Array(4).fill(1);
    const asked = (options: object) => () =>
      eegProxy({ excitatory: flat, inhibitory: flat }, { interval: 1, ...options });
    // The last 2.3 ms and the next 0.9 ms take 4 samples beside the one that is estimated.
    expect(asked({})).toThrow(/more than 4 samples/);
    expect(asked({ excitatoryDelay: Number.NaN })).toThrow(/excitatoryDelay/);
    expect(asked({ interval: -1 })).toThrow(/interval must be a finite number above 0/);
  });
});

describe("boldSignal", () => {
  const from = fixture("bold_balloon");
  const { input, expected } = from;
  const drive = Float64Array.from({ length: input.n }, (_, step) => {
    const time = (step - input.onset_step) * input.dt_s;
    return time >= 0 && time < input.duration_s - 1e-9 ? input.amplitude : 0;
  });

  it("equals the integration of numpy", () => {
    const signal = boldSignal(drive, {
      interval: 1000 * input.dt_s,
      efficacy: input.eps,
      signalDecay: input.kappa,
      autoregulation: input.gamma,
      transitTime: input.tau,
      stiffness: input.alpha,
      oxygenExtraction: input.rho,
      bloodVolume: input.V0,
    });
    expect(signal).toEqual(boldSignal(drive, { interval: 10 }));
    const [peak, undershoot] = [Math.max(...signal), Math.min(...signal)];
    expectClose([peak, undershoot], [expected.peak, expected.undershoot], from);
    // Samples lie at the ends of their steps.
    const times = [peak, undershoot].map((value) => (signal.indexOf(value) + 1) * input.dt_s);
    expectClose(times, [expected.peak_time_s, expected.undershoot_time_s], from);
    expectClose(
      signal.filter((_, sample) => sample % 100 === 99),
      expected.y_every_100,
      from,
    );
  });

  it("rests without a drive and settles where a constant drive has its fixed point", () => {
    expect(
      boldSignal(new Float64Array(500), { interval: 10 }).every((value) => Math.abs(value) < 1e-15),
    ).toBe(true);
    const held = boldSignal(new Float64Array(20_000).fill(0.2), { interval: 10 });
    // s = 0: f = 1 + eps x / gamma, v = f^alpha, q = v (1 - (1 - rho)^(1 / f)) / rho.
    const f = 1 + (0.5 * 0.2) / 0.41;
    const v = f ** 0.32;
    const q = (v * (1 - 0.66 ** (1 / f))) / 0.34;
    const expected = 0.02 * (7 * 0.34 * (1 - q) + 2 * (1 - q / v) + (0.68 - 0.2) * (1 - v));
    expect(held[held.length - 1]).toBeCloseTo(expected, 10);
  });

  it("refuses impossible parameters; no drive gives no signal", () => {
    expect(boldSignal([], { interval: 1 }).length).toBe(0);
    expect(() => boldSignal([1], { interval: 0 })).toThrow(/interval must be a finite number above 0/);
    expect(() => boldSignal([1], { interval: 1, stiffness: -1 })).toThrow(
      /stiffness must be a finite number above 0/,
    );
    expect(() => boldSignal([1], { interval: 1, oxygenExtraction: 1 })).toThrow(/between 0 and 1/);
  });
});
