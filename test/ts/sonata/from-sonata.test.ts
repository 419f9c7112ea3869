// Circuits become the networks that they describe, and their results have the numbers of nodes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allToAll, Network, spikeGenerator } from "../../../ts/index.ts";
import { readSpikes, readTraces } from "../../../ts/io/index.ts";
import { fromSonata, writeSonataResults } from "../../../ts/sonata/index.ts";
import { changed, smallest, testFolders, writeCircuit } from "./files.ts";
import { described, rich } from "./rich-circuit.ts";
import { run } from "./runs.ts";

const newFolder = testFolders();

describe("a circuit of all features", () => {
  it("is the network that it describes, with the same digest", async () => {
    const circuit = await fromSonata(await writeCircuit(newFolder(), rich));
    expect(circuit.duration).toBe(60);
    expect(circuit.warnings).toEqual([]);
    const [read, written] = [await run(circuit.network, 60), await run(described(), 60)];
    expect(written.count).toBeGreaterThan(30);
    expect(read.spikes).toBe(written.spikes);
    expect(read.digest).toBe(written.digest);
  });

  it("writes spikes and reports with the numbers of nodes", async () => {
    const folder = newFolder();
    const circuit = await fromSonata(await writeCircuit(folder, rich));
    const views = circuit.groups.map(({ view }) => view);
    expect(circuit.groups.map(({ label, view }) => [label, view.length])).toEqual([
      ["v1 7", 3],
      ["v1 8", 2],
      ["v1 9", 1],
    ]);
    const recorder = circuit.network.record(views, "spikes");
    const simulation = await circuit.network.build({ threads: 1 });
    await simulation.run(60);
    const spikes = simulation.read(recorder);
    const names = await writeSonataResults(circuit, simulation, folder, { spikes });
    expect(names).toEqual(["all.h5", "all.csv", "potential.h5"]);
    const back = await readSpikes(join(folder, "all.h5"), { population: "v1" });
    // The glif neurons are 10, 20, 40, the others 1, 2, 30.
    const node = [10, 20, 40, 1, 2, 30];
    const expected = Array.from(spikes, ([time, id]) => [time, node[id] as number] as const);
    expected.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    expect(Array.from(back, (pair) => [...pair])).toEqual(expected);
    expect([...back.neurons]).toEqual([1, 2, 10, 20, 30, 40]);
    expect(readFileSync(join(folder, "all.csv"), "utf8")).toBe(
      `timestamps population node_ids\n${expected.map(([time, id]) => `${time} v1 ${id}\n`).join("")}`,
    );
    const { traces, units } = await readTraces(join(folder, "potential.h5"), { population: "v1" });
    expect([...traces.ids].sort((a, b) => a - b)).toEqual([1, 2, 30, 40]);
    expect(units).toEqual({ V_m: "mV" });
    expect(traces.times[0]).toBe(10);
    expect(traces.times.at(-1)).toBe(60);
    const [view, at] = [circuit.network.populations[1], [...traces.ids].indexOf(2)];
    expect(traces.trace("V_m", at).at(-1)).toBe(simulation.get(view as typeof view & object, "V_m")[1]);
  });

  it("passes over what has no meaning, and says so", async () => {
    const files = changed(smallest, {
      texts: {
        "config.json": {
          conditions: { celsius: 34, v_init: -80 },
          run: { dL: 20, colour: "red" },
          reports: { ecp: { module: "extracellular", cells: "all" }, w: { module: "weight_recorder" } },
          inputs: { trains: { enabled: false } },
        },
      },
    });
    const { warnings } = await fromSonata(await writeCircuit(newFolder(), files));
    expect(warnings.map(({ message }) => message)).toEqual([
      "run: colour passed over: cajal knows no such setting",
      expect.stringContaining("conditions: celsius, v_init passed over"),
      "the virtual nodes of 'input' stay silent: no input has spikes for them",
      "report 'ecp' is left out: there is no module 'extracellular'",
      "report 'w' is left out: weights are not recorded",
    ]);
  });
});

