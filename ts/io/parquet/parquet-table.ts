// Reads columns of Parquet files by row groups, and what cajal has noted in their metadata.
import { gunzipSync } from "fflate";
import type { AsyncBuffer, ColumnData, FileMetaData, SchemaElement } from "hyparquet";
import { crc32c } from "../../text/crc32.ts";
import { type Heading, parseHeading, settled } from "../columns/heading.ts";
import { asDamage, damage } from "../files/damage.ts";
import { library } from "../files/libraries.ts";
import type { ByteSource } from "../files/source.ts";

/** Keys of the metadata, and who wrote a file. */
export const key = "cajal";
export const checkKey = "cajal-crc32c";
export const writerName = "cajal";

/** The checksum of a text, as it stands in the metadata. */
export const sumOf = (text: string): string => String(crc32c(new TextEncoder().encode(text)));

/** The JSON in the metadata. */
export interface Note {
  readonly units: Readonly<Record<string, string>>;
  /** [ms] */
  readonly window?: readonly number[];
  /** first, count, first, count, ... */
  readonly neurons?: readonly number[];
  /** [ms] */
  readonly resolution?: number | undefined;
  /** CRC-32C of each column's numbers as they lie in memory. */
  readonly checksums?: Readonly<Record<string, number>>;
}

const read = () => library("hyparquet");

export interface Table {
  readonly source: ByteSource;
  readonly file: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly (Heading & { readonly column: string })[];
  readonly note: Note;
}

function bufferOf(source: ByteSource): AsyncBuffer {
  return {
    byteLength: source.size,
    slice(start, end = source.size) {
      if (start < 0 || end > source.size || end < start)
        throw damage({
          file: source.name,
          problem: "a place beyond its end is named",
          hint: "take a whole copy",
        });
      return source.read(start, end - start).slice().buffer;
    },
  };
}

function noteOf(metadata: FileMetaData, file: string): Note {
  const value = (wanted: string) => metadata.key_value_metadata?.find((entry) => entry.key === wanted)?.value;
  const text = value(key);
  if (text === undefined && metadata.created_by !== writerName) return { units: {} };
  if (text === undefined || value(checkKey) !== sumOf(text))
    throw damage({
      file,
      where: "metadata",
      problem: "the note of cajal is damaged",
      hint: "take a whole copy",
    });
  return JSON.parse(text);
}

export async function tableOf(source: ByteSource): Promise<Table> {
  const file = bufferOf(source);
  const { parquetMetadataAsync, parquetSchema } = await read();
  try {
    const metadata = await parquetMetadataAsync(file);
    const elements = parquetSchema(metadata).children.map(({ element }) => element);
    const columns = settled(elements.map(({ name }) => parseHeading(name))).map((heading, k) => {
      const { name: column, type } = elements[k] as SchemaElement;
      // Words beside the numbers are no samples.
      const role = heading.role === "value" && type === "BYTE_ARRAY" ? "ignore" : heading.role;
      return { ...heading, role, column };
    });
    const note = noteOf(metadata, source.name);
    return { source, file, metadata, columns, note };
  } catch (error) {
    throw asDamage(error, { file: source.name, where: "metadata" });
  }
}

/** How many values of a run lie in the wanted rows. */
const overlap = ({ columnData, rowStart }: ColumnData, from: number, to: number): number =>
  Math.max(0, Math.min(rowStart + columnData.length, to) - Math.max(rowStart, from));

/** Copies the part of a run of values that lies in the wanted rows. */
function copyRun(run: ColumnData, into: Float64Array, from: number, file: string): void {
  const { columnName, columnData, rowStart } = run;
  const [first, end] = [
    Math.max(0, from - rowStart),
    Math.min(columnData.length, from + into.length - rowStart),
  ];
  for (let k = first; k < end; k++) {
    const value: unknown = columnData[k];
    if (typeof value !== "number" && typeof value !== "bigint")
      throw damage({
        file,
        where: `column ${columnName}, row ${rowStart + k}`,
        problem: `there must be numbers, got ${String(value)}`,
        hint: "export the columns as numbers",
      });
    into[rowStart + k - from] = Number(value);
  }
}

/** Columns of some rows as numbers, in the order of `names`. */
export async function rowsOf(
  table: Table,
  names: readonly string[],
  from: number,
  to: number,
): Promise<Float64Array[]> {
  const { source, file, metadata } = table;
  const where = `rows ${from} to ${to}`;
  const runs: ColumnData[] = [];
  try {
    const { parquetRead } = await read();
    const compressors = { GZIP: (bytes: Uint8Array) => gunzipSync(bytes) };
    const onChunk = (run: ColumnData): void => void runs.push(run);
    await parquetRead({
      file,
      metadata,
      columns: [...names],
      rowStart: from,
      rowEnd: to,
      onChunk,
      compressors,
    });
  } catch (error) {
    throw asDamage(error, { file: source.name, where });
  }
  return names.map((name) => {
    const own = runs.filter((run) => run.columnName === name);
    const count = own.reduce((sum, run) => sum + overlap(run, from, to), 0);
    if (count !== to - from) {
      const problem = `there must be ${to - from} values in the column ${name}, got ${count}`;
      throw damage({ file: source.name, where, problem, hint: "take a whole copy" });
    }
    const numbers = new Float64Array(count);
    for (const run of own) copyRun(run, numbers, from, source.name);
    return numbers;
  });
}

/** The first row of each row group and the one after it. A group is unpacked at once: that is how they are made. */
export function* groups({ metadata }: Table): Generator<readonly [number, number], void, void> {
  let first = 0;
  for (const { num_rows } of metadata.row_groups) {
    const end = first + Number(num_rows);
    yield [first, end];
    first = end;
  }
}

/** Compares what was read with the checksums that the writer has noted, if it has. */
export function checksums({ note, source }: Table): {
  add(name: string, numbers: ArrayBufferView): void;
  verify(): void;
} {
  const found: Record<string, number> = {};
  return {
    add(name, { buffer, byteOffset, byteLength }) {
      found[name] = crc32c(new Uint8Array(buffer, byteOffset, byteLength), found[name]);
    },
    verify() {
      for (const [name, wanted] of Object.entries(note.checksums ?? {}))
        if ((found[name] ?? 0) !== wanted)
          throw damage({
            file: source.name,
            where: `column ${name}`,
            problem: "its checksum is wrong",
            hint: "the file is damaged; take a whole copy",
          });
    },
  };
}
