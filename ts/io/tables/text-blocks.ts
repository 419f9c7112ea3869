// Text files in blocks of whole lines, so that they need not fit into memory: UTF-8 and UTF-16, with or without a mark.
import { damage } from "../files/damage.ts";
import type { ByteSource } from "../files/source.ts";

const blockBytes = 1 << 20;

/** Some whole lines. */
export interface TextBlock {
  readonly text: string;
  /** Number of the first line, from 1. */
  readonly line: number;
  /** Offset of the byte after the last line. */
  readonly end: number;
}

interface Encoding {
  readonly name: "utf-8" | "utf-16le" | "utf-16be";
  /** Bytes of the mark at the begin. */
  readonly mark: number;
  /** Bytes of a line end, and which of them is the 0x0a. */
  readonly unit: number;
  readonly low: number;
}

const encodings: readonly (Encoding & { readonly begins: readonly number[] })[] = [
  { name: "utf-8", mark: 3, unit: 1, low: 0, begins: [0xef, 0xbb, 0xbf] },
  { name: "utf-16le", mark: 2, unit: 2, low: 0, begins: [0xff, 0xfe] },
  { name: "utf-16be", mark: 2, unit: 2, low: 1, begins: [0xfe, 0xff] },
];

const plain: Encoding = { name: "utf-8", mark: 0, unit: 1, low: 0 };

function encodingOf(source: ByteSource): Encoding {
  const head = source.read(0, 3);
  return encodings.find(({ begins }) => begins.every((byte, at) => head[at] === byte)) ?? plain;
}

const lineEnd = 0x0a;

/** The end of the last line in some bytes, and how many lines there are. */
function endsOf(bytes: Uint8Array, { unit, low }: Encoding): { last: number; lines: number } {
  let [last, lines] = [0, 0];
  for (let at = 0; at + unit <= bytes.length; at += unit) {
    if (bytes[at + low] !== lineEnd || (unit === 2 && bytes[at + 1 - low] !== 0)) continue;
    last = at + unit;
    lines++;
  }
  return { last, lines };
}

/** How to read the lines. */
export interface LineOptions {
  /** Whether the last line must have an end, as those of a program that ends each; default false. */
  readonly strictEnd?: boolean;
  /** Bytes of a block; default a megabyte. */
  readonly size?: number;
}

const tooLong = { problem: "the line is too long", hint: "choose a text file, or name its format" };
const cutOff = {
  problem: "the last line has no end, so the file was cut",
  hint: "take a whole copy; if it is whole, end it with a new line",
};

/**
 * The lines of a file in blocks of about a megabyte.
 *
 * @throws CajalError E_IO if a line is longer than a block, if the bytes are no text, or if the last line has no end
 * and must have one: that is how a cut file looks
 */
export function* textBlocks(
  source: ByteSource,
  { strictEnd = false, size = blockBytes }: LineOptions = {},
): Generator<TextBlock, void, void> {
  const { name: file } = source;
  const encoding = encodingOf(source);
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  let line = 1;
  const decoded = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      const where = `line ${line} or after it`;
      const hint = "save it as UTF-8, or name its format";
      throw damage({ file, where, problem: "there are bytes that are no text", hint, cause });
    }
  };
  for (let offset = encoding.mark; offset < source.size; ) {
    const bytes = source.read(offset, size);
    const { last, lines } = endsOf(bytes, encoding);
    const where = `line ${line + lines}`;
    if (last === 0 && bytes.length === size) throw damage({ file, where, ...tooLong });
    const isLast = offset + bytes.length >= source.size;
    if (isLast && strictEnd && last < bytes.length) throw damage({ file, where, ...cutOff });
    const length = isLast ? bytes.length : last;
    const end = offset + length;
    yield { text: decoded(bytes.subarray(0, length)), line, end };
    line += lines;
    offset = end;
  }
}
