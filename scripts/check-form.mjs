// The form that no formatter checks: length of files and of comment lines, no postponed work in comments.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./directions.mjs";
import { root } from "./steps.mjs";

const longest = 300;
const widest = 120; // code is held to 110 by the formatters
const folders = ["core", "bindings", "wasm", "ts", "test", "bench", "scripts", "web"];

/** All violations, one line each. */
export function checkForm() {
  const files = folders.flatMap((folder) => filesBelow(folder, /\.(hpp|cc|tsx?|mjs|css)$/));
  return files
    .filter((file) => !file.startsWith("ts/models/generated"))
    .flatMap((file) => {
      const lines = readFileSync(join(root, file), "utf8").trimEnd().split("\n");
      const late = lines.findIndex((line) => /\b(TO[D]O|FIX[M]E|X{3})\b/.test(line));
      const wide = lines.findIndex((line) => line.length > widest);
      return [
        ...(lines.length > longest ? [`${file}: ${lines.length} lines, at most ${longest}`] : []),
        ...(wide >= 0 ? [`${file}:${wide + 1}: wider than ${widest} columns`] : []),
        ...(late >= 0 ? [`${file}:${late + 1}: postponed work belongs into an issue`] : []),
      ];
    });
}
