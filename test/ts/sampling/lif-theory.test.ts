// LIF neurons as samplers: theory, calibration and translation, beside the numbers of the fixture.
import { describe, expect, it } from "vitest";
import {
  boltzmann,
  fitLogistic,
  highConductance,
  inverseTemperature,
  lifCalibration,
  measureActivation,
  oscillatingRate,
  rateAt,
  translate,
  troughWindows,
  weightFactors,
} from "../../../ts/sampling/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { inVerify } from "../../helpers/needs.ts";
import { fixture, fixtureMachine } from "./fixture.ts";

describe("theory of the high-conductance state", () => {
  it("has the numbers of the fixture", () => {
    const { g_tot, tau_eff, u_eff, sigma, alpha } = highConductance();
    expect(g_tot / 1000).toBeCloseTo(fixture.theory.g_tot_uS, 12);
    expect(tau_eff).toBeCloseTo(fixture.theory.tau_eff_ms, 4);
    expect(u_eff).toBe(fixture.theory.v_eff);
    expect(sigma).toBeCloseTo(fixture.theory.sigma_mV, 4);
    expect(alpha).toBeCloseTo(fixture.theory.alpha_theo_mV, 4);
    const widths = [300, 1000, 3000, 10_000].map((noise_rate) => highConductance({ noise_rate }).alpha);
    for (const [k, published] of [0.2515, 0.4312, 0.6361, 0.7644].entries())
      expect(widths[k]).toBeCloseTo(published, 4);
  });

  it("translates weights by the factors of the fixture", () => {
    const { v_p05: center, alpha_mV: width, factor_exc_uS, factor_inh_uS } = fixture.measured;
    const { excitatory, inhibitory } = weightFactors({ center, width });
    // The fixture's width has four digits.
    expect(Math.abs(excitatory / 1000 - factor_exc_uS)).toBeLessThan(1e-6);
    expect(Math.abs(inhibitory / 1000 - factor_inh_uS)).toBeLessThan(1e-6);
    const { potentials, conductances } = translate(fixtureMachine, { center, width });
    expect(potentials[3]).toBeCloseTo(center + width * (fixture.b[3] as number), 12);
    expect(conductances[1]).toBeCloseTo(excitatory * (fixture.W[0]?.[1] as number), 12);
    expect(conductances[2]).toBeCloseTo(inhibitory * (fixture.W[0]?.[2] as number), 12);
  });

  it("translates weights where both time constants are equal, as it does nearby", () => {
    // g_tot is 260 nS, so that 2600 pF make 10 ms. The formula as it is printed, in 60 digits.
    const printed = [
      [2600, 12.11015162353493],
      [2600.0000000000005, 12.110151623534932],
      [2599.9999999999995, 12.110151623534929],
      [2600.0000000000027, 12.11015162353494],
      [2600.000000000026, 12.110151623535016],
      [2600.0000000026002, 12.110151623543361],
      [2600.000000026, 12.110151623619231],
      [2600.00000026, 12.110151624377925],
      [2600.0000026000002, 12.110151631964875],
      [2600.0000259999997, 12.110151707834373],
      [2600.0002600000003, 12.110152466529366],
      [2599.99974, 12.110150780540502],
      [2600.00234, 12.110159210485008],
      [2600.00286, 12.110160896473971],
      [2600.0260000000003, 12.110235923002834],
      [2600.2599999999998, 12.110994620447245],
      [2602.6, 12.118581815785378],
      [2626, 12.19447565864615],
      [2860.0000000000005, 12.95541969790103],
      [2340, 11.269888240271499],
      [3224, 14.145056566928599],
      [3276, 14.31548603492789],
    ] as const;
    for (const [C_m, expected] of printed) {
      const { excitatory } = weightFactors({ center: -50, width: 0.8 }, { C_m });
      expect(Math.abs(excitatory / expected - 1), `${C_m} pF`).toBeLessThan(1e-14);
    }
  });

  it("refuses parameters that make no neuron", () => {
    expect(errorOf(() => highConductance({ C_m: 0 })).code).toBe("E_PARAM_POSITIVE");
    expect(errorOf(() => highConductance({ noise_rate: -1 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => highConductance({ E_l: -50 } as object)).code).toBe("E_UNKNOWN_PARAM");
    expect(errorOf(() => translate(fixtureMachine, undefined as never)).code).toBe("E_TYPE");
    expect(errorOf(() => translate(fixtureMachine, { center: Number.NaN, width: 1 })).message).toContain(
      "center must be a finite number",
    );
    expect(
      errorOf(() => translate(boltzmann({ weights: [[0]], biases: [0] }), { center: -50, width: 0 })).code,
    ).toBe("E_PARAM_POSITIVE");
  });
});

describe("a fitted logistic", () => {
  it("is found exactly where it is one, with errors as the scatter says", () => {
    const x = Float64Array.from({ length: 40 }, (_, k) => -54 + 0.2 * k);
    const p = x.map((value) => 1 / (1 + Math.exp(-(value + 50.6) / 0.8)));
    const exactly = fitLogistic(x, p);
    expect(exactly.center).toBeCloseTo(-50.6, 10);
    expect(exactly.width).toBeCloseTo(0.8, 10);
    expect(exactly.largestDeviation).toBeLessThan(1e-10);
    // Noise that a parameter takes up moves the fit by about its standard error.
    const noisy = fitLogistic(
      x,
      p.map((value, k) => value + 0.01 * Math.sin(7 * k)),
    );
    expect(Math.abs(noisy.center + 50.6)).toBeLessThan(3 * noisy.centerError);
    expect(Math.abs(noisy.width - 0.8)).toBeLessThan(3 * noisy.widthError);
    expect(noisy.centerError).toBeGreaterThan(0.003);
    expect(noisy.centerError).toBeLessThan(0.012);
  });

  it("refuses what does not rise", () => {
    expect(errorOf(() => fitLogistic([1, 2], [0, 1])).code).toBe("E_SHAPE");
    expect(errorOf(() => fitLogistic([1, 2, 3], [0, 1])).code).toBe("E_SHAPE");
    expect(errorOf(() => fitLogistic([1, 2, 3], [0.9, 0.5, 0.1])).code).toBe("E_NUMERIC");
    expect(errorOf(() => fitLogistic([1, 2, 3], [0.5, 0.8, 0.9])).code).toBe("E_NUMERIC");
  });
});

describe("a measured activation function", () => {
  it("agrees with the fixture at its steps of 0.05 ms", async () => {
    const range = [-54, -47] as const;
    const { potentials, probabilities, errors } = await measureActivation({
      points: 8,
      range,
      duration: 2e5,
      resolution: 0.05,
    });
    const { activation } = fixture.measured;
    expect([...potentials]).toEqual(activation.map(([potential]) => potential));
    // Both are measured, so the errors add; 0.0005 is the fixture's last digit and the end of the range.
    for (const [k, [, published]] of activation.entries()) {
      const error = Math.SQRT2 * (errors[k] as number) + 0.0005;
      expect(Math.abs((probabilities[k] as number) - published)).toBeLessThan(3 * error);
    }
  });

  inVerify.it(
    "has the centre and width of the fixture within 2 % of the width, and the stored calibration",
    async () => {
      const fine = await measureActivation({ resolution: 0.05 });
      expect(Math.abs(fine.center - fixture.measured.v_p05)).toBeLessThan(0.016);
      expect(Math.abs(fine.width - fixture.measured.alpha_mV)).toBeLessThan(0.016);
      expect(fine.largestDeviation).toBeLessThan(0.03);
      const usual = await measureActivation({ seed: 3 });
      expect(Math.abs(usual.center - lifCalibration.center)).toBeLessThan(3 * usual.centerError);
      expect(Math.abs(usual.width - lifCalibration.width)).toBeLessThan(3 * usual.widthError);
    },
  );

  it("grows with the background as theory says for the leak potential, to 6 %", async () => {
    for (const noise_rate of [1000, 10_000]) {
      const { width } = await measureActivation({ parameters: { noise_rate }, duration: 3e4 });
      expect(Math.abs(width / highConductance({ noise_rate }).alphaLeak - 1)).toBeLessThan(0.06);
    }
  });

  it("refuses bad options, and ranges without the curve; stops when aborted", async () => {
    expect((await rejectionOf(measureActivation({ points: 2 }))).code).toBe("E_PARAM_RANGE");
    expect((await rejectionOf(measureActivation({ range: [-40, -50] }))).code).toBe("E_PARAM_RANGE");
    expect((await rejectionOf(measureActivation({ potins: 9 } as object))).code).toBe("E_UNKNOWN_PARAM");
    expect((await rejectionOf(measureActivation({ range: [-45, -40], duration: 500 }))).code).toBe(
      "E_NUMERIC",
    );
    const signal = AbortSignal.abort(new Error("no"));
    await expect(measureActivation({ signal })).rejects.toThrow("no");
  });
});

describe("an oscillating background", () => {
  const oscillation = { rate: 3000, amplitude: 0.5, frequency: 2 };

  it("has a table of rates with the mean of the whole and the extremes at a quarter and three", () => {
    const { rate_times, rate_values } = oscillatingRate({ ...oscillation, duration: 1000, every: 5 });
    expect([rate_times.length, rate_times[0], rate_times[199]]).toEqual([200, 0, 995]);
    expect(rate_values.reduce((sum, rate) => sum + rate, 0) / 200).toBeCloseTo(3000, 9);
    expect(rateAt(oscillation, 125)).toBeCloseTo(4500, 9);
    expect(rateAt(oscillation, 375)).toBeCloseTo(1500, 9);
    expect(Math.max(...rate_values)).toBeGreaterThan(4499);
    expect(Math.min(...rate_values)).toBeLessThan(1501);
  });

  it("ends its table where the last rate does, at times as they are written", () => {
    const times = (duration: number, every: number): number[] => [
      ...oscillatingRate({ ...oscillation, duration, every }).rate_times,
    ];
    expect(times(2.1, 0.7)).toEqual([0, 0.7, 1.4]);
    expect(times(0.4, 0.1)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(times(20.000000000000004, 10)).toEqual([0, 10]);
    expect(times(0.25, 0.1)).toEqual([0, 0.1, 0.2]);
    expect(times(3, 10)).toEqual([0]);
  });

  it("heats at its crests and cools at its troughs", () => {
    expect(inverseTemperature(3000)).toBe(1);
    expect(inverseTemperature(10_000)).toBeCloseTo(0.8269 / 1.5289, 3);
    expect(inverseTemperature(1000)).toBeCloseTo(0.8269 / 0.4743, 3);
    expect(inverseTemperature(1500, {}, 1500)).toBe(1);
  });

  it("has windows around three quarters of every period", () => {
    const windows = troughWindows({ frequency: 2, width: 0.1, tStart: 100, tStop: 1360 });
    expect(windows).toEqual([
      [350, 400],
      [850, 900],
      [1350, 1360],
    ]);
    expect(troughWindows({ frequency: 2, width: 0.1, tStop: 500, lag: 10 })).toEqual([[360, 410]]);
    expect(troughWindows({ frequency: 1, tStart: 700, tStop: 720 })).toEqual([[700, 720]]);
  });

  it("refuses times that would fill the memory; any lag is one within a period", () => {
    const one = { frequency: 1, tStop: 1e300 };
    expect(errorOf(() => troughWindows(one))).toMatchObject({ code: "E_PARAM_RANGE", parameter: "tStop" });
    expect(errorOf(() => troughWindows({ ...one, tStart: 1e300 })).parameter).toBe("tStart");
    const long = { ...oscillation, duration: 1e300 };
    expect(errorOf(() => oscillatingRate(long))).toMatchObject({
      code: "E_PARAM_RANGE",
      parameter: "duration",
    });
    const short = { frequency: 1, tStop: 2000 };
    expect(troughWindows({ ...short, lag: 1e9 + 10 })).toEqual(troughWindows({ ...short, lag: 10 }));
  });

  it("refuses amplitudes that make negative rates, and no frequency", () => {
    const refusal = (changed: object): string =>
      errorOf(() => oscillatingRate({ ...oscillation, duration: 10, ...changed })).code;
    expect(refusal({ amplitude: 1.1 })).toBe("E_PARAM_RANGE");
    expect(refusal({ frequency: 0 })).toBe("E_PARAM_POSITIVE");
    expect(refusal({ rate: Number.NaN })).toBe("E_NOT_FINITE");
    expect(errorOf(() => troughWindows({ frequency: 1, width: 2, tStop: 10 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => inverseTemperature(0)).code).toBe("E_PARAM_POSITIVE");
  });
});
