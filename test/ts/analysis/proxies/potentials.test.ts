// Mean potentials from currents and rates, against closed forms and neurons whose potentials were recorded; the dye.
import { describe, expect, it } from "vitest";
import {
  dyeProxy,
  mean,
  meanPotential,
  populationRate,
  synapticInput,
} from "../../../../ts/analysis/index.ts";
import { Network, normal, poisson } from "../../../../ts/index.ts";

const neuron = { C_m: 250, tau_m: 10, E_L: -65, V_th: -50, V_reset: -65, t_ref: 2 };
const filled = (value: number, length = 60): Float64Array => new Float64Array(length).fill(value);

describe("meanPotential", () => {
  it("rests at E_L + R I without spikes, and follows a step of the current with tau_m", () => {
    const options = { ...neuron, interval: 1 };
    const rest = meanPotential(filled(100), filled(0), options);
    for (const value of rest) expect(value).toBeCloseTo(-65 + (10 / 250) * 100, 10);
    const step = Float64Array.from({ length: 60 }, (_, sample) => (sample < 30 ? 0 : 200));
    const V = meanPotential(step, filled(0), options);
    // It begins at the stationary value of the mean current.
    expect(V[9]).toBeCloseTo(-65 + 4 * Math.exp(-1), 10);
    const before = 4 * Math.exp(-3);
    expect(V[34]).toBeCloseTo(-65 + 8 + (before - 8) * Math.exp(-0.5), 10);
  });

  it("balances leak, input and spikes where both are constant", () => {
    const options = { ...neuron, V_reset: -60, interval: 0.5 };
    const r = (20 * 2) / 1000;
    const U = r * 5 + 10 * (((1 - r) * 400) / 250 - (10 * 20) / 1000);
    for (const value of meanPotential(filled(400), filled(20), options))
      expect(value).toBeCloseTo(-65 + U, 10);
  });

  it("holds all neurons at the reset after they fired together", () => {
    // Everybody fires in one bin of 1 ms, then nobody: for the rest of t_ref no current counts.
    const rate = Float64Array.from({ length: 40 }, (_, sample) => (sample === 20 ? 1000 : 0));
    const fine = { ...neuron, interval: 1 };
    const idle = meanPotential(filled(0, 40), rate, fine);
    const driven = meanPotential(filled(300, 40), rate, fine);
    const gained = (sample: number): number => (driven[sample] as number) - (idle[sample] as number);
    // In the bin after that all are refractory; before, a current of 300 pA settles at 12 mV.
    expect(gained(21) / gained(20)).toBeCloseTo(Math.exp(-0.1), 10);
    expect(gained(19)).toBeGreaterThan(10);
  });

  it("is the mean of what was recorded of a population in a network", async () => {
    const network = new Network({ resolution: 0.1, seed: 3 });
    const cells = network.population("iaf_psc_exp", 1000, {
      ...neuron,
      tau_syn_ex: 0.5,
      tau_syn_in: 0.5,
      I_e: 100,
      V_m: normal(-60, 5),
    });
    // 5500 spikes per second of 87.8 pA take the mean input to 14 mV, just below threshold; for 50 ms more take it
    // beyond.
    network.stimulate(cells, poisson({ rate: 5500 }), { weight: 87.8, delay: 1.5 });
    network.stimulate(cells, poisson({ rate: 2500, start: 300, stop: 350 }), { weight: 87.8, delay: 1.5 });
    const spikes = network.record(cells, "spikes");
    const potentials = network.record(cells, ["V_m"], { every: 1 });
    const sim = await network.build({ threads: 1 });
    await sim.run(500);
    const { values, times, ids } = sim.read(potentials);
    const recorded = Array.from(times, (_, sample) =>
      mean(values.V_m.subarray(ids.length * sample, ids.length * (sample + 1))),
    );
    const rate = populationRate(sim.read(spikes), { bin: 1, tStart: 0, tStop: 500 });
    const drive = Float64Array.from({ length: 500 }, (_, time) => (time >= 300 && time < 350 ? 8000 : 5500));
    const [synaptic] = synapticInput([drive], [87.8], { interval: 1, timeConstant: 0.5, delays: [1.5] });
    const current = (synaptic as Float64Array).map((value) => value + 100);
    const V = meanPotential(current.subarray(50), rate.subarray(50), { ...neuron, interval: 1 });
    const compared = [...times.entries()].filter(([, time]) => time > 100);
    expect(compared.length).toBe(400);
    // What the estimate leaves out makes 0.04 mV at 15 spikes per second and 0.2 mV at 47, by which it is too high; the
    // rest is the noise of 1000 neurons with input that fluctuates by 1.4 mV.
    const deviations = compared.map(
      ([sample, time]) => (V[time - 51] as number) - (recorded[sample] as number),
    );
    expect(Math.max(...deviations.map(Math.abs))).toBeLessThan(0.5);
    expect(Math.abs(mean(deviations))).toBeLessThan(0.1);
    expect(Math.max(...recorded.slice(100)) - Math.min(...recorded.slice(100))).toBeGreaterThan(5);
  });

  it("refuses what does not fit", () => {
    const options = { ...neuron, interval: 1 };
    expect(meanPotential([], [], options).length).toBe(0);
    expect(() => meanPotential([1, 2], [1], options)).toThrow(/rate must have 2 values, got 1/);
    expect(() => meanPotential([1], [1], { ...options, tau_m: 0 })).toThrow(/tau_m/);
    expect(() => meanPotential([1], [1], { ...options, t_ref: -1 })).toThrow(/t_ref/);
    expect(() => meanPotential([1], [1], { ...options, interval: 0 })).toThrow(/interval/);
  });
});

describe("dyeProxy", () => {
  it("is the relative change of the weighted mean", () => {
    const excitatory = [-60, -58, -62];
    const inhibitory = [-55, -55, -50];
    // Weighted means -59, -57.4, -59.6; over time -58.666..
    const signal = dyeProxy([excitatory, inhibitory], [0.8, 0.2]);
    const baseline = (59 + 57.4 + 59.6) / 3;
    for (const [sample, potential] of [-59, -57.4, -59.6].entries())
      expect(signal[sample]).toBeCloseTo((potential + baseline) / baseline, 12);
    for (const [sample, value] of dyeProxy([excitatory, inhibitory], [4000, 1000]).entries())
      expect(value).toBeCloseTo(signal[sample] as number, 12);
  });

  it("is NaN without weights, and refuses what does not fit", () => {
    expect(dyeProxy([], []).length).toBe(0);
    expect(dyeProxy([[-60]], [0])[0]).toBeNaN();
    expect(() => dyeProxy([[1, 2], [1]], [1, 1])).toThrow(/potentials\[1\] must have 2 values, got 1/);
    expect(() => dyeProxy([[1]], [1, 1])).toThrow(/weights must have 1 values, got 2/);
    expect(() => dyeProxy([[1]], [-1])).toThrow(/weights\[0\]/);
  });
});
