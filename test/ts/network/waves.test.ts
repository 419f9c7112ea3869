// Currents that oscillate or fluctuate, as a user describes them: units, JSON, changes, refusals, checkpoints.
import { describe, expect, it } from "vitest";
import {
  ac,
  Network,
  type Parameters as NeuronParameters,
  noiseCurrent,
  Simulation,
  type Stimulus,
  uniform,
} from "../../../ts/index.ts";
import { iaf_psc_delta, iaf_psc_exp } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

// Membranes that never fire: V_{k+1} = P V_k + R (1 - P) I_k.
const probe: NeuronParameters<"iaf_psc_delta"> = {
  E_L: 0,
  V_m: 0,
  V_reset: -1,
  V_th: 1e9,
  tau_m: 10,
  C_m: 250,
};

async function currentsOf(device: Stimulus, neurons: number, steps: number): Promise<Float64Array[]> {
  const net = new Network({ seed: 7 });
  const all = net.population(iaf_psc_delta, neurons, probe);
  net.stimulate(all, device, { delay: 0.1 });
  const recorder = net.record(all, "V_m", { every: 0.1 });
  await using sim = await Network.from(JSON.parse(JSON.stringify(net))).build();
  await using own = await net.build();
  await Promise.all([sim.run(0.1 * steps), own.run(0.1 * steps)]);
  expect(sim.digest()).toBe(own.digest());
  const { times } = own.read(recorder);
  expect(times.length).toBe(steps);
  const kept = Math.exp(-0.01);
  return Array.from({ length: neurons }, (_, k) => {
    const V = own.read(recorder).trace("V_m", k);
    return V.map((value, step) => (value - kept * (V[step - 1] ?? 0)) / ((1 - kept) * 0.04));
  });
}

describe("ac", () => {
  it("takes quantities with units, and a phase for each target", async () => {
    const device = ac({ amplitude: "0.1 nA", frequency: "0.05 kHz", phase: (k) => 90 * k, offset: 20 });
    const currents = await currentsOf(device, 4, 100);
    for (const [k, current] of currents.entries())
      for (const [step, value] of current.entries()) {
        const angle = 2 * Math.PI * (0.05 * 0.1 * (step - 1) + k / 4);
        expect(value).toBeCloseTo(step < 1 ? 0 : 20 + 100 * Math.sin(angle), 7);
      }
  });

  it("refuses frequencies that steps do not show, and units of something else", () => {
    const net = new Network({ resolution: 0.5 });
    const all = net.population(iaf_psc_exp, 3);
    const given = (options: object) => () =>
      net.stimulate(all, ac({ amplitude: 1, frequency: 1, ...options }));
    expectRefusal(net, given({ frequency: 1001 }), "E_PARAM_RANGE", "frequency", "1000 Hz");
    expectRefusal(net, given({ frequency: [1, 2, 1001] }), "E_PARAM_RANGE", "frequency");
    expectRefusal(net, given({ frequency: -1 }), "E_PARAM_RANGE", "frequency");
    expectRefusal(net, given({ frequency: "8 ms" }), "E_DIM", "frequency");
    expectRefusal(net, given({ phase: "8 ms" }), "E_DIM", "phase");
    expectRefusal(net, given({ phase: Number.POSITIVE_INFINITY }), "E_NOT_FINITE", "phase");
    expectRefusal(net, given({ stop: 0.25 }), "E_TIME_GRID", "stop");
    expect(given({ frequency: "1 kHz", phase: "-30 deg" })).not.toThrow();
  });
});

describe("noiseCurrent", () => {
  it("has a value of its own for each target, for dt", async () => {
    const currents = await currentsOf(noiseCurrent({ mean: 100, std: 10, dt: 0.2 }), 50, 41);
    const values = currents.flatMap((current) =>
      Array.from({ length: 20 }, (_, k) => current[1 + 2 * k] as number),
    );
    for (const current of currents) expect(current[2]).toBeCloseTo(current[1] as number, 6);
    expect(new Set(values).size).toBe(values.length);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // 1000 independent normal numbers: 4 standard errors of their mean.
    expect(Math.abs(mean - 100)).toBeLessThan((4 * 10) / Math.sqrt(values.length));
  });

  it("refuses a dt off the grid, its default too, and a modulation above the deviation", () => {
    const net = new Network({ resolution: 0.3 });
    const all = net.population(iaf_psc_exp, 3);
    const given = (options: object) => () => net.stimulate(all, noiseCurrent({ std: 10, ...options }));
    expectRefusal(net, given({}), "E_TIME_GRID", "dt", "0.9 and 1.2");
    expectRefusal(net, given({ dt: 0.5 }), "E_TIME_GRID", "dt");
    expectRefusal(net, given({ dt: 0 }), "E_PARAM_POSITIVE", "dt");
    expectRefusal(net, given({ dt: 0.3, std_mod: 11 }), "E_PARAM_RANGE", "std must not be below std_mod");
    expectRefusal(net, given({ dt: 0.3, std: 10, std_mod: [9, 10, 11] }), "E_PARAM_RANGE", "std[2]");
    expectRefusal(net, given({ dt: 0.3, std: -1 }), "E_PARAM_RANGE", "std");
    expect(given({ dt: 0.6, std_mod: [9, 10, 3] })).not.toThrow();
  });

  it("takes other values between runs, and goes on from a checkpoint with the same bits", async () => {
    const net = new Network({ seed: 3 });
    const all = net.population(iaf_psc_exp, 200);
    const noise = net.stimulate(all, noiseCurrent({ mean: 300, std: uniform(100, 300), dt: 0.3 }));
    const wave = net.stimulate(all, ac({ amplitude: 100, frequency: 10 }));
    await using sim = await net.build();
    await sim.run(20);
    expect(errorOf(() => sim.set(noise, { std_mod: 301 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => sim.set(wave, { frequency: 1e6 })).code).toBe("E_PARAM_RANGE");
    sim.set(noise, { mean: 350, std: 200, std_mod: 150, frequency: 20 });
    sim.set(wave, ac({ amplitude: 50, frequency: 30, phase: uniform(0, 360) }));
    await using resumed = await Simulation.restore(sim.checkpoint(), { threads: 2 });
    await Promise.all([sim.run(50), resumed.run(50)]);
    expect(resumed.digest()).toBe(sim.digest());
  });
});
