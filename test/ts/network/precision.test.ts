// Precision that the fixed-point form of weights costs is said: before building, and by the simulation.
import { describe, expect, it } from "vitest";
import { fixedIndegree, lognormal, Network, normal, poisson, type Value } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { weightUnitOf } from "../../../ts/network/estimate/precision.ts";

function network(weight: Value, large?: number, stimulus = 10) {
  const net = new Network({ seed: 1 });
  const E = net.population(iaf_psc_exp, 20, {}, { label: "E" });
  const small = net.connect(E, E, fixedIndegree(5), { weight });
  const other = large === undefined ? undefined : net.connect(E, E, fixedIndegree(1), { weight: large });
  net.stimulate(E, poisson({ rate: 100 }), { weight: stimulus });
  return { net, small, other };
}

const precise = (warnings: readonly { code: string; message: string; count: number }[]) =>
  warnings.filter(({ code }) => code === "W_WEIGHT_PRECISION");

describe("the precision of weights", () => {
  it("names the connection, the given and the stored weight, and what to do", async () => {
    const { net, small } = network(87.8, 1e6, 320);
    const [first, ...more] = precise(net.estimate({ weights: "compact" }).warnings);
    expect(more).toEqual([]);
    for (const text of ["from E to E", "87.8 is stored as 96", "1000000", 'weights: "exact"'])
      expect(first?.message).toContain(text);
    expect(first?.count).toBe(100);
    await using sim = await net.build({ weights: "compact" });
    expect(precise(sim.report.warnings)).toEqual([first]);
    expect(sim.weights(small).weight[0]).toBe(96);
    expect(precise(net.estimate().warnings)).toEqual([]);
    expect(precise(net.warnings)).toEqual([]);
    await using exact = await net.build();
    expect(precise(exact.report.warnings)).toEqual([]);
  });

  it("comes to an end for weights that no form can hold, which building refuses", async () => {
    const { net } = network(lognormal(800, 1));
    for (const weights of ["compact", "exact"] as const) {
      expect(precise(net.estimate({ weights }).warnings)).toEqual([]);
      await expect(net.build({ weights })).rejects.toThrow();
    }
  });

  it("also for exact weights, where even 32 bits are too few", async () => {
    const { net, small } = network(87.8, 1e11);
    expect(precise(net.warnings).length).toBe(1);
    await using sim = await net.build();
    const kept = sim.weights(small).weight[0] as number;
    expect(precise(sim.report.warnings)[0]?.message).toContain(`87.8 is stored as ${kept}`);
    expect(Math.abs(kept / 87.8 - 1)).toBeGreaterThan(1e-3);
  });

  it("of every form of weights: lists, draws, stimuli", () => {
    const compact = (net: Network) => precise(net.estimate({ weights: "compact" }).warnings);
    const list = Float64Array.from({ length: 100 }, (_, k) => (k < 30 ? 87.8 : 96));
    expect(compact(network(list, 1e6, 320).net)[0]?.count).toBe(30);
    expect(compact(network(normal(87.8, 8.78), 1e6, 320).net).length).toBe(1);
    expect(compact(network(normal(87.8, 8.78), 1e3, 320).net)).toEqual([]);
    const large = compact(network(87.8, undefined, 1e6).net);
    expect(large.map(({ message }) => message.includes("87.8 is stored as 96"))).toEqual([true]);
    const [stimulus] = compact(network(1e6, undefined, 87.8).net);
    expect(stimulus?.message).toContain("of stimulus 0 (poisson_generator) to E: 87.8 is stored as 96");
    // Below a thousandth nothing is said: 8,780 beside 1e6 loses half a unit of 32 at most, and here 12.
    expect(compact(network(32_012, 1e6, 320).net)).toEqual([]);
    expect(compact(network(0, 1e6, 320).net)).toEqual([]);
  });

  it("follows what is set later", async () => {
    const { net, small, other } = network(87.8, 80, 80);
    await using sim = await net.build({ weights: "compact" });
    expect(precise(sim.report.warnings)).toEqual([]);
    await sim.setWeights(other as never, 1e6);
    expect(precise(sim.report.warnings).length).toBe(2);
    expect(sim.weights(small).weight[0]).toBe(96);
    await sim.setWeights(other as never, 80);
    expect(precise(sim.report.warnings)).toEqual([]);
    expect(sim.weights(small).weight[0]).toBeCloseTo(87.8, 2);
  });

  it("uses the unit that the kernel chooses", async () => {
    for (const largest of [0.3, 1, 87.8, 2 ** 15 - 0.4, 2 ** 15 - 0.6, 2 ** 20, 1e-9, 65_535.4])
      for (const form of ["compact", "exact"] as const) {
        const { net, other } = network(largest / 3, largest, 0);
        await using sim = await net.build({ weights: form });
        const unit = weightUnitOf(largest, form);
        expect(sim.weights(other as never).weight[0]).toBe(Math.round(largest / unit) * unit);
        // A third of it is odd in units: that it is a multiple of the unit, and not of twice the unit in all cases.
        expect((sim.weights(net.projections[0] as never).weight[0] as number) % unit).toBe(0);
      }
  });
});
