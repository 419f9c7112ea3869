// Text files in blocks of whole lines, so that they need not fit into memory.
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

const lineEnd = 0x0a;

function endsOf(bytes: Uint8Array): { last: number; lines: number } {
  let lines = 0;
  for (const byte of bytes) if (byte === lineEnd) lines++;
  return { last: bytes.lastIndexOf(lineEnd) + 1, lines };
}

/**
 * The lines of a file in blocks of about a megabyte.
 *
 * @throws CajalError E_IO if the last line has no end, which is how a cut file looks, if a line is longer than a block,
 * or if the bytes are no UTF-8
 */
export function* textBlocks(source: ByteSource, size: number = blockBytes): Generator<TextBlock, void, void> {
  const { name: file } = source;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let line = 1;
  const decoded = (bytes: Uint8Array): string => {
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      const where = `line ${line} or after it`;
      const hint = "the file is damaged or of another format";
      throw damage({ file, where, problem: "there are bytes that are no text", hint, cause });
    }
  };
  for (let offset = 0; offset < source.size; ) {
    const bytes = source.read(offset, size);
    const { last, lines } = endsOf(bytes);
    const where = `line ${line + lines}`;
    if (last === 0 && bytes.length === size)
      throw damage({
        file,
        where,
        problem: "the line is too long",
        hint: "choose a text file, or its format",
      });
    if (last < bytes.length && offset + bytes.length >= source.size)
      throw damage({
        ...{ file, where, problem: "the last line has no end, so the file was cut" },
        hint: "take a whole copy; if it is whole, end it with a new line",
      });
    const end = offset + last;
    yield { text: decoded(bytes.subarray(0, last)), line, end };
    line += lines;
    offset = end;
  }
}
