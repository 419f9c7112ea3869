// Columns as text (RFC 4180), in pieces, so that long recordings never stand in memory as one text.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { anything, listOf, optional, text, withParts } from "../../arguments/kinds.ts";
import type { SpikeTrains, Traces } from "../../simulate/recording.ts";
import { ofSpikes, ofTraces, ofUnits } from "../files/arguments.ts";

/** A column of a table. */
export interface CsvColumn {
  readonly name: string;
  /** Stands behind the name in the first line, such as `time (ms)`. */
  readonly unit?: string;
  readonly values: ArrayLike<number | bigint | string>;
}

const rowsPerPiece = 20_000;

/** A text as RFC 4180 wants it. */
const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A table as text, piece by piece: a line of names with units, then a line per row. Numbers are written so that they
 * are read back exactly.
 *
 * @throws CajalError E_TYPE, E_SHAPE if the columns are not equally long
 * @example for (const piece of csv([{ name: "rate", unit: "1/s", values: rates }])) process.stdout.write(piece);
 */
export function csv(columns: readonly CsvColumn[]): Generator<string, void, void> {
  checkArgument(columns, "csv", "columns", listOf(ofColumn));
  const rows = columns[0]?.values.length ?? 0;
  for (const [place, { values }] of columns.entries())
    checkLength(values, rows, "csv", `columns[${place}].values`);
  return linesOf(columns, rows);
}

const ofColumn = withParts({ name: text, unit: optional(text), values: listOf(anything) });

function* linesOf(columns: readonly CsvColumn[], rows: number): Generator<string, void, void> {
  const heading = ({ name, unit }: CsvColumn): string => quoted(unit ? `${name} (${unit})` : name);
  yield `${columns.map(heading).join(",")}\n`;
  for (let first = 0; first < rows; first += rowsPerPiece) {
    let piece = "";
    for (let row = first; row < Math.min(rows, first + rowsPerPiece); row++) {
      for (let column = 0; column < columns.length; column++) {
        const value = columns[column]?.values[row] as number | bigint | string;
        piece += (column > 0 ? "," : "") + (typeof value === "string" ? quoted(value) : String(value));
      }
      piece += "\n";
    }
    yield piece;
  }
}

/**
 * Spikes as text, sorted by time: `time (ms),neuron`.
 *
 * @example for (const text of spikesCsv(sim.read(spikes))) process.stdout.write(text);
 */
export function spikesCsv(spikes: Pick<SpikeTrains, "ids" | "times">): Generator<string, void, void> {
  checkArgument(spikes, "spikesCsv", "spikes", ofSpikes);
  return csv([
    { name: "time", unit: "ms", values: spikes.times },
    { name: "neuron", values: spikes.ids },
  ]);
}

/**
 * Samples as text: the time, then a column per variable and neuron.
 *
 * @param units of the variables by name, such as `{ V_m: "mV" }`
 * @example for (const text of tracesCsv(sim.read(membrane), { V_m: "mV" })) process.stdout.write(text);
 */
export function tracesCsv(
  traces: Traces,
  units: Readonly<Record<string, string>> = {},
): Generator<string, void, void> {
  checkArgument(traces, "tracesCsv", "traces", ofTraces);
  checkArgument(units, "tracesCsv", "units", ofUnits);
  const several = traces.ids.length > 1;
  const columns = traces.names.flatMap((name) =>
    Array.from(traces.ids, (id, k) => ({
      name: several ? `${name} of ${id}` : name,
      ...(units[name] === undefined ? {} : { unit: units[name] }),
      values: (traces.values[name] as Float64Array).filter((_, place) => place % traces.ids.length === k),
    })),
  );
  return csv([{ name: "time", unit: "ms", values: traces.times }, ...columns]);
}
