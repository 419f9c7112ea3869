// The IDX format in which the MNIST images and labels are distributed: 0, 0, type, number of dimensions, their
// sizes as big-endian 32-bit numbers, then the values; often compressed with gzip.
import { Gunzip } from "fflate";
import { checkArgument } from "../../arguments/check.ts";
import { text } from "../../arguments/kinds.ts";
import { refuseDetached } from "../../buffer.ts";
import { complaint, fail } from "../../error.ts";

/** The content of an IDX file of bytes. */
export interface IdxBytes {
  /** Sizes of the dimensions, the slowest first. */
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const types: Readonly<Record<number, string>> = {
  9: "signed bytes",
  11: "16-bit numbers",
  12: "32-bit numbers",
  13: "32-bit floating point",
  14: "64-bit floating point",
};
const mostValues = 2 ** 31;

/**
 * Reads an IDX file of unsigned bytes, compressed or not.
 *
 * @param name of the file, for messages
 * @throws CajalError E_IO if it is no such file, cut short, or longer than it says; E_TYPE unless it is bytes, E_BUFFER
 * @example const images = readIdx(readFileSync("train-images-idx3-ubyte.gz"), "train-images-idx3-ubyte.gz");
 */
export function readIdx(file: Uint8Array, name = "the bytes"): IdxBytes {
  checkArgument(name, "readIdx", "name", text);
  const broken = (problem: string, value?: unknown): never =>
    fail("E_IO", {
      call: "readIdx",
      parameter: "file",
      ...(value === undefined ? {} : { value }),
      allowed: "an IDX file of unsigned bytes, compressed or not",
      must: `${name}: ${problem}`,
      hint: "take a whole copy of the file",
    });
  if (!(file instanceof Uint8Array))
    fail("E_TYPE", { call: "readIdx", parameter: "file", value: file, must: "file must be a Uint8Array" });
  refuseDetached(file, "readIdx", "file");
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? inflated(file, name) : file;
  if (bytes.length < 4) broken(`an IDX file has 4 bytes or more, this has ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [type, dimensions] = [view.getUint8(2), view.getUint8(3)];
  if (view.getUint16(0) !== 0) broken("an IDX file begins with two bytes of 0", view.getUint16(0));
  if (type !== 8)
    broken(`the values must be unsigned bytes (type 8), this has ${types[type] ?? `the type ${type}`}`);
  const start = 4 + 4 * dimensions;
  if (dimensions < 1 || bytes.length < start)
    broken(`the sizes of ${dimensions} dimensions are missing or cut short`);
  const shape = Array.from({ length: dimensions }, (_, place) => view.getUint32(4 + 4 * place));
  const count = shape.reduce((product, size) => product * size, 1);
  if (!(count <= mostValues)) broken(`${shape.join(" x ")} values are more than can be read`);
  if (bytes.length - start !== count)
    broken(`${shape.join(" x ")} values need ${count} bytes, there are ${bytes.length - start}`);
  return { shape, values: bytes.subarray(start) };
}

/** The decompressed bytes, piece by piece: the size that the end of a damaged file claims may be anything. */
function inflated(file: Uint8Array, name: string): Uint8Array {
  const pieces: Uint8Array[] = [];
  try {
    new Gunzip((piece) => pieces.push(piece)).push(file, true);
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  } catch (cause) {
    const must = `${name}: it cannot be decompressed (${cause instanceof Error ? cause.message : cause})`;
    const error = complaint("E_IO", {
      call: "readIdx",
      parameter: "file",
      must,
      hint: "take a whole copy of the file",
    });
    error.cause = cause;
    throw error;
  }
}
