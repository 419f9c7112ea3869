// Recordings of NEST as text: `.dat` of NEST 3 with a heading, `.gdf` and `.dat` of NEST 2 without.
// Version 2 of its ASCII backend: "# NEST version: ...", "# RecordingBackendASCII version: 2", names, then the rows.
import type { Traces } from "../../simulate/recording.ts";
import { chunkBuilder } from "../columns/chunk-builder.ts";
import { numberList, rowsOfTraces, tracesOfRows } from "../columns/samples.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import {
  type Format,
  type FormatReadOptions,
  type SpikeChunk,
  type SpikeInput,
  type TraceInput,
  unknownHead,
} from "../formats/format.ts";
import { textBlocks } from "./text-blocks.ts";

const hint = "the file is damaged or not of NEST; take a whole copy";
const headBytes = 65_536;
const longestId = 0xffffffff;

/** What a file's heading says about its columns. */
interface Layout {
  readonly names: readonly string[];
  /** Turns the numbers after the sender into a time [ms]. */
  readonly time: (row: readonly number[]) => number;
  /** Columns of sender and time. */
  readonly fixed: number;
}

function headingOf(source: ByteSource): string[] | undefined {
  for (const text of new TextDecoder().decode(source.read(0, headBytes)).split("\n")) {
    const cells = text.replace(/^#\s*/, "").trim().split(/\s+/);
    if (cells[0] === "sender") return cells;
    if (text.trim() !== "" && !text.startsWith("#")) return undefined;
  }
  return undefined;
}

function layoutOf(source: ByteSource, { resolution }: FormatReadOptions): Layout {
  const heading = headingOf(source) ?? ["sender", "time_ms"];
  if (heading[1] === "time_ms") return { names: heading.slice(2), fixed: 2, time: (row) => row[1] as number };
  const file = source.name;
  if (heading[1] !== "time_step" || heading[2] !== "time_offset")
    throw damage({
      file,
      problem: `the second column must be time_ms or time_step, got ${heading[1]}`,
      hint,
    });
  if (resolution === undefined)
    throw damage({
      ...{ file, problem: "its times are in steps, and it does not say how long a step is" },
      hint: "give the resolution of the simulation (--resolution)",
    });
  const time = (row: readonly number[]): number =>
    Math.round(((row[1] as number) * resolution - (row[2] as number)) * 1e9) / 1e9;
  return { names: heading.slice(3), fixed: 3, time };
}

/** The numbers of a line, or nothing for comments, headings and empty lines. */
function numbersOf(text: string, width: number, line: number, file: string): number[] | undefined {
  const bare = text.trim();
  if (bare === "" || bare.startsWith("#") || bare.startsWith("sender")) return undefined;
  const row = bare.split(bare.includes("\t") ? "\t" : /\s+/).map(Number);
  const where = `line ${line}`;
  if (row.length !== width)
    throw damage({ file, where, problem: `there must be ${width} columns, got ${row.length}`, hint });
  if (row.some(Number.isNaN)) {
    if (!/(^|\s)[-+]?nan(\s|$)/i.test(bare))
      throw damage({ file, where, problem: `there must be numbers, got '${bare.slice(0, 60)}'`, hint });
  }
  const id = row[0] as number;
  if (!Number.isInteger(id) || id < 0 || id > longestId)
    throw damage({ file, where, problem: `the sender must be a whole number, got ${id}`, hint });
  return row;
}

interface Rows {
  each(): Generator<number[], void, void>;
  done(): number;
}

function rowsOf(source: ByteSource, width: number): Rows {
  let place = 0;
  return {
    *each() {
      place = 0;
      for (const { text, line, end } of textBlocks(source)) {
        const lines = text.split("\n");
        for (let k = 0; k < lines.length; k++) {
          const row = numbersOf(lines[k] as string, width, line + k, source.name);
          if (row) yield row;
        }
        place = end;
      }
    },
    done: () => (source.size === 0 ? 1 : place / source.size),
  };
}

async function open(source: ByteSource, options: FormatReadOptions): Promise<SpikeInput | TraceInput> {
  const { names, fixed, time } = layoutOf(source, options);
  const rows = rowsOf(source, fixed + names.length);
  const close = (): void => source.close();
  if (names.length > 0) return { kind: "traces", close, read: async () => readTraces() };
  return {
    kind: "spikes",
    head: { ...unknownHead, resolution: fixed === 3 ? options.resolution : undefined },
    ordered: true,
    *chunks(size: number): Generator<SpikeChunk, void, void> {
      const builder = chunkBuilder(size);
      for (const row of rows.each()) if (builder.push(row[0] as number, time(row))) yield builder.take();
      yield builder.take();
    },
    done: rows.done,
    close,
  };

  function readTraces() {
    const [ids, times] = [numberList(), numberList()];
    const columns = names.map(numberList);
    for (const row of rows.each()) {
      ids.push(row[0] as number);
      times.push(time(row));
      for (const [k, column] of columns.entries()) column.push(row[fixed + k] as number);
    }
    const table = { ids: ids.values(), times: times.values(), columns: columns.map((list) => list.values()) };
    return { traces: tracesOfRows(table, names, source.name), units: {} };
  }
}

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
  open,
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
