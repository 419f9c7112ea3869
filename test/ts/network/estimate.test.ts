// The estimate from the description, against what the kernel really allocates.
import { describe, expect, it } from "vitest";
import {
  bernoulli,
  fixedIndegree,
  fixedTotalNumber,
  Network,
  normal,
  uniform,
  type Value,
} from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";

function network(size: number, degree: number, delay: Value): Network {
  const net = new Network();
  const E = net.population(iaf_psc_exp, 0.8 * size);
  const I = net.population(iaf_psc_exp, 0.2 * size);
  const weight = normal(80, 8).redraw({ min: 0 });
  net.connect(E, [E, I], fixedTotalNumber(0.8 * size * degree), { weight, delay });
  net.connect(I, [E, I], fixedIndegree(0.2 * degree), { weight: -80, delay });
  return net;
}

describe("estimate", () => {
  for (const weights of ["exact", "compact"] as const)
    for (const [name, size, degree, delay] of [
      ["one delay", 2000, 100, 1.5],
      ["many synapses per delay", 2000, 100, normal(1.5, 0.75).redraw({ min: 0.05 })],
      ["hardly a synapse per delay", 5000, 20, uniform(1, 4)],
    ] as const)
      it(`is within 2 % of the kernel's synapses and rows: ${weights}, ${name}`, async () => {
        const net = network(size, degree, delay);
        const { bytes, synapses } = net.estimate({ weights, threads: 2 });
        await using sim = await net.build({ weights, threads: 2 });
        const { build } = sim.report;
        expect(synapses.upper).toBe(build.synapses);
        expect((bytes.synapses + bytes.runs) / build.bytes).toBeGreaterThan(0.98);
        expect((bytes.synapses + bytes.runs) / build.bytes).toBeLessThan(1.02);
      });

  it("allows four standard deviations where the number is drawn", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 1000);
    const projection = net.connect(all, all, bernoulli(0.1));
    const { synapses } = net.estimate();
    expect(synapses.expected).toBe(100_000);
    expect(synapses.upper).toBe(100_000 + 4 * 300);
    await using sim = await net.build();
    expect(Math.abs(sim.weights(projection).source.length - 100_000)).toBeLessThan(1200);
  });

  it("adds up and grows with what is recorded", () => {
    const net = network(2000, 10, 1);
    const before = net.estimate();
    const { synapses, runs, state, recorders, construction, total } = before.bytes;
    expect(total).toBe(synapses + runs + state + recorders + construction);
    expect(before.seconds.build).toBeGreaterThan(0);
    const [first] = net.populations;
    if (first) net.record(first as never, "V_m" as never, { every: 0.1 });
    expect(net.estimate().bytes.recorders).toBeGreaterThan(recorders);
  });
});
