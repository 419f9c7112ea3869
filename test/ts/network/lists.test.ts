// Parameters that are lists, and receptors of which there are as many as a list has entries.
import { describe, expect, it } from "vitest";
import { Network, normal, type Parameters, Simulation, spikeGenerator } from "../../../ts/index.ts";
import { gif_psc_exp, iaf_psc_exp, iaf_psc_exp_multisynapse, rowsOf } from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";

const adapting: Parameters<"gif_psc_exp"> = {
  tau_sfa: ["10 ms", 100],
  q_sfa: [5, normal(1, 0.1)],
  tau_stc: Float64Array.of(30),
  q_stc: [[20, 30, 40]],
};

describe("lists", () => {
  it("are kept entry by entry, with units, distributions and a value for each neuron", async () => {
    const net = new Network({ seed: 3 });
    const all = net.population(gif_psc_exp, 3, adapting, { label: "G" });
    await using sim = await net.build();
    expect([...sim.get(all, "tau_sfa[0]")]).toEqual([10, 10, 10]);
    expect([...sim.get(all, "tau_sfa[2]")]).toEqual([Infinity, Infinity, Infinity]);
    expect([...sim.get(all, "q_stc[0]")]).toEqual([20, 30, 40]);
    const drawn = [...sim.get(all, "q_sfa[1]")];
    expect(new Set(drawn).size).toBe(3);
    for (const one of drawn) expect(Math.abs(one - 1)).toBeLessThan(0.6);
  });

  it("go through files, and their entries are names of their own", () => {
    const net = new Network();
    const first = net.population(gif_psc_exp, 3, adapting, { label: "G" });
    net.set(first, { tau_sfa: [20], q_sfa: [2] });
    net.set(first, { "q_sfa[0]": 3 });
    const copy = Network.from(JSON.stringify(net));
    expect(copy.description).toEqual(net.description);
    const { parameters } = net.toJSON().populations[0] ?? {};
    expect(parameters).toMatchObject({ "tau_sfa[0]": 10, "tau_sfa[1]": 100, "tau_sfa[2]": "Infinity" });
    const written = {
      ...net.toJSON(),
      populations: [{ model: "gif_psc_exp", size: 1, parameters: { tau_sfa: [7, 8], q_sfa: [1, 2] } }],
      values: [],
    };
    const { values } = Network.from(JSON.stringify(written)).description.populations[0] ?? {};
    expect(values?.filter(({ draw }) => draw.numbers[0] !== Infinity)).toMatchObject([
      { name: "tau_sfa[0]", draw: { numbers: [7] } },
      { name: "tau_sfa[1]", draw: { numbers: [8] } },
      { name: "q_sfa[0]", draw: { numbers: [1] } },
      { name: "q_sfa[1]", draw: { numbers: [2] } },
    ]);
  });

  it("grow and shrink between runs where the state allows it", async () => {
    const net = new Network();
    const all = net.population(gif_psc_exp, 2, { I_e: 200, tau_stc: [50], q_stc: [10], lambda_0: 1000 });
    const spikes = net.record(all, "spikes");
    await using sim = await net.build();
    sim.set(all, { tau_stc: [50, 20, 5], q_stc: [10, 5, 1] });
    await sim.run(100);
    expect(sim.read(spikes).times.length).toBeGreaterThan(2);
    expect([...sim.get(all, "q_stc[2]")]).toEqual([1, 1]);
    const [digest, current] = [sim.digest(), sim.get(all, "I_stc")];
    expect(errorOf(() => sim.set(all, { tau_stc: [50], q_stc: [10] })).code).toBe("E_FROZEN");
    expect(errorOf(() => sim.set(all, { tau_stc: [50, 20], q_stc: [10, 5] })).code).toBe("E_FROZEN");
    expect([...sim.get(all, "q_stc[2]")]).toEqual([1, 1]);
    expect(sim.get(all, "I_stc")).toEqual(current);
    expect(sim.digest()).toBe(digest);
    sim.set(all, { tau_stc: [50, 20, 5, 1], q_stc: [10, 5, 1, 100] });
    expect(sim.get(all, "I_stc")).toEqual(current);
    await sim.run(100);
    expect(Math.max(...sim.get(all, "I_stc"))).toBeGreaterThan(0);
  });

  it("are kept in checkpoints", async () => {
    const describe = () => {
      const net = new Network();
      const all = net.population(gif_psc_exp, 2, { I_e: 200, lambda_0: 1000 });
      return { net, all, spikes: net.record(all, "spikes") };
    };
    const first = describe();
    await using sim = await first.net.build();
    sim.set(first.all, { tau_sfa: [50, 20, 5], q_sfa: [1, 2, 3] });
    await sim.run(50);
    const state = sim.checkpoint();
    const second = describe();
    await using other = await Simulation.restore(state, { network: second.net });
    expect([...other.get(second.all, "tau_sfa[1]"), ...other.get(second.all, "tau_sfa[3]")]).toEqual([
      20,
      20,
      Infinity,
      Infinity,
    ]);
    await sim.run(50);
    await other.run(50);
    expect(other.digest()).toBe(sim.digest());
  });

  it("are refused where they are no lists, too long, wrong, or unlike others", async () => {
    const net = new Network();
    const refused = (parameters: object, code: string, ...texts: string[]) =>
      expectRefusal(net, () => net.population(gif_psc_exp, 2, parameters), code, ...texts);
    refused({ tau_sfa: 10 }, "E_TYPE", "tau_sfa", "a list of at most 4 values");
    refused({ tau_sfa: "10 ms" }, "E_TYPE", "tau_sfa");
    refused({ tau_sfa: [1, 2, 3, 4, 5], q_sfa: [1, 1, 1, 1, 1] }, "E_SHAPE", "tau_sfa", "at most 4");
    refused({ tau_sfa: [1, -2], q_sfa: [1, 1] }, "E_PARAM_POSITIVE", "tau_sfa[1]");
    refused({ tau_sfa: [1, "2 mV"], q_sfa: [1, 1] }, "E_DIM", "tau_sfa[1]");
    refused({ tau_sfa: [1], q_sfa: [Number.NaN] }, "E_NOT_FINITE", "q_sfa[0]");
    refused({ tau_sfa: [1], q_sfa: [-Infinity] }, "E_NOT_FINITE", "q_sfa[0]");
    refused({ tau_sfa: [[1, 2, 3]], q_sfa: [1] }, "E_SHAPE", "tau_sfa[0]");
    refused({ tau_sfa: [10, 20], q_sfa: [1] }, "E_SHAPE", "q_sfa", "tau_sfa");
    refused({ tau_sfa: [10] }, "E_SHAPE", "q_sfa must have as many values as tau_sfa (1)");
    refused({ "tau_sfa[4]": 10 }, "E_UNKNOWN_PARAM", "tau_sfa[4]");
    expectRefusal(
      net,
      () => net.population(iaf_psc_exp, 1, { tau_sfa: [1] } as never),
      "E_UNKNOWN_PARAM",
      "tau_sfa",
    );
    const all = net.population(gif_psc_exp, 2);
    expectRefusal(net, () => net.set(all, { tau_stc: [1, 2], q_stc: [1] }), "E_SHAPE", "q_stc");
  });

  it("have one length in a population, from the first entry on", async () => {
    const built = async (describe: (net: Network) => void) => {
      const net = new Network();
      describe(net);
      return await net.build().then(
        (sim) => sim.dispose(),
        (error: unknown) => error,
      );
    };
    const unlike = await built((net) => {
      const all = net.population(gif_psc_exp, 4, { tau_sfa: [10], q_sfa: [1] });
      net.set(all.slice(0, 2), { tau_sfa: [10, 20], q_sfa: [1, 2] });
    });
    expect(unlike).toMatchObject({ code: "E_SHAPE", message: expect.stringContaining("tau_sfa") });
    const late = await built((net) => {
      const all = net.population(gif_psc_exp, 4);
      net.set(all, { tau_sfa: [10] });
    });
    expect(late).toMatchObject({ code: "E_SHAPE", message: expect.stringContaining("q_sfa") });
    const gap = await built((net) => {
      const all = net.population(gif_psc_exp, 4);
      net.set(all, { "tau_sfa[1]": 10, "q_sfa[1]": 10 });
    });
    expect(gap).toMatchObject({ code: "E_SHAPE", message: expect.stringContaining("tau_sfa") });
    const other = await built((net) => {
      const all = net.population(gif_psc_exp, 4, { tau_sfa: [10], q_sfa: [1] });
      net.set(all.slice(0, 2), { tau_sfa: [20], q_sfa: [2] });
    });
    expect(other).toBeUndefined();
  });

  it("stand in one row of a table", () => {
    const rows = rowsOf(gif_psc_exp.parameters).filter(({ entries }) => entries !== undefined);
    expect(rows.map(({ name, entries, most }) => [name, entries, most])).toEqual([
      ["tau_sfa", [], 4],
      ["q_sfa", [], 4],
      ["tau_stc", [], 4],
      ["q_stc", [], 4],
    ]);
  });
});

