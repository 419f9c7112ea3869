// A file compiled for AVX-512 must not leave an inline function behind that the linker could keep for every machine:
// one whose name does not say for which instruction set it was compiled.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./steps.mjs";

const folder = "build/node/core/CMakeFiles";

const levelOf = (object) => object.match(/cajal_(\w+)\.dir/)?.[1];

/** Weak code symbols in the objects of all instruction sets but the weakest, one line each. */
export function checkIsa() {
  const levels = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const objects = levels
    .filter((name) => /^cajal_(?!core|scalar).*\.dir$/.test(name))
    .flatMap((name) =>
      readdirSync(join(root, folder, name), { recursive: true })
        .filter((file) => String(file).endsWith(".o"))
        .map((file) => join(folder, name, String(file))),
    );
  if (objects.length === 0) return ["no objects below build/node: run `npm run build` first"];
  return objects.flatMap((object) =>
    must("nm", ["-C", "--defined-only", object], "install binutils.")
      .split("\n")
      .filter((line) => / W /.test(line) && !line.includes(`cajal::${levelOf(object)}::`))
      .map((line) => `${object}: ${line.slice(19)} must be static or in an anonymous namespace`),
  );
}
