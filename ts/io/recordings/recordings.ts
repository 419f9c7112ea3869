// Recordings in files of any format: read whole or in chunks, written whole. Works on bytes where there are no files.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { text } from "../../arguments/kinds.ts";
import { CajalError } from "../../error.ts";
import { type SpikeTrains, spikeTrains } from "../../simulate/recording.ts";
import { type ChunkOptions, defaultChunk, orderedSpikes } from "../columns/ordered.ts";
import { type Nameless, onlyPopulation } from "../columns/populations.ts";
import { surveyOf } from "../columns/survey.ts";
import { ofFiles, ofPath, ofReading, ofRecording, ofTable, ofWriting } from "../files/arguments.ts";
import { asDamage } from "../files/damage.ts";
import { type FileInput, openSource } from "../files/source.ts";
import { type ByteTarget, copyTarget, fileTarget, memoryTarget } from "../files/target.ts";
import type {
  Format,
  FormatName,
  FormatReadOptions,
  FormatWriteOptions,
  SpikeChunk,
  TraceTable,
} from "../formats/format.ts";
import { formatNamed, formatOf, formatOfName } from "../formats/formats.ts";
import { type OpenRecording, together } from "./together.ts";

/** A recording: a file or its bytes, or several of them, as NEST writes one per thread. */
export type Recorded = FileInput | readonly FileInput[];

/** How to read a recording. */
export interface ReadOptions extends FormatReadOptions, ChunkOptions {
  /** The format; default: what the first bytes, the content or the file's name say. */
  readonly format?: FormatName | undefined;
}

/** How to write a recording. */
export interface WriteOptions extends FormatWriteOptions {
  /** The format; default: what the file's name says. */
  readonly format?: FormatName | undefined;
  /** Replace a file that exists; default false, which refuses. */
  readonly overwrite?: boolean | undefined;
  /** Add the population to a SONATA file that exists, which keeps the others; default false. */
  readonly append?: boolean | undefined;
}

async function openOne(from: FileInput, options: ReadOptions, nameless: Nameless): Promise<OpenRecording> {
  const source = openSource(from);
  try {
    const format = await formatOf(source, options.format);
    const input = await format.open(source, options);
    if (input.kind !== "spikes") return { format, name: source.name, input };
    const chosen = onlyPopulation(input, options.population, source.name, nameless);
    return { format, name: source.name, input: chosen };
  } catch (error) {
    source.close();
    throw asDamage(error, { file: source.name });
  }
}

/** Opens a recording, in one file or in several that are read as one; its input must be closed. */
export async function openRecording(
  from: Recorded,
  options: ReadOptions,
  nameless: Nameless = "refused",
): Promise<OpenRecording> {
  if (typeof from === "string" || from instanceof Uint8Array) return openOne(from, options, nameless);
  const parts: OpenRecording[] = [];
  try {
    for (const file of from) parts.push(await openOne(file, options, nameless));
    return together(parts);
  } catch (error) {
    for (const { input } of parts) input.close();
    throw error;
  }
}

function otherKind(name: string, wanted: string, found: string): CajalError {
  return new CajalError(
    "E_FORMAT",
    `${name}: it holds ${found}, not ${wanted}; read them with the other function`,
    { parameter: "path", value: name, hint: "read them with the other function" },
  );
}

function checkReading(from: Recorded, options: ReadOptions, call: string): void {
  checkArgument(from, call, "from", ofFiles);
  checkOptions(options, call, ofReading);
}

/**
 * The spikes of a recording in the order of (time, neuron), chunk by chunk, so that files may be larger than memory.
 * NumPy archives are read whole; files that are not in the order of time go through a temporary file.
 *
 * @param from path of a file (Node), or its bytes; or several of these, which are read as one recording
 * @throws CajalError E_IO if the file is damaged or out of order, E_FORMAT if its format is not known or it holds no
 * spikes
 * @example
 * for await (const { ids, times } of spikeChunks("spikes.h5", { chunk: 10_000 })) count += ids.length;
 */
