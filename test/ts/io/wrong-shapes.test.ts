// Reading and writing refuse every wrong argument by its name, and every option that they do not know.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import * as io from "../../../ts/io/index.ts";
import { spikeTrains, traces } from "../../../ts/simulate/recording.ts";
import { itRefusesWrongShapes, type RightCalls } from "../../helpers/wrong-shapes.ts";

// Texts that are tried as paths are files there.
const [folder, before] = [mkdtempSync(join(tmpdir(), "cajal-")), process.cwd()];
process.chdir(folder);
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});
const file = (name: string): string => join(folder, name);

const spikes = spikeTrains({
  ids: Uint32Array.of(0),
  times: Float64Array.of(1),
  neurons: Uint32Array.of(0),
  tStart: 0,
  tStop: 2,
});
const samples = traces({
  times: Float64Array.of(1),
  ids: Uint32Array.of(0),
  names: ["V_m"],
  samples: Float64Array.of(-70),
});
const { ids, times, neurons, tStart, tStop } = spikes;
const recording = { ids, times, neurons, tStart, tStop };
const table = {
  traces: { times: samples.times, ids: samples.ids, names: samples.names, values: samples.values },
  units: { V_m: "mV" },
};
const bytes = await io.encodeSpikes(spikes, { format: "csv" });
await io.writeSpikes(file("spikes.csv"), spikes);
await io.writeSpikes(file("spikes.cajal"), spikes);
await io.writeTraces(file("traces.csv"), { traces: samples, units: { V_m: "mV" } });
io.writeCheckpoint(file("state"), Uint8Array.of(1, 2, 3));

let made = 0;
const right: RightCalls = {
  convertFile: [file("spikes.csv"), file("out.npz"), { overwrite: true, tStart: 0, tStop: 2 }],
  csv: [[{ name: "a", values: [1, 2] }]],
  decodeNpy: [io.encodeNpy({ data: Float64Array.of(1, 2), shape: [2] })],
  decodeNpz: [io.encodeNpz({ a: { data: Float64Array.of(1, 2), shape: [2] } })],
  encodeNpy: [{ data: Float64Array.of(1, 2), shape: [2] }],
  encodeNpz: [{ a: { data: Float64Array.of(1, 2), shape: [2] } }],
  encodeSpikes: [recording, { format: "csv" }],
  encodeTraces: [table, { format: "csv" }],
  readSpikeFile: [file("spikes.cajal"), { tStart: 0, tStop: 2 }],
  renderPng: ['<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>', { width: 8 }],
  spikeChunks: [bytes, { format: "csv", tStart: 0, tStop: 2, chunk: 10 }],
  spikeFileWriter: () => [file(`new ${++made}.cajal`), { overwrite: true, durable: false, flushEvery: 100 }],
  useLibrary: ["h5wasm", () => import("h5wasm")],
  readCheckpoint: [file("state")],
  readSpikes: [bytes, { format: "csv", tStart: 0, tStop: 2 }],
  readTraces: [file("traces.csv"), { format: "csv" }],
  spikesCsv: [{ ids, times }],
  spikesNpz: [recording],
  tracesCsv: [table.traces, table.units],
  tracesNpz: [table.traces, table.units],
  writeCheckpoint: [file("state2"), Uint8Array.of(1, 2)],
  writeSpikes: [file("spikes2.csv"), recording, { overwrite: true }],
  writeTraces: [file("traces2.csv"), table, { overwrite: true }],
};

describe("io", () => itRefusesWrongShapes(io, right));
