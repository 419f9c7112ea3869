/** Neuron models against closed forms. Times in ms, potentials in mV, currents in pA. */

import { describe, expect, it } from "vitest";
import { resolution as h, observe } from "../helpers/single-neuron.ts";

// Without a resting potential far from zero no digits are lost in reading V_m.
const centred = { E_L: 0, V_m: 0, V_reset: 0, V_th: 15 };
const [C, tauM, tRef] = [250, 10, 2];
const unreachable = { ...centred, V_th: 1e6 };
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);
const exact = ["iaf_psc_exp", "iaf_psc_alpha", "iaf_psc_delta"];

describe("a constant current", () => {
  const I_e = upTo(60).map((k) => 320 + 45 * k ** 1.3);
  const charged = (I: number, t: number) => -Math.expm1(-t / tauM) * ((I * tauM) / C);
  // The first step in which V(t) = (I tau_m / C) (1 - exp(-t / tau_m)) has reached the threshold of 15 mV.
  const first = (I: number) => Math.ceil((-tauM / h) * Math.log1p((-15 * C) / (I * tauM)));

  it.each(exact)("makes %s charge and fire as the closed form says", async (model) => {
    const { spikes, value } = await observe({
      model,
      size: I_e.length,
      values: { ...centred, I_e },
      steps: 20000,
      record: ["V_m"],
    });
    let silent = 0;
    I_e.forEach((I, neuron) => {
      const rising = (I * tauM) / C > 15 ? first(I) : Number.POSITIVE_INFINITY;
      if (rising === Number.POSITIVE_INFINITY) ++silent;
      for (let step = 1; step < Math.min(rising, 500); ++step)
        expect(Math.abs(value("V_m", step, neuron) - charged(I, step * h))).toBeLessThan(1e-12 * 15);
      const period = rising + tRef / h;
      const expected = upTo(20000).filter((step) => step >= rising && (step - rising) % period === 0);
      expect(spikes[neuron]).toEqual(expected);
    });
    expect(silent).toBeGreaterThan(0);
    expect(silent).toBeLessThan(10);
  });

  it("makes iaf_cond_exp charge with C_m / g_L", async () => {
    // One Runge-Kutta step leaves (h / tau)^5 / 120 of V: 1e-12 of it here, and at most tau / h times that in all.
    const values = { ...centred, g_L: C / tauM, I_e: 600 };
    const { spikes, value } = await observe({ model: "iaf_cond_exp", values, steps: 200, record: ["V_m"] });
    for (let step = 1; step < first(600); ++step)
      expect(Math.abs(value("V_m", step) - charged(600, step * h))).toBeLessThan(1e-9);
    expect(spikes[0]?.[0]).toBe(first(600));
  });

  it("of receptor 1 passes the synapse's filter", async () => {
    const currents = [{ times: [1], values: [100], delay: 1, receptor: 1 }];
    const { value } = await observe({
      model: "iaf_psc_exp",
      values: { tau_syn_ex: 3 },
      currents,
      steps: 300,
      record: ["I_syn_ex"],
    });
    for (const step of upTo(300)) {
      const filtered = step <= 20 ? 0 : -100 * Math.expm1((-(step - 20) * h) / 3);
      expect(value("I_syn_ex", step)).toBeCloseTo(filtered, 11);
    }
  });
});

/** Integral of s^n e^(-a s) from 0 to t by its series, for small a t. */
function integral(n: number, a: number, t: number): number {
  let [sum, term] = [0, t ** (n + 1)];
  for (let k = 0; k < 40; ++k) {
    sum += term / (n + 1 + k);
    term *= (-a * t) / (k + 1);
  }
  return sum;
}

/** V at time t after a spike of weight w: e^(-t / tau_m) / C times the integral of e^(s / tau_m) I(s). */
const responses = {
  iaf_psc_exp: (w: number, tau: number, t: number) =>
    (w / C) * Math.exp(-t / tauM) * integral(0, (tauM - tau) / (tauM * tau), t),
  iaf_psc_alpha: (w: number, tau: number, t: number) =>
    ((w * Math.E) / (tau * C)) * Math.exp(-t / tauM) * integral(1, (tauM - tau) / (tauM * tau), t),
};
type Current = keyof typeof responses;

