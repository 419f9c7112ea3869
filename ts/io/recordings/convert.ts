// From one format to another, spikes chunk by chunk, so that recordings may be larger than memory.

import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { type ChunkOptions, orderedSpikes } from "../columns/ordered.ts";
import { surveyOf } from "../columns/survey.ts";
import { ofConverting, ofPath } from "../files/arguments.ts";
import { openSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  DamagedPart,
  Format,
  FormatName,
  FormatReadOptions,
  FormatWriteOptions,
  SpikeInput,
  SpikeSummary,
  TraceInput,
} from "../formats/format.ts";
import { formatNamed, formatOfName } from "../formats/formats.ts";
import { cannotHold, openRecording, targetOf, writing } from "./recordings.ts";

/** How to convert a file. */
export interface ConvertOptions extends FormatReadOptions, FormatWriteOptions, ChunkOptions {
  /** Format of the file that is read; default: what its first bytes, its content or its name say. */
  readonly from?: FormatName | undefined;
  /** Format of the file that is written; default: what its name says. */
  readonly to?: FormatName | undefined;
  /** Replace a file that exists; default false, which refuses. */
  readonly overwrite?: boolean | undefined;
  /** Add the population to a SONATA file that exists; default false. */
  readonly append?: boolean | undefined;
  /** Told from time to time how much is done, 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Stops the work; nothing is left of it. */
  readonly signal?: AbortSignal | undefined;
}

/** What was converted. */
export interface Conversion {
  readonly from: FormatName;
  readonly to: FormatName;
  readonly kind: "spikes" | "traces";
  /** Spikes, or samples of all neurons and variables. */
  readonly count: number;
  readonly neurons: number;
  /** [ms] */
  readonly tStart: number;
  /** [ms] */
  readonly tStop: number;
  /** Size of the file that was read. */
  readonly bytesRead: number;
  /** Bytes at the end of a .cajal file that a crash has cut, which were left out. */
  readonly droppedBytes: number;
  /** Parts of a .cajal file that are damaged and were left out. */
  readonly damaged: readonly DamagedPart[];
  /** What a user should know about how the file was understood. */
  readonly notes: readonly string[];
}

// [ms]
const restEvery = 50;

type Facts = Pick<Conversion, "count" | "neurons" | "tStart" | "tStop">;

async function pass(
  input: SpikeInput,
  name: string,
  options: ConvertOptions,
  progress: (fraction: number) => void,
  take?: (chunk: { readonly ids: Uint32Array; readonly times: Float64Array }) => void | Promise<void>,
): Promise<SpikeSummary> {
  const survey = surveyOf(input.head, name, options);
  let rested = performance.now();
  const rest = async (): Promise<void> => {
    if (performance.now() - rested > restEvery) {
      // Files are read without waiting, so signals would never be heard.
      await new Promise((resolve) => setTimeout(resolve));
      rested = performance.now();
    }
    options.signal?.throwIfAborted();
    progress(input.done());
  };
  for await (const chunk of orderedSpikes(input, name, options, rest)) {
    await rest();
    survey.add(chunk);
    await take?.(chunk);
  }
  progress(1);
  return survey.summary();
}

async function convertSpikes(
  input: SpikeInput,
  name: string,
  target: ByteTarget,
  to: FormatName,
  options: ConvertOptions,
): Promise<Facts> {
  const format = formatNamed(to);
  if (!format.writeSpikes) throw cannotHold(format, "spikes");
  const { onProgress = () => {} } = options;
  const given = { ...input.head, resolution: options.resolution ?? input.head.resolution };
  const incomplete = given.neurons === undefined || given.resolution === undefined;
  const first = format.headFirst === true && incomplete;
  const known = first ? await pass(input, name, options, (part) => onProgress(part / 2)) : given;
  const head = { ...known, resolution: given.resolution ?? known.resolution };
  const output = await format.writeSpikes(target, head, options);
  try {
    const progress = (part: number): void => onProgress(first ? (1 + part) / 2 : part);
    const summary = await pass(input, name, options, progress, output.write);
    await output.end({ ...summary, resolution: given.resolution ?? summary.resolution });
    const { tStart, tStop, spikes } = summary;
    return { tStart, tStop, neurons: summary.neurons.length, count: spikes };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

/** Tells of each damaged part once, though a file may be read twice. */
function damageList(tell: ConvertOptions["onDamage"]) {
  const parts = new Map<number, DamagedPart>();
  return {
    onDamage(part: DamagedPart): void {
      if (!parts.has(part.offset)) tell?.(part);
      parts.set(part.offset, part);
    },
    parts: () => [...parts.values()],
  };
}

async function convertTraces(
  input: TraceInput,
  target: ByteTarget,
  to: Format,
  options: ConvertOptions,
): Promise<Facts> {
  if (!to.writeTraces) throw cannotHold(to, "samples");
  const table = await input.read();
  await to.writeTraces(target, table, options);
  const { times, ids, names } = table.traces;
  const [tStart, tStop] = [times[0] ?? 0, times.at(-1) ?? 0];
  return { count: times.length * ids.length * names.length, neurons: ids.length, tStart, tStop };
}

/**
 * Converts a recording from one file, or from several that are read as one, to another (Node). The new file gets its
 * name when it is whole. Damaged parts of a .cajal file are left out and named in the result.
 *
 * @throws CajalError E_IO if a file cannot be read or written, is damaged or out of order, E_FORMAT if a format is not
 * known or cannot hold the recording, E_TIME_GRID if times do not fit into a .cajal file
 * @example await convertFile("spikes.cajal", "spikes.nwb", { tStart: 500 });
 */
export async function convertFile(
  path: string | readonly string[],
  toPath: string,
  options: ConvertOptions = {},
): Promise<Conversion> {
  for (const one of [path].flat()) checkArgument(one, "convertFile", "path", ofPath);
  checkArgument(toPath, "convertFile", "toPath", ofPath);
  checkOptions(options, "convertFile", ofConverting);
  const to = options.to === undefined ? formatOfName(toPath) : formatNamed(options.to);
  const damage = damageList(options.onDamage);
  const reading = { ...options, format: options.from, onDamage: damage.onDamage };
  const naming = to.appends ? "labelled" : "refused";
  const { format, name, input } = await openRecording(path, reading, naming);
  try {
    const target = targetOf(toPath, to, options);
    const found: { facts?: Facts } = {};
    await writing(target, async () => {
      found.facts =
        input.kind === "spikes"
          ? await convertSpikes(input, name, target, to.name, options)
          : await convertTraces(input, target, to, options);
    });
    const ofSpikes = input.kind === "spikes" ? input : undefined;
    return {
      from: format.name,
      to: to.name,
      kind: input.kind,
      bytesRead: sizeOf([path].flat()),
      ...(found.facts as Facts),
      droppedBytes: ofSpikes?.droppedBytes ?? 0,
      damaged: damage.parts(),
      notes: ofSpikes?.notes ?? [],
    };
  } finally {
    input.close();
  }
}

function sizeOf(paths: readonly string[]): number {
  return paths.reduce((sum, path) => {
    const source = openSource(path);
    source.close();
    return sum + source.size;
  }, 0);
}
