// Writes spikes to a file while a simulation runs, so that a crash loses at most the last second.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { finite, flag, notNegative, optional } from "../../arguments/kinds.ts";
import { builtin } from "../../backend/environment.ts";
import { CajalError } from "../../error.ts";
import { type Grid, gridOf, timeOf } from "../../network/values/grid.ts";
import type { SpikeSink } from "../../simulate/recording.ts";
import { ofPath } from "../files/arguments.ts";
import { encodeFooter, encodeFrame, encodeReached, type FrameEntry, frameCapacity } from "./spike-format.ts";
import { encodeHeader } from "./spike-header.ts";

/** Node's files, asked for when they are used: the web has none, and takes the rest of this folder. */
const files = () => builtin("node:fs");

/** Options of {@link spikeFileWriter}. */
export interface SpikeWriterOptions {
  /** Replace a file that exists; default false, which refuses. */
  readonly overwrite?: boolean;
  /** Wait until the disk has each frame; default false, which survives a crash of the program only. */
  readonly durable?: boolean;
  /** Longest time that spikes wait in memory [ms of wall-clock time]; default 1000. */
  readonly flushEvery?: number;
  /** Up to which time the run is to go [ms], for the header; default: not said. */
  readonly tStop?: number;
}

/**
 * A file that takes the spikes of one recorder, batch after batch. `end` may be called twice; before it, the file
 * is readable up to the last frame.
 */
export interface SpikeFileWriter extends SpikeSink {
  /** Path of the file. */
  readonly path: string;
  /** Spikes taken so far. */
  readonly spikes: number;
}

const ofWriter = {
  overwrite: optional(flag),
  durable: optional(flag),
  flushEvery: optional(notNegative),
  tStop: optional(finite),
};

/**
 * Opens a spike file for writing.
 *
 * @throws CajalError `E_IO` when the file exists and `overwrite` is not set, cannot be created, or cannot be
 * written to its end. What was written before stays readable.
 * @example
 * const writer = spikeFileWriter("spikes.cajal");
 */
export function spikeFileWriter(path: string, options: SpikeWriterOptions = {}): SpikeFileWriter {
  checkArgument(path, "spikeFileWriter", "path", ofPath);
  checkOptions(options, "spikeFileWriter", ofWriter);
  const file = openFile(path, options.overwrite ?? false);
  const flushEvery = options.flushEvery ?? 1000;
  const waiting = { steps: new Float64Array(frameCapacity), ids: new Uint32Array(frameCapacity), count: 0 };
  const frames: FrameEntry[] = [];
  let offset = 0;
  let spikes = 0;
  let open = true;
  let flushed = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let grid: Grid | undefined;
  // The step up to which all spikes have come, and the one up to which the file says so.
  let [reached, noted] = [-1, -1];

  const close = (): void => {
    open = false;
    clearInterval(timer);
    files().closeSync(file);
  };
  /** A recording that never began leaves no file, least of all an unreadable one. */
  const discard = (): void => {
    close();
    if (files().lstatSync(path).isFile()) files().rmSync(path);
  };
  const append = (bytes: Uint8Array): void => {
    if (!open)
      throw new CajalError("E_IO", `spikeFileWriter: ${path} is closed`, { parameter: "path", value: path });
    try {
      for (let done = 0; done < bytes.length; ) done += files().writeSync(file, bytes, done);
      if (options.durable) files().fsyncSync(file);
    } catch (error) {
      close();
      throw ioError(path, "written", error);
    }
    offset += bytes.length;
  };
  const flush = (): void => {
    flushed = performance.now();
    if (waiting.count === 0) {
      if (reached > noted) append(encodeReached(reached));
      noted = reached;
      return;
    }
    const steps = waiting.steps.subarray(0, waiting.count);
    const entry = { offset, firstStep: steps[0] as number, lastStep: steps[waiting.count - 1] as number };
    append(encodeFrame(steps, waiting.ids.subarray(0, waiting.count)));
    noted = entry.lastStep;
    frames.push(entry);
    spikes += waiting.count;
    waiting.count = 0;
  };
  const push = (step: number, id: number): void => {
    const first = waiting.steps[0] as number;
    if (waiting.count === frameCapacity || (waiting.count > 0 && step - first > 0xffffffff)) flush();
    waiting.steps[waiting.count] = step;
    waiting.ids[waiting.count++] = id;
  };

  return {
    path,
    get spikes() {
      return spikes + waiting.count;
    },
    begin(info) {
      const { ids: neurons, resolution, populations, seed, time } = info;
      const note = { version: packageVersion(), seed, populations, tStart: time, tStop: options.tStop };
      const header = encodeHeader({
        resolution,
        neurons,
        note: { ...note, description: info.description?.() },
      });
      grid = gridOf(resolution);
      append(header);
      append(header);
      // A silent network calls write with nothing, a long step calls it late: the clock runs by itself.
      timer = setInterval(() => open && flush(), flushEvery).unref();
    },
    write(steps, ids) {
      for (let index = 0; index < steps.length; index++) push(steps[index] as number, ids[index] as number);
      if (performance.now() - flushed >= flushEvery) flush();
    },
    reached(step) {
      reached = Math.max(reached, step);
      if (performance.now() - flushed >= flushEvery) flush();
    },
    end() {
      if (!open) return;
      if (!grid) return discard();
      if (waiting.count > 0) flush();
      const tStop = grid && reached >= 0 ? timeOf(reached, grid) : undefined;
      append(encodeFooter({ frames, tStop }, offset));
      close();
    },
  };
}

/** The version of this package, where it lies in a folder of its own. */
function packageVersion(): string | undefined {
  try {
    const text = files().readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
    return (JSON.parse(text) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

function openFile(path: string, overwrite: boolean): number {
  try {
    return files().openSync(path, overwrite ? "w" : "wx");
  } catch (error) {
    throw ioError(path, "created", error);
  }
}

const remedies: Record<string, string> = {
  EEXIST: "choose another name or allow overwriting",
  ENOENT: "create the folder first",
  EACCES: "choose a folder you may write to",
  EROFS: "choose a folder you may write to",
  EISDIR: "name a file, not a folder",
  ENOSPC: "make room on the disk; what was written before can be read",
};

function ioError(path: string, action: string, cause: unknown): CajalError {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  const hint = remedies[code] ?? "check the path and the disk";
  const reason = code === "EEXIST" ? "it exists" : message;
  const detail = { parameter: "path", value: path, hint };
  return new CajalError("E_IO", `spikeFileWriter: ${path} cannot be ${action}: ${reason}; ${hint}`, detail, {
    cause,
  });
}