describe.each(["iaf_psc_exp", "iaf_psc_alpha"] as const)("a synaptic current of %s", (model: Current) => {
  const arrival = 17; // steps: 1.0 ms and a delay of 0.7 ms
  const train = (weight: number) => ({ times: [1.0], weight, delay: 0.7 });

  it("makes the potential of the closed form for separate time constants", async () => {
    const [ex, inh] = [5, 8];
    const values = { ...unreachable, tau_syn_ex: ex, tau_syn_in: inh };
    const trains = [train(120), train(-90)];
    const { value } = await observe({ model, values, trains, steps: 100, record: ["V_m"] });
    for (const step of upTo(100)) {
      const t = Math.max(0, step - arrival) * h;
      const expected = responses[model](120, ex, t) - responses[model](90, inh, t);
      expect(Math.abs(value("V_m", step) - expected)).toBeLessThan(1e-13);
    }
  });

  it("peaks when and where it should", async () => {
    const tau = 2;
    const { value } = await observe({
      model,
      values: unreachable,
      trains: [train(100)],
      steps: 200,
      record: ["V_m"],
    });
    const response = upTo(200).map((step) => value("V_m", step));
    const peak = response.indexOf(Math.max(...response)) + 1 - arrival;
    const times = upTo(2000).map((k) => k * 0.01);
    const fine = times.map((t) => responses[model](100, tau, t));
    const at = times[fine.indexOf(Math.max(...fine))] ?? 0;
    // Where the derivative vanishes: ln(tau_m / tau) tau_m tau / (tau_m - tau) for the exponential current.
    if (model === "iaf_psc_exp") expect(at).toBeCloseTo(Math.log(5) * 2.5, 2);
    expect(Math.abs(peak * h - at)).toBeLessThanOrEqual(h / 2 + 0.01);
    expect(Math.max(...response) / Math.max(...fine)).toBeCloseTo(1, 3);
    expect(Math.max(...response)).toBeLessThanOrEqual(Math.max(...fine));
  });

  it("has twelve digits for equal and nearly equal time constants", async () => {
    const offsets = [0, ...upTo(11).flatMap((k) => [10 ** -(k + 5), -(10 ** -(k + 5))])];
    const taus = offsets.map((offset) => tauM * (1 + offset));
    for (const other of [taus, taus.map((tau) => tau / 2)]) {
      // Both the merged and the separate accumulators.
      const { value } = await observe({
        model,
        size: taus.length,
        values: { ...unreachable, tau_syn_ex: taus, tau_syn_in: other },
        trains: [train(100)],
        steps: 400,
        record: ["V_m"],
      });
      taus.forEach((tau, neuron) => {
        for (let step = arrival + 1; step <= 400; ++step) {
          const expected = responses[model](100, tau, (step - arrival) * h);
          expect(Math.abs(value("V_m", step, neuron) / expected - 1)).toBeLessThan(1e-12);
        }
      });
    }
  });

  it("stays finite and right for a time constant far below the step", async () => {
    const tau_syn_ex = 1e-5;
    const { value } = await observe({
      model,
      values: { ...unreachable, tau_syn_ex },
      trains: [train(1e6)],
      steps: 40,
      record: ["V_m"],
    });
    // All charge, w tau (alpha: w e tau), arrives at once.
    const charge = model === "iaf_psc_exp" ? 1e6 * tau_syn_ex : 1e6 * tau_syn_ex * Math.E;
    for (let step = arrival + 1; step <= 40; ++step) {
      const expected = (charge / C) * Math.exp((-(step - arrival) * h) / tauM);
      expect(value("V_m", step) / expected).toBeCloseTo(1, 5);
    }
  });

  it("is not changed by recording its parts", async () => {
    const plain = {
      model,
      trains: [...upTo(30).map((k) => ({ times: [k * 1.1], weight: k % 3 ? 300 : -170, delay: 0.1 * k }))],
      currents: [{ times: [3, 20], values: [460, 60], delay: 0.4 }],
      steps: 600,
    };
    const [one, other] = [
      await observe({ ...plain, record: ["V_m"] }),
      await observe({ ...plain, record: ["V_m", "I_syn_in", "I_syn_ex"] }),
    ];
    for (const step of upTo(600)) expect(other.value("V_m", step)).toBe(one.value("V_m", step));
    expect(other.spikes).toEqual(one.spikes);
    expect(one.spikes[0]?.length).toBeGreaterThan(1);
    expect(other.kernel.digest()).toBe(one.kernel.digest());
  });
});

describe("a synaptic conductance", () => {
  it("decays exactly, and V follows a 64 times finer integration to 0.001 mV", async () => {
    const times = upTo(150)
      .map((k) => Math.round(k * 1.7 + (k % 7) * 0.3) + 0.1 * (k % 9))
      .sort((a, b) => a - b);
    const trains = [
      { times, weight: 12, delay: 0.1 },
      { times: times.filter((_, k) => k % 2 === 0), weight: -9, delay: 0.6 },
    ];
    const steps = 2600;
    const record = ["V_m", "g_ex", "g_in"];
    const values = { V_th: 1000, tau_syn_ex: 0.5, I_e: 100 };
    const { value } = await observe({ model: "iaf_cond_exp", values, trains, steps, record });
    const jumps = trains.map(({ times, delay }) => times.map((time) => Math.round((time + delay) / h)));
    let [V, ex, inh, worst] = [-70, 0, 0, 0];
    const slope = (v: number, e: number, i: number) => (-16.6667 * (v + 70) - e * v - i * (v + 85) + 100) / C;
    for (const step of upTo(steps)) {
      const fine = h / 64;
      for (let k = 0; k < 64; ++k) {
        // Heun's method; its error is some 1e-6 mV here.
        const [nextEx, nextIn] = [ex * Math.exp(-fine / 0.5), inh * Math.exp(-fine / 2)];
        const k1 = slope(V, ex, inh);
        const k2 = slope(V + fine * k1, nextEx, nextIn);
        V += (fine / 2) * (k1 + k2);
        [ex, inh] = [nextEx, nextIn];
      }
      ex += 12 * (jumps[0]?.filter((at) => at === step).length ?? 0);
      inh += 9 * (jumps[1]?.filter((at) => at === step).length ?? 0);
      expect(value("g_ex", step)).toBeCloseTo(ex, 10);
      expect(value("g_in", step)).toBeCloseTo(inh, 10);
      worst = Math.max(worst, Math.abs(value("V_m", step) - V));
    }
    expect(worst).toBeLessThan(1e-3);
    expect(worst).toBeGreaterThan(0);
  });
});
