// mat2_psc_exp and amat2_psc_exp: NEST's vectors, thresholds in closed form, equal time constants.
import { describe, expect, it } from "vitest";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

/** Spikes that act at given times [ms]. */
const stimuli = [
  { times: [5.0, 7.0, 7.5, 20.0], weight: 300, delay: 1 },
  { times: [5.5, 20.5], weight: -200, delay: 1 },
];

describe("mat2_psc_exp", () => {
  it("does as NEST with a constant current", async () => {
    const { spikes, value } = await observe({
      model: "mat2_psc_exp",
      values: { I_e: 500 },
      steps: 5000,
      record: ["V_th"],
    });
    expect(spikes[0]).toHaveLength(11);
    expect(spikes[0]?.slice(0, 8)).toEqual([72, 292, 565, 893, 1297, 1789, 2343, 2921]);
    expect(value("V_th", 5000) + 70).toBeCloseTo(27.1099741394818, 12);
  });

  it("never resets V, and its threshold is the sum of what its spikes left", async () => {
    const record = ["V_m", "V_th", "V_th_alpha_1", "V_th_alpha_2"];
    const { spikes, value } = await observe({
      model: "mat2_psc_exp",
      values: { I_e: 700 },
      steps: 1000,
      record,
    });
    const [fired = []] = spikes;
    expect(fired.length).toBeGreaterThan(3);
    for (const step of upTo(1000)) {
      // 700 pA into 100 pF for 5 ms.
      expect(value("V_m", step)).toBeCloseTo(-70 + 35 * -Math.expm1((-step * h) / 5), 11);
      const left = (alpha: number, tau: number) =>
        fired
          .filter((at) => at <= step)
          .reduce((sum, at) => sum + alpha * Math.exp((-(step - at) * h) / tau), 0);
      expect(value("V_th_alpha_1", step)).toBeCloseTo(left(37, 10), 11);
      expect(value("V_th", step)).toBeCloseTo(-51 + left(37, 10) + left(2, 200), 11);
      if (!fired.includes(step) && !fired.some((at) => step > at && step <= at + 20))
        expect(value("V_m", step)).toBeLessThan(value("V_th", step));
    }
  });

  it("waits for t_ref, at least one step", async () => {
    const values = { I_e: 1e5, alpha_1: 0, alpha_2: 0, t_ref: [2, 0.25, 0] };
    const { spikes } = await observe({ model: "mat2_psc_exp", size: 3, values, steps: 200 });
    [20, 3, 1].forEach((refractory, neuron) => {
      const intervals = spikes[neuron]?.slice(1).map((at, k) => at - (spikes[neuron]?.[k] ?? 0));
      expect(new Set(intervals)).toEqual(new Set([refractory + 1]));
    });
  });
});

describe("amat2_psc_exp", () => {
  const values = { I_e: 400, beta: -0.3, tau_v: 4, alpha_2: 1, omega: -60 };

  it("does as NEST with a current and spikes", async () => {
    const { spikes } = await observe({ model: "amat2_psc_exp", values, trains: stimuli, steps: 2000 });
    expect(spikes[0]).toHaveLength(15);
    expect(spikes[0]?.slice(0, 6)).toEqual([47, 91, 156, 262, 365, 469]);
  });

  it("is mat2_psc_exp where nothing follows the slope", async () => {
    const same = { tau_m: 5, C_m: 100, alpha_1: 37, alpha_2: 2, omega: -51, tau_1: 10, tau_2: 200, I_e: 450 };
    const plain = { values: same, trains: stimuli, steps: 3000, record: ["V_m", "V_th"] };
    const [one, other] = [
      await observe({ ...plain, model: "amat2_psc_exp" }),
      await observe({ ...plain, model: "mat2_psc_exp" }),
    ];
    expect(one.spikes).toEqual(other.spikes);
    expect(one.spikes[0]?.length).toBeGreaterThan(4);
    for (const step of upTo(3000)) {
      expect(one.value("V_m", step)).toBeCloseTo(other.value("V_m", step), 10);
      expect(one.value("V_th", step)).toBeCloseTo(other.value("V_th", step), 10);
    }
  });

  // Distinct time constants, pairs of equal ones, and all equal; where NEST refuses equal ones.
  it.each([
    [10, 1, 3, 5],
    [5, 1, 3, 5],
    [10, 10, 3, 5],
    [10, 5, 3, 5],
    [4, 4, 4, 4],
    [10, 10 * (1 + 1e-9), 3, 10 * (1 - 1e-9)],
  ])("follows V' for tau_m %d, tau_syn %d and %d, tau_v %d", async (tau_m, tau_syn_ex, tau_syn_in, tau_v) => {
    const constants = { tau_m, tau_syn_ex, tau_syn_in, tau_v, beta: 0.4, omega: 1e6, I_e: 0 };
    const record = ["V_m", "V_th_v"];
    const { value } = await observe({
      model: "amat2_psc_exp",
      values: constants,
      trains: stimuli,
      steps: 500,
      record,
    });
    // Runge-Kutta steps of a twentieth of the step; their error is some 1e-11 mV.
    let [V, ex, inh, dv, v] = [0, 0, 0, 0, 0];
    const slopes = ([V = 0, ex = 0, inh = 0, dv = 0, v = 0]: readonly number[]) => {
      const rise = -V / tau_m + (ex + inh) / 200;
      return [rise, -ex / tau_syn_ex, -inh / tau_syn_in, 0.4 * rise - dv / tau_v, dv - v / tau_v];
    };
    const fine = h / 20;
    for (const step of upTo(500)) {
      for (let part = 0; part < 20; part++) {
        const y = [V, ex, inh, dv, v];
        const moved = (k: readonly number[], by: number) => y.map((one, i) => one + by * (k[i] ?? 0));
        const k1 = slopes(y);
        const k2 = slopes(moved(k1, fine / 2));
        const k3 = slopes(moved(k2, fine / 2));
        const k4 = slopes(moved(k3, fine));
        [V = 0, ex = 0, inh = 0, dv = 0, v = 0] = y.map(
          (one, i) => one + (fine / 6) * ((k1[i] ?? 0) + 2 * ((k2[i] ?? 0) + (k3[i] ?? 0)) + (k4[i] ?? 0)),
        );
      }
      for (const { times, weight, delay } of stimuli)
        for (const time of times)
          if (Math.round((time + delay) / h) === step) {
            ex += Math.max(0, weight);
            inh += Math.min(0, weight);
          }
      expect(Math.abs(value("V_m", step) + 70 - V)).toBeLessThan(1e-8);
      expect(Math.abs(value("V_th_v", step) - v)).toBeLessThan(1e-8);
    }
    expect(Math.abs(v)).toBeGreaterThan(1e-6);
  });
});
