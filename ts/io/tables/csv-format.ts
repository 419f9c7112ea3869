// Tables as text: those of csv.ts, of spreadsheets and of data frames, with or without a line of names.
import { csvParseRows } from "d3-dsv";
import { chunkBuilder } from "../columns/chunk-builder.ts";
import { type Heading, parseHeading } from "../columns/heading.ts";
import { numberList, tracesOfColumns, tracesOfRows } from "../columns/samples.ts";
import { toMilliseconds } from "../columns/units.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import {
  type Format,
  type SpikeChunk,
  type SpikeInput,
  type TraceInput,
  type TraceTable,
  unknownHead,
} from "../formats/format.ts";
import { csv, spikesCsv, tracesCsv } from "./csv.ts";
import { textBlocks } from "./text-blocks.ts";

const hint = "the file is damaged, or no table of spikes or samples";

/** What the columns are. */
interface Layout {
  readonly columns: readonly Heading[];
  readonly time: number;
  readonly neuron: number;
  /** Whether the first line holds names. */
  readonly named: boolean;
  readonly milliseconds: (time: number) => number;
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));

/** A cell as a number; empty ones and nan are NaN, and what is no number is undefined. */
function numberOf(cell: string): number | undefined {
  const value = Number(cell);
  if (value === 0) return cell.trim() === "" ? Number.NaN : value;
  return Number.isNaN(value) && !/^\s*nan\s*$/i.test(cell) ? undefined : value;
}

/** Without names, the first column is the time, unless only the second one has fractions. */
function unnamed(rows: readonly (readonly string[])[]): Heading[] {
  const fractions = (column: number): boolean => rows.some((row) => !Number.isInteger(Number(row[column])));
  const names = !fractions(0) && fractions(1) ? ["neuron", "time"] : ["time", "neuron"];
  return names.map(parseHeading);
}

function layoutOf(source: ByteSource): Layout {
  const file = source.name;
  const [block] = textBlocks(source);
  const rows = block ? csvParseRows(block.text) : [];
  const first = rows[0];
  if (!first)
    throw damage({ file, where: "line 1", problem: "there must be names or numbers, got nothing", hint });
  const named = !first.every(isNumber);
  const columns = named ? first.map(parseHeading) : unnamed(rows);
  const time = columns.findIndex(({ role }) => role === "time");
  const neuron = columns.findIndex(({ role }) => role === "neuron");
  if (first.length < 2 || time < 0 || (!named && first.length !== 2))
    throw damage({
      ...{
        file,
        where: "line 1",
        problem: `there must be a column for the time, got '${first.join(",").slice(0, 60)}'`,
      },
      hint: "name the columns in the first line, such as time (ms),neuron",
    });
  const milliseconds = toMilliseconds(columns[time]?.unit ?? "ms", file, "line 1");
  return { columns, time, neuron, named, milliseconds };
}

interface Rows {
  each(): Generator<number[], void, void>;
  done(): number;
}

function rowsOf(source: ByteSource, { columns, named, neuron }: Layout): Rows {
  let place = 0;
  const numbers = (cells: readonly string[], line: number): number[] => {
    const row = cells.map(numberOf);
    const where = `line ${line}`;
    const file = source.name;
    if (row.length !== columns.length)
      throw damage({
        file,
        where,
        problem: `there must be ${columns.length} columns, got ${row.length}`,
        hint,
      });
    const bad = row.indexOf(undefined);
    if (bad >= 0) throw damage({ file, where, problem: `there must be numbers, got '${cells[bad]}'`, hint });
    const id = row[neuron] ?? 0;
    if (!Number.isInteger(id) || id < 0 || id > 0xffffffff)
      throw damage({ file, where, problem: `the neuron must be a whole number, got ${id}`, hint });
    return row as number[];
  };
  return {
    *each() {
      place = 0;
      for (const { text, line, end } of textBlocks(source)) {
        const rows = csvParseRows(text);
        for (let k = named && line === 1 ? 1 : 0; k < rows.length; k++)
          yield numbers(rows[k] as string[], line + k);
        place = end;
      }
    },
    done: () => (source.size === 0 ? 1 : place / source.size),
  };
}

async function open(source: ByteSource): Promise<SpikeInput | TraceInput> {
  const layout = layoutOf(source);
  const { columns, time, neuron, milliseconds } = layout;
  const rows = rowsOf(source, layout);
  const close = (): void => source.close();
  if (columns.some(({ role }) => role === "value") || neuron < 0)
    return { kind: "traces", close, read: async () => readTraces(source, layout, rows) };
  return {
    kind: "spikes",
    head: unknownHead,
    ordered: true,
    *chunks(size: number): Generator<SpikeChunk, void, void> {
      const builder = chunkBuilder(size);
      for (const row of rows.each())
        if (builder.push(row[neuron] as number, milliseconds(row[time] as number))) yield builder.take();
      yield builder.take();
    },
    done: rows.done,
    close,
  };
}

/** A row per time and neuron, or a row per time and a column `V_m of 7` per variable and neuron. */
function readTraces(
  source: ByteSource,
  { columns, time, neuron, milliseconds }: Layout,
  rows: Rows,
): TraceTable {
  const lists = columns.map(numberList);
  for (const row of rows.each())
    for (let k = 0; k < lists.length; k++)
      lists[k]?.push(k === time ? milliseconds(row[k] as number) : (row[k] as number));
  const numbers = lists.map((list) => list.values());
  const values = columns.flatMap((column, k) => (column.role === "value" ? [{ ...column, k }] : []));
  const times = numbers[time] as Float64Array;
  const unitsOf = (named: readonly { name: string; unit: string | undefined }[]) =>
    Object.fromEntries(named.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])));
  if (neuron >= 0) {
    const table = {
      times,
      ids: numbers[neuron] as Float64Array,
      columns: values.map(({ k }) => numbers[k] ?? []),
    };
    const names = values.map(({ name }) => name);
    return { traces: tracesOfRows(table, names, source.name), units: unitsOf(values) };
  }
  const parts = values.map((value) => {
    const [, name = value.name, id = "0"] = /^(.*) of (\d+)$/.exec(value.name) ?? [];
    return { ...value, name, id: Number(id) };
  });
  const names = [...new Set(parts.map(({ name }) => name))];
  const ids = Uint32Array.from(new Set(parts.map(({ id }) => id)));
  const matrices = names.map((name) => {
    const own = Array.from(ids, (id) => parts.find((part) => part.name === name && part.id === id));
    if (own.includes(undefined) || parts.length !== names.length * ids.length)
      throw damage({
        file: source.name,
        where: "line 1",
        problem: `${name} must have a column per neuron`,
        hint,
      });
    return Float64Array.from({ length: times.length * ids.length }, (_, index) => {
      const column = numbers[own[index % ids.length]?.k as number];
      return column?.[Math.floor(index / ids.length)] as number;
    });
  });
  return tracesOfColumns(times, ids, names, matrices, unitsOf(parts));
}

function appendAll(target: ByteTarget, pieces: Iterable<string>): void {
  for (const piece of pieces) target.append(new TextEncoder().encode(piece));
}

/** Spikes as `time (ms),neuron`, samples with a column per variable and neuron. */
export const csvFormat: Format = {
  name: "csv",
  title: "table as text: time (ms), neuron; spikes or samples",
  extensions: [".csv"],
  recognises: () => false,
  open,
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
