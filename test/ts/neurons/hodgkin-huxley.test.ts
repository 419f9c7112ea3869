/** Hodgkin-Huxley neurons: vectors of NEST 3.10, and very small steps of another method. */

import { describe, expect, it } from "vitest";
import { fineSteps, type Slopes } from "../../helpers/fine-steps.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";

type Rates = (V: number) => readonly (readonly [opening: number, closing: number])[];

const gate = (x: number, [opening, closing]: readonly [number, number]) => opening * (1 - x) - closing * x;

/** dy/dt of V, m, h and n, for a membrane of 100 or 200 pF. */
const membrane =
  (C: number, [Na, K, leak]: readonly number[], [ENa, EK, EL]: readonly number[], I: number, rates: Rates) =>
  ([V = 0, m = 0, hh = 0, n = 0]: readonly number[]) => {
    const [ofM, ofH, ofN] = rates(V) as [[number, number], [number, number], [number, number]];
    const currents =
      (Na as number) * m ** 3 * hh * ((ENa as number) - V) +
      (K as number) * n ** 4 * ((EK as number) - V) +
      (leak as number) * ((EL as number) - V);
    return [(currents + I) / C, gate(m, ofM), gate(hh, ofH), gate(n, ofN)];
  };

const squid: Rates = (V) => [
  [(0.1 * (V + 40)) / -Math.expm1(-(V + 40) / 10), 4 * Math.exp(-(V + 65) / 18)],
  [0.07 * Math.exp(-(V + 65) / 20), 1 / (1 + Math.exp(-(V + 35) / 10))],
  [(0.01 * (V + 55)) / -Math.expm1(-(V + 55) / 10), 0.125 * Math.exp(-(V + 65) / 80)],
];
const hippocampal: Rates = (V) => {
  const v = V + 63;
  return [
    [(0.32 * (13 - v)) / Math.expm1((13 - v) / 4), (0.28 * (v - 40)) / Math.expm1((v - 40) / 5)],
    [0.128 * Math.exp((17 - v) / 18), 4 / (1 + Math.exp((40 - v) / 5))],
    [(0.032 * (15 - v)) / Math.expm1((15 - v) / 5), 0.5 * Math.exp((10 - v) / 40)],
  ];
};

interface Case {
  readonly slopes: (I: number) => Slopes;
  readonly start: readonly number[];
  /** Currents from rest to fast firing [pA]. */
  readonly currents: readonly number[];
}
const cases: Readonly<Record<string, Case>> = {
  hh_psc_alpha: {
    slopes: (I) => membrane(100, [12000, 3600, 30], [50, -77, -54.402], I, squid),
    start: [-65, 0.05293248525724958, 0.5961207535084603, 0.3176769140606974],
    currents: [-400, 300, 650, 1500],
  },
  hh_cond_exp_traub: {
    slopes: (I) => membrane(200, [20000, 6000, 10], [50, -90, -60], I, hippocampal),
    start: [-60, 9.895563096746586e-9, 0.999999999106396, 2.551577051602551e-7],
    currents: [-100, -50, 400, 1200],
  },
};
const names = ["V_m", "Act_m", "Inact_h", "Act_n"];
const models = Object.keys(cases).flatMap((model) => [1, 0].map((solver) => [model, solver] as const));

describe.each(models)("%s with adaptive_step = %d", (model, adaptive_step) => {
  it("goes the way of very small steps, and fires where V falls again", async () => {
    const { slopes, start, currents } = cases[model] as Case;
    const steps = 200;
    const values = { I_e: currents, adaptive_step };
    const { value, spikes } = await observe({ model, size: 4, values, steps, record: names });
    currents.forEach((I, neuron) => {
      const expected = fineSteps(slopes(I), start, h, steps);
      const peaks: number[] = [];
      expected.forEach((y, k) => {
        // Inner steps tolerate 0.001 mV, which a membrane near its threshold enlarges; where a variable changes fast,
        // the error of its time, up to 0.01 ms after many spikes, comes on top.
        names.forEach((name, column) => {
          const at = (step: number) => expected[step]?.[column] ?? (y[column] as number);
          const slope = Math.abs(at(k + 1) - at(k - 1)) / (2 * h);
          const error = Math.abs(value(name, k + 1, neuron) - (y[column] as number));
          expect(error, `${name} at ${k} with ${I} pA`).toBeLessThan(
            (column === 0 ? 2e-2 : 1e-3) + 1e-2 * slope,
          );
        });
        const level = model === "hh_psc_alpha" ? 0 : -33;
        const [before = 0, now = 0] = [expected[k - 1]?.[0] ?? start[0], y[0]];
        if (now >= level && before > now && k + 1 - (peaks.at(-1) ?? -100) > 20) peaks.push(k + 1);
      });
      // Two samples beside a maximum may be so equal that an error of their time decides which is the larger.
      expect(spikes[neuron]).toHaveLength(peaks.length);
      peaks.forEach((step, k) => {
        expect(Math.abs((spikes[neuron]?.[k] ?? 0) - step)).toBeLessThanOrEqual(1);
      });
    });
    expect(spikes.map((train) => train.length).slice(2)).not.toContain(0);
    expect(spikes[0]).toEqual([]);
  });

  it("goes smoothly through the potentials at which a rate is 0 / 0", async () => {
    const singular = model === "hh_psc_alpha" ? [-40, -55] : [-50, -48, -23];
    const V_m = singular.flatMap((V) => [V, V + 1e-9]);
    const { value } = await observe({
      model,
      size: V_m.length,
      values: { V_m, adaptive_step },
      steps: 5,
      record: ["V_m"],
    });
    for (let step = 1; step <= 5; ++step)
      singular.forEach((_, k) => {
        const [at, beside] = [value("V_m", step, 2 * k), value("V_m", step, 2 * k + 1)];
        expect(Number.isFinite(at)).toBe(true);
        expect(Math.abs(at - beside)).toBeLessThan(1e-6);
      });
  });
});

describe("hh_psc_alpha", () => {
  it("fires under a constant current as NEST's does", async () => {
    const { spikes, value } = await observe({
      model: "hh_psc_alpha",
      values: { I_e: 650 },
      steps: 1000,
      record: ["V_m"],
    });
    expect(spikes[0]).toEqual([28, 209, 391, 573, 755, 936]);
    expect(value("V_m", 100)).toBeCloseTo(-69.5104390275, 9);
    expect(value("V_m", 1000)).toBeCloseTo(-70.179995234, 9);
  });

  it.each([1, 0])("sums alpha functions of both signs, with adaptive_step = %d", async (adaptive_step) => {
    const trains = [
      { times: [1], weight: 40, delay: 1 },
      { times: [1.5], weight: -30, delay: 1 },
    ];
    const record = ["I_syn_ex", "I_syn_in"];
    const values = { adaptive_step };
    const { value } = await observe({ model: "hh_psc_alpha", values, trains, steps: 100, record });
    const alpha = (t: number, tau: number) => (t <= 0 ? 0 : (Math.E / tau) * t * Math.exp(-t / tau));
    const tolerance = adaptive_step === 1 ? 5e-3 : 1e-10;
    for (let step = 1; step <= 100; ++step) {
      expect(Math.abs(value("I_syn_ex", step) - 40 * alpha(step * h - 2, 0.2))).toBeLessThan(tolerance);
      expect(Math.abs(value("I_syn_in", step) + 30 * alpha(step * h - 2.5, 2))).toBeLessThan(tolerance);
    }
  });
});
