// A neuron in noise against NNMT and 40 digits of mpmath.
import { describe, expect, it } from "vitest";
import { lifCv, lifInputGain, lifRate, lifSlopes, lifTransferFunction } from "../../../ts/theory/index.ts";
import { errorOf } from "../../helpers/errors.ts";
import { exact, expectComplex, fixture, neuron } from "./fixture.ts";

const white = { ...neuron, tau_syn: 0 };

describe("the stationary rate", () => {
  it("with delta synapses, shifted borders and in the Taylor series is NNMT's", () => {
    const { expected, rtol, atol } = fixture("siegert");
    for (const row of expected.rows) {
      const input = { mean: row.mu_mV, deviation: row.sigma_mV };
      const close = (value: number, other: number): void =>
        expect(Math.abs(value - other), JSON.stringify(input)).toBeLessThanOrEqual(
          atol + rtol * Math.abs(other),
        );
      close(lifRate(white, input), row.delta_hz);
      close(lifRate(neuron, input), row.exp_shift_hz);
      close(1000 * lifSlopes(white, input).mean, row.d_delta_rate_d_mu_hz_per_V);
      // NNMT fails half-way between reset and threshold.
      if (row.exp_taylor_hz !== "nan") close(lifRate(neuron, input, { method: "taylor" }), row.exp_taylor_hz);
    }
  });

  it("has 12 digits from far below threshold to far above, in weak and in strong noise", () => {
    for (const [mean, deviation, rate] of exact("rate") as [number, number, number][])
      expect(Math.abs(lifRate(white, { mean, deviation }) / rate - 1), `at ${mean} mV`).toBeLessThan(1e-12);
  });

  it("is that of a clock without fluctuations, and its limit", () => {
    const interval = 2 + 10 * Math.log(20 / 5);
    expect(lifRate(neuron, { mean: 20, deviation: 0 })).toBeCloseTo(1000 / interval, 12);
    expect(lifRate(white, { mean: 20, deviation: 1e-5 })).toBeCloseTo(1000 / interval, 8);
    expect(lifRate(neuron, { mean: 15, deviation: 0 })).toBe(0);
    expect(lifSlopes(neuron, { mean: 14, deviation: 0 })).toEqual({ mean: 0, deviation: 0 });
    const step = 1e-5;
    const rise =
      lifRate(neuron, { mean: 20 + step, deviation: 0 }) - lifRate(neuron, { mean: 20 - step, deviation: 0 });
    expect(lifSlopes(neuron, { mean: 20, deviation: 0 }).mean / (rise / (2 * step))).toBeCloseTo(1, 7);
  });

  it("is 0 where no spike comes in the age of the universe, and finite everywhere", () => {
    expect(lifRate(neuron, { mean: -1e5, deviation: 1 })).toBe(0);
    for (const mean of [-1e8, -100, 0, 15, 100, 1e8])
      for (const deviation of [1e-9, 1e-3, 1, 1e3, 1e8]) {
        const rate = lifRate(neuron, { mean, deviation });
        expect(rate >= 0 && rate <= 500 * (1 + 1e-12), `${mean} ${deviation}: ${rate}`).toBe(true);
        expect(Number.isFinite(lifCv(neuron, { mean, deviation })), `${mean} ${deviation}`).toBe(true);
        expect(Number.isFinite(lifSlopes(neuron, { mean, deviation }).mean), `${mean} ${deviation}`).toBe(
          true,
        );
      }
  });

  it.each(["shift", "taylor"] as const)("by %s grows as differences say", (method) => {
    for (const [mean, deviation] of [
      [5, 5],
      [12, 2],
      [20, 5],
    ] as const) {
      const rate = (m: number, d: number): number => lifRate(neuron, { mean: m, deviation: d }, { method });
      const step = 1e-4;
      const slopes = lifSlopes(neuron, { mean, deviation }, { method });
      const byMean = (rate(mean + step, deviation) - rate(mean - step, deviation)) / (2 * step);
      const byDeviation = (rate(mean, deviation + step) - rate(mean, deviation - step)) / (2 * step);
      expect(slopes.mean / byMean).toBeCloseTo(1, 6);
      expect(slopes.deviation / byDeviation).toBeCloseTo(1, 6);
    }
  });

  it("is refused for borders in the wrong order and for what is no neuron", () => {
    const input = { mean: 10, deviation: 5 };
    expect(errorOf(() => lifRate({ ...neuron, V_reset: 15 }, input))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "neuron.V_th",
    });
    expect(errorOf(() => lifRate({ ...neuron, tau_m: 0 }, input))).toMatchObject({
      code: "E_PARAM_POSITIVE",
    });
    expect(errorOf(() => lifRate(neuron, { mean: Number.NaN, deviation: 1 }))).toMatchObject({
      code: "E_NOT_FINITE",
    });
    expect(errorOf(() => lifRate(neuron, { mean: 1, deviation: -1 }))).toMatchObject({
      code: "E_PARAM_RANGE",
    });
  });
});

