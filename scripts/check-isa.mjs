// What the files of an instruction set must not hold: an inline function that the linker could keep for every machine,
// one whose name does not say for which instruction set it was compiled.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./steps.mjs";

const native = "build/node/core/CMakeFiles";

const objectsBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".o"))
    .map((file) => join(folder, file));

const levelOf = (object) => object.match(/cajal_(\w+)\.dir/)?.[1];

/** Weak code symbols in the objects of all instruction sets but the weakest, one line each. */
export function checkIsa() {
  const levels = existsSync(join(root, native)) ? readdirSync(join(root, native)) : [];
  const objects = levels
    .filter((name) => /^cajal_(?!core|scalar).*\.dir$/.test(name))
    .flatMap((name) => objectsBelow(join(native, name)));
  if (objects.length === 0) return ["no objects below build/node: run `npm run build` first"];
  return objects.flatMap((object) =>
    must("nm", ["-C", "--defined-only", object], "install binutils.")
      .split("\n")
      .filter((line) => / W /.test(line) && !line.includes(`cajal::${levelOf(object)}::`))
      .map((line) => `${object}: ${line.slice(19)} must be static or in an anonymous namespace`),
  );
}
