// Recordings of NEST as text: `.dat` of NEST 3 with a heading, `.gdf` and `.dat` of NEST 2 without.
// Version 2 of its ASCII backend: "# NEST version: ...", "# RecordingBackendASCII version: 2", names, then the rows.
// Within a slice, which lasts as long as the shortest delay, they stand neuron after neuron, and not in the order of
// time; so they are always sorted.
import type { Traces } from "../../simulate/recording.ts";
import { rowsOfTraces } from "../columns/samples.ts";
import type { ByteTarget } from "../files/target.ts";
import type { Format } from "../formats/format.ts";
import { openTable } from "./table-input.ts";

const heading = (names: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    `# NEST version: 3.8.0 (its format; written by cajal)\n# RecordingBackendASCII version: 2\n${[
      "sender",
      "time_ms",
      ...names,
    ].join("\t")}\n`,
  );

const rowsPerPiece = 20_000;

function writeRows(target: ByteTarget, count: number, row: (index: number) => string): void {
  for (let first = 0; first < count; first += rowsPerPiece) {
    let piece = "";
    for (let index = first; index < Math.min(count, first + rowsPerPiece); index++) piece += row(index);
    target.append(new TextEncoder().encode(piece));
  }
}

function writeTraces(target: ByteTarget, traces: Traces): void {
  target.append(heading(traces.names));
  const { ids, times, columns } = rowsOfTraces(traces);
  writeRows(target, ids.length, (row) => {
    const values = columns.map((column) => column[row]);
    return `${[ids[row], times[row], ...values].join("\t")}\n`;
  });
}

/** Spikes and samples as NEST's backend `ascii` records them. Neurons keep their numbers. */
export const nestFormat: Format = {
  name: "nest",
  title: "text of NEST: sender, time, values; spikes or samples",
  extensions: [".dat", ".gdf"],
  recognises: (head) =>
    /^# (NEST version|RecordingBackendASCII)/.test(new TextDecoder("latin1").decode(head)),
  open: async (source, options) => openTable(source, options, "neuron,time"),
  async writeSpikes(target) {
    target.append(heading([]));
    return {
      write: ({ ids, times }) => writeRows(target, ids.length, (spike) => `${ids[spike]}\t${times[spike]}\n`),
      end() {},
      abandon() {},
    };
  },
  writeTraces: async (target, { traces }) => writeTraces(target, traces),
};
