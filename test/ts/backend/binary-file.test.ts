// Files that cannot be a native kernel are found out before they are loaded: to load one that was cut ends the process.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { checkBinary } from "../../../ts/backend/binary-file.ts";
import { loadAddon } from "../../../ts/backend/native.ts";
import { errorOf } from "../../helpers/errors.ts";

const kernel = fileURLToPath(new URL("../../../build/Release/cajal.node", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "cajal-binary-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function file(bytes: Uint8Array | string): string {
  const path = join(folder, `${made++}.node`);
  writeFileSync(path, bytes);
  return path;
}

/** The reason for which a file is not loaded; nothing else happens. */
function reason(path: string): string {
  const error = errorOf(() => loadAddon([path]));
  expect(error.code).toBe("E_BACKEND");
  return (error.value as { reason: string }[])[0]?.reason ?? "";
}

describe("a kernel's file", () => {
  const whole = readFileSync(kernel);

  it("that is whole is loaded, with its checksum beside it or without", () => {
    expect(loadAddon([file(whole)]).addon.create).toBeTypeOf("function");
    expect(readFileSync(`${kernel}.sha256`, "utf8")).toMatch(/^[0-9a-f]{64} /);
    checkBinary(kernel);
  });

  it("that was cut anywhere is refused with the reason", () => {
    for (const length of [1, 3]) expect(reason(file(whole.subarray(0, length)))).toMatch(/not machine code/);
    const lengths = [4, 5, 16, 63, 64, 500, 4096, 100_000, whole.length >> 1, whole.length - 4096];
    for (const length of [...lengths, whole.length - 64, whole.length - 1])
      expect(reason(file(whole.subarray(0, length)))).toMatch(/is not whole: it (ends within|has \d+ bytes)/);
  });

  it("whose bytes are not those that were built is refused where a checksum stands beside it", () => {
    const holed = Uint8Array.from(whole);
    holed.fill(0, 200_000, 204_096);
    const path = file(holed);
    copyFileSync(`${kernel}.sha256`, `${path}.sha256`);
    expect(reason(path)).toContain("checksum");
  });

  it("that is empty, text, a folder, or not there", () => {
    expect(reason(file(""))).toContain("it is empty");
    expect(reason(file("module.exports = {};\n"))).toContain("not machine code");
    expect(reason(file(new Uint8Array(5000)))).toContain("not machine code");
    const path = join(folder, "folder.node");
    mkdirSync(path);
    expect(reason(path)).not.toBe("");
    expect(() => checkBinary(path)).toThrow("is not a file");
    expect(reason(join(folder, "none.node"))).toContain("Cannot find module");
  });
});

/** The beginning of a file of each form, by its specification, with one table that ends at `end`. */
function headers(end: number): Record<string, Uint8Array> {
  const make = (size: number, fill: (view: DataView) => void): Uint8Array => {
    const bytes = new Uint8Array(size);
    fill(new DataView(bytes.buffer));
    return bytes;
  };
  const elf = make(200, (view) => {
    view.setUint32(0, 0x7f454c46);
    view.setUint8(4, 2);
    view.setUint8(5, 1);
    view.setUint16(18, 183, true);
    view.setBigUint64(40, BigInt(end - 128), true);
    view.setUint16(58, 64, true);
    view.setUint16(60, 2, true);
  });
  const mach = make(200, (view) => {
    view.setUint32(0, 0xfeedfacf, true);
    view.setUint32(4, 0x0100000c, true);
    view.setUint32(16, 1, true);
    view.setUint32(20, 72, true);
    view.setUint32(32, 0x19, true);
    view.setUint32(36, 72, true);
    view.setBigUint64(72, BigInt(end - 100), true);
    view.setBigUint64(80, 100n, true);
  });
  const pe = make(300, (view) => {
    view.setUint16(0, 0x4d5a);
    view.setUint32(60, 64, true);
    view.setUint16(68, 0xaa64, true);
    view.setUint16(70, 1, true);
    view.setUint16(84, 16, true);
    view.setUint32(104 + 16, 100, true);
    view.setUint32(104 + 20, end - 100, true);
  });
  return { elf, mach, pe };
}

describe("the forms of machine code", () => {
  it("are read by their specifications: the processor, and where the last table ends", () => {
    for (const [form, bytes] of Object.entries(headers(1000))) {
      const padded = new Uint8Array(1000);
      padded.set(bytes);
      const [enough, short] = [file(padded), file(padded.subarray(0, 999))];
      expect(() => checkBinary(enough, "arm64"), form).not.toThrow();
      expect(() => checkBinary(enough, "x64"), form).toThrow("made for arm64, this is x64");
      expect(() => checkBinary(short, "arm64"), form).toThrow("it has 999 bytes, its tables speak of 1000");
      expect(() => checkBinary(file(bytes.subarray(0, 50)), "arm64"), form).toThrow("is not whole");
    }
  });
});
