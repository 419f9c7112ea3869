// Parameters of neurons that change between runs: the same bits as a network that was described with them.
import { describe, expect, it } from "vitest";
import {
  fixedIndegree,
  Network,
  normal,
  poisson,
  Simulation,
  type SpikeRecorder,
} from "../../../ts/index.ts";
import { iaf_psc_delta, type ModelName, pp_cond_exp_mc_urbanczik } from "../../../ts/models/index.ts";
import { errorOf } from "../../helpers/errors.ts";

interface Made {
  readonly net: Network;
  readonly E: never;
  readonly spikes: SpikeRecorder;
}

/** A driven, recurrent network in which every parameter was named, so that all take the same random streams. */
function driven(model: ModelName, parameters: object, weight = 40, recorded: readonly string[] = []): Made {
  const net = new Network({ seed: 4 });
  const E = net.population(model as never, 60, parameters as never) as never;
  net.connect(E, E, fixedIndegree(6), { weight, delay: 1.5 });
  net.connect(E, E, fixedIndegree(3), {
    weight: model === "iaf_cond_exp" ? -2 * weight : -weight,
    delay: 0.8,
  });
  net.stimulate(E, poisson({ rate: 9000 }), { weight });
  for (const name of recorded) net.record(E, name as never, { every: 5 });
  return { net, E, spikes: net.record(E, "spikes") };
}

const base = {
  I_e: 0,
  tau_m: 10,
  t_ref: 2,
  V_th: -55,
  V_reset: -70,
  E_L: -70,
  C_m: 250,
  tau_syn_ex: 2,
  tau_syn_in: 2,
};

/** Runs A, changes it, and compares what follows with B, which was described with the change, in the state of A. */
async function sameBits(
  model: ModelName,
  before: object,
  change: object,
  options: { weight?: number; run?: number; recorded?: readonly string[]; threads?: number } = {},
): Promise<{ a: Simulation; b: Simulation }> {
  const { weight, run = 40, recorded, threads = 1 } = options;
  const one = driven(model, before, weight, recorded);
  const other = driven(model, { ...before, ...change }, weight, recorded);
  const a = await one.net.build({ threads });
  if (run > 0) await a.run(run);
  a.set(one.E, change as never);
  // The state by way of a checkpoint, which a network takes that was described as the changed one now is.
  const b = await Simulation.restore(a.checkpoint(), { network: other.net, threads: 2 });
  expect(b.digest()).toBe(a.digest());
  await Promise.all([a.run(60), b.run(60)]);
  expect(b.digest()).toBe(a.digest());
  const [here, there] = [a.read(one.spikes), b.read(other.spikes)];
  expect([here.ids, here.times]).toEqual([there.ids, there.times]);
  expect(here.length).toBeGreaterThan(20);
  return { a, b };
}

