/** Adaptive exponential neurons: vectors of NEST 3.10, closed forms, and very small steps of another method. */

import { describe, expect, it } from "vitest";
import { fineSteps } from "../../helpers/fine-steps.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

const models = ["aeif_cond_exp", "aeif_cond_alpha", "aeif_psc_exp", "aeif_psc_alpha"];
const solvers = [1, 0];
const both = models.flatMap((model) => solvers.map((adaptive_step) => [model, adaptive_step] as const));
const ms = (steps: readonly number[] | undefined) => steps?.map((step) => Math.round(step * 10 * h) / 10);

describe.each(both)("%s with adaptive_step = %d", (model, adaptive_step) => {
  // All four are the same without input.
  it("fires under a constant current as NEST's does, with and without refractoriness", async () => {
    const values = { I_e: 800, t_ref: [0, 2], adaptive_step };
    const { spikes, value } = await observe({ model, size: 2, values, steps: 2000, record: ["V_m", "w"] });
    expect(ms(spikes[0])).toEqual([17.8, 35.2, 60.7, 101.7, 161.5]);
    expect(ms(spikes[1])).toEqual([17.8, 37.2, 64.4, 106, 164.9]);
    // The vectors have thirteen digits; the calm steps leave errors of some 1e-5 mV.
    const digits = adaptive_step === 1 ? 9 : 3;
    expect(value("V_m", 1000)).toBeCloseTo(-46.5488514961391, digits);
    expect(value("w", 1000)).toBeCloseTo(194.465570871716, digits);
    expect(value("V_m", 2000)).toBeCloseTo(-51.4391431458419, digits);
    expect(value("w", 2000)).toBeCloseTo(235.097075333953, digits);
    expect(value("V_m", 2000, 1)).toBeCloseTo(-51.7864965781254, digits);
  });

  it("without upstroke and adaptation is a leaky integrator with its threshold at V_th", async () => {
    const tau = 281 / 30;
    const values = { Delta_T: 0, a: 0, b: 0, V_th: -55, t_ref: 2, I_e: [700, 900, 1300], adaptive_step };
    const { spikes } = await observe({ model, size: 3, values, steps: 1000 });
    [700, 900, 1300].forEach((I, neuron) => {
      // From rest, then again and again from V_reset, which is taken to the end of an inner step: at most a step each.
      const until = (from: number) => -tau * Math.log((I / 30 - 15.6) / (I / 30 - from));
      const [first = 0, second = 0] = spikes[neuron] ?? [];
      expect(first).toBe(Math.ceil(until(0) / h));
      expect(Math.abs((second - first) * h - 2 - until(10.6))).toBeLessThan(1.5 * h);
    });
  });

  it("holds V while w goes on, for t_ref after a spike", async () => {
    const values = { V_m: -40, V_reset: -60, t_ref: 3, w: 50, I_e: 0, adaptive_step };
    const { spikes, value } = await observe({ model, values, steps: 60, record: ["V_m", "w"] });
    const [at = 0] = spikes[0] ?? [];
    for (let step = at; step <= at + 30; ++step) expect(value("V_m", step)).toBe(-60);
    expect(value("V_m", at + 31)).not.toBe(-60);
    const relaxed = (t: number) => 42.4 + (value("w", at) - 42.4) * Math.exp(-t / 144);
    for (const step of [at + 1, at + 10, at + 30])
      expect(value("w", step)).toBeCloseTo(relaxed((step - at) * h), 5);
  });

  it("fires more than once in a step where the input is strong enough and nothing holds it", async () => {
    const values = { I_e: 2e5, b: 0, adaptive_step };
    const { spikes } = await observe({ model, values, steps: 10 });
    // One interval is the integral of dV / (dV/dt) from V_reset to V_peak; w is small beside the current.
    const dV = 1e-3;
    let interval = 0;
    for (let V = -60 + dV / 2; V < 0; V += dV)
      interval += (281 * dV) / (2e5 - 30 * (V + 70.6) + 60 * Math.exp((V + 50.4) / 2));
    expect(Math.abs((spikes[0]?.length ?? 0) - (10 * h) / interval)).toBeLessThan(1.5);
    expect(h / interval).toBeGreaterThan(2);
  });
});

interface Shape {
  readonly alpha: boolean;
  readonly conductance: boolean;
  readonly weight: number;
}
const shapes: Readonly<Record<string, Shape>> = {
  aeif_cond_exp: { alpha: false, conductance: true, weight: 20 },
  aeif_cond_alpha: { alpha: true, conductance: true, weight: 10 },
  aeif_psc_exp: { alpha: false, conductance: false, weight: 500 },
  aeif_psc_alpha: { alpha: true, conductance: false, weight: 700 },
};

/** dy/dt of V, w, and rate and value of both inputs, with default parameters; no rate for exponential ones. */
const slopesOf =
  ({ alpha, conductance }: Shape) =>
  ([V = 0, w = 0, dex = 0, ex = 0, din = 0, inh = 0]: readonly number[]) => {
    const input = conductance ? ex * (0 - V) - inh * (V + 85) : ex - inh;
    const rise = 60 * Math.exp((V + 50.4) / 2);
    return [
      (-30 * (V + 70.6) + rise + input - w + 450) / 281,
      (4 * (V + 70.6) - w) / 144,
      -dex / 0.2,
      (alpha ? dex : 0) - ex / 0.2,
      -din / 2,
      (alpha ? din : 0) - inh / 2,
    ];
  };

describe.each(both)("input of %s with adaptive_step = %d", (model, adaptive_step) => {
  it("makes the potential of very small steps", async () => {
    const shape = shapes[model] as Shape;
    const { alpha, conductance, weight } = shape;
    const trains = [
      { times: [1, 3, 3.2, 9], weight, delay: 1 },
      { times: [2, 4], weight: -weight / 2, delay: 0.5 },
    ];
    const names = conductance ? ["g_ex", "g_in"] : ["I_syn_ex", "I_syn_in"];
    const values = { I_e: 450, adaptive_step };
    const { value } = await observe({ model, values, trains, steps: 200, record: ["V_m", "w", ...names] });
    const column = (inhibitory: boolean) => (inhibitory ? 4 : 2) + (alpha ? 0 : 1);
    const expected = fineSteps(slopesOf(shape), [-70.6, 0, 0, 0, 0, 0], h, 200, (step, y) => {
      for (const { times, weight: w, delay } of trains) {
        const inhibitory = w < 0;
        const arriving = times.filter((time) => Math.round((time + delay) / h) === step + 1).length;
        const jump = alpha ? (Math.abs(w) * Math.E) / (inhibitory ? 2 : 0.2) : Math.abs(w);
        y[column(inhibitory)] = (y[column(inhibitory)] as number) + arriving * jump;
      }
    });
    let largest = 0;
    expected.forEach((y, k) => {
      const [V = 0, w = 0, , ex = 0, , inh = 0] = y;
      largest = Math.max(largest, Math.abs(value("V_m", k + 1) - V));
      expect(Math.abs(value("w", k + 1) - w)).toBeLessThan(2e-3);
      // What the adaptive solver tolerates in each inner step is 1e-6 (1 + |change|); the others are exact.
      const tolerance = adaptive_step === 1 ? 1e-3 : 1e-8;
      expect(Math.abs(value(names[0] as string, k + 1) - ex)).toBeLessThan(tolerance);
      expect(Math.abs(value(names[1] as string, k + 1) - inh)).toBeLessThan(tolerance);
    });
    expect(largest).toBeLessThan(1e-3);
    expect(Math.max(...expected.map(([V = 0]) => V))).toBeGreaterThan(-62);
  });
});
