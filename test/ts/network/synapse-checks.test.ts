// Weights and targets that suit a synapse model, and that the kernel would refuse the same.
import { beforeEach, describe, expect, it } from "vitest";
import type { ConnectionRecord, Kernel } from "../../../ts/backend/backend.ts";
import {
  allToAll,
  type CajalError,
  lognormal,
  normal,
  poisson,
  type SynapseOptions,
  selectBackend,
  uniform,
} from "../../../ts/index.ts";
import { drawRecord } from "../../../ts/network/records.ts";
import { constant } from "../../../ts/network/values/draw.ts";
import { errorOf, expectRefusal } from "../../helpers/errors.ts";
import { synapseNetwork, toDendrite, urbanczik } from "./synapse-network.ts";

let { net, parrots, pyramids, plain, inputs, rates } = synapseNetwork();

beforeEach(() => {
  ({ net, parrots, pyramids, plain, inputs, rates } = synapseNetwork());
});

/** The error of the kernel for the same connection, by the numbers of the description. */
async function kernelCode(record: Partial<ConnectionRecord>): Promise<string> {
  const { backend } = await selectBackend("native");
  const kernel: Kernel = await backend.create({
    resolution: 0.1,
    seed: 1,
    threads: 1,
    bytes: 1e6,
    most: 1e9,
  });
  for (const { label, length, model } of net.populations)
    kernel.population({ model: model.name, label, size: length, positions: [], periods: [] });
  const all: ConnectionRecord = {
    sources: parrots.ranges,
    targets: pyramids.ranges,
    rule: "all_to_all",
    number: 0,
    autapses: true,
    multapses: true,
    pairSources: [],
    pairTargets: [],
    weight: drawRecord(constant(1)),
    delay: drawRecord(constant(1)),
    receptor: 0,
    synapse: "static_synapse",
    synapseParameters: {},
    output: 0,
    axonal: 0,
    kernel: [],
    mask: [],
    ...record,
  };
  try {
    kernel.connect(all);
    return "";
  } catch (error) {
    return (error as CajalError).code;
  } finally {
    kernel.close();
  }
}

describe("learning", () => {
  const receptorsOf = (name: string) => pyramids.model.receptors.findIndex((one) => one.name === name);

  it("needs a target with an error to follow, as the kernel says too", async () => {
    const onPlain = () => net.connect(parrots, plain, allToAll(), { synapse: "dendritic_synapse" });
    expectRefusal(net, onPlain, "E_RULE_TARGET", "dendritic_synapse", "iaf_psc_exp", "that learns");
    const synapse = "dendritic_synapse";
    expect(await kernelCode({ targets: plain.ranges, synapse })).toBe("E_RULE_TARGET");
    const somatic = () =>
      net.connect(parrots, pyramids, allToAll(), { synapse: urbanczik, receptor: "somatic_spikes" });
    expectRefusal(net, somatic, "E_RULE_TARGET", "'somatic_spikes'", "dendritic_exc");
    const receptor = receptorsOf("somatic_spikes");
    expect(await kernelCode({ synapse: "urbanczik_synapse", receptor })).toBe("E_RULE_TARGET");
    const deaf = rates.model.ports.find(({ signal }) => signal === null)?.name as "nudge";
    const nudging = (eta: number) => () =>
      net.connect(inputs, rates, allToAll(), { synapse: { model: "rate_synapse", eta }, receptor: deaf });
    expectRefusal(net, nudging(0.1), "E_RULE_TARGET", `'${deaf}'`, "basal");
    expect(nudging(0)).not.toThrow();
  });

  it("keeps weights within their bounds, as the kernel says too", async () => {
    const connect = (weight: SynapseOptions["weight"], synapse: object = {}) =>
      errorOf(() =>
        net.connect(parrots, pyramids, allToAll(), {
          ...toDendrite,
          weight,
          synapse: { ...urbanczik, ...synapse },
        }),
      );
    const receptor = receptorsOf("dendritic_exc");
    const asked = (weight: number, more = {}) =>
      kernelCode({
        receptor,
        weight: drawRecord(constant(weight)),
        synapse: "urbanczik_synapse",
        synapseParameters: { Wmax: 1350, ...more },
      });
    expect([connect(1400).code, await asked(1400)]).toEqual(["E_PARAM_RANGE", "E_PARAM_RANGE"]);
    expect(connect(1400).message).toContain("Wmax (1350)");
    expect([connect(-1).code, await asked(-1)]).toEqual(["E_WEIGHT_SIGN", "E_WEIGHT_SIGN"]);
    const order = { Wmin: 5, Wmax: 1 };
    expect([connect(3, order).code, await asked(3, order)]).toEqual(["E_PARAM_RANGE", "E_PARAM_RANGE"]);
    expect(connect(3, order).message).toContain("Wmin must not be above Wmax");
    expect(connect(normal(1300, 30)).code).toBe("E_PARAM_RANGE");
    expect(connect(uniform(-1, 1)).code).toBe("E_WEIGHT_SIGN");
    for (const weight of [normal(600, 90), uniform(0, 1350), normal(0, 100).redraw({ min: 0, max: 1350 })])
      expect(() =>
        net.connect(parrots, pyramids, allToAll(), { ...toDendrite, weight, synapse: urbanczik }),
      ).not.toThrow();
  });

  it("rate synapses without bounds take any weight, with bounds those within", () => {
    const connect = (weight: number, synapse: object) => () =>
      net.connect(inputs, rates, allToAll(), { weight, synapse: { model: "rate_synapse", ...synapse } });
    expect(connect(-1e6, { eta: 0.1 })).not.toThrow();
    expectRefusal(net, connect(2, { Wmin: -1, Wmax: 1 }), "E_PARAM_RANGE", "Wmin (-1)", "Wmax (1)");
  });
});

describe("receptors that have a sign of their own", () => {
  it("refuse negative weights of every synapse model and of stimuli, as the kernel says too", async () => {
    const receptor = "soma_inh" as const;
    const connect = (weight: SynapseOptions["weight"]) => () =>
      net.connect(parrots, pyramids, allToAll(), { weight, receptor });
    expectRefusal(net, connect(-2), "E_WEIGHT_SIGN", "'soma_inh'", "magnitude");
    expectRefusal(net, connect(normal(1, 1)), "E_WEIGHT_SIGN", "0 or more");
    expect(await kernelCode({ receptor: 1, weight: drawRecord(constant(-2)) })).toBe("E_WEIGHT_SIGN");
    for (const weight of [0, normal(10, 1), lognormal(0, 3)]) expect(connect(weight)).not.toThrow();
    const drive = (weight: number) => () =>
      net.stimulate(pyramids, poisson({ rate: 1 }), { weight, receptor });
    expectRefusal(net, drive(-1), "E_WEIGHT_SIGN", "stimulate");
    expect(drive(1)).not.toThrow();
  });
});
