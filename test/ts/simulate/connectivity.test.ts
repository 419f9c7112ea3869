// Whether synapses are stored or made: what is chosen, what is said of it, and what is refused.
import { describe, expect, it } from "vitest";
import {
  exponential,
  fixedIndegree,
  fixedTotalNumber,
  lognormal,
  Network,
  normal,
  pairs,
  uniform,
} from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { rejectionOf } from "../../helpers/errors.ts";

const delay = normal(1.5, 0.75).redraw({ min: 0.1 });

/** A million synapses that can be made, and a few that cannot. */
function network(synapses = 1e6): Network {
  const net = new Network({ seed: 3 });
  const [E, I] = [net.population(iaf_psc_exp, 800), net.population(iaf_psc_exp, 200)];
  net.connect(E, E, fixedTotalNumber(synapses), { weight: normal(40, 8), delay });
  net.connect(I, E, fixedIndegree(10), { weight: -100, delay });
  return net;
}

const build = { threads: 1, backend: "native" } as const;

describe("connectivity", () => {
  it("is stored where that fits, and says so", async () => {
    await using sim = await network().build(build);
    expect(sim.report.connectivity.form).toBe("stored");
    expect(sim.report.connectivity.reasons[0]).toMatch(/stored synapses take 6\.\d+ MB of /);
  });

  it("is made where the stored form does not fit, apart from what cannot be made", async () => {
    const net = network();
    const { total } = net.estimate().bytes;
    await using sim = await net.build({ ...build, memoryLimit: total * 0.9 });
    const { connectivity, build: made } = sim.report;
    expect(connectivity.form).toBe("mixed");
    expect(connectivity.reasons).toEqual([
      expect.stringMatching(/stored synapses take .*, and there are /),
      "connection 1 is stored: fixed_indegree draws by target",
    ]);
    expect(made.synapses).toBe(1e6 + 8000);
    expect(made.bytes).toBeLessThan(total / 20);
    await using whole = await network().build(build);
    await Promise.all([sim.run(100), whole.run(100)]);
    expect(sim.digest()).toBe(whole.digest());
  });

  it("changes at the very byte that the stored form takes", async () => {
    const net = network();
    const { total } = net.estimate().bytes;
    const forms = [];
    for (const memoryLimit of [total, total - 1]) {
      await using sim = await net.build({ ...build, memoryLimit });
      forms.push(sim.report.connectivity.form);
    }
    expect(forms).toEqual(["stored", "mixed"]);
  });

  it("can be made with whatever delays a connection may have", async () => {
    const net = new Network({ seed: 3 });
    const E = net.population(iaf_psc_exp, 300);
    const delays = [
      normal(10, 0.5),
      normal(3.1, 0.43), // 7.09 deviations above half a step
      lognormal(2, 0.1),
      uniform(0.05, 3),
      normal(3, 2).clip({ min: 0.1 }),
      exponential(230).redraw({ min: 0.05 }), // the longest is 28 means above
    ];
    for (const drawn of delays) net.connect(E, E, fixedTotalNumber(1000), { weight: 1, delay: drawn });
    await using sim = await net.build({ ...build, connectivity: "made" });
    expect(sim.report.connectivity).toEqual({ form: "made", reasons: ["asked for"] });
    expect(net.estimate({ connectivity: "made" }).bytes.synapses).toBe(0);
  });

  it("is what the message advises where stored synapses were asked for and do not fit", async () => {
    const options = { ...build, memoryLimit: "2 MB" } as const;
    const { code, hint } = await rejectionOf(network().build({ ...options, connectivity: "stored" }));
    expect([code, hint]).toEqual(["E_MEMORY_BUDGET", expect.stringContaining('connectivity "auto"')]);
    expect((await rejectionOf(network(1e8).build(options))).hint).not.toContain("connectivity");
  });

  it("is made of no synapses at all as well", async () => {
    const net = new Network();
    const E = net.population(iaf_psc_exp, 10);
    net.connect(E, E, pairs({ sources: [], targets: [] }), { weight: [], delay: [] });
    net.connect(E, E, fixedTotalNumber(0), { weight: 1, delay: 1 });
    await using sim = await net.build({ ...build, connectivity: "made" });
    await sim.run(1);
    expect(sim.report.connectivity.form).toBe("made");
    expect(sim.report.build.synapses).toBe(0);
  });

  it("is refused as a whole where something cannot be made", async () => {
    const { code, message, hint } = await rejectionOf(network().build({ ...build, connectivity: "made" }));
    expect([code, message]).toEqual([
      "E_CONNECTIVITY",
      expect.stringContaining("projection 1 (fixed_indegree)"),
    ]);
    expect(hint).toContain('"auto"');
  });

  it.each([
    [null, "E_TYPE"],
    [1, "E_TYPE"],
    [{}, "E_TYPE"],
    ["procedural", "E_UNKNOWN_NAME"],
    ["", "E_UNKNOWN_NAME"],
  ])("is not %j", async (connectivity, expected) => {
    const options = { ...build, connectivity: connectivity as never };
    const { code, parameter } = await rejectionOf(network(10).build(options));
    expect([code, parameter]).toEqual([expected, "connectivity"]);
    expect(() => network(10).estimate({ connectivity: connectivity as never })).toThrowError(/connectivity/);
  });

  it("is estimated, in bytes and in time", () => {
    const net = network();
    const [stored, made] = (["stored", "made"] as const).map((connectivity) =>
      net.estimate({ connectivity }),
    );
    expect(made?.synapses).toEqual(stored?.synapses);
    expect(stored?.bytes.made).toBe(0);
    // 10 spikes a second, 1.5 ms of delay and 8 bytes of each.
    expect(made?.bytes.made).toBeGreaterThan(1e6 * 0.015 * 8);
    expect(made?.bytes.total).toBeLessThan((stored?.bytes.total ?? 0) / 5);
    expect(made?.seconds.build).toBeLessThan(stored?.seconds.build ?? 0);
    expect(made?.seconds.event).toBeGreaterThan(stored?.seconds.event ?? 0);
  });

  it("is estimated for the part that is stored as it is then built", async () => {
    const net = network();
    const { bytes, synapses } = net.estimate({ connectivity: "made" });
    await using sim = await net.build({ ...build, memoryLimit: net.estimate().bytes.total - 1 });
    expect(sim.report.build.synapses).toBe(synapses.expected);
    expect(sim.report.build.bytes / (bytes.synapses + bytes.runs)).toBeCloseTo(1, 1);
  });

  it("changes weights and shows synapses as if they were stored", async () => {
    const seen = [];
    for (const connectivity of ["stored", "made"] as const) {
      const net = new Network({ seed: 4 });
      const E = net.population(iaf_psc_exp, 300, { I_e: 500 });
      const recurrent = net.connect(E, E, fixedTotalNumber(9000), { weight: normal(40, 8), delay });
      await using sim = await net.build({ ...build, connectivity });
      await sim.run(30);
      await sim.setWeights(recurrent, normal(-20, 3));
      await sim.run(30);
      const { source, target, weight, delay: delays } = sim.weights(recurrent);
      seen.push([sim.digest(), ...[source, target, weight, delays].map((one) => Array.from(one).join())]);
    }
    expect(seen[1]).toEqual(seen[0]);
  });
});
