// Every error and warning code of the sources has its heading in docs/errors.md, and every heading its code.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./directions.mjs";
import { root } from "./steps.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");

/** Codes without a heading and headings without a code, one line each. */
export function checkErrors() {
  const files = [
    ...filesBelow("core", /\.(hpp|cc)$/),
    ...filesBelow("bindings", /\.(hpp|cc)$/),
    ...filesBelow("ts", /\.ts$/),
  ];
  const used = new Map();
  for (const file of files) {
    for (const [, code] of read(file).matchAll(/["'`]([EW]_[A-Z][A-Z_]+)["'`]/g)) used.set(code, file);
  }
  const headings = new Set(
    [...read("docs/errors.md").matchAll(/^## ([EW]_[A-Z_]+)$/gm)].map(([, code]) => code),
  );
  return [
    ...[...used]
      .filter(([code]) => !headings.has(code))
      .map(([code, file]) => `${file}: ${code} is not in docs/errors.md`),
    ...[...headings]
      .filter((code) => !used.has(code))
      .map((code) => `docs/errors.md: nothing raises ${code}`),
  ];
}
