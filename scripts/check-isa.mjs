// What the files of an instruction set must not hold: an inline function that the linker could keep for every machine,
// one whose name does not say for which instruction set it was compiled; and, in WebAssembly, exceptions, which would
// be those of another kind of thread in one of the two kernels (docs/internals/webassembly.md).
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { must, root } from "./steps.mjs";

const native = "build/node/core/CMakeFiles";
const webAssembly = "build/wasm-kernel/core/CMakeFiles/cajal_simd128.dir";

const objectsBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".o"))
    .map((file) => join(folder, file));

const levelOf = (object) => object.match(/cajal_(\w+)\.dir/)?.[1];

/** Objects of WebAssembly that throw or catch, one line each. */
function throwing() {
  if (!existsSync(join(root, webAssembly))) return [];
  return objectsBelow(webAssembly)
    .filter((object) =>
      must("llvm-nm", [object], "install llvm, which emscripten needs.").includes("__THREW__"),
    )
    .map((object) => `${object}: calls something that may throw, which must be noexcept`);
}

/** Weak code symbols in the objects of all instruction sets but the weakest, one line each. */
function shared() {
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

/** What is wrong with the objects of instruction sets, one line each. */
export const checkIsa = () => [...shared(), ...throwing()];