export function spikeChunks(
  from: Recorded,
  options: ReadOptions = {},
): AsyncGenerator<SpikeChunk, void, void> {
  checkReading(from, options, "spikeChunks");
  return chunksOf(from, options);
}

async function* chunksOf(from: Recorded, options: ReadOptions): AsyncGenerator<SpikeChunk, void, void> {
  const { name, input } = await openRecording(from, options);
  try {
    if (input.kind !== "spikes") throw otherKind(name, "spikes", "samples");
    yield* orderedSpikes(input, name, options);
  } finally {
    input.close();
  }
}

/** One array from pieces. */
function joined(chunks: readonly SpikeChunk[]): SpikeChunk {
  const count = chunks.reduce((sum, { ids }) => sum + ids.length, 0);
  const [ids, times] = [new Uint32Array(count), new Float64Array(count)];
  let place = 0;
  for (const chunk of chunks) {
    ids.set(chunk.ids, place);
    times.set(chunk.times, place);
    place += chunk.ids.length;
  }
  return { ids, times };
}

/**
 * All spikes of a recording. Where the file does not say so, the neurons are those that fired, and the window reaches
 * from 0 to the last spike.
 *
 * @param from path of a file (Node), or its bytes; or several of these, which are read as one recording
 * @throws CajalError E_IO if the file is damaged or out of order, E_FORMAT if its format is not known or it holds no
 * spikes
 * @example const trains = await readSpikes("spikes.nwb", { tStart: 500 });
 */
export async function readSpikes(from: Recorded, options: ReadOptions = {}): Promise<SpikeTrains> {
  checkReading(from, options, "readSpikes");
  const { name, input } = await openRecording(from, options);
  try {
    if (input.kind !== "spikes") throw otherKind(name, "spikes", "samples");
    const survey = surveyOf(input.head, name, options);
    const chunks: SpikeChunk[] = [];
    for await (const chunk of orderedSpikes(input, name, options)) {
      survey.add(chunk);
      chunks.push(chunk);
    }
    return spikeTrains({ ...survey.summary(), ...joined(chunks) });
  } finally {
    input.close();
  }
}

/**
 * The samples of a recording, and their units as far as the file names them. They are read whole.
 *
 * @param from path of a file (Node), or its bytes; or several of these, which are read as one recording
 * @throws CajalError E_IO if the file is damaged, E_FORMAT if its format is not known or holds no samples
 * @example const { traces, units } = await readTraces("traces.npz");
 */
export async function readTraces(from: Recorded, options: ReadOptions = {}): Promise<TraceTable> {
  checkReading(from, options, "readTraces");
  const { name, input } = await openRecording(from, options);
  try {
    if (input.kind !== "traces") throw otherKind(name, "samples", "spikes");
    return await input.read();
  } catch (error) {
    throw asDamage(error, { file: name });
  } finally {
    input.close();
  }
}

/** The error of a format that has no place for what should be written. */
export function cannotHold(format: Format, what: string): CajalError {
  return new CajalError("E_FORMAT", `${format.name} files cannot hold ${what}; choose another format`, {
    parameter: "format",
    value: format.name,
    hint: "choose another format",
  });
}

/**
 * Where a recording is written: a new file, or the copy of one to which it is added.
 *
 * @throws CajalError E_FORMAT if the format cannot be added to, E_IO
 */
export function targetOf(path: string, format: Format, { overwrite, append }: WriteOptions): ByteTarget {
  if (append && !format.appends) {
    const hint = "write another file, or SONATA";
    throw new CajalError("E_FORMAT", `nothing can be added to ${format.name} files; ${hint}`, {
      parameter: "append",
      value: format.name,
      allowed: "sonata",
      hint,
    });
  }
  return append ? copyTarget(path) : fileTarget(path, overwrite ?? false);
}

