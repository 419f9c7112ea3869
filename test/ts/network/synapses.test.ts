// Synapse models of connections: what connect accepts and refuses, and that the kernel would refuse the same.
import { beforeEach, describe, expect, it } from "vitest";
import {
  allToAll,
  dc,
  fixedIndegree,
  Network,
  type Population,
  type SynapseOptions,
} from "../../../ts/index.ts";
import {
  dendritic_rate,
  iaf_cond_exp,
  parrot_neuron,
  pp_cond_exp_mc_urbanczik,
  rate_input,
  synapseNames,
} from "../../../ts/models/index.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";
import { synapseNetwork, toDendrite, urbanczik } from "./synapse-network.ts";

let { net, parrots, pyramids, plain, inputs, rates } = synapseNetwork();

beforeEach(() => {
  ({ net, parrots, pyramids, plain, inputs, rates } = synapseNetwork());
});

const last = () => net.description.connections.at(-1);

describe("a synapse model", () => {
  it("is given by name or with parameters, in the units of its table or as texts", () => {
    const byName = net.connect(parrots, plain, allToAll(), { synapse: "tsodyks2_synapse" });
    expect([byName.synapse, last()?.synapse]).toEqual([
      "tsodyks2_synapse",
      { model: "tsodyks2_synapse", parameters: {}, output: 0, axonal: 0 },
    ]);
    net.connect(parrots, pyramids, allToAll(), {
      ...toDendrite,
      synapse: { model: "urbanczik_synapse", eta: 0.17, tau_Delta: "0.1 s", Wmax: "1.35 nA" },
    });
    expect(last()?.synapse.parameters).toEqual({ eta: 0.17, tau_Delta: 100, Wmax: 1350 });
    const record = net.connect(inputs, rates, allToAll(), { synapse: { model: "rate_synapse", eta: 0.1 } });
    expect(record.synapse).toBe("rate_synapse");
  });

  it("is static_synapse by default, also by its short name", () => {
    for (const options of [{}, { synapse: "static" as const }, { synapse: "static_synapse" as const }]) {
      expect(net.connect(parrots, plain, allToAll(), options).synapse).toBe("static_synapse");
      expect(last()?.synapse).toEqual({ model: "static_synapse", parameters: {}, output: 0, axonal: 0 });
    }
  });

  it("is refused if it is unknown, with the nearest name", () => {
    const connect = (synapse: unknown) => () =>
      net.connect(parrots, plain, allToAll(), { synapse } as SynapseOptions);
    expectRefusal(net, connect("tsodyks3_synapse"), "E_UNKNOWN_NAME", "'tsodyks2_synapse'", "'parrots'");
    expectRefusal(net, connect({ model: "hebb" }), "E_UNKNOWN_NAME", "known:", ...synapseNames);
    for (const wrong of [7, {}, { model: 7 }, { eta: 1 }, ["static"], null])
      expectRefusal(net, connect(wrong), "E_TYPE", "synapse must be");
  });

  it("refuses parameters that it does not have, and values outside their ranges", () => {
    const connect = (parameters: object) => () =>
      net.connect(parrots, plain, allToAll(), { synapse: { model: "tsodyks2_synapse", ...parameters } });
    expectRefusal(net, connect({ tau_req: 1 }), "E_UNKNOWN_PARAM", "tsodyks2_synapse", "'tau_rec'");
    expectRefusal(net, connect({ tau_rec: 0 }), "E_PARAM_POSITIVE", "tau_rec", "above 0");
    expectRefusal(net, connect({ U: 1.5 }), "E_PARAM_RANGE", "from 0 to 1", "1.5");
    expectRefusal(net, connect({ tau_rec: "3 mV" }), "E_DIM", "tau_rec", "ms");
    expectRefusal(net, connect({ tau_rec: [1, 2] }), "E_TYPE", "tau_rec");
    expectRefusal(net, connect({ tau_rec: Number.NaN }), "E_NOT_FINITE", "tau_rec");
    expectRefusal(net, connect({ U: "half" }), "E_TYPE", "U must be a number, got 'half'");
    expectRefusal(
      net,
      () =>
        net.connect(parrots, pyramids, allToAll(), {
          ...toDendrite,
          synapse: { ...urbanczik, Wmax: "1 nS" },
        }),
      "E_DIM",
      "Wmax",
      "pA",
    );
  });

  it("is typed by the kernel's tables", () => {
    const good: SynapseOptions<"pp_cond_exp_mc_urbanczik">[] = [
      { synapse: "urbanczik_synapse", receptor: "soma_exc" },
      { synapse: { model: "dendritic_synapse", eta: 0.1, tau_Delta: "10 ms" } },
    ];
    const bad: SynapseOptions<"dendritic_rate", "rate_input">[] = [
      // @ts-expect-error U belongs to tsodyks2_synapse
      { synapse: { model: "dendritic_synapse", U: 0.1 } },
      // @ts-expect-error there is no such model
      { synapse: "stdp_synapses" },
      // @ts-expect-error dendritic_rate has no such port
      { receptor: "axonal" },
      // @ts-expect-error rate_input shows its rate only
      { output: "V" },
    ];
    expect([good.length, bad.length]).toEqual([2, 4]);
  });
});

