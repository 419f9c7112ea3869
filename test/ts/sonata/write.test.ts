// What a written circuit says of currents, receptors, lists and node sets.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { allToAll, dc, Network, oneToOne, spikeGenerator, stepCurrent } from "../../../ts/index.ts";
import { fromSonata, toSonata } from "../../../ts/sonata/index.ts";
import { testFolders } from "./files.ts";
import { run } from "./runs.ts";

const newFolder = testFolders();

it("has currents as clamps, receptors with NEST's numbers, lists and compartments as NEST has them", async () => {
  const net = new Network();
  const G = net.population(
    "glif_psc",
    2,
    { tau_syn: [2, 5], "asc_init[0]": [1, 2], adapting_threshold: false },
    { label: "G" },
  );
  const U = net.population("pp_cond_exp_mc_urbanczik", 2, { soma: { C_m: 310 } }, { label: "U" });
  net.connect(G, G, oneToOne(), { weight: 5, receptor: 2 });
  net.connect(G, U, allToAll(), { weight: 5, receptor: "dendritic_inh" });
  net.stimulate([G, U.slice(1, 2)], dc({ amplitude: 10, start: 2 }), { weight: 3, delay: 0.5 });
  net.stimulate(U, stepCurrent({ amplitude_times: [1, 4, 6], amplitude_values: [7, 0, 9] }));
  const folder = newFolder();
  const { config, warnings } = await toSonata(net, folder, { duration: 25 });
  expect(warnings).toEqual([]);
  const json = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { inputs, run } = json("simulation_config.json");
  const clamp = { input_type: "current_clamp", module: "IClamp" };
  expect(inputs).toEqual({
    dc_generator_0: { ...clamp, node_set: "dc_generator_0", amp: 30, delay: 2.4, duration: 1e9 },
    step_current_generator_1: { ...clamp, node_set: "U", amp: [7, 9], delay: [1, 6], duration: [3, 1e9] },
  });
  expect(run).toEqual({ tstart: 0, tstop: 25, dt: 0.1, random_seed: 1 });
  expect(json("node_sets.json")).toEqual({
    dc_generator_0: ["G", "dc_generator_0_1"],
    dc_generator_0_1: { population: "U", node_id: [1] },
  });
  expect(json("components/cell_models/G.json")).toEqual({ tau_syn: [2, 5], adapting_threshold: false });
  expect(json("components/cell_models/U.json")).toEqual({ soma: { C_m: 310 } });
  expect(json("components/synaptic_models/G_to_G_100.json")).toEqual({ receptor_type: 2 });
  expect(json("components/synaptic_models/G_to_U_100.json")).toEqual({ receptor_type: 4 });
  const { network } = await fromSonata(config);
  expect(network.toJSON().connections?.map(({ receptor }) => receptor)).toEqual(["2", "dendritic_inh"]);
  const simulation = await network.build({ threads: 1 });
  expect([...simulation.get(network.populations[0] as never, "asc_init[0]" as never)]).toEqual([1, 2]);
  expect([...simulation.get(network.populations[0] as never, "asc_init[1]" as never)]).toEqual([0, 0]);
  simulation.dispose();
});

it("has spikes as those of virtual nodes, but for those that these could not send in time", async () => {
  const net = new Network();
  const E = net.population("iaf_psc_exp", 3, {}, { label: "E" });
  const P = net.population("parrot_neuron", 2, {}, { label: "P" });
  net.connect(E, P, allToAll(), { delay: 1 });
  net.stimulate([E, P], spikeGenerator({ spike_times: [0.1, 3], spike_ids: [4, 1] }), {
    weight: 5,
    delay: 0.2,
  });
  net.stimulate(E, spikeGenerator({ spike_times: [0.1, 3] }), { weight: [1, 2, 3], delay: 0.1 });
  const { config, warnings } = await toSonata(net, newFolder());
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining("stimulus 1 (spike_generator)"),
  ]);
  const { populations, network } = await fromSonata(config);
  expect(populations.map(({ name, virtual, view }) => [name, virtual, view.length])).toEqual([
    ["E", false, 3],
    ["P", false, 2],
    ["spike_generator_0", true, 5],
  ]);
  const [original, copy] = [await run(net, 20), await run(network, 20, 2)];
  expect(original.count).toBe(1);
  expect(copy.spikes).toBe(original.spikes);
});
