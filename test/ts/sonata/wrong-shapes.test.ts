// Reading and writing circuits refuses every wrong argument by its name, and every option that it does not know.
import { join } from "node:path";
import { afterAll } from "vitest";
import { Network } from "../../../ts/index.ts";
import { spikeTrains } from "../../../ts/simulate/recording.ts";
import * as sonata from "../../../ts/sonata/index.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";
import { smallest, testFolders, writeCircuit } from "./files.ts";

const newFolder = testFolders();
const folder = newFolder();
// Texts that are tried as paths are files there.
const before = process.cwd();
process.chdir(folder);

const path = await writeCircuit(folder, smallest);
const circuit = await sonata.fromSonata(path);
const simulation = await circuit.network.build({ threads: 1 });
const network = new Network();
network.population("iaf_psc_exp", 1);
const spikes = spikeTrains({
  ids: Uint32Array.of(0),
  times: Float64Array.of(1),
  neurons: Uint32Array.of(0, 1),
  tStart: 0,
  tStop: 2,
});
const recording = { ids: spikes.ids, times: spikes.times, neurons: spikes.neurons, tStart: 0, tStop: 2 };

const right: RightCalls = {
  fromSonata: [path, { resolution: 0.1, seed: 3 }],
  toSonata: [network, join(folder, "written"), { duration: 10, overwrite: true }],
  writeSonataResults: [circuit, simulation, folder, { spikes: recording, overwrite: true }],
};

afterAll(() => process.chdir(before));

itRefusesWrongShapes(sonata, right);