describe("parameters of neurons between runs", () => {
  it("goes on as a network that was described with the new values", async () => {
    for (const change of [
      { I_e: 100 },
      { tau_m: 12, I_e: 80 },
      { t_ref: 5 },
      { V_th: -58, V_reset: -65 },
      { C_m: Float64Array.from({ length: 60 }, (_, i) => 200 + i) },
      { tau_syn_ex: 1, tau_syn_in: 1 },
    ])
      await sameBits("iaf_psc_exp", base, change);
  });

  it("from the beginning, before anything has run, also from one current to two", async () => {
    for (const change of [{ I_e: 300 }, { E_L: -65 }, { tau_syn_in: 6 }]) {
      const one = driven("iaf_psc_exp", base);
      const other = driven("iaf_psc_exp", { ...base, ...change });
      await using a = await one.net.build({ threads: 2 });
      a.set(one.E, change as never);
      await using b = await other.net.build({ threads: 1 });
      await Promise.all([a.run(80), b.run(80)]);
      expect(a.digest()).toBe(b.digest());
    }
  });

  it("takes values in every form, of whole populations and of parts of them, and says what is now", async () => {
    const { net, E } = driven("iaf_psc_exp", base);
    await using sim = await net.build();
    await sim.run(5);
    const part = (net.populations[0] as never as { slice(a: number, b: number): never }).slice(10, 30);
    sim.set(part, { tau_m: "20 ms" } as never);
    sim.set(E, { I_e: normal(100, 20), V_th: ((i: number) => -50 - (i % 3)) as never } as never);
    const tau = sim.get(E, "tau_m" as never);
    expect([tau[9], tau[10], tau[29], tau[30]]).toEqual([10, 20, 20, 10]);
    expect([...sim.get(E, "V_th" as never).slice(0, 4)]).toEqual([-50, -51, -52, -50]);
    const I = sim.get(E, "I_e" as never);
    expect(new Set(I).size).toBe(60);
    expect(Math.abs(I.reduce((sum, x) => sum + x, 0) / 60 - 100)).toBeLessThan(4 * (20 / Math.sqrt(60)));
    sim.set(E, { tau_m: 10 } as never);
    expect(new Set(sim.get(E, "tau_m" as never))).toEqual(new Set([10]));
    await sim.run(5);
  });

  it("uniform or one value each makes no difference", async () => {
    const one = driven("iaf_psc_exp", base);
    await using a = await one.net.build();
    await using b = await one.net.build();
    await Promise.all([a.run(20), b.run(20)]);
    a.set(one.E, { tau_m: 15 } as never);
    b.set(one.E, { tau_m: new Float64Array(60).fill(15) } as never);
    await Promise.all([a.run(40), b.run(40)]);
    expect(a.digest()).toBe(b.digest());
    a.set(one.E, { tau_m: new Float64Array(60).fill(8) } as never);
    b.set(one.E, { tau_m: 8 } as never);
    await Promise.all([a.run(40), b.run(40)]);
    expect(a.digest()).toBe(b.digest());
  });

  it("sets nothing where one of the values is refused", async () => {
    const { net, E } = driven("iaf_psc_exp", base);
    await using sim = await net.build();
    await sim.run(20);
    const [digest, checkpoint] = [sim.digest(), sim.checkpoint()];
    const refused = (values: object) => errorOf(() => sim.set(E, values as never)).code;
    expect(refused({ I_e: 5, V_reset: -50 })).toBe("E_RESET_ABOVE_THRESHOLD");
    expect(
      refused({ I_e: 5, V_th: Float64Array.from({ length: 60 }, (_, i) => (i === 31 ? -71 : -50)) }),
    ).toBe("E_RESET_ABOVE_THRESHOLD");
    expect(refused({ I_e: 5, tau_m: 0 })).toBe("E_PARAM_POSITIVE");
    expect(refused({ I_e: 5, tau_m: "1 mV" })).toBe("E_DIM");
    expect(refused({ I_e: 5, tau_m: [1, 2] })).toBe("E_SHAPE");
    expect(refused({ I_e: Number.NaN })).toBe("E_NOT_FINITE");
    expect(refused({ I_e: 5, tau: 3 })).toBe("E_UNKNOWN_PARAM");
    expect(refused({ I_e: 5, V_m: Number.NaN })).toBe("E_NOT_FINITE");
    // The currents are one; the parameter before it and the variable beside it stay.
    expect(refused({ I_e: 5, V_m: -60, I_syn_ex: 3 })).toBe("E_RECORD");
    expect(refused({ I_e: 5, tau_syn_in: 5 })).toBe("E_FROZEN");
    expect(sim.digest()).toBe(digest);
    expect(Buffer.from(sim.checkpoint()).equals(Buffer.from(checkpoint))).toBe(true);
    expect(new Set(sim.get(E, "I_e" as never))).toEqual(new Set([0]));
    sim.set(E, { V_th: -68, V_reset: -75 } as never);
    expect(sim.get(E, "V_th" as never)[3]).toBe(-68);
  });

  it("leaves potentials where they are when the resting potential moves", async () => {
    const { net, E } = driven("iaf_psc_exp", base);
    await using sim = await net.build();
    await sim.run(30);
    const before = sim.get(E, "V_m" as never);
    sim.set(E, { E_L: -64.3 } as never);
    // Held relative to E_L, to half an ulp of values below 128 mV twice.
    sim.get(E, "V_m" as never).forEach((V, i) => {
      expect(Math.abs(V - (before[i] as number))).toBeLessThanOrEqual(2.9e-14);
    });
    await sameBits("iaf_psc_exp", base, { E_L: -66 });
  });

  it("with two time constants, and back to one, where the currents are known apart", async () => {
    const traced = { recorded: ["I_syn_ex"] };
    await sameBits("iaf_psc_exp", base, { tau_syn_in: 7 }, traced);
    await sameBits("iaf_psc_exp", { ...base, tau_syn_in: 7 }, { tau_syn_in: 2 });
    await sameBits("iaf_psc_alpha", base, { tau_syn_in: 7 }, { ...traced, weight: 60 });
    await sameBits("iaf_psc_alpha", { ...base, tau_syn_in: 7 }, { tau_syn_in: 2 }, { weight: 60 });
    await sameBits("iaf_psc_exp", { ...base, rho: 0.01, delta: 0 }, { rho: 20, delta: 2 });
    const there = driven("iaf_psc_exp", { ...base, tau_syn_in: 7 });
    await using sim = await there.net.build();
    for (const tau_syn_in of [2, 5, 2, 7]) {
      await sim.run(10);
      sim.set(there.E, { tau_syn_in } as never);
    }
    await using restored = await Simulation.restore(sim.checkpoint());
    await Promise.all([sim.run(20), restored.run(20)]);
    expect(restored.digest()).toBe(sim.digest());
  });

  it("from one current to two before a run, with weights, stimuli and recordings as they were", async () => {
    const one = driven("iaf_psc_exp", base);
    await using sim = await one.net.build({ threads: 2 });
    sim.set(one.E, { V_m: normal(-65, 3) } as never);
    const report = sim.report;
    sim.set(one.E, { tau_syn_in: 4 } as never);
    expect(sim.report.build.synapses).toBe(report.build.synapses);
    const run = await sim.run(30);
    expect(run.spikes).toBe(sim.report.run.spikes);
    await using restored = await Simulation.restore(sim.checkpoint());
    await Promise.all([sim.run(30), restored.run(30)]);
    expect(restored.digest()).toBe(sim.digest());
  });

  it("in models whose state has other forms", async () => {
    const { tau_syn_ex: _, tau_syn_in: __, ...delta } = base;
    const kept = { ...delta, refractory_input: false, V_min: -90 };
    await sameBits("iaf_psc_delta", kept, { refractory_input: true }, { weight: 0.6 });
    await sameBits("iaf_psc_delta", { ...kept, refractory_input: true }, { V_min: -71 }, { weight: 0.6 });
    const one = driven("iaf_psc_delta", { ...kept, refractory_input: true }, 0.6);
    await using sim = await one.net.build();
    await sim.run(40);
    sim.set(one.E, { refractory_input: false } as never);
    await sim.run(40);
  });

  it("a checkpoint carries them, and those of unchanged networks are as before", async () => {
    const one = driven("iaf_psc_exp", base);
    await using sim = await one.net.build();
    await sim.run(10);
    const plain = sim.checkpoint();
    sim.set(one.E, { I_e: 120, tau_m: normal(12, 1).redraw({ min: 5 }) } as never);
    await sim.run(10);
    const bytes = sim.checkpoint();
    await using restored = await Simulation.restore(bytes, { threads: 2 });
    const E = restored.network.populations[0] as never;
    expect(restored.get(E, "tau_m" as never)).toEqual(sim.get(one.E, "tau_m" as never));
    expect(Buffer.from(restored.checkpoint()).equals(Buffer.from(bytes))).toBe(true);
    restored.set(E, { I_e: normal(10, 5) } as never);
    sim.set(one.E, { I_e: normal(10, 5) } as never);
    await Promise.all([sim.run(20), restored.run(20)]);
    expect(restored.digest()).toBe(sim.digest());
    sim.set(one.E, { I_e: 0, tau_m: 10 } as never);
    expect(Buffer.from(sim.checkpoint()).includes("PARA")).toBe(false);
    expect(Buffer.from(plain).includes("PARA")).toBe(false);
    expect(Buffer.from(bytes).includes("PARA")).toBe(true);
    // Another network than either description is still refused.
    const { net } = driven("iaf_psc_exp", { ...base, I_e: 121 });
    await expect(Simulation.restore(bytes, { network: net })).rejects.toMatchObject({ code: "E_CHECKPOINT" });
  });

  it("nested in compartments; synapses that learn take the new potential", async () => {
    const make = (E_L: number) => {
      const net = new Network({ seed: 2 });
      const from = net.population(iaf_psc_delta, 4);
      const onto = net.population(pp_cond_exp_mc_urbanczik, 3, { dendritic: { C_m: 300, E_L } });
      net.stimulate(from, poisson({ rate: 800 }), { weight: 20 });
      net.connect(from, onto, fixedIndegree(3), {
        receptor: "dendritic_exc",
        weight: 40,
        synapse: { model: "urbanczik_synapse", Wmax: 200 },
      });
      return { net, onto };
    };
    const { net, onto } = make(-70);
    await using sim = await net.build();
    await sim.run(50);
    sim.set(onto, { dendritic: { E_L: -68 }, soma: { I_e: 10 } });
    expect(sim.get(onto, "dendritic.E_L")[1]).toBe(-68);
    await sim.run(20);
    sim.set(onto, { dendritic: { C_m: 250 } });
    await sim.run(50);
    const slice = (onto as never as { slice(a: number, b: number): never }).slice(0, 1);
    const error = errorOf(() => sim.set(slice, { "dendritic.C_m": 200 } as never));
    expect(error.code).toBe("E_RULE_TARGET");
    expect(error.message).toMatch(/^set: /);
    await using restored = await Simulation.restore(sim.checkpoint());
    await Promise.all([sim.run(30), restored.run(30)]);
    expect(restored.digest()).toBe(sim.digest());
  });

  it("with conductances", async () => {
    const { tau_m: _, ...rest } = base;
    const cond = { ...rest, g_L: 16, E_ex: 0, E_in: -85 };
    await sameBits("iaf_cond_exp", cond, { g_L: 20, E_in: -80, tau_syn_in: 5 }, { weight: 2 });
  });
});
