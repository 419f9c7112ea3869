// gl_psc_delta and gl_psc_exp: every function against its closed form, time discrete and continuous; seeds are fixed.
import { describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { gl_psc_delta } from "../../../ts/models/index.ts";
import { expectRefusal } from "../../helpers/errors.ts";
import { resolution as h, observe } from "../../helpers/single-neuron.ts";
import { geometricScores, waitsOf } from "../../helpers/waits.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, k) => k + 1);

/** phi at x = 0.4 with exponent 2, times b; the Gaussian one from a table of the normal distribution. */
const shapes = [
  ["exponential", Math.exp(0.4)],
  ["monomial", 0.16],
  ["rational", 0.4 / 1.4],
  ["gaussian", 0.6554217416103242],
  ["logistic", 1 / (1 + Math.exp(-0.4))],
] as const;

describe.each(["gl_psc_delta", "gl_psc_exp"])("%s", (model) => {
  // V stays where it is, 0.4 widths above V_b.
  const still = { E_L: -60, V_m: -60, V_reset: -60, V_b: -62, a: 5, r: 2, t_ref: 0 };
  const run = (values: object, seed = 13) =>
    observe({ model, size: 200, values: { ...still, ...values }, steps: 3000, seed });

  it.each(shapes.map(([name, shape], phi) => [name, phi, shape] as const))(
    "fires with the rate of the %s function",
    async (_, phi, shape) => {
      const { spikes } = await run({ phi, b: 1 / 800 });
      const chance = -Math.expm1(-800 * shape * h * 1e-3);
      for (const score of geometricScores(waitsOf(spikes, 1), chance))
        expect(Math.abs(score)).toBeLessThan(4);
    },
  );

  it.each(shapes.map(([name, shape], phi) => [name, phi, shape] as const))(
    "fires with the chance of the %s function in every step",
    async (_, phi, shape) => {
      const { spikes } = await run({ phi, b: 20, per_step: 1 });
      for (const score of geometricScores(waitsOf(spikes, 1), shape / 20))
        expect(Math.abs(score)).toBeLessThan(4);
    },
  );

  it("is a step without noise for a steep monomial, and silent below it", async () => {
    const values = {
      E_L: -70,
      V_m: -70,
      V_b: -55,
      a: 1e-9,
      phi: 1,
      b: 1,
      per_step: 1,
      I_e: [1000, 374, 376],
    };
    const { spikes, value } = await observe({ model, size: 3, values, steps: 3000, record: ["V_m"] });
    // 1000 pA: 40 mV; 15 mV are reached after 10 ln(40 / 25) = 4.7 ms from -70 mV, after longer from V_reset.
    expect(spikes[0]?.[0]).toBe(48);
    expect(spikes[1]).toEqual([]);
    expect(spikes[2]?.length).toBeGreaterThan(0);
    for (const step of upTo(20)) expect(value("V_m", 48 + step)).toBe(-65);
  });
});

it("gl_psc_exp with the exponential function is iaf_psc_exp with escape noise", async () => {
  const trains = upTo(90).map((k) => ({ times: [k], weight: k % 3 ? 300 : -200, delay: 1 }));
  const shared = { E_L: -70, V_m: -70, V_reset: -70, I_e: 300, tau_syn_in: 5 };
  const plain = { size: 20, trains, steps: 1000, record: ["V_m", "I_syn_ex"] };
  const one = await observe({
    ...plain,
    model: "gl_psc_exp",
    values: { ...shared, a: 1.5, b: 0.01, V_b: -56 },
  });
  const rho = Math.exp((-55 + 56) / 1.5) / 0.01;
  const other = await observe({ ...plain, model: "iaf_psc_exp", values: { ...shared, delta: 1.5, rho } });
  expect(one.spikes).toEqual(other.spikes);
  expect(one.spikes.flat().length).toBeGreaterThan(50);
  for (const step of upTo(1000))
    for (const name of plain.record)
      expect(one.value(name, step, 7)).toBeCloseTo(other.value(name, step, 7), 11);
});

describe("gl_psc_delta in discrete time", () => {
  it("forgets everything at a spike, and what arrives in the step after it", async () => {
    const trains = [{ times: upTo(100).map((k) => k / 2), weight: 0.75, delay: 0.5 }];
    const values = {
      ...{ E_L: 0, V_m: 0, V_reset: 2, V_b: 0, a: 10, b: 1, phi: 1, t_ref: 0, tau_m: 1 },
      ...{ per_step: 1, reset_input_loss: 1 },
    };
    const { spikes, value } = await observe({
      model: "gl_psc_delta",
      values,
      trains,
      steps: 480,
      record: ["V_m"],
      seed: 4,
    });
    const [fired = []] = spikes;
    const mu = Math.exp(-h);
    let again = 0;
    for (const step of upTo(480).slice(1)) {
      const before = value("V_m", step - 1);
      const input = step % 5 === 0 && step >= 10 ? 0.75 : 0;
      const V = fired.includes(step - 1) ? 2 : mu * before + input;
      expect(value("V_m", step)).toBeCloseTo(fired.includes(step) ? 2 : V, 12);
      again += Number(fired.includes(step) && fired.includes(step - 1));
    }
    // Each spike is followed by another with the chance of V_reset, 0.2.
    const n = fired.length;
    expect(n).toBeGreaterThan(40);
    expect(Math.abs(again - 0.2 * n) / Math.sqrt(n * 0.2 * 0.8)).toBeLessThan(4);
    expect(again).toBeGreaterThan(0);
  });
});

it("names of functions are understood, and others refused", () => {
  const net = new Network();
  const all = net.population(gl_psc_delta, 3, { phi: ["logistic", 1, "monomial"] });
  net.set(all, { phi: "gaussian" });
  const copy = Network.from(JSON.stringify(net));
  expect(copy.description).toEqual(net.description);
  expect(net.toJSON().values?.[0]?.value).toBe("gaussian");
  const refused = (phi: unknown) =>
    expectRefusal(
      net,
      () => net.population(gl_psc_delta, 3, { phi: phi as 1 }),
      "E_TYPE",
      "phi",
      "exponential",
    );
  refused("step");
  refused(5);
  refused(0.5);
  refused(-1);
  refused(["monomial", "x", 1]);
  refused(true);
});