describe("the coefficient of variation", () => {
  it("has 11 digits", () => {
    for (const [mean, deviation, cv] of exact("cv") as [number, number, number][])
      expect(Math.abs(lifCv(white, { mean, deviation }) / cv - 1), `at ${mean} mV`).toBeLessThan(1e-11);
  });

  it("is 1 for what never fires, and 0 for a clock", () => {
    expect(lifCv(white, { mean: -1e4, deviation: 1 })).toBe(1);
    expect(lifCv(white, { mean: -5, deviation: 0.8 })).toBeCloseTo(1, 8);
    expect(lifCv(white, { mean: 20, deviation: 0 })).toBe(0);
  });
});

describe("the transfer function", () => {
  it("is NNMT's, which leaves the refractory period out", () => {
    const { input, expected, rtol } = fixture("transfer_function");
    for (const point of expected.points) {
      const noise = { mean: point.mu_mV, deviation: point.sigma_mV };
      for (const method of ["shift", "taylor"] as const)
        for (const filter of ["filtered", "unfiltered"] as const) {
          const options = { method, refractory: false, synapticFilter: filter === "filtered" };
          const found = lifTransferFunction(neuron, noise, input.freqs_hz, options);
          expectComplex(found, point[`${method}_${filter}_hz_per_mV`], rtol, `${method} ${filter}`);
        }
      const gain = lifInputGain(neuron, noise, 0.15);
      expect(Math.abs(gain / point.d_nu_d_input_rate_j0p15mV - 1)).toBeLessThan(rtol);
    }
  });

  it("is the integral form's, with and without the refractory period", () => {
    const { input, expected, rtol } = fixture("transfer_function_integral");
    // The quadrature has lost its digits at the last frequency.
    const frequencies: number[] = input.freqs_hz.slice(0, -1);
    const cut = ({ re, im }: { re: number[]; im: number[] }) => ({
      re: re.slice(0, -1),
      im: im.slice(0, -1),
    });
    for (const point of expected.points) {
      const noise = { mean: point.mu_mV, deviation: point.sigma_mV };
      const right = lifTransferFunction(neuron, noise, frequencies, { synapticFilter: false });
      expectComplex(right, cut(point.with_refractory_hz_per_mV), rtol, "with");
      // The limit at 0, where NNMT has the derivative of the rate instead.
      const near = [1e-9, ...frequencies.slice(1)];
      const without = lifTransferFunction(neuron, noise, near, { synapticFilter: false, refractory: false });
      expectComplex(without, cut(point.no_refractory_hz_per_mV), rtol, "without");
    }
  });

  it("has 11 digits at 300 and 1000 1/s too", () => {
    for (const row of exact("transferFunction")) {
      const [mean, deviation, frequency, ...values] = row as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      for (const [at, refractory] of [
        [0, false],
        [2, true],
      ] as const) {
        const options = { synapticFilter: false, refractory };
        const { re, im } = lifTransferFunction(neuron, { mean, deviation }, [frequency], options);
        const [real, imaginary] = [1000 * (values[at] as number), 1000 * (values[at + 1] as number)];
        const off = Math.hypot((re[0] as number) - real, (im[0] as number) - imaginary);
        expect(off / Math.hypot(real, imaginary), `${mean} mV, ${frequency} 1/s`).toBeLessThan(1e-11);
      }
    }
  });

  it("of the variance begins with the slope of the rate in it", () => {
    for (const [mean, deviation] of [
      [5, 5],
      [14, 4],
      [30, 2],
    ] as const) {
      const { re, im } = lifTransferFunction(white, { mean, deviation }, [0], { of: "variance" });
      expect(re[0] as number).toBeCloseTo(
        lifSlopes(white, { mean, deviation }).deviation / (2 * deviation),
        10,
      );
      expect(im[0]).toBe(0);
    }
  });

  it("is 0 for what never fires, and refused without fluctuations", () => {
    expect(Array.from(lifTransferFunction(neuron, { mean: -1e4, deviation: 1 }, [0, 10]).re)).toEqual([0, 0]);
    expect(errorOf(() => lifTransferFunction(neuron, { mean: 20, deviation: 0 }, [1]))).toMatchObject({
      code: "E_PARAM_POSITIVE",
      parameter: "input.deviation",
    });
    expect(errorOf(() => lifTransferFunction(neuron, { mean: 20, deviation: 1 }, [-1]))).toMatchObject({
      code: "E_PARAM_RANGE",
    });
  });
});
