// gif_psc_exp, gif_cond_exp, glif_psc, iaf_psc_exp_multisynapse: hazards, kernels, singular constants, mechanisms.
import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { glif_psc } from "../../../ts/models/index.ts";
import { expectRefusal } from "../../helpers/errors.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";
import { countScores } from "../../helpers/waits.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

// Without synapses the two have the same equations.
describe.each(["gif_psc_exp", "gif_cond_exp"])("%s", (model) => {
  it.each([20, 2000, 20000])("fires with the hazard of its potential, lambda_0 = %d/s", async (lambda_0) => {
    // V rests a width of Delta_V below the threshold; without t_ref it is never reset.
    const values = { V_T_star: -69, Delta_V: 1, t_ref: 0, lambda_0 };
    const { spikes } = await observe({ model, size: 200, values, steps: 4000, seed: 11 });
    const chance = -Math.expm1(-lambda_0 * Math.exp(-1) * h * 1e-3);
    for (const score of countScores(spikes, 4000, chance)) expect(Math.abs(score)).toBeLessThan(4);
  });

  it("has the threshold and the currents that its spikes left, one step before", async () => {
    const lists = {
      ...{
        "tau_sfa[0]": 30,
        "tau_sfa[1]": 5,
        "tau_sfa[2]": 100,
        "q_sfa[0]": 3,
        "q_sfa[1]": 10,
        "q_sfa[2]": -1,
      },
      ...{ "tau_stc[0]": 20, "q_stc[0]": 40 },
    };
    const record = ["V_m", "I_stc", "E_sfa"];
    const values = { ...lists, I_e: 250, lambda_0: 100, t_ref: 3 };
    const { spikes, value } = await observe({ model, values, steps: 2000, record });
    const [fired = []] = spikes;
    expect(fired.length).toBeGreaterThan(8);
    for (const step of upTo(2000)) {
      const left = (q: number, tau: number) =>
        fired
          .filter((at) => at < step)
          .reduce((sum, at) => sum + q * Math.exp((-(step - 1 - at) * h) / tau), 0);
      expect(value("E_sfa", step)).toBeCloseTo(-35 + left(3, 30) + left(10, 5) + left(-1, 100), 10);
      expect(value("I_stc", step)).toBeCloseTo(left(40, 20), 10);
      if (fired.some((at) => step > at && step <= at + 30)) expect(value("V_m", step)).toBe(-55);
    }
  });
});

