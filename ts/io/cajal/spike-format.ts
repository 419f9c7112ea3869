// The bytes of a spike file. All numbers are little endian.
//
//   header  "cajalspk" | u32 version | u32 length of what follows | f64 resolution [ms] | u32 ranges
//           | per range of recorded neurons: u32 first, u32 count | u32 CRC-32C of all before
//   frame   u32 "SPKF" | u32 payload length | u64 first step | u32 n | n u32 neuron | n u32 step - first step
//           | u32 CRC-32C of the frame before
//   footer  u32 "SPKI" | u32 payload length | u64 last step | u32 n | per frame: f64 offset, f64 first step,
//           f64 last step | u32 CRC-32C of the footer before | u64 offset of the footer | u32 "SPKE"
//
// Frames are appended whole; the footer comes when the recording ends. A file that was cut, at any byte,
// is valid up to its last whole frame.
import { crc32c } from "../../text/crc32.ts";

export const magic = "cajalspk";
export const version = 1;
export const frameMagic = 0x464b5053; // "SPKF"
export const footerMagic = 0x494b5053; // "SPKI"
export const endMagic = 0x454b5053; // "SPKE"

/** Bytes before the header's variable part, before a block's payload, of a checksum, and of the trailer. */
export const prefixBytes = 16;
export const blockBytes = 20;
export const checkBytes = 4;
export const trailerBytes = 12;

/** Spikes per frame at most: a frame is one megabyte. */
export const frameCapacity = 131_072;

/** Recorded neurons at most; keeps a forged header from asking for all memory. */
const neuronLimit = 2 ** 28;

/** What a spike file says about its recording. */
export interface SpikeHeader {
  /** Resolution of the simulation [ms]. */
  readonly resolution: number;
  /** All recorded neurons, in the recorder's order. */
  readonly neurons: Uint32Array;
}

/** Where a frame is and which steps it spans. */
export interface FrameEntry {
  readonly offset: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function putWords(bytes: Uint8Array, offset: number, words: Uint32Array): void {
  if (littleEndian) {
    bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), offset);
    return;
  }
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < words.length; index++)
    view.setUint32(offset + 4 * index, words[index] as number, true);
}

function getWords(bytes: Uint8Array, offset: number, count: number): Uint32Array {
  if (littleEndian) return new Uint32Array(bytes.slice(offset, offset + 4 * count).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Uint32Array.from({ length: count }, (_, index) => view.getUint32(offset + 4 * index, true));
}

/** Consecutive numbers as (first, count). */
function rangesOf(neurons: Uint32Array): Uint32Array {
  const ranges: number[] = [];
  for (let from = 0, to = 0; from < neurons.length; from = to) {
    const first = neurons[from] as number;
    do to++;
    while (to < neurons.length && neurons[to] === first + (to - from));
    ranges.push(first, to - from);
  }
  return Uint32Array.from(ranges);
}

function seal(bytes: Uint8Array, end: number): void {
  new DataView(bytes.buffer).setUint32(end, crc32c(bytes.subarray(0, end)), true);
}

/** Whether the last four of these bytes are the checksum of those before. */
export function intact(bytes: Uint8Array): boolean {
  const end = bytes.length - checkBytes;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  return crc32c(bytes.subarray(0, end)) === stored;
}

/** Bytes of the header. */
export function encodeHeader({ resolution, neurons }: SpikeHeader): Uint8Array {
  const ranges = rangesOf(neurons);
  const length = 12 + ranges.byteLength;
  const bytes = new Uint8Array(prefixBytes + length + checkBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint32(8, version, true);
  view.setUint32(12, length, true);
  view.setFloat64(16, resolution, true);
  view.setUint32(24, ranges.length / 2, true);
  putWords(bytes, 28, ranges);
  seal(bytes, prefixBytes + length);
  return bytes;
}

/** The header from its variable part, or nothing when its numbers contradict each other. */
export function decodeHeader(payload: Uint8Array): SpikeHeader | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset);
  if (payload.length < 12 || payload.length !== 12 + 8 * view.getUint32(8, true)) return undefined;
  const ranges = getWords(payload, 12, (payload.length - 12) / 4);
  let total = 0;
  for (let range = 1; range < ranges.length; range += 2) total += ranges[range] as number;
  if (total > neuronLimit) return undefined;
  const neurons = new Uint32Array(total);
  for (let range = 0, place = 0; range < ranges.length; range += 2) {
    const first = ranges[range] as number;
    const count = ranges[range + 1] as number;
    for (let index = 0; index < count; index++) neurons[place++] = first + index;
  }
  return { resolution: view.getFloat64(0, true), neurons };
}

