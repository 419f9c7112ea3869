// The import directions of ts/: rooms, circles, and where Node's own modules may be used. Type imports count too.
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { circles, filesBelow, violations } from "./directions.mjs";
import { root } from "./steps.mjs";

const ground = ["ts/error.ts", "ts/text/"];
const arrays = ["ts/simulate/recording.ts", ...ground];
const network = ["ts/network/", "ts/models/", "ts/backend/", ...ground];

// The beginning of a path, the most special first, and what its files may import.
const rooms = {
  "ts/error.ts": ["ts/text/"],
  "ts/text/": ["ts/text/", "ts/error.ts"],
  "ts/models/": ["ts/models/", ...ground],
  "ts/backend/": ["ts/backend/", "ts/models/", ...ground],
  "ts/network/": network,
  "ts/simulate/": ["ts/simulate/", ...network],
  "ts/analysis/": ["ts/analysis/", ...arrays],
  "ts/theory/": ["ts/theory/", ...ground],
  "ts/plot/": ["ts/plot/", "ts/analysis/", ...arrays],
  "ts/io/": ["ts/io/", "ts/network/schema.ts", "ts/network/grid.ts", ...arrays],
  "ts/networks/": ["ts/networks/", "ts/network/", "ts/simulate/", "ts/models/", "ts/index.ts", ...ground],
  "ts/cli/": ["ts/"],
  "ts/index.ts": ["ts/"],
};

// Where the host is known. Everything else must also run in a browser.
const hosts = /^ts\/(backend\/native\.ts|cli\/|io\/|plot\/)/;

/** What a file imports, type imports and re-exports included; relative names become paths from the root. */
function importsOf(file, known) {
  const text = readFileSync(join(root, file), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith(".")) return { from: file, to: fileName, text: `"${fileName}"` };
    const path = normalize(join(dirname(file), fileName)).replace(/\.js$/, ".ts");
    return { from: file, to: known.has(path) ? path : fileName, text: `"${fileName}"` };
  });
}

/** All violations, one line each. */
export function checkImports() {
  const files = filesBelow("ts", /\.ts$/);
  const known = new Set([...files, "ts/models/generated.ts", "ts/models/generated-models.ts"]);
  const edges = files.flatMap((file) => importsOf(file, known));
  const local = edges.filter(({ text }) => text.startsWith('".'));
  const node = edges.filter(({ from, to }) => to.startsWith("node:") && !hosts.test(from));
  return [
    ...violations(local, rooms, []),
    ...circles(local).map((circle) => `circle: ${circle}`),
    ...node.map(({ from, text }) => `${from}: may not use ${text}, it must run in a browser too`),
  ];
}
