// Synapses of a built network: present weights, new parameters between runs, and reports that are read late.
import { describe, expect, it } from "vitest";
import { allToAll, dc, fixedIndegree, Network, poisson, type Value } from "../../../ts/index.ts";
import {
  dendritic_rate,
  iaf_psc_exp,
  parrot_neuron,
  pp_cond_exp_mc_urbanczik,
  rate_input,
} from "../../../ts/models/index.ts";
import { errorOf, rejectionOf } from "../../helpers/errors.ts";
import { firingNetwork } from "../../helpers/firing-network.ts";

/** Two-compartment neurons whose dendrites learn from Poisson spikes while a current drives the soma. */
function learner() {
  const net = new Network({ seed: 4 });
  const input = net.population(parrot_neuron, 20, {}, { label: "input" });
  const neurons = net.population(pp_cond_exp_mc_urbanczik, 3, {}, { label: "neurons" });
  const none = net.population(parrot_neuron, 0, {}, { label: "none", allowEmpty: true });
  net.stimulate(input, poisson({ rate: 200 }));
  net.stimulate(neurons, dc({ amplitude: 2000 }));
  const synapse = { model: "urbanczik_synapse", eta: 0.5, tau_Delta: 20, Wmin: 0, Wmax: 500 } as const;
  const learning = net.connect(input, neurons, allToAll(), {
    weight: 40,
    receptor: "dendritic_exc",
    synapse,
  });
  const empty = net.connect(none, neurons, allToAll(), { receptor: "dendritic_exc", synapse });
  const fixed = net.connect(input, neurons, allToAll(), { weight: 3, receptor: "soma_exc" });
  return { net, input, neurons, learning, empty, fixed };
}

describe("weights of synapses that learn", () => {
  it("are the present ones, within their bounds, in the order of the others", async () => {
    const { net, learning, fixed } = learner();
    await using sim = await net.build();
    expect(new Set(sim.weights(learning).weight)).toEqual(new Set([40]));
    await sim.run(300);
    const { source, target, weight, delay } = sim.weights(learning);
    expect([...source.slice(0, 4)]).toEqual([0, 0, 0, 1]);
    expect([...target.slice(0, 4)]).toEqual([20, 21, 22, 20]);
    expect(new Set(weight).size).toBeGreaterThan(50);
    expect(Math.max(...weight)).toBeLessThanOrEqual(500);
    expect(Math.min(...weight)).toBeGreaterThanOrEqual(0);
    expect(new Set(delay)).toEqual(new Set([1]));
    expect(new Set(sim.weights(fixed).weight)).toEqual(new Set([3]));
  });

  it("can be set within the bounds, and change from there", async () => {
    const { net, learning } = learner();
    await using sim = await net.build();
    await sim.run(100);
    const refused = async (weight: Value) => (await rejectionOf(sim.setWeights(learning, weight))).code;
    const before = [...sim.weights(learning).weight];
    expect([await refused(501), await refused(-1), await refused("1 nS")]).toEqual([
      "E_PARAM_RANGE",
      "E_WEIGHT_SIGN",
      "E_DIM",
    ]);
    expect([...sim.weights(learning).weight]).toEqual(before);
    await sim.setWeights(learning, 25);
    expect(new Set(sim.weights(learning).weight)).toEqual(new Set([25]));
    await sim.run(100);
    expect(new Set(sim.weights(learning).weight).size).toBeGreaterThan(20);
  });
});