function startBlock(kind: number, payload: number, step: number, count: number, extra = 0): Uint8Array {
  const bytes = new Uint8Array(blockBytes + payload + checkBytes + extra);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, kind, true);
  view.setUint32(4, payload, true);
  view.setBigUint64(8, BigInt(step), true);
  view.setUint32(16, count, true);
  return bytes;
}

/** Bytes of a frame; steps ascend and lie within 2^32 of the first. */
export function encodeFrame(steps: Float64Array, neurons: Uint32Array): Uint8Array {
  const first = steps[0] as number;
  const bytes = startBlock(frameMagic, 8 * steps.length, first, steps.length);
  putWords(bytes, blockBytes, neurons);
  putWords(
    bytes,
    blockBytes + 4 * steps.length,
    Uint32Array.from(steps, (step) => step - first),
  );
  seal(bytes, bytes.length - checkBytes);
  return bytes;
}

/** What stands before the payload of a frame or footer. */
export interface BlockHead {
  readonly kind: number;
  readonly payload: number;
  readonly step: number;
  readonly count: number;
}

/** Reads the first bytes of a frame or footer. */
export function decodeHead(bytes: Uint8Array): BlockHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    kind: view.getUint32(0, true),
    payload: view.getUint32(4, true),
    step: Number(view.getBigUint64(8, true)),
    count: view.getUint32(16, true),
  };
}

/** Steps and neurons of a whole frame whose checksum is right. */
export function decodeFrame(bytes: Uint8Array, head: BlockHead): { steps: Float64Array; ids: Uint32Array } {
  const ids = getWords(bytes, blockBytes, head.count);
  const deltas = getWords(bytes, blockBytes + 4 * head.count, head.count);
  return { ids, steps: Float64Array.from(deltas, (delta) => head.step + delta) };
}

/** Bytes of the footer and the trailer that leads to it. */
export function encodeFooter(frames: readonly FrameEntry[], offset: number): Uint8Array {
  const lastStep = frames.at(-1)?.lastStep ?? 0;
  const bytes = startBlock(footerMagic, 24 * frames.length, lastStep, frames.length, trailerBytes);
  const view = new DataView(bytes.buffer);
  for (const [index, frame] of frames.entries()) {
    view.setFloat64(blockBytes + 24 * index, frame.offset, true);
    view.setFloat64(blockBytes + 24 * index + 8, frame.firstStep, true);
    view.setFloat64(blockBytes + 24 * index + 16, frame.lastStep, true);
  }
  const end = bytes.length - trailerBytes;
  seal(bytes, end - checkBytes);
  view.setBigUint64(end, BigInt(offset), true);
  view.setUint32(end + 8, endMagic, true);
  return bytes;
}

/** The entries of a whole footer whose checksum is right. */
export function decodeFooter(bytes: Uint8Array, head: BlockHead): FrameEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Array.from({ length: head.count }, (_, index) => ({
    offset: view.getFloat64(blockBytes + 24 * index, true),
    firstStep: view.getFloat64(blockBytes + 24 * index + 8, true),
    lastStep: view.getFloat64(blockBytes + 24 * index + 16, true),
  }));
}
