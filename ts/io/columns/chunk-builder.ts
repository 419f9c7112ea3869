// Spikes that come one by one, as chunks of a given length.
import type { SpikeChunk } from "../formats/format.ts";

/** Collects spikes. */
export interface ChunkBuilder {
  /** Adds a spike and says whether the chunk is full. */
  push(id: number, time: number): boolean;
  /** The spikes so far, and an empty chunk from here on. */
  take(): SpikeChunk;
  readonly length: number;
}

/** A builder of chunks with at most `size` spikes. */
export function chunkBuilder(size: number): ChunkBuilder {
  const ids = new Uint32Array(size);
  const times = new Float64Array(size);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(id, time) {
      ids[length] = id;
      times[length++] = time;
      return length === size;
    },
    take() {
      const chunk = { ids: ids.slice(0, length), times: times.slice(0, length) };
      length = 0;
      return chunk;
    },
  };
}