describe("time", () => {
  const spikesOf = async (by: unknown): Promise<string> => {
    const { network, duration } = await fromSonata(await writeCircuit(newFolder(), changed(smallest, by)));
    return (await run(network, duration as number)).spikes;
  };
  const reference = async (late: number, delay: number): Promise<string> => {
    const net = new Network();
    const cells = net.population("iaf_psc_alpha", 2, { tau_m: 12, V_th: -56 });
    const input = net.population("parrot_neuron", 1);
    net.connect(input, cells, allToAll(), { weight: 700, delay });
    const spike_times = [1, 1.2, 5].map((time) => Math.round(10 * (time - 1 + late)) / 10);
    net.stimulate(input, spikeGenerator({ spike_times }), { delay: 0.1 });
    return (await run(net, 20)).spikes;
  };

  it("has spikes in the first step: relays are late, and their synapses make up for it", async () => {
    const times = (shift: number) => ({
      hdf5: { "trains.h5": { "spikes/input/timestamps": [0.1, 0.3, 4.1].map((time) => time + shift) } },
    });
    expect(await spikesOf(times(0))).toBe(await reference(0.1, 1.4));
    const early = await fromSonata(
      await writeCircuit(
        newFolder(),
        changed(
          smallest,
          changed(times(0), {
            texts: {
              "network/edge_types.csv":
                "edge_type_id model_template syn_weight delay\n100 static_synapse 700 0.1\n",
            },
          }),
        ),
      ),
    );
    expect(early.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("1 spikes of 'input' in the first step"),
    ]);
  });

  it("counts from tstart, and writes times as the files have them", async () => {
    const folder = newFolder();
    const files = changed(smallest, {
      texts: { "config.json": { run: { tstart: 100, tstop: 120 } } },
      hdf5: {
        "trains.h5": { "spikes/input/timestamps": [99, 101.2, 105], "spikes/input/node_ids": [0, 0, 0] },
      },
    });
    const circuit = await fromSonata(await writeCircuit(folder, files));
    expect([circuit.start, circuit.duration]).toEqual([100, 20]);
    expect(circuit.warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining("1 spikes of inputs.trains lie before run.tstart"),
    ]);
    const recorder = circuit.network.record(
      circuit.groups.map(({ view }) => view),
      "spikes",
    );
    const simulation = await circuit.network.build({ threads: 1 });
    await simulation.run(20);
    const spikes = simulation.read(recorder);
    expect(spikes.length).toBeGreaterThan(0);
    await writeSonataResults(circuit, simulation, folder, { spikes });
    const back = await readSpikes(join(folder, "spikes.h5"));
    expect([...back.times]).toEqual([...spikes.times].map((time) => time + 100));
    expect([back.tStart, back.tStop]).toEqual([100, 120]);
  });
});

describe("spike trains", () => {
  it.each([
    ["without populations", { "spikes/gids": [0, 0, 0], "spikes/timestamps": [1, 1.2, 5] }],
    ["under another name", { "spikes/other/node_ids": [0, 0, 0], "spikes/other/timestamps": [5, 1.2, 1] }],
  ])("are read %s", async (_, content) => {
    const files = { ...smallest, hdf5: { ...smallest.hdf5, "trains.h5": content } };
    const circuit = await fromSonata(await writeCircuit(newFolder(), files));
    const plain = await fromSonata(await writeCircuit(newFolder(), smallest));
    expect((await run(circuit.network, 20)).spikes).toBe((await run(plain.network, 20)).spikes);
  });
});

it("takes parameters of the Allen Cell Types Database", async () => {
  const document = {
    ...{ type: "GLIF", El: 0, El_reference: -0.07, R_input: 2e8, C: 1e-10, th_inf: 0.02, dt: 5e-5 },
    ...{
      spike_cut_length: 60,
      init_AScurrents: [0, 1e-12],
      asc_tau_array: [0.01, 0.1],
      asc_amp_array: [-1e-11, -2e-11],
    },
    coeffs: { G: 1.1, C: 0.9, th_inf: 1.05, asc_amp_array: [1, 0.5], a: 1, b: 1 },
    voltage_reset_method: { params: { a: 0.3, b: 0.01 } },
    threshold_dynamics_method: { params: { a_spike: 0.002, b_spike: 20 } },
  };
  const files = changed(smallest, {
    texts: {
      "models/cell.json": document,
      "network/cell_types.csv":
        "node_type_id model_type model_template dynamics_params\n100 point_neuron nest:glif_lif_r_asc_psc cell.json\n",
      "models/synapse.json": { receptor_type: 3 },
    },
  });
  const { network } = await fromSonata(await writeCircuit(newFolder(), files));
  const [population] = network.populations;
  expect(population?.model.name).toBe("glif_psc");
  const simulation = await network.build({ threads: 1 });
  const value = (name: string): number => simulation.get(population as never, name as never)[0] as number;
  const expected = {
    V_th: -49,
    g: 5.5,
    E_L: -70,
    C_m: 90,
    t_ref: 3,
    V_m: -70,
    th_spike_add: 2,
    th_spike_decay: 0.02,
  };
  const more = {
    voltage_reset_fraction: 0.3,
    voltage_reset_add: 10,
    "asc_init[1]": 1,
    "asc_decay[0]": 0.1,
    "asc_decay[1]": 0.01,
  };
  for (const [name, number] of Object.entries({
    ...expected,
    ...more,
    "asc_amps[0]": -10,
    "asc_amps[1]": -10,
    "tau_syn[3]": 5.8,
  }))
    expect([name, value(name)]).toEqual([name, expect.closeTo(number, 9)]);
  simulation.dispose();
});