describe("glif_psc", () => {
  const drive = { currents: [{ times: [0.1], values: [400], delay: 0.1 }], steps: 5000 };
  const all = { spike_dependent_threshold: 1, after_spike_currents: 1, adapting_threshold: 1 };

  it("does as NEST from the plainest to the fullest model", async () => {
    const stepsOf = (times: readonly number[]) => times.map((time) => Math.round(time * 10));
    const plain = await observe({ model: "glif_psc", ...drive });
    expect(plain.spikes[0]?.slice(0, 8)).toEqual(stepsOf([6.6, 16.8, 27.0, 37.2, 47.4, 57.6, 67.8, 78.0]));
    expect(plain.spikes[0]).toHaveLength(49);
    const full = await observe({ model: "glif_psc", ...drive, values: all });
    expect(full.spikes[0]?.slice(0, 8)).toEqual(stepsOf([6.8, 20.5, 38.5, 57.4, 77.4, 98.4, 120.4, 143.3]));
    expect(full.spikes[0]).toHaveLength(20);
  });

  // Where th_voltage_decay is g / C_m = 0.16059..., the closed form has no finite coefficient.
  it.each([1, 1 + 1e-9, 1 - 1e-9])(
    "has a threshold that follows V at %d times the rate of the membrane",
    async (times) => {
      const decay = (9.43 / 58.72) * times;
      const values = { ...all, th_voltage_decay: decay, th_voltage_index: 0.05, V_th: 1e6 };
      const record = ["V_m", "threshold_voltage"];
      const { value } = await observe({ model: "glif_psc", ...drive, steps: 300, values, record });
      // From the second step on 400 pA: V = 42.4 (1 - e^(-t / tau)); the threshold integrates it.
      const [tau, V] = [58.72 / 9.43, 400 / 9.43];
      for (const step of upTo(300)) {
        const t = Math.max(0, step - 2) * h;
        expect(value("V_m", step)).toBeCloseTo(-78.85 + V * -Math.expm1(-t / tau), 10);
        // Equal rates r: 0.05 V ((1 - e^(-r t)) / r - t e^(-r t)).
        const [r, e] = [1 / tau, Math.exp(-t / tau)];
        expect(value("threshold_voltage", step)).toBeCloseTo(0.05 * V * ((1 - e) / r - t * e), 6);
      }
    },
  );

  it("has alpha currents of the given peak at each receptor, equal time constants included", async () => {
    const tau_m = 58.72 / 9.43;
    const values = { "tau_syn[0]": 2, "tau_syn[1]": tau_m, "tau_syn[2]": 7, V_th: 1e6 };
    const trains = [0, 1, 2].map((receptor) => ({ times: [1], weight: 50, delay: 1, receptor }));
    for (const [k, train] of trains.entries()) {
      const { value } = await observe({
        model: "glif_psc",
        values,
        trains: [train],
        steps: 300,
        record: ["V_m", "I_syn"],
      });
      const tau = [2, tau_m, 7][k] as number;
      for (const step of upTo(300)) {
        const t = Math.max(0, step - 20) * h;
        expect(value("I_syn", step)).toBeCloseTo(((50 * Math.E) / tau) * t * Math.exp(-t / tau), 11);
        // C V' = -g V + I by its integral: with x = 1 / tau_m - 1 / tau, t e^(x t) / x - (e^(x t) - 1) / x^2.
        const x = 1 / tau_m - 1 / tau;
        const inner = k === 1 ? t ** 2 / 2 : (t * Math.exp(x * t)) / x - Math.expm1(x * t) / x ** 2;
        const expected = ((50 * Math.E) / (tau * 58.72)) * Math.exp(-t / tau_m) * inner;
        expect(Math.abs(value("V_m", step) + 78.85 - expected)).toBeLessThan(1e-11);
      }
    }
  });

  it("refuses mechanisms that do not go together", () => {
    const net = new Network();
    const refused = (parameters: object) =>
      expectRefusal(
        net,
        () => net.population(glif_psc, 1, parameters),
        "E_PARAM_RANGE",
        "adapting_threshold",
      );
    refused({ adapting_threshold: true });
    refused({ adapting_threshold: true, spike_dependent_threshold: true });
    refused({ adapting_threshold: true, after_spike_currents: true });
    net.population(glif_psc, 1, {
      adapting_threshold: true,
      after_spike_currents: true,
      spike_dependent_threshold: true,
    });
  });

  it("has the same bits with room for more currents and receptors", async () => {
    const plain = {
      model: "glif_psc",
      values: { ...all, "tau_syn[1]": 1 },
      record: ["V_m", "threshold", "ASCurrents_sum"],
    };
    const trains = upTo(100).map((k) => ({
      times: [k],
      weight: k % 3 ? 60 : -70,
      delay: 1,
      receptor: k % 2,
    }));
    const one = await observe({ ...plain, ...drive, trains, steps: 1500 });
    const more = { "asc_init[2]": 0, "asc_decay[2]": 1, "asc_amps[2]": 0, "asc_r[2]": 1, "tau_syn[2]": 3 };
    const other = await observe({
      ...plain,
      ...drive,
      trains,
      values: { ...plain.values, ...more },
      steps: 1500,
    });
    expect(other.spikes).toEqual(one.spikes);
    expect(one.spikes[0]?.length).toBeGreaterThan(5);
    for (const step of upTo(1500))
      for (const name of plain.record) expect(other.value(name, step)).toBe(one.value(name, step));
  });
});

describe("iaf_psc_exp_multisynapse", () => {
  it("is iaf_psc_exp with two receptors, and with five of which three are silent", async () => {
    const trains = upTo(150).map((k) => ({ times: [k], weight: k % 3 ? 900 : -100, delay: 0.4 }));
    const plain = { steps: 1700, record: ["V_m"] };
    const one = await observe({ ...plain, model: "iaf_psc_exp", values: { tau_syn_in: 10 }, trains });
    const split = trains.map((train) => ({ ...train, receptor: train.weight > 0 ? 0 : 1 }));
    for (const more of [{}, { "tau_syn[2]": 1, "tau_syn[3]": 2, "tau_syn[4]": 10 }]) {
      const values = { "tau_syn[1]": 10, ...more };
      const other = await observe({ ...plain, model: "iaf_psc_exp_multisynapse", values, trains: split });
      expect(other.spikes).toEqual(one.spikes);
      expect(one.spikes[0]?.length).toBeGreaterThan(5);
      for (const step of upTo(1700)) expect(other.value("V_m", step)).toBeCloseTo(one.value("V_m", step), 11);
    }
  });
});
