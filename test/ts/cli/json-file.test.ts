// Files that a command reads as text: what is none is said to be none, and its bytes never reach a terminal.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { readJson, readText } from "../../../ts/cli/files/json-file.ts";
import { errorOf } from "../../helpers/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-json-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const schema = z.object({ seed: z.number() });

describe("files of JSON", () => {
  it.each([
    ["an HDF5 file", Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)],
    ["a zip archive", Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00)],
    ["text in UTF-16", Buffer.from('\ufeff{"seed": 1}', "utf16le")],
    ["text in Latin-1", Buffer.from('{"label": "caf\u00e9"}', "latin1")],
  ])("%s is no text, and none of it is repeated", (name, bytes) => {
    const path = fileOf(`${name}.json`, bytes);
    for (const read of [() => readText(path, "do this"), () => readJson(path, schema, "do this")]) {
      const error = errorOf(read);
      expect(error.code).toBe("E_IO");
      expect(error.message).toBe(`${path} cannot be used: it is no text in UTF-8; do this`);
    }
  });

  it("a byte order mark, as editors of Windows write it, is no fault", () => {
    const path = fileOf("marked.json", '\ufeff{ "seed": 3 }');
    expect(readJson(path, schema, "")).toEqual({ seed: 3 });
  });

  it("where several types may stand, an error names them and what came", () => {
    const either = z.object({ vary: z.array(z.union([z.number(), z.string()])) });
    const error = errorOf(() => readJson(fileOf("null.json", '{ "vary": [1, null] }'), either, "do this"));
    expect(error.message).toContain("vary.1: must be number or string, got null; do this");
  });

  it("text that is no JSON is said to be none, with the place", () => {
    const error = errorOf(() => readJson(fileOf("bad.json", "{ seed: 3 }"), schema, "write JSON"));
    expect(error.message).toMatch(/it is no JSON \(.*position 2/);
  });
});
