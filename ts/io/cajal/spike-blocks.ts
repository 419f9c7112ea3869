// The blocks of a spike file at their places: header, frames, index.
import { CajalError } from "../../error.ts";
import type { ByteSource } from "../files/source.ts";
import {
  type BlockHead,
  blockBytes,
  checkBytes,
  decodeFooter,
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

/** The error of a spike file that cannot be read. */
export function unreadable(path: string, reason: string, hint: string, cause?: unknown): CajalError {
  const detail = { parameter: "path", value: path, hint };
  return new CajalError("E_IO", `readSpikeFile: ${path} cannot be read: ${reason}; ${hint}`, detail, {
    cause,
  });
}

/** The bytes from `offset`, or nothing when the file is shorter. Never allocates more than the file holds. */
function bytesAt(source: ByteSource, offset: number, length: number): Uint8Array | undefined {
  if (!(offset >= 0 && offset + length <= source.size)) return undefined;
  const bytes = source.read(offset, length);
  return bytes.length === length ? bytes : undefined;
}

/**
 * What stands before the frames, and where that ends.
 *
 * @throws CajalError `E_IO` when it is damaged
 */
export function readHeader(source: ByteSource): { header: SpikeHeader; end: number } {
  const prefix = bytesAt(source, 0, prefixBytes);
  const isSpikeFile = prefix && new TextDecoder("latin1").decode(prefix.subarray(0, 8)) === magic;
  if (!isSpikeFile) throw unreadable(source.name, "it is not a spike file of cajal", "choose a .cajal file");
  const view = new DataView(prefix.buffer, prefix.byteOffset);
  const stored = view.getUint32(8, true);
  if (stored !== version)
    throw unreadable(source.name, `its version is ${stored}, not ${version}`, "update cajal");
  const end = prefixBytes + view.getUint32(12, true) + checkBytes;
  const bytes = bytesAt(source, 0, end);
  const header = bytes && intact(bytes) ? decodeHeader(bytes.subarray(prefixBytes, -checkBytes)) : undefined;
  if (!header) throw unreadable(source.name, "its header is damaged", "record it again");
  return { header, end };
}

/** A frame or footer at this place with a right checksum, and where it ends. */
export function blockAt(
  source: ByteSource,
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
export function readIndex(source: ByteSource): FrameEntry[] | undefined {
  const trailer = bytesAt(source, source.size - trailerBytes, trailerBytes);
  if (!trailer) return undefined;
  const view = new DataView(trailer.buffer, trailer.byteOffset);
  if (view.getUint32(8, true) !== endMagic) return undefined;
  const block = blockAt(source, Number(view.getBigUint64(0, true)));
  const whole = block?.head.kind === footerMagic && block.end === source.size - trailerBytes;
  return whole ? decodeFooter(block.bytes, block.head) : undefined;
}
