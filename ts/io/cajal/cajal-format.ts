// The recording format of cajal as one format among others: frames are read one by one, times become steps.
import { complaint } from "../../error.ts";
import { gridOf, stepsOf, timeOf } from "../../network/values/grid.ts";
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import type { Format, SpikeChunk, SpikeHead, SpikeInput, SpikeOutput } from "../formats/format.ts";
import { blockAt, readHeader, readIndex } from "./spike-blocks.ts";
import {
  decodeFrame,
  encodeFooter,
  encodeFrame,
  encodeHeader,
  type FrameEntry,
  frameCapacity,
  frameMagic,
  magic,
} from "./spike-format.ts";

/** Where the frames end: all of them in a file that was ended, the whole ones in a file that was cut. */
function endOfFrames(source: ByteSource, begin: number): { end: number; ended: boolean } {
  const index = readIndex(source);
  const last = index?.at(-1);
  if (index) return { end: last ? (blockAt(source, last.offset)?.end ?? source.size) : begin, ended: true };
  let end = begin;
  for (let block = blockAt(source, end); block?.head.kind === frameMagic; block = blockAt(source, end))
    end = block.end;
  return { end, ended: false };
}

function openSpikes(source: ByteSource): SpikeInput {
  const { header, end: begin } = readHeader(source);
  const { end, ended } = endOfFrames(source, begin);
  const grid = gridOf(header.resolution);
  let place = begin;
  return {
    kind: "spikes",
    head: {
      ...{ neurons: header.neurons, resolution: header.resolution },
      ...{ tStart: undefined, tStop: undefined },
    },
    ordered: true,
    droppedBytes: ended ? 0 : source.size - end,
    *chunks(): Generator<SpikeChunk, void, void> {
      for (place = begin; place < end; ) {
        const block = blockAt(source, place);
        if (block?.head.kind !== frameMagic)
          throw damage({
            ...{ file: source.name, where: `offset ${place}`, problem: "the frame of spikes is damaged" },
            hint: "take a whole copy; readSpikeFile reads what is before it",
          });
        const { steps, ids } = decodeFrame(block.bytes, block.head);
        place = block.end;
        yield { ids, times: steps.map((step) => timeOf(step, grid)) };
      }
    },
    done: () => place / source.size,
    close: () => source.close(),
  };
}

function writeSpikes(target: ByteTarget, { neurons, resolution }: SpikeHead): SpikeOutput {
  const grid = gridOf(resolution);
  const frames: FrameEntry[] = [];
  let offset = 0;
  const append = (bytes: Uint8Array): void => {
    target.append(bytes);
    offset += bytes.length;
  };
  const stepOf = (time: number): number => {
    const step = stepsOf(time, grid);
    if (step !== undefined && step >= 0) return step;
    throw complaint("E_TIME_GRID", {
      ...{ call: target.name, must: `times must be whole steps of ${resolution} ms from 0 on`, value: time },
      hint: "give the resolution of the simulation, or choose another format",
    });
  };
  append(encodeHeader({ resolution: grid.resolution, neurons: neurons ?? new Uint32Array(0) }));
  return {
    write({ ids, times }) {
      const steps = times.map(stepOf);
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
    end: () => append(encodeFooter(frames, offset)),
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
  open: async (source) => openSpikes(source),
  writeSpikes: async (target, head) => writeSpikes(target, head),
};
