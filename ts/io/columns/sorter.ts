// Sorts more spikes than fit into memory: sorted runs go to a temporary file and are merged from there.
import { builtin, inNode, setting } from "../../backend/environment.ts";
import type { SpikeChunk } from "../formats/format.ts";
import { type ChunkBuilder, chunkBuilder } from "./chunk-builder.ts";

/** Spikes in memory at most while sorting: 24 MB of columns, and their order. */
const runLength = 1_000_000;

/** Spikes read at once from each run while merging. */
const readAhead = 8192;

/** Takes spikes in any order and gives them back in order, once. */
export interface SpikeSorter {
  add(chunk: SpikeChunk): void;
  sorted(size: number): Generator<SpikeChunk, void, void>;
  /** Removes the temporary file. */
  dispose(): void;
}

type Order = (idA: number, timeA: number, idB: number, timeB: number) => number;

const orders = {
  time: (idA: number, timeA: number, idB: number, timeB: number) => timeA - timeB || idA - idB,
  neuron: (idA: number, timeA: number, idB: number, timeB: number) => idA - idB || timeA - timeB,
} as const satisfies Record<string, Order>;

/** A run that is being read. */
interface Reading {
  chunk: SpikeChunk;
  place: number;
  next(): SpikeChunk | undefined;
}

function inOrder({ ids, times }: SpikeChunk, order: Order): boolean {
  for (let k = 1; k < ids.length; k++)
    if (order(ids[k - 1] as number, times[k - 1] as number, ids[k] as number, times[k] as number) > 0)
      return false;
  return true;
}

function sortChunk(chunk: SpikeChunk, order: Order): SpikeChunk {
  if (inOrder(chunk, order)) return chunk;
  const { ids, times } = chunk;
  const permutation = Uint32Array.from(ids, (_, spike) => spike).sort((a, b) =>
    order(ids[a] as number, times[a] as number, ids[b] as number, times[b] as number),
  );
  return {
    ids: Uint32Array.from(permutation, (spike) => ids[spike] as number),
    times: Float64Array.from(permutation, (spike) => times[spike] as number),
  };
}

interface RunStore {
  put(run: SpikeChunk): void;
  readings(): Reading[];
  dispose(): void;
}

/** Runs that stay in memory, where there is no disk. */
function memoryStore(): RunStore {
  const runs: SpikeChunk[] = [];
  return {
    put: (run) => void runs.push(run),
    readings: () => runs.map((chunk) => ({ chunk, place: 0, next: () => undefined })),
    dispose() {
      runs.length = 0;
    },
  };
}

/** Runs in a temporary file: per run all times, then all ids. */
function diskStore(): RunStore {
  const { mkdtempSync, openSync, writeSync, readSync, closeSync, rmSync } = builtin("node:fs");
  const folder = mkdtempSync(`${setting("TMPDIR") ?? setting("TEMP") ?? "/tmp"}/cajal-sort-`);
  const file = openSync(`${folder}/runs`, "w+");
  const runs: { offset: number; count: number }[] = [];
  let end = 0;
  const write = (array: Float64Array | Uint32Array): void => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, end + done);
    end += bytes.length;
  };
  const read = <Numbers extends Float64Array | Uint32Array>(into: Numbers, offset: number): Numbers => {
    readSync(file, into, 0, into.byteLength, offset);
    return into;
  };
  return {
    put({ ids, times }) {
      runs.push({ offset: end, count: ids.length });
      write(times);
      write(ids);
    },
    readings: () =>
      runs.map(({ offset, count }) => {
        let from = 0;
        const next = (): SpikeChunk | undefined => {
          const length = Math.min(readAhead, count - from);
          if (length <= 0) return undefined;
          const times = read(new Float64Array(length), offset + 8 * from);
          const ids = read(new Uint32Array(length), offset + 8 * count + 4 * from);
          from += length;
          return { ids, times };
        };
        return { chunk: next() as SpikeChunk, place: 0, next };
      }),
    dispose() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Moves the first of a heap down to its place. */
function sink(heap: Reading[], before: (a: Reading, b: Reading) => boolean): void {
  for (let place = 0; ; ) {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    let least = place;
    if (left < heap.length && before(heap[left] as Reading, heap[least] as Reading)) least = left;
    if (right < heap.length && before(heap[right] as Reading, heap[least] as Reading)) least = right;
    if (least === place) return;
    [heap[place], heap[least]] = [heap[least] as Reading, heap[place] as Reading];
    place = least;
  }
}

function* merge(readings: Reading[], order: Order, size: number): Generator<SpikeChunk, void, void> {
  const compare = (a: Reading, b: Reading): number =>
    order(
      a.chunk.ids[a.place] as number,
      a.chunk.times[a.place] as number,
      b.chunk.ids[b.place] as number,
      b.chunk.times[b.place] as number,
    );
  const before = (a: Reading, b: Reading): boolean => compare(a, b) < 0;
  const heap = readings.sort(compare);
  const builder = chunkBuilder(size);
  for (let run = heap[0]; run; run = heap[0]) {
    const full = builder.push(run.chunk.ids[run.place] as number, run.chunk.times[run.place] as number);
    if (++run.place === run.chunk.ids.length) {
      const chunk = run.next();
      const last = chunk ? run : (heap.pop() as Reading);
      if (chunk) Object.assign(run, { chunk, place: 0 });
      else if (last !== run) heap[0] = last;
    }
    sink(heap, before);
    if (full) yield builder.take();
  }
  if (builder.length > 0) yield builder.take();
}

/** A sorter by (time, neuron) or by (neuron, time) that keeps at most `held` spikes in memory. */
export function spikeSorter(by: "time" | "neuron", held: number = runLength): SpikeSorter {
  const order = orders[by];
  let store: RunStore | undefined;
  let waiting: ChunkBuilder | undefined;
  const flush = (builder: ChunkBuilder, last: boolean): void => {
    if (builder.length === 0) return;
    // What fits into memory needs no disk.
    store ??= inNode() && !last ? diskStore() : memoryStore();
    store.put(sortChunk(builder.take(), order));
  };
  return {
    add({ ids, times }) {
      waiting ??= chunkBuilder(held);
      for (let spike = 0; spike < ids.length; spike++)
        if (waiting.push(ids[spike] as number, times[spike] as number)) flush(waiting, false);
    },
    *sorted(size) {
      if (waiting) flush(waiting, true);
      if (store) yield* merge(store.readings(), order, size);
    },
    dispose() {
      store?.dispose();
      store = undefined;
    },
  };
}
