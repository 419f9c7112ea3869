// Reads spike files, whole ones, those that a crash has cut, and those with damaged parts.

import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { finite, optional } from "../../arguments/kinds.ts";
import type { CajalError } from "../../error.ts";
import { gridOf, reachedStep, timeOf } from "../../network/values/grid.ts";
import { type SpikeTrains, spikeTrains } from "../../simulate/recording.ts";
import { ofPath } from "../files/arguments.ts";
import { type ByteSource, openSource } from "../files/source.ts";
import type { DamagedPart, LabelledNeurons } from "../formats/format.ts";
import { damagedPart } from "./damaged-part.ts";
import { readHeader, unreadable } from "./spike-blocks.ts";
import type { FrameEntry } from "./spike-format.ts";
import { type BadFrame, extentOf, framesOf } from "./spike-frames.ts";

/** Which part of a spike file to read. */
export interface SpikeReadOptions {
  /** Only spikes after this time [ms]; default: the begin of the recording. */
  readonly tStart?: number;
  /** Only spikes up to and with this time [ms]; default: the end of the recording. */
  readonly tStop?: number;
}

/** The content of a spike file. */
export interface SpikeFile {
  readonly spikes: SpikeTrains;
  /** Resolution of the simulation [ms]. */
  readonly resolution: number;
  /** Whether the recording was ended properly and nothing is damaged. */
  readonly complete: boolean;
  /** Bytes at the end of the file that are no whole frame: it was cut there. */
  readonly droppedBytes: number;
  /** Parts that are damaged and were left out. */
  readonly damaged: readonly DamagedPart[];
  /** Up to which time it was to go [ms], if the file says so. */
  readonly planned: number | undefined;
  /** Up to which time the recording came [ms]; undefined if nothing says so. */
  readonly reached: number | undefined;
  /** The recorded neurons population by population, if the file says so. */
  readonly populations: readonly LabelledNeurons[] | undefined;
  /** Seed of the simulation, if the file says so. */
  readonly seed: number | undefined;
  /** Sixteen hexadecimal digits over the network's description, if the file says so. */
  readonly description: string | undefined;
  /** Version of cajal that wrote the file, if it says so. */
  readonly version: string | undefined;
}

const ofWindow = { tStart: optional(finite), tStop: optional(finite) };

/**
 * Reads all valid parts of a spike file.
 *
 * @throws CajalError `E_IO` when the file cannot be read or its header is damaged.
 * @example
 * const { spikes, droppedBytes } = readSpikeFile("results/microcircuit/spikes.cajal", { tStart: 500 });
 */
export function readSpikeFile(path: string, options: SpikeReadOptions = {}): SpikeFile {
  checkArgument(path, "readSpikeFile", "path", ofPath);
  checkOptions(options, "readSpikeFile", ofWindow);
  const source = openFile(path);
  try {
    return readAll(source, options);
  } finally {
    source.close();
  }
}

function openFile(path: string): ByteSource {
  try {
    return openSource(path);
  } catch (error) {
    const cause = (error as CajalError).cause ?? error;
    const { code, message } = cause as NodeJS.ErrnoException;
    throw unreadable(path, code === "ENOENT" ? "it does not exist" : message, "check the path", cause);
  }
}

function readAll(source: ByteSource, options: SpikeReadOptions): SpikeFile {
  const { header, end } = readHeader(source);
  const { resolution, neurons, note } = header;
  const grid = gridOf(resolution);
  const stepOf = (time: number | undefined, otherwise: number): number =>
    time === undefined ? otherwise : reachedStep(time, grid);
  const [after, upTo] = [stepOf(options.tStart, -1), stepOf(options.tStop, Number.POSITIVE_INFINITY)];
  const extent = extentOf(source, end);
  const wants = (frame: FrameEntry): boolean => frame.lastStep > after && frame.firstStep <= upTo;
  const found = collect(source, framesOf(source, extent, wants), after, upTo);
  const damaged = found.bad.map(({ part, last, next }) =>
    damagedPart(
      part,
      last === undefined ? last : timeOf(last, grid),
      next === undefined ? next : timeOf(next, grid),
    ),
  );
  const lastStep = extent.index?.at(-1)?.lastStep ?? found.reached;
  const reached = extent.tStop ?? (lastStep === undefined ? undefined : timeOf(lastStep, grid));
  const tStart = options.tStart ?? note.tStart ?? 0;
  const { ids, steps } = found;
  const times = steps.map((step) => timeOf(step, grid));
  const tStop = options.tStop ?? Math.max(tStart, reached ?? times.at(-1) ?? tStart);
  return {
    spikes: spikeTrains({ ids, times, neurons, tStart, tStop }),
    resolution,
    complete: extent.index !== undefined && damaged.length === 0,
    droppedBytes: extent.index ? 0 : Math.max(0, source.size - Math.max(end, found.end)),
    damaged,
    reached,
    planned: note.tStop,
    populations: note.populations,
    seed: note.seed,
    description: note.description,
    version: note.version,
  };
}

/** The spikes of the steps after `after` up to and with `upTo`. */
function collect(source: ByteSource, frames: ReturnType<typeof framesOf>, after: number, upTo: number) {
  const parts: { steps: Float64Array; ids: Uint32Array }[] = [];
  const bad: { part: BadFrame; last: number | undefined; next: number | undefined }[] = [];
  let [end, reached]: [number, number | undefined] = [0, undefined];
  for (const frame of frames) {
    if (frame.kind === "bad") {
      bad.push({ part: frame, last: reached, next: undefined });
      end = frame.offset + frame.bytes;
      continue;
    }
    const { steps, ids } = frame;
    for (const one of bad) one.next ??= steps[0];
    [end, reached] = [frame.end, frame.lastStep];
    let [from, to] = [0, steps.length];
    while (from < to && (steps[from] as number) <= after) from++;
    while (to > from && (steps[to - 1] as number) > upTo) to--;
    parts.push({ steps: steps.subarray(from, to), ids: ids.subarray(from, to) });
  }
  return { ...joined(parts), bad, end: Math.min(end, source.size), reached };
}

function joined(parts: readonly { steps: Float64Array; ids: Uint32Array }[]) {
  const count = parts.reduce((sum, { ids }) => sum + ids.length, 0);
  const [steps, ids] = [new Float64Array(count), new Uint32Array(count)];
  let place = 0;
  for (const part of parts) {
    ids.set(part.ids, place);
    steps.set(part.steps, place);
    place += part.ids.length;
  }
  return { steps, ids };
}
