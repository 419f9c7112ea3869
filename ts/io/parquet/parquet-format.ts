// Parquet: columns time and neuron for spikes, and one per variable for samples, in row groups.
// What has no column, window, neurons, units, stands as JSON in the file's metadata under the key "cajal".
import type { SchemaElement } from "hyparquet";
import { crc32c } from "../../text/crc32.ts";
import { fromRanges, toRanges } from "../columns/ranges.ts";
import { neuronsOf, rowsOfTraces, tracesOfRows } from "../columns/samples.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import { library } from "../files/libraries.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  Format,
  SpikeChunk,
  SpikeInput,
  SpikeOutput,
  TraceInput,
  TraceTable,
} from "../formats/format.ts";
import {
  checkKey,
  checksums,
  groups,
  key,
  type Note,
  rowsOf,
  sumOf,
  type Table,
  tableOf,
  writerName,
} from "./parquet-table.ts";

const write = () => library("hyparquet-writer");

function columnsOf(table: Table): { time: Table["columns"][number]; neuron: Table["columns"][number] } {
  const time = table.columns.find(({ role }) => role === "time");
  const neuron = table.columns.find(({ role }) => role === "neuron");
  if (time && neuron) return { time, neuron };
  const names = table.columns.map(({ column }) => column).join(", ");
  throw damage({
    file: table.source.name,
    problem: `there must be the columns time and neuron, got ${names}`,
    hint: "rename the columns",
  });
}

async function open(source: ByteSource): Promise<SpikeInput | TraceInput> {
  const table = await tableOf(source);
  const { time, neuron } = columnsOf(table);
  const file = source.name;
  const milliseconds = toMilliseconds(
    time.unit ?? table.note.units.time ?? "ms",
    file,
    `column ${time.column}`,
  );
  const close = (): void => source.close();
  if (table.columns.some(({ role }) => role === "population"))
    throw damage({
      file,
      problem: "it has a column of populations, which are not told apart in Parquet files",
      hint: "export one population without that column, or the table as CSV",
    });
  if (table.columns.some(({ role }) => role === "value"))
    return { kind: "traces", close, read: () => readTraces(table, time.column, neuron.column, milliseconds) };
  const { neurons, window, resolution } = table.note;
  const rows = Number(table.metadata.num_rows);
  let done = 0;
  return {
    kind: "spikes",
    head: {
      neurons: neurons && fromRanges(neurons, file),
      tStart: window?.[0],
      tStop: window?.[1],
      resolution,
    },
    // Others promise no order.
    ordered: table.metadata.created_by === writerName,
    async *chunks(): AsyncGenerator<SpikeChunk, void, void> {
      const sums = checksums(table);
      done = 0;
      for (const [from, to] of groups(table)) {
        const [times = new Float64Array(0), found = times] = await rowsOf(
          ...([table, [time.column, neuron.column], from, to] as const),
        );
        const ids = neuronsOf(found, neuron.column, file);
        sums.add("time", times);
        sums.add("neuron", ids);
        done = to;
        yield { ids, times: times.map(milliseconds) };
      }
      sums.verify();
    },
    done: () => (rows === 0 ? 1 : done / rows),
    close,
  };
}

async function readTraces(
  table: Table,
  time: string,
  neuron: string,
  milliseconds: (time: number) => number,
): Promise<TraceTable> {
  const { source, note } = table;
  const values = table.columns.filter(({ role }) => role === "value");
  const names = [time, neuron, ...values.map(({ column }) => column)];
  const lists: Float64Array[][] = names.map(() => []);
  for (const [from, to] of groups(table))
    for (const [k, part] of (await rowsOf(table, names, from, to)).entries()) lists[k]?.push(part);
  const columns = lists.map(concatenated);
  const sums = checksums(table);
  for (const [k, column] of columns.entries()) sums.add(names[k] as string, column);
  sums.verify();
  const [times = new Float64Array(0), ids = times, ...rest] = columns;
  const rows = { times: times.map(milliseconds), ids: neuronsOf(ids, neuron, source.name), columns: rest };
  const units = values.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit] as const]));
  const { time: _, ...noted } = note.units;
  const traces = tracesOfRows(
    rows,
    values.map(({ name }) => name),
    source.name,
  );
  return { traces, units: { ...Object.fromEntries(units), ...noted } };
}

