/** What neuron models do at the edges: refractoriness, lower bounds, repeated spikes, escape noise. */

import { describe, expect, it } from "vitest";
import { loadAddon } from "../../ts/backend/native.ts";
import { drawn, resolution as h, observe } from "../helpers/single-neuron.ts";

const integrators = ["iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta", "iaf_cond_exp"];
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

describe("refractoriness", () => {
  // A period on the grid, one that is rounded up (37.5 steps), one below a step, none.
  it.each(integrators)("of %s makes the shortest interval t_ref + h", async (model) => {
    const t_ref = [2, 3.75, 0.05, 0];
    const { spikes } = await observe({ model, size: 4, values: { t_ref, I_e: 1e6 }, steps: 200 });
    [20, 38, 1, 0].forEach((refractory, neuron) => {
      expect(spikes[neuron]).toEqual(upTo(200).filter((step) => (step - 1) % (refractory + 1) === 0));
    });
  });

  it.each(integrators)("of %s holds V_reset while synapses go on", async (model) => {
    const trains = [{ times: [1], weight: 20, delay: 1 }];
    const parts = { iaf_psc_exp: ["I_syn_ex"], iaf_psc_alpha: ["I_syn_ex"], iaf_cond_exp: ["g_ex"] }[model];
    const record = ["V_m", ...(parts ?? [])];
    const values = { V_m: -50, V_reset: -65 };
    const { spikes, value } = await observe({ model, values, trains, steps: 40, record });
    expect(spikes[0]).toEqual([1]);
    for (const step of upTo(21)) expect(value("V_m", step)).toBe(-65);
    expect(value("V_m", 22)).not.toBe(-65);
    if (parts) expect(value(parts[0] ?? "", 21)).toBeGreaterThan(0);
  });

  it("of iaf_psc_delta loses input, or keeps it faded if refractory_input is true", async () => {
    // The spike has stamp 1 and V is free again in the step from 21 to 22. Spikes arrive at stamps 5, 12 and 12.
    const { spikes, value } = await observe({
      model: "iaf_psc_delta",
      size: 2,
      values: { E_L: 0, V_reset: 0, V_th: 15, V_m: 20, refractory_input: [0, 1] },
      trains: [
        { times: [0.4], weight: 3, delay: 0.1 },
        { times: [1.0, 1.0], weight: -0.5, delay: 0.2 },
      ],
      steps: 60,
      record: ["V_m"],
    });
    expect(spikes).toEqual([[1], [1]]);
    for (const step of upTo(60)) {
      const faded = (weight: number, arrival: number) => weight * Math.exp((-(step - arrival) * h) / 10);
      expect(value("V_m", step, 0)).toBe(0);
      const expected = step < 22 ? 0 : faded(3, 5) + faded(-1, 12);
      expect(value("V_m", step, 1)).toBeCloseTo(expected, 13);
    }
  });
});

describe("V_min", () => {
  it.each(["iaf_psc_alpha", "iaf_psc_delta"])("bounds the potential of %s from below", async (model) => {
    const bound = { E_L: 0, V_m: 0, V_reset: 0, V_th: 15, V_min: -5 };
    const currents = [{ times: [1, 6], values: [-300, 0], delay: 0.1 }];
    const { value } = await observe({ model, values: bound, currents, steps: 100, record: ["V_m"] });
    for (const step of upTo(100)) {
      // -300 pA pull towards -12 mV and reach -5 mV after 5.39 ms; the current ends at 6.1 ms, after 5 ms.
      const t = Math.min(Math.max(step * h - 1.1, 0), 5);
      const free = 12 * Math.expm1(-t / 10) * Math.exp(-Math.max(step * h - 6.1, 0) / 10);
      expect(value("V_m", step)).toBeCloseTo(free, 12);
    }
    const stronger = [{ times: [1, 6], values: [-600, 0], delay: 0.1 }];
    const clamped = await observe({ model, values: bound, currents: stronger, steps: 100, record: ["V_m"] });
    const reached = 11 + Math.ceil((-10 / h) * Math.log1p(-5 / 24));
    for (let step = reached; step <= 61; ++step) expect(clamped.value("V_m", step)).toBe(-5);
    for (let step = 62; step <= 100; ++step)
      expect(clamped.value("V_m", step)).toBeCloseTo(-5 * Math.exp((-(step - 61) * h) / 10), 12);
  });
});

