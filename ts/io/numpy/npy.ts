// One array in the form of NumPy (NEP 1, version 1.0): magic, a header in text, the numbers as they lie in memory.
import { CajalError } from "../../error.ts";
import { plainBytes } from "../files/source.ts";

/** Numbers that NumPy knows. */
export type NumberColumn =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** An array with its shape, the last index running fastest. */
export interface NpyArray {
  readonly data: NumberColumn | readonly string[];
  readonly shape: readonly number[];
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]; // "\x93NUMPY", version 1.0
const prefixBytes = 10;
const alignment = 64;

const arrayTypes = {
  "|i1": Int8Array,
  "|u1": Uint8Array,
  "<i2": Int16Array,
  "<u2": Uint16Array,
  "<i4": Int32Array,
  "<u4": Uint32Array,
  "<i8": BigInt64Array,
  "<u8": BigUint64Array,
  "<f4": Float32Array,
  "<f8": Float64Array,
} as const;

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Bytes in the order of the file, which is little endian on every machine. */
function ordered(bytes: Uint8Array, width: number): Uint8Array {
  if (littleEndian || width === 1) return bytes;
  const turned = bytes.slice();
  for (let at = 0; at < turned.length; at += width) turned.subarray(at, at + width).reverse();
  return turned;
}

/** Texts as UTF-32, all of the length of the longest. */
function encodeTexts(texts: readonly string[]): { descr: string; bytes: Uint8Array } {
  const letters = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) as number));
  const longest = Math.max(1, ...letters.map(({ length }) => length));
  const words = new Uint32Array(texts.length * longest);
  for (const [index, text] of letters.entries()) words.set(text, index * longest);
  return { descr: `<U${longest}`, bytes: ordered(new Uint8Array(words.buffer), 4) };
}

function encodeNumbers(data: NumberColumn): { descr: string; bytes: Uint8Array } {
  const found = Object.entries(arrayTypes).find(([, ArrayType]) => data instanceof ArrayType);
  if (!found) throw new TypeError("an array for NumPy must be a typed array or a list of texts");
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { descr: found[0], bytes: ordered(bytes, data.BYTES_PER_ELEMENT) };
}

/** The bytes of a .npy file. */
export function encodeNpy({ data, shape }: NpyArray): Uint8Array {
  const { descr, bytes } = ArrayBuffer.isView(data) ? encodeNumbers(data) : encodeTexts(data);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length)
    throw new RangeError(
      `the shape (${shape.join(", ")}) must hold the ${data.length} elements of the array`,
    );
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((prefixBytes + text.length + 1) / alignment) * alignment;
  const file = new Uint8Array(length + bytes.length);
  file.set(magic);
  new DataView(file.buffer).setUint16(8, length - prefixBytes, true);
  file.set(new TextEncoder().encode(`${text.padEnd(length - prefixBytes - 1)}\n`), prefixBytes);
  file.set(bytes, length);
  return file;
}

const broken = (what: string): never => {
  throw new CajalError("E_IO", `decodeNpz: ${what}`, { hint: "the file is damaged or no NumPy file" });
};

/** The header's three entries; NumPy writes them as Python source. */
function parseHeader(text: string): { descr: string; shape: number[] } {
  const descr = /'descr': '([<|][a-zA-Z]\d+)'/.exec(text)?.[1] ?? broken("an array's type is not known");
  if (/'fortran_order': True/.test(text)) broken("an array is stored column by column");
  const shape = /'shape': \(([\d, ]*)\)/.exec(text)?.[1] ?? broken("an array has no shape");
  const lengths = shape.split(",").filter((part) => part.trim() !== "");
  return { descr, shape: lengths.map(Number) };
}

function decodeTexts(bytes: Uint8Array, count: number, longest: number): string[] {
  const words = new Uint32Array(ordered(bytes, 4).slice().buffer);
  return Array.from({ length: count }, (_, index) => {
    const letters = words.subarray(index * longest, (index + 1) * longest);
    return String.fromCodePoint(...letters).replace(/\0+$/, "");
  });
}

/**
 * The array in the bytes of a .npy file.
 *
 * @throws CajalError E_IO if they are none, or of a type that has no typed array
 */
export function decodeNpy(given: Uint8Array): NpyArray {
  const file = plainBytes(given);
  if (file.length < prefixBytes || magic.slice(0, 7).some((byte, at) => byte !== file[at]))
    broken("an entry does not begin as a NumPy array does");
  const length = prefixBytes + new DataView(file.buffer, file.byteOffset).getUint16(8, true);
  const { descr, shape } = parseHeader(new TextDecoder().decode(file.subarray(prefixBytes, length)));
  const count = shape.reduce((product, part) => product * part, 1);
  const text = /^<U(\d+)$/.exec(descr)?.[1];
  const ArrayType = arrayTypes[descr as keyof typeof arrayTypes];
  if (text === undefined && !ArrayType) broken(`the type ${descr} has no typed array`);
  const width = text === undefined ? ArrayType.BYTES_PER_ELEMENT : 4 * Number(text);
  const bytes = file.subarray(length);
  if (bytes.length !== count * width)
    broken(`an array must have ${count * width} bytes, got ${bytes.length}`);
  if (text !== undefined) return { data: decodeTexts(bytes, count, Number(text)), shape };
  return { data: new ArrayType(ordered(bytes, width).slice().buffer), shape };
}
