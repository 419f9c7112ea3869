// The blocks of a spike file at their places: header, frames, index.
import { CajalError } from "../../error.ts";
import type { ByteSource } from "../files/source.ts";
import {
  type BlockHead,
  blockBytes,
  checkBytes,
  decodeFooter,
  decodeHead,
  endMagic,
  type Footer,
  footerMagic,
  intact,
  magic,
  plausible,
  prefixBytes,
  trailerBytes,
  version,
} from "./spike-format.ts";
import { decodeHeader, type SpikeHeader } from "./spike-header.ts";

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

const latin = new TextDecoder("latin1");

/** The header at a place, with its version and its end, if it is whole. */
function headerAt(source: ByteSource, offset: number) {
  const prefix = bytesAt(source, offset, prefixBytes);
  if (!prefix || latin.decode(prefix.subarray(0, magic.length)) !== magic) return undefined;
  const view = new DataView(prefix.buffer, prefix.byteOffset);
  const end = offset + prefixBytes + view.getUint32(12, true) + checkBytes;
  const bytes = bytesAt(source, offset, end - offset);
  if (!bytes || !intact(bytes)) return undefined;
  return { written: view.getUint32(8, true), payload: bytes.subarray(prefixBytes, -checkBytes), end };
}

/** What a search looks through at once [bytes]. */
const stretch = 1 << 20;

/** The first place from `from` on at which one of some texts stands and `accept` agrees. */
function find(
  source: ByteSource,
  from: number,
  texts: readonly string[],
  accept: (offset: number) => boolean,
): number | undefined {
  const longest = Math.max(...texts.map(({ length }) => length));
  for (let begin = from; begin < source.size; begin += stretch) {
    const text = latin.decode(source.read(begin, stretch + longest - 1));
    const places = texts.flatMap((wanted) => {
      const found: number[] = [];
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) found.push(begin + at);
      return found;
    });
    const place = places.sort((a, b) => a - b).find(accept);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The content of the header, where the frames begin, and whether its first copy was whole. */
export interface FoundHeader {
  readonly header: SpikeHeader;
  readonly end: number;
  readonly whole: boolean;
}

/**
 * What stands before the frames: the header, or its copy if it is damaged.
 *
 * @throws CajalError `E_IO` when both are damaged
 */
export function readHeader(source: ByteSource): FoundHeader {
  const first = headerAt(source, 0);
  const isCopy = (offset: number): boolean => headerAt(source, offset) !== undefined;
  const place = first ? 0 : find(source, 1, [magic], isCopy);
  const found = first ?? (place === undefined ? undefined : headerAt(source, place));
  if (!found) {
    const begin = latin.decode(source.read(0, magic.length));
    if (begin !== magic)
      throw unreadable(source.name, "it is not a spike file of cajal", "choose a .cajal file");
    throw unreadable(source.name, "its header is damaged", "take a whole copy, or record it again");
  }
  const { written, payload, end } = found;
  if (written !== 1 && written !== version)
    throw unreadable(source.name, `its version is ${written}, not ${version}`, "update cajal");
  const header = decodeHeader(payload, source.name);
  if (!header) throw unreadable(source.name, "its header makes no sense", "record it again");
  return { header, whole: first !== undefined, end: first && written > 1 ? 2 * end : end };
}

/** The first bytes of a block, or nothing at the end of the file. */
export function headAt(source: ByteSource, offset: number): BlockHead | undefined {
  const start = bytesAt(source, offset, blockBytes);
  return start && decodeHead(start);
}

/** Where a block with this head ends. */
export const endOf = (offset: number, { payload }: BlockHead): number =>
  offset + blockBytes + payload + checkBytes;

/** A frame or footer at a place, and where it ends. */
export interface Block {
  readonly head: BlockHead;
  readonly bytes: Uint8Array;
  readonly end: number;
}

/** A frame or footer at this place with a right checksum. */
export function blockAt(source: ByteSource, offset: number): Block | undefined {
  const head = headAt(source, offset);
  if (!head || !plausible(head)) return undefined;
  const end = endOf(offset, head);
  const bytes = bytesAt(source, offset, end - offset);
  return bytes && intact(bytes) ? { head, bytes, end } : undefined;
}

/** The next place from `from` on at which a whole frame or footer stands. */
export const nextBlock = (source: ByteSource, from: number): number | undefined =>
  find(source, from, ["SPKF", "SPKI"], (offset) => blockAt(source, offset) !== undefined);

/** The footer at the end of the file and its place, if the recording was ended properly. */
export function readFooter(source: ByteSource): (Footer & { readonly offset: number }) | undefined {
  const trailer = bytesAt(source, source.size - trailerBytes, trailerBytes);
  if (!trailer) return undefined;
  const view = new DataView(trailer.buffer, trailer.byteOffset);
  if (view.getUint32(8, true) !== endMagic) return undefined;
  const offset = Number(view.getBigUint64(0, true));
  const block = blockAt(source, offset);
  const whole = block?.head.kind === footerMagic && block.end === source.size - trailerBytes;
  return whole ? { ...decodeFooter(block.bytes, block.head), offset } : undefined;
}
