// Files that hold no recording, or one within something else, whatever they are called: the message says what they are.
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { readSpikes } from "../../../ts/io/index.ts";
import { testFolder } from "./fixture.ts";

const newPath = testFolder();
const table = "time,neuron\n0.1,5\n";
const bytes = (...codes: number[]): Uint8Array => Uint8Array.from(codes);

it.each<[string, string | Uint8Array, RegExp]>([
  ["gzip", gzipSync(table), /compressed with gzip; unpack it/],
  ["xz", bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), /compressed with xz/],
  ["bzip2", "BZh91AY&SY", /compressed with bzip2/],
  ["zstd", bytes(0x28, 0xb5, 0x2f, 0xfd, 4), /compressed with zstd/],
  [
    "Git LFS",
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    /pointer of Git LFS.*git lfs pull/,
  ],
  ["a page", "\n<!DOCTYPE html><html><body>404</body></html>", /page of HTML or XML/],
  ["MATLAB", "MATLAB 5.0 MAT-file, Platform: GLNXA64".padEnd(128), /file of MATLAB/],
  ["pickle", bytes(0x80, 4, 0x95, 0x10, 0, 0), /pickle of Python/],
  ["JSON", '[{"time": 0.1, "neuron": 5}]', /it is JSON/],
  ["lines of JSON", '{"time": 0.1, "neuron": 5}\n', /it is JSON/],
])("%s", async (_kind, content, message) => {
  for (const ending of ["csv", "h5", "dat", "npz", "gz"]) {
    const path = newPath(ending);
    writeFileSync(path, content);
    for (const options of [{}, { format: "csv" }] as const)
      await expect(readSpikes(path, options)).rejects.toMatchObject({
        code: "E_IO",
        message: expect.stringMatching(message),
      });
  }
});
