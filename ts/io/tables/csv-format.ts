// Tables as text: those of csv.ts, of spreadsheets, data frames and NumPy, with or without a line of names.
import type { ByteTarget } from "../files/target.ts";
import type { Format } from "../formats/format.ts";
import { csv, spikesCsv, tracesCsv } from "./csv.ts";
import { openTable } from "./table-input.ts";

function appendAll(target: ByteTarget, pieces: Iterable<string>): void {
  for (const piece of pieces) target.append(new TextEncoder().encode(piece));
}

/** Spikes as `time (ms),neuron`, samples with a column per variable and neuron. */
export const csvFormat: Format = {
  name: "csv",
  title: "table as text: time (ms), neuron; spikes or samples",
  extensions: [".csv"],
  readExtensions: [".txt", ".tsv", ".tab"],
  recognises: () => false,
  open: async (source, options) => openTable(source, options),
  async writeSpikes(target) {
    appendAll(
      target,
      csv([
        { name: "time", unit: "ms", values: [] },
        { name: "neuron", values: [] },
      ]),
    );
    return {
      write({ ids, times }) {
        const [, ...pieces] = spikesCsv({ ids, times });
        appendAll(target, pieces);
      },
      end() {},
      abandon() {},
    };
  },
  writeTraces: async (target, { traces, units }) => appendAll(target, tracesCsv(traces, units)),
};