describe("parrot_neuron", () => {
  it.each(["exact", "compact"] as const)(
    "repeats every spike after its delay (%s weights)",
    async (weights) => {
      const { spikes } = await observe({
        model: "parrot_neuron",
        size: 2,
        trains: [
          { times: [1.0, 1.0, 2.5], weight: 0.3, delay: 1.5 },
          { times: [0.5], weight: -7, delay: 2.0 },
          { times: [3.0], weight: 0, delay: 0.1 },
          { times: [2.0], weight: 1, delay: 0.1, receptor: 1 },
        ],
        steps: 100,
        weights,
      });
      expect(spikes).toEqual([
        [25, 25, 25, 31, 40],
        [25, 25, 25, 31, 40],
      ]);
    },
  );

  it("passes on as many spikes as it received", async () => {
    const kernel = loadAddon().addon.create(h, 1);
    kernel.population({ model: "parrot_neuron", label: "", size: 1, positions: [], periods: [] });
    kernel.population({ model: "iaf_psc_delta", label: "", size: 1, positions: [], periods: [] });
    const parameters = { spike_times: Float64Array.of(1, 1, 1, 2) };
    const delay = drawn(0.5);
    const plain = { kind: "spike_generator", parameters, each: [], delay, receptor: 0 };
    kernel.stimulate({ ...plain, targets: [0, 1, 1], weight: drawn(1) });
    const none = {
      number: 0,
      autapses: true,
      multapses: true,
      pairSources: [],
      pairTargets: [],
      receptor: 0,
      synapse: "static_synapse",
      synapseParameters: {},
      output: 0,
      axonal: 0,
      kernel: [],
      mask: [],
    };
    const ends = { rule: "all_to_all", sources: [0, 1, 1], targets: [1, 2, 1] };
    kernel.connect({ ...none, ...ends, weight: drawn(0.25), delay });
    const recorder = kernel.record({ kind: "state", targets: [1, 2, 1], variables: ["V_m"], every: 1 });
    await kernel.build({ threads: 1, weights: "exact", connectivity: "stored" });
    kernel.runSync(40);
    const { values } = kernel.readSamples(recorder, false);
    upTo(40).forEach((step, index) => {
      const faded = (weight: number, at: number) =>
        step < at ? 0 : weight * Math.exp((-(step - at) * h) / 10);
      expect(values[index]).toBeCloseTo(-70 + faded(0.75, 20) + faded(0.25, 30), 12);
    });
  });
});

describe("escape noise of iaf_psc_exp", () => {
  // V rests at V_reset, a width of delta below the threshold.
  const resting = { V_th: -55, V_reset: -56, V_m: -56, E_L: -56, delta: 1 };
  const [size, steps] = [400, 5000];

  /** Standard scores of the number of spikes and of the spread of the neurons' numbers, for a chance per step. */
  async function scores(rho: number, chance: number): Promise<[number, number]> {
    const { spikes } = await observe({
      model: "iaf_psc_exp",
      size,
      values: { ...resting, t_ref: 0, rho },
      steps,
      seed: 2026,
    });
    const [mean, variance] = [steps * chance, steps * chance * (1 - chance)];
    const total = spikes.reduce((sum, train) => sum + train.length, 0);
    const spread = spikes.reduce((sum, train) => sum + (train.length - mean) ** 2 / variance, 0);
    return [(total - size * mean) / Math.sqrt(size * variance), (spread - size) / Math.sqrt(2 * size)];
  }

  // A score beyond 4 has a probability of 6e-5.
  it.each([50, 5000, 30000])("fires with 1 - exp(-hazard h) in every step, rho = %d/s", async (rho) => {
    const chance = -Math.expm1(-rho * Math.exp(-1) * h * 1e-3);
    const [rate, spread] = await scores(rho, chance);
    expect(Math.abs(rate)).toBeLessThan(4);
    expect(Math.abs(spread)).toBeLessThan(4);
  });

  it("can tell a chance that is linear in the step from the right one", async () => {
    const [rate] = await scores(5000, 5000 * Math.exp(-1) * h * 1e-3);
    expect(Math.abs(rate)).toBeGreaterThan(20);
  });

  it("is silent while refractory and memoryless after", async () => {
    const { spikes } = await observe({
      model: "iaf_psc_exp",
      size,
      values: { ...resting, rho: 3000 },
      steps,
    });
    const chance = -Math.expm1(-3000 * Math.exp(-1) * h * 1e-3);
    const waits = spikes.flatMap((train) => train.slice(1).map((step, k) => step - (train[k] ?? 0) - 21));
    expect(waits.reduce((least, wait) => Math.min(least, wait), Infinity)).toBe(0);
    // Waits are geometric: P(wait >= 10) = (1 - chance)^10, mean (1 - chance) / chance.
    const later = waits.filter((wait) => wait >= 10).length;
    const expected = (1 - chance) ** 10;
    const scale = Math.sqrt(waits.length * expected * (1 - expected));
    expect(Math.abs(later - waits.length * expected) / scale).toBeLessThan(4);
  });

  it("becomes a sharp threshold for delta 0", async () => {
    const values = { ...resting, delta: 0, rho: 1e6 };
    const quiet = await observe({ model: "iaf_psc_exp", values, steps: 1000 });
    expect(quiet.spikes[0]).toEqual([]);
    const crossing = await observe({
      model: "iaf_psc_exp",
      values: { ...values, V_m: -55 + 1e-9, tau_m: 1e9 },
      steps: 5,
    });
    expect(crossing.spikes[0]).toEqual([1]);
  });

  it("depends on the seed", async () => {
    const noisy = { model: "iaf_psc_exp", values: { ...resting, rho: 3000 }, steps };
    const trains = await Promise.all([3, 3, 4].map((seed) => observe({ ...noisy, seed })));
    expect(trains[0]?.spikes).toEqual(trains[1]?.spikes);
    expect(trains[0]?.spikes).not.toEqual(trains[2]?.spikes);
  });
});
