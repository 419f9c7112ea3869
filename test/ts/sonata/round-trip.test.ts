// Networks written as SONATA and read again fire the same spikes.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
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

const folder = mkdtempSync(join(tmpdir(), "cajal-sonata-"));
afterAll(() => rmSync(folder, { recursive: true }));

let folders = 0;
const newFolder = (): string => join(folder, String(folders++));

interface Run {
  readonly digest: string;
  readonly spikes: string;
  readonly count: number;
}

/** Runs a network; spikes of all neurons as one text. */
async function run(network: Network, duration: number): Promise<Run> {
  const recorder = network.record(network.populations, "spikes");
  const simulation = await network.build({ threads: 1 });
  await simulation.run(duration);
  const { ids, times } = simulation.read(recorder);
  const digest = simulation.digest();
  simulation.dispose();
  return { digest, spikes: `${ids.join()} ${times.join()}`, count: ids.length };
}

/** The same network by way of files. */
async function copied(network: Network): Promise<Network> {
  const { config } = await toSonata(network, newFolder(), { duration: 50 });
  return (await fromSonata(config)).network;
}

describe("a network that names its synapses and inputs", () => {
  /** Two models, parameters of single neurons, virtual nodes, currents, plastic synapses. */
  function described(): Network {
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
    net.stimulate(thalamus, spikeGenerator({ spike_times, spike_ids: [0, 5, 1, 2, 3, 0, 4, 4] }), { delay: 0.1 });
    net.stimulate(E, dc({ amplitude: 300, start: 2, stop: 30 }));
    net.stimulate(G.slice(1, 3), stepCurrent({ amplitude_times: [3, 9], amplitude_values: [150, 50] }));
    return net;
  }

  it("has the same digest again", async () => {
    const [original, copy] = [await run(described(), 50), await run(await copied(described()), 50)];
    expect(original.count).toBeGreaterThan(50);
    expect(copy.spikes).toBe(original.spikes);
    expect(copy.digest).toBe(original.digest);
  });
});
