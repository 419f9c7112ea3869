// Reads spike files, whole ones and those that a crash has cut.
import { builtin } from "../backend/environment.ts";
import { CajalError } from "../error.ts";
import { gridOf, timeOf } from "../network/grid.ts";
import { type SpikeTrains, spikeTrains } from "../simulate/recording.ts";
import {
  type BlockHead,
  blockBytes,
  checkBytes,
  decodeFooter,
  decodeFrame,
  decodeHead,
  decodeHeader,
  endMagic,
  type FrameEntry,
  footerMagic,
  frameCapacity,
  frameMagic,
  intact,
  magic,
  prefixBytes,
  type SpikeHeader,
  trailerBytes,
  version,
} from "./spike-format.ts";

/** Node's files, asked for when they are used: the web has none, and takes the rest of this folder. */
const files = () => builtin("node:fs");

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
  const file = openFile(path);
  try {
    return readAll({ path, file, size: files().fstatSync(file).size }, options);
  } finally {
    files().closeSync(file);
  }
}

interface Source {
  readonly path: string;
  readonly file: number;
  readonly size: number;
}

function readAll(source: Source, options: SpikeReadOptions): SpikeFile {
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

function openFile(path: string): number {
  try {
    return files().openSync(path, "r");
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code === "ENOENT" ? "it does not exist" : message;
    throw unreadable(path, reason, "check the path", cause);
  }
}

function unreadable(path: string, reason: string, hint: string, cause?: unknown): CajalError {
  const detail = { parameter: "path", value: path, hint };
  return new CajalError("E_IO", `readSpikeFile: ${path} cannot be read: ${reason}; ${hint}`, detail, {
    cause,
  });
}

/** The bytes from `offset`, or nothing when the file is shorter. Never allocates more than the file holds. */
function bytesAt({ path, file, size }: Source, offset: number, length: number): Uint8Array | undefined {
  if (!(offset >= 0 && offset + length <= size)) return undefined;
  const bytes = new Uint8Array(length);
  try {
    let done = 0;
    while (done < length) {
      const count = files().readSync(file, bytes, done, length - done, offset + done);
      if (count === 0) return undefined;
      done += count;
    }
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, "check the disk", cause);
  }
  return bytes;
}

function readHeader(source: Source): { header: SpikeHeader; end: number } {
  const prefix = bytesAt(source, 0, prefixBytes);
  const isSpikeFile = prefix && new TextDecoder("latin1").decode(prefix.subarray(0, 8)) === magic;
  if (!isSpikeFile) throw unreadable(source.path, "it is not a spike file of cajal", "choose a .cajal file");
  const view = new DataView(prefix.buffer);
  const stored = view.getUint32(8, true);
  if (stored !== version)
    throw unreadable(source.path, `its version is ${stored}, not ${version}`, "update cajal");
  const end = prefixBytes + view.getUint32(12, true) + checkBytes;
  const bytes = bytesAt(source, 0, end);
  const header = bytes && intact(bytes) ? decodeHeader(bytes.subarray(prefixBytes, -checkBytes)) : undefined;
  if (!header) throw unreadable(source.path, "its header is damaged", "record it again");
  return { header, end };
}

/** A frame or footer at this place with a right checksum, and where it ends. */
function blockAt(
  source: Source,
  offset: number,
): { head: BlockHead; bytes: Uint8Array; end: number } | undefined {
  const start = bytesAt(source, offset, blockBytes);
  if (!start) return undefined;
  const head = decodeHead(start);
  const unit = head.kind === frameMagic ? 8 : head.kind === footerMagic ? 24 : 0;
  const plausible = unit > 0 && head.payload === unit * head.count && Number.isSafeInteger(head.step);
  if (!plausible || (head.kind === frameMagic && head.count > frameCapacity)) return undefined;
  const end = offset + blockBytes + head.payload + checkBytes;
  const bytes = bytesAt(source, offset, end - offset);
  return bytes && intact(bytes) ? { head, bytes, end } : undefined;
}

/** The index at the end of the file, if the recording was ended properly. */
function readIndex(source: Source): FrameEntry[] | undefined {
  const trailer = bytesAt(source, source.size - trailerBytes, trailerBytes);
  if (!trailer) return undefined;
  const view = new DataView(trailer.buffer);
  if (view.getUint32(8, true) !== endMagic) return undefined;
  const block = blockAt(source, Number(view.getBigUint64(0, true)));
  const whole = block?.head.kind === footerMagic && block.end === source.size - trailerBytes;
  return whole ? decodeFooter(block.bytes, block.head) : undefined;
}

interface Reach {
  readonly dropped: number;
  readonly complete: boolean;
}

/** Reads the frames of the window by their index; nothing when one of them is damaged. */
function readIndexed(source: Source, index: readonly FrameEntry[], spikes: Collector): Reach | undefined {
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
function scan(source: Source, begin: number, spikes: Collector): Reach {
  let offset = begin;
  for (;;) {
    const block = blockAt(source, offset);
    if (block?.head.kind !== frameMagic) break;
    spikes.add(decodeFrame(block.bytes, block.head));
    offset = block.end;
  }
  return { dropped: source.size - offset, complete: false };
}
