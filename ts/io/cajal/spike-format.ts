// The bytes of a spike file. All numbers are little endian.
//
//   header  "cajalspk" | u32 version | u32 length of what follows | f64 resolution [ms] | u32 ranges
//           | per range of recorded neurons: u32 first, u32 count | u32 length of the note | note in JSON
//           | u32 CRC-32C of all before; then the same once more
//   frame   u32 "SPKF" | u32 payload length | u64 first step | u32 n | n u32 neuron | n u32 step - first step
//           | u32 CRC-32C of the frame before
//   footer  u32 "SPKI" | u32 payload length | u64 last step | u32 n | f64 end of the recording [ms]
//           | per frame: f64 offset, f64 first step, f64 last step | u32 CRC-32C of the footer before
//           | u64 offset of the footer | u32 "SPKE"
//
// Frames are appended whole; the footer comes when the recording ends. A frame without spikes says that the recording
// has reached its step. A file that was cut, at any byte, is valid up to its last whole frame; behind a damaged frame
// the next one is found by its first word and its checksum.
// Files of version 1 have one header without a note, and a footer without the end of the recording.
import { crc32c } from "../../text/crc32.ts";

export const magic = "cajalspk";
export const version = 2;
export const frameMagic = 0x464b5053; // "SPKF"
export const footerMagic = 0x494b5053; // "SPKI"
export const endMagic = 0x454b5053; // "SPKE"

/** Bytes before the header's variable part, before a block's payload, of a checksum, and of the trailer. */
export const prefixBytes = 16;
export const blockBytes = 20;
export const checkBytes = 4;
export const trailerBytes = 12;

/** Bytes of the end of the recording, and of a frame, in the footer's payload. */
const endBytes = 8;
const entryBytes = 24;

/** Spikes per frame at most: a frame is one megabyte. */
export const frameCapacity = 131_072;

/** Where a frame is and which steps it spans. */
export interface FrameEntry {
  readonly offset: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Writes 32-bit numbers. */
export function putWords(bytes: Uint8Array, offset: number, words: Uint32Array): void {
  if (littleEndian) {
    bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), offset);
    return;
  }
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < words.length; index++)
    view.setUint32(offset + 4 * index, words[index] as number, true);
}

/** Reads 32-bit numbers. */
export function getWords(bytes: Uint8Array, offset: number, count: number): Uint32Array {
  if (littleEndian) return new Uint32Array(bytes.slice(offset, offset + 4 * count).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return Uint32Array.from({ length: count }, (_, index) => view.getUint32(offset + 4 * index, true));
}

/** Puts the checksum of all bytes before `end` there. */
export function seal(bytes: Uint8Array, end: number): void {
  new DataView(bytes.buffer).setUint32(end, crc32c(bytes.subarray(0, end)), true);
}

/** Whether the last four of these bytes are the checksum of those before. */
export function intact(bytes: Uint8Array): boolean {
  const end = bytes.length - checkBytes;
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(end, true);
  return crc32c(bytes.subarray(0, end)) === stored;
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

/** Bytes of a frame without spikes: the recording has reached this step. */
export function encodeReached(step: number): Uint8Array {
  const bytes = startBlock(frameMagic, 0, step, 0);
  seal(bytes, bytes.length - checkBytes);
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

/** What the footer says. */
export interface Footer {
  readonly frames: readonly FrameEntry[];
  /** The recording reaches up to and with this time [ms]; undefined if it is not known. */
  readonly tStop: number | undefined;
}

/** Bytes of the footer, which stands at `offset`, and of the trailer that leads to it. */
export function encodeFooter({ frames, tStop }: Footer, offset: number): Uint8Array {
  const lastStep = frames.at(-1)?.lastStep ?? 0;
  const payload = endBytes + entryBytes * frames.length;
  const bytes = startBlock(footerMagic, payload, lastStep, frames.length, trailerBytes);
  const view = new DataView(bytes.buffer);
  view.setFloat64(blockBytes, tStop ?? Number.NaN, true);
  for (const [index, frame] of frames.entries()) {
    const at = blockBytes + endBytes + entryBytes * index;
    view.setFloat64(at, frame.offset, true);
    view.setFloat64(at + 8, frame.firstStep, true);
    view.setFloat64(at + 16, frame.lastStep, true);
  }
  const end = bytes.length - trailerBytes;
  seal(bytes, end - checkBytes);
  view.setBigUint64(end, BigInt(offset), true);
  view.setUint32(end + 8, endMagic, true);
  return bytes;
}

/** The content of a whole footer whose checksum is right. */
export function decodeFooter(bytes: Uint8Array, head: BlockHead): Footer {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const entries = head.payload - entryBytes * head.count;
  const end = entries === endBytes ? view.getFloat64(blockBytes, true) : Number.NaN;
  const frames = Array.from({ length: head.count }, (_, index) => {
    const at = blockBytes + entries + entryBytes * index;
    return {
      offset: view.getFloat64(at, true),
      firstStep: view.getFloat64(at + 8, true),
      lastStep: view.getFloat64(at + 16, true),
    };
  });
  return { frames, tStop: Number.isFinite(end) ? end : undefined };
}

/** Whether the numbers in the head of a block fit together, as they do where only the rest of it is missing. */
export function plausible({ kind, payload, step, count }: BlockHead): boolean {
  if (!Number.isSafeInteger(step)) return false;
  if (kind === frameMagic) return count <= frameCapacity && payload === 8 * count;
  const entries = payload - entryBytes * count;
  return kind === footerMagic && (entries === 0 || entries === endBytes);
}