describe("receptors with numbers", () => {
  it("each have the time constant of their entry", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp_multisynapse, 1, { tau_syn: [2, 5, 10], V_th: 1e6 });
    for (const receptor of [1, 2, "3"] as const)
      net.stimulate(all, spikeGenerator({ spike_times: [1] }), { weight: 100, delay: 1, receptor });
    const traces = net.record(all, ["I_syn_1", "I_syn_2", "I_syn_3"], { every: 1 });
    await using sim = await net.build();
    await sim.run(10);
    const { values } = sim.read(traces);
    [values.I_syn_1, values.I_syn_2, values.I_syn_3].forEach((current, k) => {
      const tau = [2, 5, 10][k] as number;
      for (let t = 2; t <= 10; t++) expect(current?.[t - 1]).toBeCloseTo(100 * Math.exp(-(t - 2) / tau), 11);
    });
  });

  it("are the first by default, and none that their list has no entry for", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp_multisynapse, 2, {}, { label: "M" });
    net.stimulate(all, spikeGenerator({ spike_times: [1] }), { weight: 100 });
    const refused = (receptor: unknown, code: string) =>
      expectRefusal(
        net,
        () => net.stimulate(all, spikeGenerator({ spike_times: [1] }), { receptor: receptor as 1 }),
        code,
        "receptor",
      );
    refused(0, "E_UNKNOWN_NAME");
    refused(9, "E_UNKNOWN_NAME");
    refused("tau_syn", "E_UNKNOWN_NAME");
    net.stimulate(all, spikeGenerator({ spike_times: [1] }), { weight: 100, receptor: 2 });
    await expect(net.build()).rejects.toMatchObject({
      code: "E_UNKNOWN_NAME",
      message: expect.stringContaining("receptor 2 of 'M', whose tau_syn has 1 entries"),
    });
    net.set(all, { tau_syn: [1, 2] });
    await using sim = await net.build();
    expect(errorOf(() => sim.set(all, { tau_syn: [1] })).code).toBe("E_UNKNOWN_NAME");
    expect([...sim.get(all, "tau_syn[1]")]).toEqual([2, 2]);
    sim.set(all, { tau_syn: [1, 2, 3] });
    await sim.run(5);
    expect([...sim.get(all, "tau_syn[2]")]).toEqual([3, 3]);
  });
});
