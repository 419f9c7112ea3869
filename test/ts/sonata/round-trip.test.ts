// Networks written as SONATA and read again fire the same spikes.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  allToAll,
  bernoulli,
  dc,
  fixedIndegree,
  Network,
  normal,
  oneToOne,
  pairs,
  poisson,
  spikeGenerator,
  stepCurrent,
  uniform,
} from "../../../ts/index.ts";
import { fromSonata, toSonata } from "../../../ts/sonata/index.ts";
import { free } from "../../../ts/space/index.ts";
import { testFolders } from "./files.ts";
import { refusedAfter } from "./refusals.ts";
import { run } from "./runs.ts";

const newFolder = testFolders();

/** The same network by way of files. */
async function copied(network: Network): Promise<Network> {
  const { config } = await toSonata(network, newFolder(), { duration: 50 });
  return (await fromSonata(config)).network;
}

/** Two models, parameters of single neurons, virtual nodes, currents, plastic synapses; nothing is drawn. */
function named(): Network {
  const net = new Network({ resolution: 0.1, seed: 7 });
  const thalamus = net.population("parrot_neuron", 6, {}, { label: "thalamus" });
  const V_th = [-50, -51, -52, -53, -54, -55, -56, -57];
  const E = net.population("iaf_psc_alpha", 8, { V_th, tau_m: 15, V_m: -60 }, { label: "E" });
  const G = net.population("glif_psc", 4, { tau_syn: [2, 5], V_th: -60, asc_init: [1, 2] }, { label: "G" });
  net.set(E.slice(0, 3), { C_m: 200 });
  net.connect(thalamus, E, allToAll(), { weight: 400, delay: 1.5 });
  net.connect(E, G, pairs({ sources: [0, 1, 1, 7], targets: [0, 1, 1, 3] }), {
    weight: [500, 600, 700, 800],
    delay: [1, 1.2, 0.4, 2],
    receptor: 2,
  });
  net.connect(G, E.slice(0, 4), oneToOne(), { weight: -80, delay: 1 });
  net.connect(E.slice(0, 4), E.slice(4, 8), oneToOne(), {
    weight: 300,
    delay: 2,
    synapse: { model: "stdp_synapse", lambda: 0.1, Wmax: 900 },
  });
  const spike_times = [1, 1.1, 5, 5, 12.3, 20, 20.4, 31];
  net.stimulate(thalamus, spikeGenerator({ spike_times, spike_ids: [0, 5, 1, 2, 3, 0, 4, 4] }), {
    delay: 0.1,
  });
  net.stimulate(E, dc({ amplitude: 300, start: 2, stop: 30 }));
  net.stimulate(G.slice(1, 3), stepCurrent({ amplitude_times: [3, 9], amplitude_values: [150, 50] }));
  return net;
}

/** Random connections, weights, delays and parameters; spikes that are sent to neurons without virtual ones. */
function drawn(): Network {
  const net = new Network({ resolution: 0.1, seed: 3 });
  const place = (k: number): [number, number] => [k / 10, -k / 20];
  const E = net.population(
    "iaf_psc_exp",
    40,
    { V_m: uniform(-70, -55), tau_m: normal(10, 1) },
    { label: "L2/3 E", positions: free(place) },
  );
  const I = net.population("iaf_cond_exp", 10, { C_m: normal(250, 10) }, { label: "L2/3 I" });
  net.connect(E, [E, I], fixedIndegree(8), {
    weight: normal(60, 6).redraw({ min: 0 }),
    delay: uniform(0.5, 2),
  });
  net.connect(I, E, bernoulli(0.3), { weight: -90, delay: normal(1, 0.2).redraw({ min: 0.1 }) });
  net.stimulate([E, I], stepCurrent({ amplitude_times: [1, 40], amplitude_values: [420, 380] }));
  net.stimulate(E.slice(0, 5), spikeGenerator({ spike_times: [4, 8] }), {
    weight: [100, 200, 300, 400, 500],
  });
  net.record(E.slice(3, 6), ["V_m", "I_syn_ex"], { every: 0.5 });
  return net;
}