/** One column from the parts of the row groups. */
function concatenated(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

interface TableWriter {
  write(columns: readonly (Float64Array | Uint32Array)[]): Promise<void>;
  finish(note: Note): Promise<void>;
}

async function tableWriter(target: ByteTarget, names: readonly string[]): Promise<TableWriter> {
  const { ByteWriter, ParquetWriter } = await write();
  const writer = new ByteWriter();
  const flush = (): void => {
    target.append(new Uint8Array(writer.buffer, 0, writer.index));
    writer.index = 0;
  };
  const column = (name: string): SchemaElement => {
    const required = { name, repetition_type: "REQUIRED" } as const;
    if (name === "neuron") return { ...required, type: "INT32", converted_type: "UINT_32" };
    return { ...required, type: "DOUBLE" };
  };
  const schema: SchemaElement[] = [{ name: "root", num_children: names.length }, ...names.map(column)];
  const parquet = new ParquetWriter({ writer, schema, createdBy: writerName });
  return {
    async write(columns) {
      const length = columns[0]?.length ?? 0;
      if (length === 0) return;
      // The library refuses numbers of typed arrays from 2^31 on, and takes them from plain ones.
      const columnData = names.map((name, k) => ({
        name,
        data: name === "neuron" ? Array.from(columns[k] as Uint32Array) : (columns[k] as Float64Array),
      }));
      await parquet.write({ columnData, rowGroupSize: length });
      flush();
    },
    async finish(note) {
      const value = JSON.stringify(note);
      parquet.kvMetadata = [
        { key, value },
        { key: checkKey, value: sumOf(value) },
      ];
      await parquet.finish();
      flush();
    },
  };
}

async function writeSpikes(target: ByteTarget): Promise<SpikeOutput> {
  const table = await tableWriter(target, ["time", "neuron"]);
  let [time, neuron] = [0, 0];
  return {
    async write({ ids, times }) {
      time = crc32c(new Uint8Array(times.buffer, times.byteOffset, times.byteLength), time);
      neuron = crc32c(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength), neuron);
      await table.write([times, ids]);
    },
    end: ({ neurons, tStart, tStop, resolution }) =>
      table.finish({
        units: { time: "ms" },
        window: [tStart, tStop],
        neurons: toRanges(neurons),
        resolution,
        checksums: { time, neuron },
      }),
    abandon() {},
  };
}

async function writeTraces(target: ByteTarget, { traces, units }: TraceTable): Promise<void> {
  const table = await tableWriter(target, ["time", "neuron", ...traces.names]);
  const rows = rowsOfTraces(traces);
  const ids = Uint32Array.from(rows.ids);
  const all = [
    Float64Array.from(rows.times),
    ids,
    ...rows.columns.map((column) => Float64Array.from(column)),
  ];
  const group = 2 ** 20;
  for (let from = 0; from < ids.length; from += group)
    await table.write(all.map((column) => column.subarray(from, from + group)));
  const sum = (column: ArrayLike<number>): number => crc32c(new Uint8Array(Float64Array.from(column).buffer));
  const names = ["time", "neuron", ...traces.names];
  const checksums = Object.fromEntries(names.map((name, k) => [name, sum(all[k] as Float64Array)]));
  await table.finish({ units: { ...units, time: "ms" }, checksums });
}

const magic = [0x50, 0x41, 0x52, 0x31]; // "PAR1"

/** Spikes and samples as columns that data frames, DuckDB and Spark read. */
export const parquetFormat: Format = {
  name: "parquet",
  title: "columns in row groups, compressed: time, neuron, values; spikes or samples",
  extensions: [".parquet"],
  recognises: (head) => magic.every((byte, at) => head[at] === byte),
  open,
  writeSpikes,
  writeTraces,
};
