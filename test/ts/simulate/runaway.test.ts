// Networks whose activity explodes: they can be stopped, stay within their memory, and are said to run away.
import { describe, expect, it } from "vitest";
import {
  allToAll,
  CajalError,
  Network,
  poisson,
  type Simulation,
  type SpikeSink,
  spikeGenerator,
} from "../../../ts/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";

/** Parrots that all excite all, and one spike: a hundred times as many in every step. */
function parrots(delay = 0.1) {
  const net = new Network();
  const loop = net.population("parrot_neuron", 100, {}, { label: "loop" });
  net.connect(loop, loop, allToAll(), { weight: 1, delay });
  net.stimulate(loop, spikeGenerator({ times: [0.1] }), { weight: 1, delay: 0.1 });
  return { net, loop };
}

/** Neurons with escape noise and without refractoriness, that send whole bursts in a step to synapses that depress. */
function bursting() {
  const net = new Network();
  const parameters = { phi_max: 1e5, t_ref: 0 };
  const cells = net.population("pp_cond_exp_mc_urbanczik", 300, parameters, { label: "cells" });
  net.connect(cells, cells, allToAll(), { weight: 1, delay: 0.1, synapse: "tsodyks2_synapse" });
  return { net, loop: cells };
}

// What a step may take at most on a machine that is busy with other things; a step of the kind took seconds.
const patience = 5000; // [ms]

async function abortAfter(sim: Simulation, ms: number): Promise<number> {
  const stop = new AbortController();
  let asked = 0;
  setTimeout(() => {
    asked = performance.now();
    stop.abort(new Error("enough"));
  }, ms);
  await expect(sim.run(3_600_000, { signal: stop.signal })).rejects.toThrow("enough");
  return performance.now() - asked;
}

describe.each(["native", "wasm"] as const)("a network that runs away: %s", (backend) => {
  it.each([
    ["parrots", parrots],
    ["bursts", bursting],
  ])("is stopped at a step boundary: %s", async (_, make) => {
    const { net, loop } = make();
    const sim = await net.build({ backend, threads: 2 });
    expect(await abortAfter(sim, 100)).toBeLessThan(patience);
    const { time } = sim;
    expect(Math.round(time * 10)).toBeCloseTo(time * 10, 6);
    expect(sim.report.run.simulated).toBeCloseTo(time, 9);
    const [warning] = sim.report.warnings.filter(({ code }) => code === "W_RUNAWAY");
    expect(warning?.message).toContain(`population '${loop.label}' ran away`);
    await sim.run(0.2);
    expect(sim.time).toBeCloseTo(time + 0.2, 9);
    sim.dispose();
  });

  it("ends with E_MEMORY within its limit, and can be read and go on", async () => {
    const { net, loop } = parrots();
    const spikes = net.record(loop, "spikes");
    const sim = await net.build({ backend, threads: 2, memoryLimit: "300 MB" });
    const before = process.memoryUsage().rss;
    const error = await rejectionOf(sim.run(1));
    expect(error.code).toBe("E_MEMORY");
    expect(error.message).toMatch(/at 0\.5 ms .* ran away/);
    expect(sim.time).toBe(0.5);
    expect(sim.read(spikes, { clear: true }).length).toBe(1_010_100);
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
    expect((await rejectionOf(sim.run(1))).code).toBe("E_MEMORY");
    expect(sim.time).toBe(0.6);
    sim.dispose();
  });
});

describe("recordings within their memory", () => {
  const busy = (to?: SpikeSink) => {
    const net = new Network({ seed: 8 });
    const cells = net.population("iaf_psc_exp", 50);
    net.stimulate(cells, poisson({ rate: 20_000 }), { weight: 60 });
    return { net, spikes: net.record(cells, "spikes", to ? { to } : {}) };
  };

  it("go to a sink before they fill it", async () => {
    const taken: [number[], number[]] = [[], []];
    const sink: SpikeSink = {
      begin: () => undefined,
      write: (steps, ids) => {
        taken[0].push(...steps);
        taken[1].push(...ids);
      },
      end: () => undefined,
    };
    const limited = await busy(sink).net.build({ memoryLimit: "150 kB" });
    const { net, spikes } = busy();
    const free = await net.build();
    await limited.run(1000, { batch: 1000 });
    limited.runSync(1000);
    await free.run(2000);
    const all = free.read(spikes);
    expect(all.length * 40).toBeGreaterThan(150e3);
    expect(taken[0].map((step) => step / 10)).toEqual([...all.times]);
    expect(taken[1]).toEqual([...all.ids]);
    expect(limited.digest()).toBe(free.digest());
  });

  it("are said to be full when there is no sink, with what to do", async () => {
    const { net, spikes } = busy();
    const sim = await net.build({ memoryLimit: "150 kB" });
    const error = await rejectionOf(sim.run(2000));
    expect(error).toBeInstanceOf(CajalError);
    expect(error).toMatchObject({ code: "E_MEMORY", parameter: "memoryLimit" });
    expect(error.hint).toContain("clear: true");
    const { time } = sim;
    expect((await rejectionOf(sim.run(1))).code).toBe("E_MEMORY");
    expect(sim.time).toBe(time);
    expect(sim.read(spikes, { clear: true }).tStop).toBe(time);
    await sim.run(1);
    expect(sim.report.warnings).toEqual([]);
  });
});
