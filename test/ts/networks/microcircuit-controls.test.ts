// What can be turned while the microcircuit runs, compared with networks that were described so from the beginning.
import { describe, expect, it } from "vitest";
import type { Simulation } from "../../../ts/index.ts";
import {
  type MicrocircuitOptions,
  microcircuit,
  microcircuitControls,
  microcircuitTables,
} from "../../../ts/networks/index.ts";
import { errorOf } from "../../helpers/errors.ts";

const scale = 0.05;

async function live(options: MicrocircuitOptions = {}) {
  const circuit = microcircuit({ scale, seed: 3, thalamus: { rate: 0 }, ...options });
  const controls = microcircuitControls(circuit);
  return { circuit, controls, sim: await circuit.network.build({ threads: 1 }) };
}

/** Spikes per second of each population while a simulation goes on. */
async function rates(sim: Simulation, duration: number): Promise<number[]> {
  const { spikesByPopulation } = await sim.run(duration);
  const { sizes } = microcircuitTables({ scale });
  return sizes.map((size, index) => (1000 * (spikesByPopulation[index] as number)) / size / duration);
}

describe("microcircuitControls", () => {
  it("changes nothing as long as nothing is turned", async () => {
    const plain = microcircuit({ scale, seed: 3, thalamus: { rate: 0 } });
    const other = await plain.network.build({ threads: 1 });
    const { circuit, sim } = await live();
    await Promise.all([sim.run(100), other.run(100)]);
    if (!circuit.spikes || !plain.spikes) throw new Error("spikes are recorded");
    const trains = sim.read(circuit.spikes);
    expect(trains.length).toBeGreaterThan(100);
    expect(trains).toMatchObject({
      ids: other.read(plain.spikes).ids,
      times: other.read(plain.spikes).times,
    });
  });

  it("sets all inhibitory weights to the ratio, and only those", async () => {
    const { circuit, controls, sim } = await live();
    const weight = microcircuitTables({ scale }).externalWeight;
    await controls.inhibition(sim, -6);
    for (const { source, projection } of circuit.projections) {
      const { weight: found } = sim.weights(projection);
      if (found.length < 200) continue;
      const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
      const wanted = source.endsWith("I") ? -6 * weight : undefined;
      if (wanted === undefined) expect(mean).toBeGreaterThan(0);
      // A mean of n draws deviates by 0.1 / sqrt(n); five times that.
      else expect(Math.abs(mean / wanted - 1)).toBeLessThan(0.5 / Math.sqrt(found.length));
    }
  });

  it("slows by more inhibition, and runs away without any", async () => {
    const { controls, sim } = await live();
    const before = await rates(sim, 300);
    await controls.inhibition(sim, -10);
    const strong = await rates(sim, 300);
    await controls.inhibition(sim, 0);
    const none = await rates(sim, 300);
    for (const population of [3, 4]) {
      expect(before[population]).toBeGreaterThan(2);
      expect(strong[population]).toBeLessThan(0.8 * (before[population] as number));
      // Only the refractory time of 2 ms stops it.
      expect(none[population]).toBeGreaterThan(300);
    }
  });

  // With a constant current a network of this size is silent at the published background.
  it.each(["poisson", "dc"] as const)("turns the background up and off: %s", async (drive) => {
    const { controls, sim } = await live({ drive });
    const before = await rates(sim, 200);
    controls.background(sim, 1.5);
    await sim.run(50);
    const strong = await rates(sim, 200);
    controls.background(sim, 0);
    await sim.run(50);
    const silent = await rates(sim, 200);
    expect(strong[4]).toBeGreaterThan(15);
    expect(strong[4]).toBeGreaterThan(3 * (before[4] as number));
    expect(Math.max(...silent)).toBe(0);
  });

  it("comes back to what was described", async () => {
    const { circuit, controls, sim } = await live({ drive: "dc" });
    const { circuit: untouched, sim: other } = await live({ drive: "dc" });
    controls.background(sim, 1.5);
    controls.background(sim, 1);
    await Promise.all([sim.run(50), other.run(50)]);
    expect(sim.get(circuit.populations.L4E, "V_m")).toEqual(other.get(untouched.populations.L4E, "V_m"));
  });

  it("fires the thalamus from now on, for as long as it says", async () => {
    const { circuit, controls, sim } = await live();
    const relay = async (duration: number) => (await sim.run(duration)).spikesByPopulation[8] as number;
    expect(await relay(50)).toBe(0);
    controls.pulse(sim, { rate: 200, duration: 10 });
    const spikes = await relay(10.1);
    // 902 neurons at 200 1/s for 10 ms: 1804, standard deviation 42.
    expect(spikes).toBeGreaterThan(1600);
    expect(spikes).toBeLessThan(2000);
    expect(await relay(50)).toBe(0);
    controls.pulse(sim);
    // 902 neurons at 120 1/s for 10 ms: 1082, standard deviation 33.
    const published = await relay(20);
    expect(published).toBeGreaterThan(900);
    expect(published).toBeLessThan(1250);
    expect(circuit.thalamicInput?.kind).toBe("stimulus");
  });

  it("refuses what cannot be, and changes nothing", async () => {
    const { controls, sim } = await live({ thalamus: false });
    expect(errorOf(() => controls.background(sim, -1)).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => controls.background(sim, Number.NaN)).code).toBe("E_NOT_FINITE");
    expect(errorOf(() => controls.pulse(sim)).code).toBe("E_INDEX");
    await expect(controls.inhibition(sim, 1)).rejects.toMatchObject({ code: "E_PARAM_RANGE" });
  });
});