describe("synapses that carry values", () => {
  it("take an output of the source to a port of the target", () => {
    net.connect(inputs, rates, allToAll(), { synapse: "rate_synapse" });
    expect([last()?.receptor, last()?.synapse.output]).toEqual([0, 0]);
    net.connect(rates, rates, allToAll(), { synapse: "rate_synapse", receptor: "apical", output: "V" });
    const { ports, outputs } = rates.model;
    expect(ports[last()?.receptor ?? -1]?.name).toBe("apical");
    expect(outputs[last()?.synapse.output ?? -1]?.name).toBe("V");
    expect(net.warnings).toEqual([]);
  });

  it("refuse sources without outputs, targets without ports, and names that are not theirs", () => {
    const synapse = "rate_synapse" as const;
    const connect = (from: Population, to: Population, options: object) => () =>
      net.connect(from, to, allToAll(), { synapse, ...options });
    const [I, R, P] = [inputs, rates, parrots].map((one) => one as unknown as Population) as [
      Population,
      Population,
      Population,
    ];
    expectRefusal(net, connect(P, R, {}), "E_UNKNOWN_NAME", "parrot_neuron", "sends spikes only");
    expectRefusal(net, connect(I, P, {}), "E_UNKNOWN_NAME", "parrot_neuron has no ports");
    expectRefusal(net, connect(I, R, { output: "rates" }), "E_UNKNOWN_NAME", "'rate'");
    expectRefusal(net, connect(I, R, { output: 0 }), "E_TYPE", "output");
    expectRefusal(net, connect(I, R, { receptor: "basel" }), "E_UNKNOWN_NAME", "'basal'", "ports");
    expectRefusal(net, connect(I, R, { receptor: 9 }), "E_UNKNOWN_NAME", "got 9", "known: basal, apical");
    const both = () => net.connect([inputs, parrots], rates, allToAll(), { synapse });
    expectRefusal(net, both, "E_UNKNOWN_NAME", "parrot_neuron");
  });

  it("are the only ones with an output, and targets without receptors take no spikes", () => {
    const output = () => net.connect(rates, plain, allToAll(), { output: "rate" });
    expectRefusal(net, output, "E_UNKNOWN_PARAM", "static_synapse", "rate_synapse");
    const spikes = () => net.connect(parrots, rates, allToAll());
    expectRefusal(net, spikes, "E_UNKNOWN_NAME", "dendritic_rate has no receptors but ports", "rate_synapse");
  });
});

describe("ports of currents", () => {
  it("are named or numbered", () => {
    const receptorOf = (receptor: "filtered_current" | number) => {
      net.stimulate(plain, dc({ amplitude: 1 }), { receptor });
      return net.description.stimuli.at(-1)?.receptor;
    };
    expect([receptorOf("filtered_current"), receptorOf(1), receptorOf(0)]).toEqual([1, 1, 0]);
    const wrong = (receptor: never) => () => net.stimulate(plain, dc({ amplitude: 1 }), { receptor });
    expectRefusal(net, wrong("filtered" as never), "E_UNKNOWN_NAME", "'filtered_current'");
    expectRefusal(net, wrong(2 as never), "E_UNKNOWN_NAME", "current, filtered_current");
    expectRefusal(net, wrong(0.5 as never), "E_UNKNOWN_NAME");
    expectRefusal(net, wrong(true as never), "E_TYPE", "name of a port");
    const none = () => net.stimulate(parrots, dc({ amplitude: 1 }));
    expectRefusal(net, none, "E_UNKNOWN_NAME", "parrot_neuron has no ports");
  });
});