describe("a network comes back from SONATA", () => {
  it("with the same digest where nothing is drawn", async () => {
    const [original, copy] = [await run(named(), 50), await run(await copied(named()), 50)];
    expect(original.count).toBeGreaterThan(50);
    expect(copy).toEqual(original);
  });

  it("with the same spikes where synapses and parameters were drawn", async () => {
    const folder = newFolder();
    const { config, warnings } = await toSonata(drawn(), folder);
    expect(warnings).toEqual([]);
    const circuit = await fromSonata(config);
    const [original, copy] = [await run(drawn(), 100), await run(circuit.network, 100, 2)];
    expect(original.count).toBeGreaterThan(100);
    expect(copy.spikes).toBe(original.spikes);
    // The third population stands for the stimulus of single neurons.
    expect(circuit.populations.map(({ name, virtual }) => [name, virtual])).toEqual([
      ["L2_3_E", false],
      ["L2_3_I", false],
      ["spike_generator_1", true],
    ]);
    const [E] = circuit.populations;
    expect(E?.view.positions).toEqual(drawn().populations[0]?.positions);
    expect(
      circuit.reports.map(({ variable, nodeIds, recorder }) => [variable, [...nodeIds], recorder.every]),
    ).toEqual([
      ["V_m", [3, 4, 5], 0.5],
      ["I_syn_ex", [3, 4, 5], 0.5],
    ]);
    expect(circuit.duration).toBe(1000);
  });

  it("a second time as the same circuit", async () => {
    const folder = newFolder();
    await toSonata(named(), folder);
    const again = newFolder();
    await toSonata((await fromSonata(join(folder, "simulation_config.json"))).network, again);
    const texts = ["circuit_config.json", "components/cell_models/G.json", "network/E_to_E_edge_types.csv"];
    for (const name of [...texts, "components/synaptic_models/E_to_E_100.json"])
      expect(readFileSync(join(again, name), "utf8")).toBe(readFileSync(join(folder, name), "utf8"));
  });

  it("with random devices, which draw other numbers", async () => {
    const network = new Network();
    const E = network.population("iaf_psc_exp", 4, {}, { label: "E" });
    network.stimulate(E.slice(1, 3), poisson({ rate: [10, 20], start: 5 }), { weight: [3, 4], delay: 2 });
    const { stimuli } = (await copied(network)).toJSON();
    expect(stimuli).toEqual(network.toJSON().stimuli);
  });
});

describe("toSonata refuses", () => {
  it("connections that carry values, and axonal delays, before it writes anything", async () => {
    const values = new Network();
    const rates = values.population("dendritic_rate", 2);
    values.connect(values.population("rate_input", 2), rates, allToAll(), {
      receptor: "basal",
      synapse: "rate_synapse",
    });
    const axonal = new Network();
    const E = axonal.population("iaf_psc_exp", 2);
    axonal.connect(E, E, oneToOne(), { delay: { axonal: 1, dendritic: 1 }, synapse: "stdp_synapse" });
    for (const [network, word] of [
      [values, "values"],
      [axonal, "axonal"],
    ] as const) {
      const folder = join(newFolder(), "new");
      expect(await refusedAfter(toSonata(network, folder))).toMatchObject({
        code: "E_FORMAT",
        message: expect.stringContaining(word),
      });
      expect(existsSync(folder)).toBe(false);
    }
  });

  it("a folder that holds something, unless it may", async () => {
    const folder = newFolder();
    await toSonata(named(), folder);
    expect(await refusedAfter(toSonata(named(), folder))).toMatchObject({
      code: "E_IO",
      message: expect.stringContaining("is not empty"),
    });
    await toSonata(named(), folder, { overwrite: true });
  });

  it("targets in an order that a node set cannot keep", async () => {
    const network = new Network();
    const E = network.population("iaf_psc_exp", 3);
    network.stimulate(E.at([2, 0]), dc({ amplitude: 1 }));
    expect(await refusedAfter(toSonata(network, join(newFolder(), "new")))).toMatchObject({
      code: "E_FORMAT",
    });
  });
});
