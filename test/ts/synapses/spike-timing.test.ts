/** Single plastic synapses against NEST 3.10, and against all pairs of spikes where delays have two parts. */

import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Network, oneToOne, type SynapseName, spikeGenerator, uniform } from "../../../ts/index.ts";
import { errorOf } from "../../helpers/errors.ts";

interface Fixture {
  readonly model: string;
  readonly delay: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly post: Readonly<Record<string, number>>;
  readonly pre_times: readonly number[];
  readonly post_times: readonly number[];
  readonly weights: readonly number[];
}

const folder = new URL("../../reference/nest-plasticity/", import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith(".json.gz"));
const read = (name: string): Fixture =>
  JSON.parse(gunzipSync(readFileSync(new URL(name, folder))).toString());

// A parrot hands on what comes one delay later.
const parrotDelay = 1;
const shifted = (times: readonly number[]): number[] => times.map((time) => time - parrotDelay);

/** The parameters of a synapse but those of the connection; NEST keeps time constants of targets with the targets. */
function synapseOf({ model, parameters, post }: Fixture) {
  const elsewhere = ["weight", "delay"];
  const own = Object.entries(parameters).filter(([name]) => !elsewhere.includes(name));
  const follows = !model.startsWith("tsodyks") && model !== "vogels_sprekeler_synapse";
  const traces = model === "stdp_triplet_synapse" ? post : { tau_minus: post.tau_minus };
  return { model: model as SynapseName, ...Object.fromEntries(own), ...(follows ? traces : {}) };
}

/** The weight after each spike of the source has arrived. */
async function weightsAfter(
  fixture: Pick<Fixture, "pre_times" | "post_times">,
  options: object,
  arrival: (time: number) => number,
): Promise<number[]> {
  const net = new Network({ seed: 1 });
  const [source, target] = [net.population("parrot_neuron", 1), net.population("parrot_neuron", 1)];
  net.stimulate(source, spikeGenerator({ spike_times: shifted(fixture.pre_times) }), { delay: parrotDelay });
  net.stimulate(target, spikeGenerator({ spike_times: shifted(fixture.post_times) }), { delay: parrotDelay });
  const projection = net.connect(source, target, oneToOne(), { receptor: "ignored", ...options } as never);
  const sim = await net.build({ threads: 1 });
  const weights: number[] = [];
  for (const time of fixture.pre_times) {
    await sim.run(arrival(time) - sim.time);
    weights.push(sim.weights(projection).weight[0] as number);
  }
  sim.dispose();
  return weights;
}

describe("spike-timing-dependent plasticity has NEST's weights", () => {
  const rules = names.filter((name) => !name.startsWith("tsodyks"));

  it.each(rules)("%s", async (name) => {
    const fixture = read(name);
    const { weight } = fixture.parameters;
    const options = { weight, delay: fixture.delay, synapse: synapseOf(fixture) };
    const weights = await weightsAfter(fixture, options, (time) => time + fixture.delay);
    for (const [k, expected] of fixture.weights.entries())
      expect(Math.abs((weights[k] as number) - expected)).toBeLessThanOrEqual(1e-11 * Math.abs(expected));
  });
});

describe("the two parts of a delay", () => {
  // All pairs of spikes, each where and when it meets: slow and plain, with exponents 0 and no bound reached.
  function allPairs(
    pre: readonly number[],
    post: readonly number[],
    axonal: number,
    dendritic: number,
  ): number[] {
    const { lambda, alpha, tau, Wmax, weight } = additive;
    const [there, back] = [pre.map((time) => time + axonal), post.map((time) => time + dendritic)];
    return there.map((now) => {
      let w = weight / Wmax;
      for (const t of there)
        for (const s of back) {
          if (t < s && s <= now) w += lambda * Math.exp((t - s) / tau);
          if (s < t && t <= now) w -= alpha * lambda * Math.exp((s - t) / tau);
        }
      return w * Wmax;
    });
  }
  const additive = { lambda: 0.005, alpha: 0.8, tau: 15, Wmax: 100, weight: 50 };
  const { tau, Wmax, lambda, alpha, weight } = additive;
  const synapse = {
    model: "stdp_synapse",
    lambda,
    alpha,
    mu_plus: 0,
    mu_minus: 0,
    tau_plus: tau,
    tau_minus: tau,
    Wmax,
  };
  const pre = [20, 23.4, 31, 52.2, 55, 90, 1900, 1912, 1912.5];
  const post = [19, 21, 33.5, 34, 50, 91.5, 95, 400, 1000, 1905, 1914];

  for (const [axonal, dendritic] of [
    [0, 1],
    [1, 0.5],
    [2.5, 0.1],
    [0.3, 7],
  ] as const)
    it(`axonal ${axonal} and dendritic ${dendritic} ms: every pair counts where the spikes meet`, async () => {
      const options = { weight, delay: { axonal, dendritic }, synapse };
      const trains = { pre_times: pre, post_times: post };
      const weights = await weightsAfter(trains, options, (time) => time + axonal + dendritic);
      const expected = allPairs(pre, post, axonal, dendritic);
      for (const [k, w] of expected.entries()) expect(weights[k]).toBeCloseTo(w, 10);
    });
});