describe("in a file", () => {
  it("synapses, outputs and ports survive, by their names", () => {
    net.connect(parrots, pyramids, allToAll(), {
      ...toDendrite,
      synapse: { ...urbanczik, eta: 0.17 },
    });
    net.connect(parrots, plain, fixedIndegree(2), { synapse: "tsodyks2_synapse" });
    net.connect(rates, rates, allToAll(), { synapse: "rate_synapse", receptor: "apical", output: "V" });
    net.connect(parrots, plain, allToAll(), { synapse: "static" });
    net.stimulate(plain, dc({ amplitude: 1 }), { receptor: 1 });
    const json = net.toJSON();
    expect(json.connections?.[0]).toMatchObject({
      receptor: "dendritic_exc",
      synapse: { model: "urbanczik_synapse", eta: 0.17, Wmax: 1350 },
    });
    expect(json.connections?.[1]?.synapse).toBe("tsodyks2_synapse");
    expect(json.connections?.[2]).toMatchObject({ synapse: "rate_synapse", receptor: "apical", output: "V" });
    expect(json.connections?.[3]).not.toHaveProperty("synapse");
    expect(json.stimuli?.[0]).toMatchObject({ receptor: "filtered_current" });
    const copy = Network.from(JSON.stringify(net));
    expect(copy.description).toEqual(net.description);
    expect(copy.toJSON()).toEqual(json);
  });

  it("are held to their form and to the rules of calls, with the path", () => {
    const changed = (change: object) => {
      net.connect(parrots, plain, allToAll());
      const json = JSON.parse(JSON.stringify(net));
      Object.assign(json.connections[0], change);
      return errorOf(() => Network.from(json));
    };
    const form = changed({ synapse: { eta: 1 } });
    expect([form.code, form.where]).toEqual(["E_TYPE", "connections[0].synapse"]);
    const name = changed({ synapse: { model: "tsodyks2_synapse", tau: 1 } });
    expect([name.code, name.where?.startsWith("connections[0]")]).toEqual(["E_UNKNOWN_PARAM", true]);
    expect(changed({ output: 0 }).code).toBe("E_TYPE");
  });
});

describe("estimates", () => {
  it("count the state of synapses and the values that are on their way", () => {
    const bytes = (describe: (net: Network) => void): number => {
      const made = new Network();
      describe(made);
      return made.estimate().bytes.synapses;
    };
    const spiking = (delay: number) =>
      bytes((made) => {
        const [from, to] = [
          made.population(parrot_neuron, 1000),
          made.population(pp_cond_exp_mc_urbanczik, 50),
        ];
        made.connect(from, to, allToAll(), { ...toDendrite, delay, synapse: urbanczik });
      });
    expect(spiking(1)).toBe(50_000 * 36 + 50 * 32 + 1000 * 25 + 50 * 10 * 24);
    expect(spiking(2) - spiking(1)).toBe(50 * 10 * 24);
    const values = (options: SynapseOptions<"dendritic_rate", "rate_input">, rule = allToAll()) =>
      bytes((made) => {
        const from = made.population(rate_input, 1000);
        made.connect(from, made.population(dendritic_rate, 50), rule, options);
      });
    expect(values({ synapse: "rate_synapse" })).toBe(50_000 * 24);
    expect(values({ synapse: { model: "rate_synapse", tau_Delta: 3 } })).toBe(50_000 * 32);
    expect(values({ synapse: "rate_synapse" }, fixedIndegree(10))).toBe(500 * 24);
    const fixed = bytes((made) => {
      const all = made.population(iaf_cond_exp, 100);
      made.connect(all, all, allToAll(), { synapse: "static_synapse" });
    });
    expect(fixed).toBe(10_000 * 6);
  });
});
