// Values of any length, texts above all, lie in heaps of an HDF5 file that have no checksum, and at wrong sizes within
// them the library runs for ever. So they are looked at before it is asked for such a value (HDF5 file format
// specification 3.0, III.E, "Global Heap").
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";

/** Bytes read at once. */
const window = 2 ** 22;

/** "GCOL", version 1, and three bytes that are not used: a heap begins so. */
const signature = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];

const headerBytes = 16; // of a heap, and of an object in it
const leastBytes = 4096; // of a heap

/** Where heaps begin. */
function* heapsIn(source: ByteSource): Generator<number, void, void> {
  for (let offset = 0; offset < source.size; offset += window) {
    const bytes = source.read(offset, window + signature.length - 1);
    for (let at = bytes.indexOf(0x47); at >= 0 && at < window; at = bytes.indexOf(0x47, at + 1))
      if (signature.every((byte, k) => bytes[at + k] === byte)) yield offset + at;
  }
}

/** A size as the file writes sizes: in as many bytes as its first block says. */
function sizeReader(source: ByteSource): (bytes: Uint8Array, at: number) => number {
  const head = source.read(0, 16);
  const width = (head[8] as number) < 2 ? head[14] : head[10];
  return (bytes, at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (width === 2) return view.getUint16(at, true);
    return width === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
  };
}

/** Whether the objects of a heap lie one behind the other up to its end. */
function fills(heap: Uint8Array, sizeAt: (bytes: Uint8Array, at: number) => number): boolean {
  let at = headerBytes;
  while (at + headerBytes <= heap.length) {
    const size = sizeAt(heap, at + 8);
    // What is free counts its own header, and is the last.
    const free = heap[at] === 0 && heap[at + 1] === 0;
    if (free && size < headerBytes) return false;
    at += free ? size : headerBytes + 8 * Math.ceil(size / 8);
  }
  return at <= heap.length;
}

/**
 * Refuses a file whose heaps have sizes that make no sense.
 *
 * @throws CajalError E_IO with the place of the heap
 */
export function checkHeaps(source: ByteSource): void {
  const sizeAt = sizeReader(source);
  for (const begin of heapsIn(source)) {
    const head = source.read(begin, headerBytes);
    const size = head.length < headerBytes ? 0 : sizeAt(head, 8);
    const inside = size >= leastBytes && begin + size <= source.size;
    if (inside && fills(source.read(begin, size), sizeAt)) continue;
    throw damage({
      file: source.name,
      where: `the heap at byte ${begin}`,
      problem: "the sizes of the texts in it make no sense",
      hint: "the file is damaged or was cut; take a whole copy",
    });
  }
}