it("two rules onto one neuron, each with its own time constants, do as each does alone", async () => {
  const rules = [
    { model: "stdp_synapse", tau_minus: 12, lambda: 0.02 },
    {
      model: "stdp_triplet_synapse",
      tau_minus: 33.7,
      tau_minus_triplet: 80,
      Aminus: 0.3,
      Aplus_triplet: 0.5,
    },
  ] as const;
  async function weightsOf(chosen: readonly (typeof rules)[number][]): Promise<number[]> {
    const net = new Network();
    const [source, target] = [net.population("parrot_neuron", 1), net.population("parrot_neuron", 1)];
    net.stimulate(source, spikeGenerator({ spike_times: [3, 8, 21, 22, 40, 77, 79.5, 120] }));
    net.stimulate(target, spikeGenerator({ spike_times: [2, 9, 14, 30, 41, 76, 78, 118] }));
    const made = chosen.map((synapse) =>
      net.connect(source, target, oneToOne(), { weight: 40, delay: 0.7, receptor: "ignored", synapse }),
    );
    const sim = await net.build({ threads: 1 });
    await sim.run(150);
    const weights = made.map((one) => sim.weights(one).weight[0] as number);
    sim.dispose();
    return weights;
  }
  const alone = await Promise.all(rules.map(async (rule) => (await weightsOf([rule]))[0]));
  expect(new Set([40, ...alone]).size).toBe(3);
  expect(await weightsOf(rules)).toEqual(alone);
});

describe("a delay with two parts is refused", () => {
  const net = new Network();
  const [source, target] = [net.population("parrot_neuron", 1), net.population("iaf_psc_exp", 1)];
  const connect = (delay: unknown, synapse = "stdp_synapse") =>
    errorOf(() => net.connect(source, target, oneToOne(), { weight: 1, delay, synapse } as never)).code;

  it("where synapses do not follow spikes, and where a part makes no sense", () => {
    expect(connect({ axonal: 1, dendritic: 1 }, "static_synapse")).toBe("E_TYPE");
    expect(connect({ axonal: uniform(1, 2), dendritic: 1 })).toBe("E_TYPE");
    expect(connect({ axonal: -1, dendritic: 1 })).toBe("E_DELAY_NEGATIVE");
    expect(connect({ axonal: 1, dendritic: 0 })).toBe("E_DELAY_BELOW_DT");
    expect(connect({ axonal: 1, dendritick: 1 })).toBe("E_UNKNOWN_PARAM");
    expect(connect({ axonal: "1 mV" })).toBe("E_DIM");
    expect(net.projections).toHaveLength(0);
  });

  it("and otherwise survives as JSON, whole steps that are read as their sum", async () => {
    net.connect(source, target, oneToOne(), {
      delay: { axonal: 0.7, dendritic: 2 },
      synapse: "stdp_synapse",
    });
    const again = Network.from(JSON.parse(JSON.stringify(net)));
    expect(again.toJSON()).toEqual(net.toJSON());
    expect(net.toJSON().connections?.[0]?.axonal).toBe(0.7);
    const sim = await again.build({ threads: 1 });
    expect(sim.weights(again.projections[0] as never).delay[0]).toBe(2.7);
    sim.dispose();
  });
});

describe("short-term plasticity sends what NEST sends", () => {
  const rules = names.filter((name) => name.startsWith("tsodyks"));

  // The current of the target jumps by what arrives, rounded to a part in 2^31 of the largest weight.
  it.each(rules)("%s", async (name) => {
    const fixture = read(name);
    const weight = fixture.parameters.weight as number;
    const net = new Network({ seed: 1 });
    const source = net.population("parrot_neuron", 1);
    const target = net.population("iaf_psc_exp", 1, { tau_syn_ex: 2 });
    net.stimulate(source, spikeGenerator({ spike_times: shifted(fixture.pre_times) }), {
      delay: parrotDelay,
    });
    net.connect(source, target, oneToOne(), {
      weight,
      delay: fixture.delay,
      synapse: synapseOf(fixture),
    } as never);
    const trace = net.record(target, "I_syn_ex", { every: 0.1 });
    const sim = await net.build({ threads: 1 });
    await sim.run((fixture.pre_times.at(-1) as number) + fixture.delay + 1);
    const current = sim.read(trace).trace("I_syn_ex");
    const decay = Math.exp(-0.1 / 2);
    for (const [k, time] of fixture.pre_times.entries()) {
      const at = Math.round((time + fixture.delay) / 0.1) - 1;
      const arrived = (current[at] as number) - (current[at - 1] as number) * decay;
      expect(Math.abs(arrived - (fixture.weights[k] as number))).toBeLessThan(2e-9 * weight);
    }
    sim.dispose();
  });
});
