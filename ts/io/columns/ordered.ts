// Spikes of a file as everything here wants them: sorted by (time, neuron), in a window, in chunks of one length.

import { damage } from "../files/damage.ts";
import type { SpikeChunk, SpikeInput } from "../formats/format.ts";
import { chunkBuilder } from "./chunk-builder.ts";
import { noTime } from "./numbers.ts";
import { spikeSorter } from "./sorter.ts";

/** Which spikes, and how many at once. */
export interface ChunkOptions {
  /** Spikes of a chunk at most; default 65536. */
  readonly chunk?: number | undefined;
  /** Only spikes after this time [ms]; default: all. */
  readonly tStart?: number | undefined;
  /** Only spikes up to and with this time [ms]; default: all. */
  readonly tStop?: number | undefined;
  /** Sort a file that is out of order, with a temporary file where it is long; default false, which refuses it. */
  readonly sort?: boolean | undefined;
}

/** Spikes of a chunk unless told otherwise. */
export const defaultChunk = 65_536;

/** Hears of every piece that was read, before it is sorted. */
type Reading = () => void | Promise<void>;

async function* heard(input: SpikeInput, size: number, onRead: Reading) {
  for await (const chunk of input.chunks(size)) {
    await onRead();
    yield chunk;
  }
}

async function* throughSorter(
  chunks: AsyncIterable<SpikeChunk>,
  size: number,
): AsyncGenerator<SpikeChunk, void, void> {
  const sorter = spikeSorter("time");
  try {
    for await (const chunk of chunks) sorter.add(chunk);
    yield* sorter.sorted(size);
  } finally {
    sorter.dispose();
  }
}

/** The spikes at one time, sorted by neuron; files of others leave their order open. */
function tieSorter(): { add(id: number): void; flush(take: (id: number) => void): void } {
  let ids: number[] = [];
  let ascending = true;
  return {
    add(id) {
      if (ids.length > 0 && id < (ids[ids.length - 1] as number)) ascending = false;
      ids.push(id);
    },
    flush(take) {
      if (!ascending) ids.sort((a, b) => a - b);
      for (const id of ids) take(id);
      ids = [];
      ascending = true;
    },
  };
}

function outOfOrder(file: string, spike: number, time: number, last: number): Error {
  if (!Number.isFinite(time)) return noTime(time, `spike ${spike + 1}`, file);
  return damage({
    file,
    where: `spike ${spike + 1}`,
    problem: `its time of ${time} ms comes after ${last} ms`,
    hint: "sort the file, or read it with the option sort (--sort)",
  });
}

/**
 * The spikes of a file, sorted by (time, neuron).
 *
 * @throws CajalError E_IO if the file is damaged, or out of order and `sort` is not set
 */
export async function* orderedSpikes(
  input: SpikeInput,
  file: string,
  { chunk: size = defaultChunk, tStart = -Infinity, tStop = Infinity, sort = false }: ChunkOptions,
  onRead: Reading = () => {},
): AsyncGenerator<SpikeChunk, void, void> {
  const chunks = heard(input, size, onRead);
  const raw = sort || !input.ordered ? throughSorter(chunks, size) : chunks;
  const builder = chunkBuilder(size);
  const ties = tieSorter();
  const full: SpikeChunk[] = [];
  let [spike, last] = [0, -Infinity];
  const take = (id: number): void => {
    if (last > tStart && last <= tStop && builder.push(id, last)) full.push(builder.take());
  };
  for await (const { ids, times } of raw) {
    for (let k = 0; k < ids.length; k++, spike++) {
      const time = times[k] as number;
      if (time !== last) {
        if (!(time > last) || time === Infinity) throw outOfOrder(file, spike, time, last);
        ties.flush(take);
        last = time;
      }
      ties.add(ids[k] as number);
    }
    yield* full.splice(0);
    if (last > tStop) break;
  }
  if (last <= tStop) ties.flush(take);
  yield* full;
  if (builder.length > 0) yield builder.take();
}
