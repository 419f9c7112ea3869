// One array in the form of NumPy (NEP 1, version 1.0): magic, a header in text, the numbers as they lie in memory.
import { checkArgument, checkParts, isList, type Place, refuse } from "../../arguments/check.ts";
import { anything, listOf, text, wholeFrom } from "../../arguments/kinds.ts";
import { refuseDetached } from "../../buffer.ts";
import { CajalError, fail } from "../../error.ts";
import { ofBytes } from "../files/arguments.ts";
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

/** The type of an array by its name without the order of bytes; truth values are bytes. */
const typeNamed = (name: string): (typeof arrayTypes)[keyof typeof arrayTypes] | undefined =>
  name === "b1" ? Uint8Array : Object.entries(arrayTypes).find(([descr]) => descr.slice(1) === name)?.[1];

/** Bytes in the order of the file, which is little endian on every machine that writes it here. */
const ordered = (bytes: Uint8Array, width: number): Uint8Array => turnedBy(bytes, width, !littleEndian);

/** Bytes with each number's turned round, if need be. */
function turnedBy(bytes: Uint8Array, width: number, turn: boolean): Uint8Array {
  if (!turn || width === 1) return bytes;
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

const typesOfData = "a typed array or a list of texts";

function checkData(data: unknown, place: Place): void {
  if (Array.isArray(data)) listOf(text)(data, place);
  else if (!isList(data)) refuse(data, typesOfData, place, "E_TYPE");
  refuseDetached(data, place.call, place.parameter);
}

function encodeNumbers(data: NumberColumn): { descr: string; bytes: Uint8Array } {
  const [found] = Object.entries(arrayTypes).filter(([, ArrayType]) => data instanceof ArrayType);
  if (!found) return refuse(data, typesOfData, { call: "encodeNpy", parameter: "data" }, "E_TYPE");
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { descr: found[0], bytes: ordered(bytes, data.BYTES_PER_ELEMENT) };
}

/**
 * The bytes of a .npy file.
 *
 * @example writeFileSync("rates.npy", encodeNpy({ data: rates, shape: [rates.length] }));
 */
export function encodeNpy(array: NpyArray): Uint8Array {
  checkParts(array, "encodeNpy", "array", { data: anything, shape: listOf(wholeFrom(0)) });
  return encodeNamed("array", array);
}

/** The same, of an array by its name in an archive; one without a shape is a list. */
export function encodeNamed(
  name: string,
  { data, shape: given }: { readonly data: NpyArray["data"]; readonly shape: readonly number[] | undefined },
): Uint8Array {
  checkData(data, { call: "encodeNpy", parameter: name });
  const shape = given ?? [data.length];
  checkArgument(shape, "encodeNpy", `${name}.shape`, listOf(wholeFrom(0)));
  const { descr, bytes } = ArrayBuffer.isView(data) ? encodeNumbers(data) : encodeTexts(data);
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length)
    fail("E_SHAPE", {
      call: "encodeNpy",
      parameter: `${name}.shape`,
      allowed: `a shape of ${data.length} elements`,
      must: `the shape (${shape.join(", ")}) must hold the ${data.length} elements of the array`,
    });
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

interface NpyHeader {
  /** Type without the order of its bytes. */
  readonly type: string;
  /** Whether the bytes of a number are in the other order. */
  readonly big: boolean;
  readonly shape: readonly number[];
  /** Whether the first index runs fastest, as in Fortran. */
  readonly columns: boolean;
}

/** The header's three entries; NumPy writes them as Python source. */
function parseHeader(text: string): NpyHeader {
  const descr = /'descr': '([<>|=]?)(\w+)'/.exec(text);
  if (/'descr': '\|?O/.test(text))
    broken("an array holds Python objects; save numbers, as with astype(float)");
  if (!descr)
    return broken("an array has several fields, or a type that is not known; save one array per column");
  const shape = /'shape': \(([\d, ]*)\)/.exec(text)?.[1] ?? broken("an array has no shape");
  const lengths = shape.split(",").filter((part) => part.trim() !== "");
  const [, order, type = ""] = descr;
  return {
    type,
    big: order === ">",
    shape: lengths.map(Number),
    columns: /'fortran_order': True/.test(text),
  };
}

/** The elements of an array that is stored column by column, row by row. */
function byRows<Data extends NumberColumn>(data: Data, shape: readonly number[]): Data {
  const sorted = data.slice() as Data;
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  for (let index = 0; index < data.length; index++) {
    let [rest, place] = [index, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      place += (rest % length) * (strides[axis] as number);
      rest = Math.floor(rest / length);
    }
    sorted[index] = data[place] as never;
  }
  return sorted;
}

function decodeTexts(bytes: Uint8Array, count: number, longest: number): string[] {
  const words = new Uint32Array(bytes.slice().buffer);
  return Array.from({ length: count }, (_, index) => {
    const letters = words.subarray(index * longest, (index + 1) * longest);
    return String.fromCodePoint(...letters).replace(/\0+$/, "");
  });
}

/**
 * The array in the bytes of a .npy file.
 *
 * @throws CajalError E_IO if they are none, or of a type that has no typed array
 * @example const { data, shape } = decodeNpy(readFileSync("rates.npy"));
 */
export function decodeNpy(given: Uint8Array): NpyArray {
  checkArgument(given, "decodeNpy", "bytes", ofBytes);
  const file = plainBytes(given);
  if (file.length < prefixBytes || magic.slice(0, 7).some((byte, at) => byte !== file[at]))
    broken("an entry does not begin as a NumPy array does");
  const view = new DataView(file.buffer, file.byteOffset);
  // From version 2 on the length of the header has four bytes.
  const [begin, size] =
    (file[6] as number) < 2
      ? [prefixBytes, view.getUint16(8, true)]
      : [prefixBytes + 2, view.getUint32(8, true)];
  const { type, big, shape, columns } = parseHeader(
    new TextDecoder().decode(file.subarray(begin, begin + size)),
  );
  const count = shape.reduce((product, part) => product * part, 1);
  const text = /^U(\d+)$/.exec(type)?.[1];
  const ArrayType = typeNamed(type);
  if (text === undefined && !ArrayType) broken(`the type ${type} has no typed array; save float64 or int64`);
  const width = text === undefined ? (ArrayType as typeof Float64Array).BYTES_PER_ELEMENT : 4 * Number(text);
  const bytes = file.subarray(begin + size);
  if (bytes.length !== count * width)
    broken(`an array must have ${count * width} bytes, got ${bytes.length}`);
  const turned = turnedBy(bytes, text === undefined ? width : 4, big === littleEndian);
  if (text !== undefined) return { data: decodeTexts(turned, count, Number(text)), shape };
  const data = new (ArrayType as typeof Float64Array)(turned.slice().buffer);
  return { data: columns && shape.length > 1 ? byRows(data, shape) : data, shape };
}
