/** Integrate-and-fire neurons with conductances: vectors of NEST 3.10, closed forms, very small steps. */

import { describe, expect, it } from "vitest";
import { fineSteps, type Slopes } from "../../helpers/fine-steps.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

const solvers = [1, 0];
const models = ["iaf_cond_alpha", "iaf_cond_exp_sfa_rr"].flatMap((model) =>
  solvers.map((adaptive_step) => [model, adaptive_step] as const),
);

/** dy/dt of V and the rates and values of both conductances. */
const alphaSlopes: Slopes = ([V = 0, dex = 0, ex = 0, din = 0, inh = 0]) => [
  (-16.6667 * (V + 70) - ex * V - inh * (V + 85) + 150) / 250,
  -dex / 0.2,
  dex - ex / 0.2,
  -din / 2,
  din - inh / 2,
];
/** dy/dt of V and four conductances. */
const adaptingSlopes: Slopes = ([V = 0, ex = 0, inh = 0, sfa = 0, rr = 0]) => [
  (-28.95 * (V + 70) - ex * V - inh * (V + 75) - (sfa + rr) * (V + 70) + 150) / 289.5,
  -ex / 1.5,
  -inh / 10,
  -sfa / 110,
  -rr / 1.97,
];
const trains = [
  { times: [1, 3, 3.2, 9], weight: 6, delay: 1 },
  { times: [2, 4], weight: -8, delay: 0.5 },
];

describe.each(models)("%s with adaptive_step = %d", (model, adaptive_step) => {
  const alpha = model === "iaf_cond_alpha";
  const names = alpha ? ["V_m", "dg_ex", "g_ex", "dg_in", "g_in"] : ["V_m", "g_ex", "g_in", "g_sfa", "g_rr"];

  it("makes the potential of very small steps", async () => {
    const values = { I_e: 150, adaptive_step, ...(alpha ? {} : { g_sfa: 20, g_rr: 100 }) };
    const { value } = await observe({ model, values, trains, steps: 200, record: names });
    const start = alpha ? [-70, 0, 0, 0, 0] : [-70, 0, 0, 20, 100];
    const slopes = alpha ? alphaSlopes : adaptingSlopes;
    const expected = fineSteps(slopes, start, h, 200, (step, y) => {
      for (const { times, weight, delay } of trains) {
        const arriving = times.filter((time) => Math.round((time + delay) / h) === step + 1).length;
        const inhibitory = weight < 0;
        const column = (inhibitory ? 2 : 1) + (alpha && inhibitory ? 1 : 0);
        const jump = Math.abs(weight) * (alpha ? Math.E / (inhibitory ? 2 : 0.2) : 1);
        y[column] = (y[column] as number) + arriving * jump;
      }
    });
    // The adaptive solver tolerates 0.001 in each inner step; a calm step is exact in the conductances, and leaves less
    // than 0.001 mV of V.
    const tolerance = (name: string) => (name === "V_m" || adaptive_step === 1 ? 3e-3 : 1e-9);
    expected.forEach((y, k) => {
      names.forEach((name, column) => {
        const error = Math.abs(value(name, k + 1) - (y[column] as number));
        expect(error, `${name} at ${k}`).toBeLessThan(tolerance(name) * (name.startsWith("d") ? 5 : 1));
      });
    });
    expect(Math.max(...expected.map(([V = 0]) => V))).toBeGreaterThan(-68);
  });

  it("makes the shortest interval t_ref + h, and holds V_reset", async () => {
    const t_ref = [2, 3.75, 0.05, 0];
    const values = { t_ref, I_e: 1e6, adaptive_step, ...(alpha ? {} : { q_sfa: 0, q_rr: 0 }) };
    const { spikes } = await observe({ model, size: 4, values, steps: 200 });
    [20, 38, 1, 0].forEach((refractory, neuron) => {
      const expected = Array.from({ length: 200 }, (_, k) => k + 1).filter(
        (k) => (k - 1) % (refractory + 1) === 0,
      );
      expect(spikes[neuron]).toEqual(expected);
    });
    const held = { V_m: -50, V_reset: -65, t_ref: 2, adaptive_step };
    const { value } = await observe({ model, values: held, trains, steps: 40, record: names });
    for (let step = 1; step <= 21; ++step) expect(value("V_m", step)).toBe(-65);
    expect(value("V_m", 22)).not.toBe(-65);
    expect(value("g_ex", 21)).toBeGreaterThan(0);
  });
});

describe("iaf_cond_alpha", () => {
  // Weights and currents of the vectors: 300 and -200 nS, so strong that each volley is one spike.
  const strong = [
    { times: [5, 7, 7.5, 20], weight: 300, delay: 1 },
    { times: [5.5, 20.5], weight: -200, delay: 1 },
  ];
  it.each(solvers)("answers strong input as NEST's does, with adaptive_step = %d", async (adaptive_step) => {
    const values = { I_e: 270, tau_syn_ex: 0.5, adaptive_step };
    const { spikes, value } = await observe({
      model: "iaf_cond_alpha",
      values,
      trains: strong,
      steps: 2000,
      record: ["V_m"],
    });
    expect(spikes[0]?.slice(0, 5)).toEqual([63, 84, 214, 773, 1040]);
    expect(spikes[0]).toHaveLength(8);
    expect(value("V_m", 1000)).toBeCloseTo(-55.35980697306902, adaptive_step === 1 ? 8 : 2);
  });
});

describe("iaf_cond_exp_sfa_rr", () => {
  it.each(solvers)(
    "opens both conductances with every spike, with adaptive_step = %d",
    async (adaptive_step) => {
      const { spikes, value } = await observe({
        model: "iaf_cond_exp_sfa_rr",
        values: { I_e: 900, adaptive_step },
        steps: 1500,
        record: ["g_sfa", "g_rr"],
      });
      const train = spikes[0] ?? [];
      expect(train.length).toBeGreaterThan(3);
      for (const step of [100, 500, 1000, 1500]) {
        const past = train.filter((spike) => spike <= step);
        const sum = (q: number, tau: number) =>
          past.reduce((all, spike) => all + q * Math.exp((-(step - spike) * h) / tau), 0);
        // With thousands of nS the steps after a spike are adaptive in either case.
        const tolerance = adaptive_step === 1 ? 0.02 : 1e-5;
        expect(Math.abs(value("g_sfa", step) - sum(14.48, 110))).toBeLessThan(tolerance);
        expect(Math.abs(value("g_rr", step) - sum(3214, 1.97))).toBeLessThan(tolerance);
      }
    },
  );
});