describe("setSynapses", () => {
  it("stops learning and lets it begin again", async () => {
    const { net, learning, empty } = learner();
    await using sim = await net.build();
    await sim.run(100);
    sim.setSynapses([learning, empty], { eta: 0 });
    const learned = [...sim.weights(learning).weight];
    await sim.run(200);
    expect([...sim.weights(learning).weight]).toEqual(learned);
    sim.setSynapses(learning, { eta: 0.5, tau_Delta: "10 ms" });
    await sim.run(100);
    expect([...sim.weights(learning).weight]).not.toEqual(learned);
  });

  it("keeps parameters that are not named, and holds present weights against new bounds", async () => {
    const { net, learning } = learner();
    await using sim = await net.build();
    await sim.setWeights(learning, 400);
    sim.setSynapses(learning, { eta: 0 });
    expect((await rejectionOf(sim.setWeights(learning, 501))).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => sim.setSynapses(learning, { Wmax: 300 })).code).toBe("E_PARAM_RANGE");
    expect(errorOf(() => sim.setSynapses(learning, { Wmin: 600 })).message).toContain("above Wmax (500)");
    sim.setSynapses(learning, { Wmax: 450 });
    expect((await rejectionOf(sim.setWeights(learning, 451))).code).toBe("E_PARAM_RANGE");
    await sim.setWeights(learning, 450);
  });

  it("refuses what connect refuses, and all is as before", async () => {
    const { net, learning, fixed } = learner();
    const stranger = learner();
    await using sim = await net.build();
    await using untouched = await net.build();
    const refused = (projections: unknown, parameters: object) =>
      errorOf(() => sim.setSynapses(projections as never, parameters as never)).code;
    expect(refused(stranger.learning, { eta: 0 })).toBe("E_INDEX");
    expect(refused([learning, undefined], { eta: 0 })).toBe("E_INDEX");
    expect(refused(learning, { etta: 0 })).toBe("E_UNKNOWN_PARAM");
    expect(refused([learning, fixed], { eta: 0 })).toBe("E_UNKNOWN_PARAM");
    expect(refused(learning, { tau_Delta: 0 })).toBe("E_PARAM_POSITIVE");
    expect(refused(learning, { eta: "1" })).toBe("E_TYPE");
    expect(refused(learning, { model: "rate_synapse" })).toBe("E_UNKNOWN_PARAM");
    // @ts-expect-error U belongs to another model, etta to none
    expect(errorOf(() => sim.setSynapses(learning, { etta: 0 })).message).toContain("'eta'");
    await Promise.all([sim.run(50), untouched.run(50)]);
    expect(sim.digest()).toBe(untouched.digest());
  });

  it("refuses learning where there is no error to follow", async () => {
    const net = new Network();
    const [input, rates] = [net.population(rate_input, 3), net.population(dendritic_rate, 3)];
    const deaf = rates.model.ports.find(({ signal }) => signal === null)?.name as "nudge";
    const nudge = net.connect(input, rates, allToAll(), { synapse: "rate_synapse", receptor: deaf });
    const basal = net.connect(input, rates, allToAll(), { synapse: "rate_synapse", receptor: "basal" });
    await using sim = await net.build();
    expect(errorOf(() => sim.setSynapses([basal, nudge], { eta: 1 })).code).toBe("E_RULE_TARGET");
    sim.setSynapses(basal, { eta: 1 });
  });
});

describe("reports of runs", () => {
  it("tell of their own run, whenever they are read, and can be copied", async () => {
    const { net } = firingNetwork(60);
    await using sim = await net.build();
    const reports = [sim.runSync(50), await sim.run(30), sim.runSync(20)];
    const { run } = sim.report;
    const sum = (of: (report: (typeof reports)[number]) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    expect(reports.map(({ simulated }) => simulated)).toEqual([50, 30, 20]);
    expect(sum(({ spikes }) => spikes)).toBe(run.spikes);
    expect(sum(({ synapticEvents }) => synapticEvents)).toBe(run.synapticEvents);
    expect(sum(({ wall }) => wall)).toBeCloseTo(run.wall, 9);
    for (const report of reports) {
      expect(report.spikesByPopulation).toEqual([report.spikes]);
      expect(report.realTimeFactor).toBeCloseTo(report.wall / (report.simulated / 1000), 9);
      expect({ ...report }).toEqual(JSON.parse(JSON.stringify(report)));
      expect(Object.keys(report)).toEqual(Object.keys(run));
    }
  });

  it("begin anew after a run that failed", async () => {
    const net = new Network();
    const all = net.population(iaf_psc_exp, 10, { I_e: 500 });
    net.connect(all, all, fixedIndegree(3), { weight: 1 });
    await using sim = await net.build();
    await expect(sim.run(100, { signal: AbortSignal.abort() })).rejects.toThrow();
    const report = sim.runSync(40);
    expect([report.simulated, report.spikes]).toEqual([40, sim.report.run.spikes]);
  });
});