/** Writes to a target; what was begun is taken away if that fails. */
export async function writing(target: ByteTarget, write: () => Promise<void>): Promise<Uint8Array> {
  try {
    await write();
    return target.finish();
  } catch (error) {
    target.abandon();
    const ofSystem = error instanceof Error && "syscall" in error;
    throw ofSystem ? asDamage(error, { file: target.name, hint: "check the disk" }) : error;
  }
}

async function spikesTo(target: ByteTarget, trains: SpikeTrains, format: Format, options: WriteOptions) {
  return writing(target, async () => {
    if (!format.writeSpikes) throw cannotHold(format, "spikes");
    const survey = surveyOf({ ...trains, resolution: undefined }, target.name, {});
    survey.add(trains);
    const summary = survey.summary();
    const output = await format.writeSpikes(target, summary, options);
    try {
      for (let from = 0; from < trains.ids.length; from += defaultChunk) {
        const [ids, times] = [trains.ids, trains.times].map((column) =>
          column.subarray(from, from + defaultChunk),
        );
        await output.write({ ids: ids as Uint32Array, times: times as Float64Array });
      }
      await output.end(summary);
    } catch (error) {
      output.abandon();
      throw error;
    }
  });
}

async function tracesTo(target: ByteTarget, table: TraceTable, format: Format, options: WriteOptions) {
  return writing(target, async () => {
    if (!format.writeTraces) throw cannotHold(format, "samples");
    await format.writeTraces(target, table, options);
  });
}

/**
 * Writes spikes into a file (Node), which gets its name when it is whole.
 *
 * @throws CajalError E_IO if the file exists or cannot be written, E_FORMAT if its format is not known, E_TIME_GRID
 * if a .cajal file is wanted and the times lie on no grid
 * @example await writeSpikes("spikes.parquet", simulation.read(recorder));
 */
export async function writeSpikes(
  path: string,
  trains: SpikeTrains,
  options: WriteOptions = {},
): Promise<void> {
  checkArgument(path, "writeSpikes", "path", ofPath);
  checkArgument(trains, "writeSpikes", "trains", ofRecording);
  checkOptions(options, "writeSpikes", ofWriting);
  const format = options.format === undefined ? formatOfName(path) : formatNamed(options.format);
  await spikesTo(targetOf(path, format, options), trains, format, options);
}

/** The bytes of a file with spikes. Throws as {@link writeSpikes}. */
export async function encodeSpikes(
  trains: SpikeTrains,
  options: WriteOptions & { readonly format: FormatName },
): Promise<Uint8Array> {
  checkArgument(trains, "encodeSpikes", "trains", ofRecording);
  checkOptions(options, "encodeSpikes", { ...ofWriting, format: text });
  return spikesTo(memoryTarget(), trains, formatNamed(options.format), options);
}

/**
 * Writes samples into a file (Node), which gets its name when it is whole.
 *
 * @param table the traces, and the units of their variables by name, which may be empty
 * @throws CajalError E_IO if the file exists or cannot be written, E_FORMAT if its format is not known or cannot hold
 * them
 * @example await writeTraces("v.parquet", await readTraces("v.csv"));
 */
export async function writeTraces(
  path: string,
  table: TraceTable,
  options: WriteOptions = {},
): Promise<void> {
  checkArgument(path, "writeTraces", "path", ofPath);
  checkArgument(table, "writeTraces", "table", ofTable);
  checkOptions(options, "writeTraces", ofWriting);
  const format = options.format === undefined ? formatOfName(path) : formatNamed(options.format);
  await tracesTo(targetOf(path, format, options), table, format, options);
}

/** The bytes of a file with samples. Throws as {@link writeTraces}. */
export async function encodeTraces(
  table: TraceTable,
  options: WriteOptions & { readonly format: FormatName },
): Promise<Uint8Array> {
  checkArgument(table, "encodeTraces", "table", ofTable);
  checkOptions(options, "encodeTraces", { ...ofWriting, format: text });
  return tracesTo(memoryTarget(), table, formatNamed(options.format), options);
}
