// Recorded state variables as a table for other programs and as a figure.
import { tables } from "../../models/model.ts";
import { tracePlot } from "../../plot/index.ts";
import type { Traces } from "../../simulate/recording.ts";
import { writeResult } from "../files/result-folder.ts";
import { type Drawing, type Figure, writeDrawings } from "../report/drawings.ts";

const units: Readonly<Record<string, string>> = Object.fromEntries(
  tables.neurons.flatMap(({ recordables }) => recordables.map(({ name, unit }) => [name, unit])),
);

/** Writes `traces-1.csv`, `traces-1.svg`, `traces-1.png`, `traces-2.csv`, ... for the recordings. */
export async function writeTraces(folder: string, recordings: readonly Traces[]): Promise<Figure[]> {
  const drawings: Drawing[] = [];
  for (const [index, traces] of recordings.entries()) {
    const name = `traces-${index + 1}`;
    writeResult(folder, `${name}.csv`, table(traces));
    if (traces.times.length === 0 || traces.ids.length === 0) continue;
    const title = `Recorded ${traces.names.join(", ")}`;
    drawings.push({ name, title, draw: (theme) => tracePlot(traces, { units, theme }) });
  }
  return writeDrawings(folder, drawings);
}

/** One line per sample and neuron. */
function table({ times, ids, names, values }: Traces): string {
  const lines = [["time_ms", "neuron", ...names].join(",")];
  for (let sample = 0; sample < times.length; sample++) {
    for (let neuron = 0; neuron < ids.length; neuron++) {
      const numbers = names.map((name) => values[name]?.[sample * ids.length + neuron]);
      lines.push([times[sample], ids[neuron], ...numbers].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}
