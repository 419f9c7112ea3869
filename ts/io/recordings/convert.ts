// From one format to another, spikes chunk by chunk, so that recordings may be larger than memory.

import { type ChunkOptions, orderedSpikes } from "../columns/ordered.ts";
import { surveyOf } from "../columns/survey.ts";
import { openSource } from "../files/source.ts";
import { type ByteTarget, fileTarget } from "../files/target.ts";
import type {
  FormatName,
  FormatReadOptions,
  FormatWriteOptions,
  SpikeInput,
  SpikeSummary,
} from "../formats/format.ts";
import { formatNamed, formatOfName } from "../formats/formats.ts";
import { cannotHold, openRecording, writing } from "./recordings.ts";

/** How to convert a file. */
export interface ConvertOptions extends FormatReadOptions, FormatWriteOptions, ChunkOptions {
  /** Format of the file that is read; default: what its first bytes, its content or its name say. */
  readonly from?: FormatName | undefined;
  /** Format of the file that is written; default: what its name says. */
  readonly to?: FormatName | undefined;
  /** Replace a file that exists; default false, which refuses. */
  readonly overwrite?: boolean | undefined;
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
  for await (const chunk of orderedSpikes(input, name, options)) {
    if (performance.now() - rested > restEvery) {
      // Files are read without waiting, so signals would never be heard.
      await new Promise((resolve) => setTimeout(resolve));
      rested = performance.now();
    }
    options.signal?.throwIfAborted();
    survey.add(chunk);
    await take?.(chunk);
    progress(input.done());
  }
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
    return { ...summary, neurons: summary.neurons.length, count: summary.spikes };
  } catch (error) {
    output.abandon();
    throw error;
  }
}

/**
 * Converts a recording from one file to another (Node). The new file gets its name when it is whole.
 *
 * @throws CajalError E_IO if a file cannot be read or written, is damaged or out of order, E_FORMAT if a format is not
 * known or cannot hold the recording, E_TIME_GRID if times do not fit into a .cajal file
 * @example await convertFile("spikes.cajal", "spikes.nwb", { tStart: 500 });
 */
export async function convertFile(
  path: string,
  toPath: string,
  options: ConvertOptions = {},
): Promise<Conversion> {
  const to = options.to === undefined ? formatOfName(toPath) : formatNamed(options.to);
  const { format, name, input } = await openRecording(path, { ...options, format: options.from });
  try {
    const target = fileTarget(toPath, options.overwrite ?? false);
    const found: { facts?: Facts } = {};
    await writing(target, async () => {
      if (input.kind === "spikes") found.facts = await convertSpikes(input, name, target, to.name, options);
      else {
        if (!to.writeTraces) throw cannotHold(to, "samples");
        const table = await input.read();
        await to.writeTraces(target, table, options);
        const { times, ids, names } = table.traces;
        const [tStart = 0, tStop = 0] = [times[0], times.at(-1)];
        found.facts = { count: times.length * ids.length * names.length, neurons: ids.length, tStart, tStop };
      }
    });
    return {
      ...{ from: format.name, to: to.name, kind: input.kind, bytesRead: sizeOf(path) },
      ...(found.facts as Facts),
      droppedBytes: input.kind === "spikes" ? (input.droppedBytes ?? 0) : 0,
    };
  } finally {
    input.close();
  }
}

function sizeOf(path: string): number {
  const source = openSource(path);
  source.close();
  return source.size;
}
