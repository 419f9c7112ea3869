// `setWeights`: as if the network had been described with these weights.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  allToAll,
  fixedIndegree,
  fixedTotalNumber,
  Network,
  normal,
  oneToOne,
  type Progress,
  poisson,
  type Simulation,
  type SynapseColumns,
  spikeGenerator,
  type Value,
} from "../../../ts/index.ts";
import { iaf_psc_exp, parrot_neuron } from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";

/** An active network; `weight` is that of the projection that the tests change. */
function active(weight: Value = 30, size = 600) {
  const net = new Network({ seed: 3 });
  const E = net.population(iaf_psc_exp, size, { V_m: (k) => -70 + (k % 15) }, { label: "E" });
  const I = net.population(iaf_psc_exp, size / 4, {}, { label: "I" });
  const none = net.population(iaf_psc_exp, 0, {}, { allowEmpty: true });
  const changed = net.connect(E, [E, I], fixedIndegree(20), { weight, delay: 1.5 });
  const random = net.connect(I, [E, I], fixedTotalNumber(10 * size), { weight: -150, delay: 0.8 });
  const empty = net.connect(none, E, fixedIndegree(0), { weight: 1 });
  net.stimulate([E, I], poisson({ rate: 8000 }), { weight: 40 });
  return { net, changed, random, empty };
}

/** The synapses as text, because comparing long typed arrays element by element takes seconds. */
const shown = (columns: SynapseColumns): string[] =>
  [columns.source, columns.target, columns.weight, columns.delay].map((column) =>
    createHash("sha256").update(column).digest("hex"),
  );

const digestAfter = async (sim: Simulation, duration = 30): Promise<string> => {
  await sim.run(duration);
  return sim.digest();
};

