// Reads spike files, whole ones and those that a crash has cut.
import type { CajalError } from "../../error.ts";
import { gridOf, timeOf } from "../../network/values/grid.ts";
import { type SpikeTrains, spikeTrains } from "../../simulate/recording.ts";
import { type ByteSource, openSource } from "../files/source.ts";
import { blockAt, readHeader, readIndex, unreadable } from "./spike-blocks.ts";
import { decodeFrame, type FrameEntry, frameMagic } from "./spike-format.ts";

/** Which part of a spike file to read. */
export interface SpikeReadOptions {
  /** Only spikes after this time [ms]; default 0, the begin of the simulation. */
  readonly tStart?: number;
  /** Only spikes up to and with this time [ms]; default: the last spike in the file. */
  readonly tStop?: number;
}

/** The content of a spike file. */
export interface SpikeFile {
  readonly spikes: SpikeTrains;
  /** Resolution of the simulation [ms]. */
  readonly resolution: number;
  /** Whether the recording was ended properly and nothing is damaged. */
  readonly complete: boolean;
  /** Bytes at the end of the file that are no whole frame. */
  readonly droppedBytes: number;
}

/**
 * Reads the longest valid part of a spike file.
 *
 * @throws CajalError `E_IO` when the file cannot be read or its header is damaged.
 * @example
 * const { spikes, droppedBytes } = readSpikeFile("results/microcircuit/spikes.cajal", { tStart: 500 });
 */
export function readSpikeFile(path: string, options: SpikeReadOptions = {}): SpikeFile {
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
  const tStart = options.tStart ?? 0;
  const step = (time: number | undefined, otherwise: number): number =>
    time === undefined ? otherwise : Math.round(time / header.resolution);
  const spikes = collector(step(options.tStart, -1), step(options.tStop, Number.POSITIVE_INFINITY));
  const index = readIndex(source);
  const frames = index ? readIndexed(source, index, spikes) : undefined;
  const { dropped, complete } = frames ?? scan(source, end, spikes);
  const columns = spikes.columns(header.resolution);
  const tStop = options.tStop ?? Math.max(tStart, columns.times.at(-1) ?? tStart);
  return {
    spikes: spikeTrains({ ...columns, neurons: header.neurons, tStart, tStop }),
    resolution: header.resolution,
    complete,
    droppedBytes: dropped,
  };
}

/** Takes frames and keeps the spikes of a window: steps after `after` up to and with `upTo`. */
interface Collector {
  wants(frame: FrameEntry): boolean;
  add(frame: { steps: Float64Array; ids: Uint32Array }): void;
  clear(): void;
  columns(resolution: number): { ids: Uint32Array; times: Float64Array };
}

function collector(after: number, upTo: number): Collector {
  let frames: { steps: Float64Array; ids: Uint32Array }[] = [];
  return {
    wants: (frame) => frame.lastStep > after && frame.firstStep <= upTo,
    add({ steps, ids }) {
      let from = 0;
      let to = steps.length;
      while (from < to && (steps[from] as number) <= after) from++;
      while (to > from && (steps[to - 1] as number) > upTo) to--;
      frames.push({ steps: steps.subarray(from, to), ids: ids.subarray(from, to) });
    },
    clear() {
      frames = [];
    },
    columns(resolution) {
      const grid = gridOf(resolution);
      const count = frames.reduce((sum, frame) => sum + frame.ids.length, 0);
      const ids = new Uint32Array(count);
      const times = new Float64Array(count);
      let place = 0;
      for (const frame of frames) {
        ids.set(frame.ids, place);
        for (const step of frame.steps) times[place++] = timeOf(step, grid);
      }
      return { ids, times };
    },
  };
}

interface Reach {
  readonly dropped: number;
  readonly complete: boolean;
}

/** Reads the frames of the window by their index; nothing when one of them is damaged. */
function readIndexed(source: ByteSource, index: readonly FrameEntry[], spikes: Collector): Reach | undefined {
  for (const frame of index) {
    if (!spikes.wants(frame)) continue;
    const block = blockAt(source, frame.offset);
    if (block?.head.kind !== frameMagic) {
      spikes.clear();
      return undefined;
    }
    spikes.add(decodeFrame(block.bytes, block.head));
  }
  return { dropped: 0, complete: true };
}

/** Reads frame after frame until one is missing or damaged. */
function scan(source: ByteSource, begin: number, spikes: Collector): Reach {
  let offset = begin;
  for (;;) {
    const block = blockAt(source, offset);
    if (block?.head.kind !== frameMagic) break;
    spikes.add(decodeFrame(block.bytes, block.head));
    offset = block.end;
  }
  return { dropped: source.size - offset, complete: false };
}
