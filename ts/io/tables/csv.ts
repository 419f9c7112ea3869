// Columns as text (RFC 4180), in pieces, so that long recordings never stand in memory as one text.
import type { SpikeTrains, Traces } from "../../simulate/recording.ts";

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
 * @throws RangeError if the columns are not equally long
 * @example for (const piece of csv([{ name: "rate", unit: "1/s", values: rates }])) process.stdout.write(piece);
 */
export function* csv(columns: readonly CsvColumn[]): Generator<string, void, void> {
  const rows = columns[0]?.values.length ?? 0;
  for (const { name, values } of columns)
    if (values.length !== rows)
      throw new RangeError(
        `the column ${name} must have ${rows} values as the first one, got ${values.length}`,
      );
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

/** Spikes as text, sorted by time: `time (ms),neuron`. */
export const spikesCsv = ({
  ids,
  times,
}: Pick<SpikeTrains, "ids" | "times">): Generator<string, void, void> =>
  csv([
    { name: "time", unit: "ms", values: times },
    { name: "neuron", values: ids },
  ]);

/**
 * Samples as text: the time, then a column per variable and neuron.
 *
 * @param units of the variables by name, such as `{ V_m: "mV" }`
 */
export function tracesCsv(
  traces: Traces,
  units: Readonly<Record<string, string>> = {},
): Generator<string, void, void> {
  const several = traces.ids.length > 1;
  const columns = traces.names.flatMap((name) =>
    Array.from(traces.ids, (id, k) => ({
      name: several ? `${name} of ${id}` : name,
      ...(units[name] === undefined ? {} : { unit: units[name] }),
      values: traces.trace(name, k),
    })),
  );
  return csv([{ name: "time", unit: "ms", values: traces.times }, ...columns]);
}
