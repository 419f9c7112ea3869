// Writes ts/models/generated.ts: the kernel's own tables of models, devices and rules as a typed constant.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, step, unlessFresh } from "./steps.mjs";

const addon = "build/Release/cajal.node";
const output = "ts/models/generated.ts";

/** Writes the file only when its content differs, so that the compiler need not run again. */
export function generateModels() {
  return unlessFresh("models", [addon, "scripts/generate-models.mjs"], [output], () => {
    const tables = JSON.parse(createRequire(import.meta.url)(join(root, addon)).tables());
    const text = [
      "// Generated from the kernel's tables by scripts/generate-models.mjs; changes belong into core/.",
      `export const tables = ${JSON.stringify(tables, null, 2)} as const;`,
      "",
    ].join("\n");
    const path = join(root, output);
    if (existsSync(path) && readFileSync(path, "utf8") === text) return "unchanged";
    writeFileSync(path, text);
    return `${tables.neurons.length} neuron models`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await main(() => step("model tables", generateModels));
