// Writes ts/models/generated*.ts: the kernel's own tables as a typed constant, and a name for each neuron model.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, step, unlessFresh } from "./steps.mjs";

const addon = "build/Release/cajal.node";
const outputs = { tables: "ts/models/generated.ts", names: "ts/models/generated-models.ts" };
const heading =
  "// Generated from the kernel's tables by scripts/generate-models.mjs; changes belong into core/.";

/** Writes a file only when its content differs, so that the compiler need not run again. */
function write(output, lines) {
  const path = join(root, output);
  const text = [heading, ...lines, ""].join("\n");
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) writeFileSync(path, text);
}

/** The export of one model, with its summary as documentation. */
const exportOf = ({ name, summary }) =>
  `/** ${summary} */\nexport const ${name}: Model<"${name}"> = model("${name}");`;

/** Writes both files. */
export function generateModels() {
  return unlessFresh("models", [addon, "scripts/generate-models.mjs"], Object.values(outputs), () => {
    const tables = JSON.parse(createRequire(import.meta.url)(join(root, addon)).tables());
    write(outputs.tables, [`export const tables = ${JSON.stringify(tables, null, 2)} as const;`]);
    write(outputs.names, [
      'import { type Model, model } from "./model.ts";',
      ...tables.neurons.map(exportOf),
    ]);
    return `${tables.neurons.length} neuron models`;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await main(() => step("model tables", generateModels));
