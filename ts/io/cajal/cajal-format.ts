// The recording format of cajal as one format among others: frames are read one by one, times become steps.
import { complaint } from "../../error.ts";
import { type Grid, gridOf, stepsOf, timeOf } from "../../network/values/grid.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import type {
  DamagedPart,
  Format,
  FormatReadOptions,
  SpikeChunk,
  SpikeHead,
  SpikeInput,
  SpikeOutput,
} from "../formats/format.ts";
import { damagedFrame, damagedPart } from "./damaged-part.ts";
import { readHeader } from "./spike-blocks.ts";
import { encodeFooter, encodeFrame, type FrameEntry, frameCapacity, magic } from "./spike-format.ts";
import { type BadFrame, type Extent, extentOf, framesOf, type GoodFrame } from "./spike-frames.ts";
import { encodeHeader } from "./spike-header.ts";

/** How far the whole frames of a file reach that has no footer: its last byte, and its last step. */
function reachOf(source: ByteSource, extent: Extent): { end: number; step: number | undefined } {
  let [end, step]: [number, number | undefined] = [extent.begin, undefined];
  for (const frame of framesOf(source, extent)) {
    end = frame.kind === "good" ? frame.end : frame.offset + frame.bytes;
    if (frame.kind === "good") step = frame.lastStep;
  }
  return { end, step };
}

/** The end of the recording [ms], as far as the file says or shows it. */
function stopOf(extent: Extent, step: number | undefined, grid: Grid): number | undefined {
  if (extent.index) return extent.tStop;
  return step === undefined ? undefined : timeOf(step, grid);
}

/** Good frames; bad ones are told to `onDamage`, with the spikes around them, or thrown. */
function* goodFrames(
  frames: Iterable<GoodFrame | BadFrame>,
  grid: Grid,
  onDamage: (part: DamagedPart) => void,
): Generator<GoodFrame, void, void> {
  let last: number | undefined;
  let waiting: BadFrame[] = [];
  const tell = (before: number | undefined): void => {
    for (const bad of waiting) onDamage(damagedPart(bad, last, before));
    waiting = [];
  };
  for (const frame of frames) {
    if (frame.kind === "bad") {
      waiting.push(frame);
      continue;
    }
    const first = frame.steps[0];
    tell(first === undefined ? undefined : timeOf(first, grid));
    yield frame;
    last = timeOf(frame.lastStep, grid);
  }
  tell(undefined);
}

function openSpikes(source: ByteSource, { onDamage }: FormatReadOptions): SpikeInput {
  const { header, end: begin } = readHeader(source);
  const { note, neurons, resolution } = header;
  const extent = extentOf(source, begin);
  const grid = gridOf(resolution);
  const { end, step } = extent.index ? { end: source.size, step: undefined } : reachOf(source, extent);
  const strict = (part: DamagedPart): void => {
    // Without an index the frames are there all the same.
    if (!part.where.startsWith("the index")) throw damagedFrame(source.name, part);
  };
  let place = begin;
  return {
    kind: "spikes",
    head: {
      neurons,
      resolution,
      populations: note.populations,
      tStart: note.tStart,
      tStop: stopOf(extent, step, grid),
      seed: note.seed,
      description: note.description,
    },
    ordered: true,
    droppedBytes: Math.max(0, source.size - end),
    *chunks(): Generator<SpikeChunk, void, void> {
      place = begin;
      for (const { steps, ids, end: to } of goodFrames(framesOf(source, extent), grid, onDamage ?? strict)) {
        place = to;
        if (ids.length > 0) yield { ids, times: steps.map((one) => timeOf(one, grid)) };
      }
    },
    done: () => place / source.size,
    close: () => source.close(),
  };
}

/** The step of a time [ms]. @throws CajalError E_TIME_GRID */
function stepAt(time: number, grid: Grid, call: string): number {
  const step = stepsOf(time, grid);
  if (step !== undefined && step >= 0) return step;
  throw complaint("E_TIME_GRID", {
    call,
    must: `times must be whole steps of ${grid.resolution} ms from 0 on`,
    value: time,
    hint: "give the resolution of the simulation, or choose another format",
  });
}

function writeSpikes(target: ByteTarget, head: SpikeHead): SpikeOutput {
  const { resolution, populations, seed, description, tStart, tStop } = head;
  const grid = gridOf(resolution);
  const frames: FrameEntry[] = [];
  let offset = 0;
  const append = (bytes: Uint8Array): void => {
    target.append(bytes);
    offset += bytes.length;
  };
  const header = encodeHeader({
    resolution: grid.resolution,
    neurons: head.neurons ?? new Uint32Array(0),
    note: { seed, description, populations, tStart, tStop },
  });
  append(header);
  append(header);
  return {
    write({ ids, times }) {
      const steps = times.map((time) => stepAt(time, grid, target.name));
      for (let from = 0; from < steps.length; ) {
        const first = steps[from] as number;
        let to = Math.min(steps.length, from + frameCapacity);
        while ((steps[to - 1] as number) - first > 0xffffffff) to--;
        const part = steps.subarray(from, to);
        frames.push({ offset, firstStep: first, lastStep: part.at(-1) as number });
        append(encodeFrame(part, ids.subarray(from, to)));
        from = to;
      }
    },
    end: (summary) => append(encodeFooter({ frames, tStop: summary.tStop }, offset)),
    abandon() {},
  };
}

/** Spikes as `cajal run` records them. */
export const cajalFormat: Format = {
  name: "cajal",
  title: "recording of cajal: checksums, readable after a crash; spikes",
  extensions: [".cajal"],
  headFirst: true,
  recognises: (head) => new TextDecoder("latin1").decode(head.subarray(0, magic.length)) === magic,
  open: async (source, options) => openSpikes(source, options),
  writeSpikes: async (target, head) => writeSpikes(target, head),
};