describe("setWeights", () => {
  const kinds: Record<string, Value> = {
    "a number": -60,
    "a quantity": "0.05 nA",
    "a distribution": normal(45, 5).redraw({ min: 0 }),
    "an array": Float64Array.from({ length: 750 * 20 }, (_, k) => 10 * ((k % 7) - 2)),
    "a function": (k: number) => (k % 3) * 20,
  };
  for (const [kind, weight] of Object.entries(kinds))
    it(`takes ${kind}, and the network is then the one described with it`, async () => {
      for (const weights of ["exact", "compact"] as const) {
        const { net, changed } = active();
        const described = active(weight);
        const [sim, reference] = [await net.build({ weights }), await described.net.build({ weights })];
        await sim.setWeights(changed, weight);
        expect(shown(sim.weights(changed))).toEqual(shown(reference.weights(described.changed)));
        const digest = await digestAfter(sim);
        expect(digest).toBe(await digestAfter(reference));
        expect(digest).not.toBe(await digestAfter(await net.build({ weights })));
      }
    });

  it("changes several connections, empty ones too, and keeps the description", async () => {
    const { net, changed, random, empty } = active();
    const json = JSON.stringify(net);
    const [together, apart] = [await net.build({ threads: 1 }), await net.build({ threads: 2 })];
    const original = shown(together.weights(changed));
    await Promise.all([together.run(20), apart.run(20)]);
    await together.setWeights([changed, random, empty], -3);
    await apart.setWeights(random, -3);
    await apart.setWeights(changed, -3);
    await apart.setWeights([], 5);
    await apart.setWeights(empty, 5);
    expect(new Set(together.weights(random).weight)).toEqual(new Set([-3]));
    expect(await digestAfter(together)).toBe(await digestAfter(apart));
    await together.setWeights(changed, 30);
    expect(shown(together.weights(changed))).toEqual(original);
    expect(JSON.stringify(net)).toBe(json);
  });

  it("a spike that is on its way acts with the weight of its arrival", async () => {
    const net = new Network();
    const [source, target] = [net.population(parrot_neuron, 1), net.population(iaf_psc_exp, 2)];
    net.stimulate(source, spikeGenerator({ spike_times: [1] }), { delay: 1 });
    const far = net.connect(source, target, allToAll(), { weight: 100, delay: [3, 9] });
    const currents = net.record(target, "I_syn_ex", { every: 1 });
    const sim = await net.build();
    await sim.run(8);
    await sim.setWeights(far, 64);
    await sim.run(4);
    const { values } = sim.read(currents);
    expect([values.I_syn_ex[2 * 4], values.I_syn_ex[2 * 10 + 1]]).toEqual([100, 64]); // at 5 and at 11 ms
  });

  it("refuses what connect refuses, and all is as before", async () => {
    const { net, changed, random } = active();
    const stranger = active();
    const [sim, untouched] = [
      await net.build({ weights: "compact" }),
      await net.build({ weights: "compact" }),
    ];
    const late = net.connect(random.sources, random.targets, allToAll(), {});
    const cases: [code: string, projection: unknown, weight: unknown, text?: string][] = [
      ["E_INDEX", stranger.changed, 1],
      ["E_INDEX", late, 1],
      ["E_INDEX", 0, 1],
      ["E_INDEX", [changed, undefined], 1],
      ["E_TYPE", changed, undefined, "weight"],
      ["E_TYPE", changed, "1"],
      ["E_NOT_FINITE", changed, Number.NaN],
      ["E_DIM", changed, "1 mV", "pA"],
      ["E_SHAPE", changed, [1, 2], "15000"],
      ["E_SHAPE", random, [1, 2], "per synapse"],
      ["E_DISTRIBUTION_EMPTY", changed, normal(0, 1).redraw({ min: 50 })],
    ];
    for (const [code, projection, weight, text = "setWeights"] of cases) {
      const error = await rejectionOf(sim.setWeights(projection as never, weight as Value));
      expect([error.code, error.message.includes(text)]).toEqual([code, true]);
    }
    const option = await rejectionOf(sim.setWeights(changed, 1, { signals: 1 } as never));
    expect(option.code).toBe("E_UNKNOWN_PARAM");
    expect(shown(sim.weights(changed))).toEqual(shown(untouched.weights(changed)));
    expect(await digestAfter(sim)).toBe(await digestAfter(untouched));
  });

  it("refuses compact weights whose sums could overflow, and writes the old ones back", async () => {
    const net = new Network();
    const [all, one] = [net.population(iaf_psc_exp, 100), net.population(iaf_psc_exp, 1)];
    const crowd = net.connect(all, one, fixedIndegree(150_000), { weight: 0.01 });
    net.connect(all, one, fixedIndegree(1), { weight: 100 });
    const sim = await net.build({ weights: "compact" });
    const before = shown(sim.weights(crowd));
    const error = await rejectionOf(sim.setWeights(crowd, 100));
    expect([error.code, error.message.startsWith("setWeights: ")]).toEqual(["E_OVERFLOW", true]);
    expect(shown(sim.weights(crowd))).toEqual(before);
  });

  it("nothing else may begin meanwhile, and it may not begin while something else goes on", async () => {
    const { net, changed, random } = active(30, 4000);
    const sim = await net.build();
    await sim.run(5);
    const changing = sim.setWeights([changed, random], 1);
    expect(sim.time).toBe(5);
    expect(errorOf(() => sim.weights(changed)).code).toBe("E_BUSY");
    expect((await rejectionOf(sim.run(1))).code).toBe("E_BUSY");
    expect((await rejectionOf(sim.setWeights(changed, 1))).code).toBe("E_BUSY");
    await changing;
    const running = sim.run(10);
    expect((await rejectionOf(sim.setWeights(changed, 1))).code).toBe("E_BUSY");
    await running;
    sim.dispose();
    expect((await rejectionOf(sim.setWeights(changed, 1))).code).toBe("E_DISPOSED");
  });

  it("reports progress; an abort takes the change back, and the next call is not cut short", async () => {
    const { net, changed } = active(30, 100_000);
    const [sim, untouched] = [await net.build({ threads: 1 }), await net.build({ threads: 1 })];
    const seen: Progress[] = [];
    await sim.setWeights(changed, 30, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ phase: "weights", fraction: 1, eta: 0, synapses: 3_500_000 });
    const controller = new AbortController();
    const aborted = sim.setWeights(changed, normal(5, 1), { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    await expect(sim.setWeights(changed, 1, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(shown(sim.weights(changed))).toEqual(shown(untouched.weights(changed)));
    await sim.setWeights(changed, -30);
    await sim.setWeights(changed, 30);
    expect(await digestAfter(sim, 5)).toBe(await digestAfter(untouched, 5));
    const disposing = sim.setWeights(changed, normal(5, 1));
    await Promise.all([
      expect(disposing).rejects.toMatchObject({ code: "E_DISPOSED" }),
      sim[Symbol.asyncDispose](),
    ]);
  });
});

describe("weights that vanish in fixed point", () => {
  it("are reported once, as many as there are, with advice that fits", async () => {
    const make = (weight: number) => {
      const net = new Network();
      const [one, two] = [net.population(iaf_psc_exp, 10), net.population(iaf_psc_exp, 10)];
      net.connect(one, two, oneToOne(), { weight: 1000 });
      net.connect(one, two, oneToOne(), { weight });
      net.stimulate(two, poisson({ rate: 1000 }), { weight });
      return net;
    };
    const warnings = async (weight: number, weights: "exact" | "compact") =>
      (await make(weight).build({ weights })).report.warnings.filter(
        ({ code }) => code === "W_WEIGHT_UNDERFLOW",
      );
    expect(make(1e-8).warnings.map(({ code }) => code)).toContain("W_WEIGHT_UNDERFLOW");
    for (const [weight, form, count] of [
      [1e-8, "exact", 20],
      [1e-2, "compact", 20],
    ] as const) {
      const found = await warnings(weight, form);
      expect(found).toHaveLength(1);
      expect([found[0]?.count, found[0]?.message.includes("use exact")]).toEqual([count, form === "compact"]);
    }
    expect(await warnings(1e-2, "exact")).toEqual([]);
  });
});
