/** Whether a file can be a native kernel, found out before it is loaded: loading one that was cut kills the process. */

import { builtin } from "./environment.ts";

/** What a file of machine code says of itself. */
interface Header {
  /** The processor it is made for, as Node names it; undefined where that is not told apart. */
  readonly arch: string | undefined;
  /** How many bytes its tables speak of. */
  readonly length: number;
}

/** Numbers out of the beginning of a file, in its order of bytes; a RangeError where it ends early. */
interface Numbers {
  short(at: number): number;
  word(at: number): number;
  /** 64 bits, exact up to 2^53. */
  long(at: number): number;
}

function numbersOf(view: DataView, little: boolean): Numbers {
  return {
    short: (at) => view.getUint16(at, little),
    word: (at) => view.getUint32(at, little),
    long: (at) => Number(view.getBigUint64(at, little)),
  };
}

const elfMachines: Readonly<Record<number, string>> = {
  3: "ia32",
  40: "arm",
  62: "x64",
  183: "arm64",
  243: "riscv64",
};

/** ELF of 64 bits (System V ABI, chapter 4): segments, and the table of sections, which lies at the end. */
function elf(view: DataView): Header {
  const { short, long } = numbersOf(view, view.getUint8(5) === 1);
  const arch = elfMachines[short(18)];
  if (view.getUint8(4) !== 2) return { arch: arch ?? "another one of 32 bits", length: 52 };
  const [segments, sections] = [long(32), long(40)];
  let length = Math.max(64, sections + short(58) * short(60));
  for (let k = 0; k < short(56); k++) {
    const at = segments + k * short(54);
    length = Math.max(length, long(at + 8) + long(at + 32));
  }
  return { arch, length };
}

const machMachines: Readonly<Record<number, string>> = { 16777223: "x64", 16777228: "arm64" };
const segment64 = 25;

/** Mach-O of 64 bits, little-endian (mach-o/loader.h): the segments of its load commands. */
function machO(view: DataView): Header {
  const { word, long } = numbersOf(view, true);
  let length = 32 + word(20);
  for (let k = 0, at = 32; k < word(16); k++, at += Math.max(8, word(at + 4)))
    if (word(at) === segment64) length = Math.max(length, long(at + 40) + long(at + 48));
  return { arch: machMachines[word(4)], length };
}

const peMachines: Readonly<Record<number, string>> = { 332: "ia32", 34404: "x64", 43620: "arm64" };

/** PE (Microsoft's specification, section 4): the raw data of its sections. */
function pe(view: DataView): Header {
  const { short, word } = numbersOf(view, true);
  const header = word(60);
  const sections = header + 24 + short(header + 20);
  let length = sections + 40 * short(header + 6);
  for (let at = sections; at < sections + 40 * short(header + 6); at += 40)
    length = Math.max(length, word(at + 16) + word(at + 20));
  return { arch: peMachines[short(header + 4)], length };
}

const forms: readonly { readonly magic: readonly number[]; readonly read: (view: DataView) => Header }[] = [
  { magic: [0x7f, 0x45, 0x4c, 0x46], read: elf },
  { magic: [0xcf, 0xfa, 0xed, 0xfe], read: machO },
  { magic: [0x4d, 0x5a], read: pe },
];

const cut = (path: string, more: string): Error =>
  new Error(`${path} is not whole: ${more}; the copy or the build that made it was interrupted`);

/** Compares with the checksum that the build has left beside the file, if it is there. */
function checkSum(path: string, bytes: Uint8Array): void {
  const fs = builtin("node:fs");
  const stamp = `${path}.sha256`;
  if (!fs.existsSync(stamp)) return;
  const [expected = ""] = fs.readFileSync(stamp, "utf8").trim().split(/\s+/);
  const found = builtin("node:crypto").createHash("sha256").update(bytes).digest("hex");
  if (expected !== found) throw cut(path, `its bytes are not those whose checksum stands in ${stamp}`);
}

/**
 * Refuses what cannot be a native kernel for this processor.
 *
 * @throws Error with the reason: no file, no machine code, of another processor, or cut
 */
export function checkBinary(path: string, arch: string = process.arch): void {
  const fs = builtin("node:fs");
  if (!fs.statSync(path).isFile()) throw new Error(`${path} is not a file`);
  const bytes = fs.readFileSync(path);
  if (bytes.length === 0) throw cut(path, "it is empty");
  const form = forms.find(({ magic }) => magic.every((byte, k) => bytes[k] === byte));
  if (!form) throw new Error(`${path} is not machine code that could be loaded`);
  let header: Header;
  try {
    header = form.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw cut(path, `it ends within its tables, after ${bytes.length} bytes`);
  }
  if (header.arch !== undefined && header.arch !== arch)
    throw new Error(`${path} is made for ${header.arch}, this is ${arch}`);
  if (header.length > bytes.length)
    throw cut(path, `it has ${bytes.length} bytes, its tables speak of ${header.length}`);
  checkSum(path, bytes);
}
