// The import directions of ts/ and web/: rooms, circles, and where Node's own modules may be used. Type imports
// count too.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { circles, filesBelow, violations } from "./directions.mjs";
import { root } from "./steps.mjs";

const ground = ["ts/error.ts", "ts/buffer.ts", "ts/text/", "ts/arguments/"];
const arrays = ["ts/simulate/recording.ts", ...ground];
const fileWork = ["ts/io/files/", "ts/io/formats/format.ts", "ts/backend/environment.ts", ...arrays];
const network = ["ts/network/", "ts/space/", "ts/models/", "ts/backend/", ...ground];

// The beginning of a path, the most special first, and what its files may import.
const rooms = {
  "ts/error.ts": ["ts/text/"],
  "ts/buffer.ts": ["ts/error.ts"],
  "ts/text/": ["ts/text/", "ts/error.ts"],
  "ts/arguments/": ["ts/arguments/", "ts/buffer.ts", "ts/error.ts", "ts/text/"],
  "ts/models/": ["ts/models/", ...ground],
  "ts/backend/": ["ts/backend/", "ts/models/", ...ground],
  "ts/space/": ["ts/space/", ...ground],
  "ts/network/": network,
  "ts/simulate/": ["ts/simulate/", ...network],
  "ts/analysis/": ["ts/analysis/", ...arrays],
  "ts/background/": ["ts/background/", "ts/analysis/", "ts/backend/environment.ts", ...ground],
  "ts/theory/description/": ["ts/theory/", ...network],
  "ts/theory/": ["ts/theory/", "ts/analysis/random.ts", ...ground],
  "ts/plot/": ["ts/plot/", "ts/analysis/", "ts/backend/environment.ts", ...arrays],
  // The formats know columns and files, and not each other.
  "ts/io/files/": ["ts/io/files/", "ts/backend/environment.ts", ...ground],
  "ts/io/columns/": ["ts/io/columns/", ...fileWork],
  "ts/io/cajal/": ["ts/io/cajal/", "ts/io/columns/", "ts/network/values/grid.ts", ...fileWork],
  "ts/io/tables/": ["ts/io/tables/", "ts/io/columns/", ...fileWork],
  "ts/io/numpy/": ["ts/io/numpy/", "ts/io/columns/", ...fileWork],
  "ts/io/hdf5/": ["ts/io/hdf5/", "ts/io/columns/", ...fileWork],
  "ts/io/parquet/": ["ts/io/parquet/", "ts/io/columns/", ...fileWork],
  "ts/io/formats/format.ts": ["ts/io/files/", ...arrays],
  "ts/io/": ["ts/io/", "ts/backend/environment.ts", ...arrays],
  "ts/networks/multi-area/": [
    "ts/networks/",
    "ts/network/",
    "ts/simulate/",
    "ts/analysis/random.ts",
    "ts/theory/",
    // Connectomes come from the user's files.
    "ts/io/files/",
    "ts/io/numpy/npy.ts",
    "ts/backend/environment.ts",
    "ts/backend/turn.ts",
    ...ground,
  ],
  "ts/networks/": [
    ...[
      "ts/networks/",
      "ts/network/",
      "ts/simulate/",
      "ts/models/",
      "ts/index.ts",
      "ts/analysis/",
      "ts/theory/",
      ...ground,
    ],
  ],
  "ts/sampling/": [
    "ts/sampling/",
    "ts/network/",
    "ts/simulate/",
    "ts/models/",
    "ts/analysis/",
    "ts/plot/",
    ...ground,
  ],
  "ts/learning/": [
    "ts/learning/",
    "ts/backend/turn.ts",
    "ts/networks/dendritic/",
    "ts/network/",
    "ts/simulate/",
    "ts/plot/",
    ...ground,
  ],
  "ts/sonata/": ["ts/sonata/", "ts/io/", "ts/simulate/", ...network],
  "ts/cli/": ["ts/"],
  "ts/index.ts": ["ts/"],
};

// Where the host is known. Everything else must also run in a browser.
const hosts = /^ts\/(backend\/(native|environment)\.ts|cli\/|io\/png\.ts)/;

const webRooms = {
  "web/shell/": ["web/shell/"],
  "web/draw/": ["web/draw/", "web/shell/"],
  "web/simulation/": ["web/simulation/"],
  "web/network/": ["web/network/", "web/simulation/", "web/draw/", "web/shell/"],
  "web/service-worker/": ["web/service-worker/", "web/headers.mjs"],
  "web/": ["web/"],
};

// The site uses the library as any user would: by its public names, and nothing of Node.
const webPackages =
  /^(cajal(\/(models|analysis|networks|learning|plot|io|theory))?|preact(\/hooks)?|uplot(\/dist\/.*css)?|zod|fflate)$/;
const webTools = /^web\/(.*(vite\.config|kernel-files|documents)\.ts|pages\/home\/pictures\/make\.mjs)$/;

/** What a file imports, type imports and re-exports included; relative names become paths from the root. */
function importsOf(file, known) {
  const text = readFileSync(join(root, file), "utf8");
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    if (!fileName.startsWith(".")) return { from: file, to: fileName, text: `"${fileName}"` };
    const path = normalize(join(dirname(file), fileName)).replace(/^ts\/(.*)\.js$/, "ts/$1.ts");
    return { from: file, to: known.has(path) ? path : fileName, text: `"${fileName}"` };
  });
}

/** The edges between files, and those to packages. */
function edgesOf(files, generated = []) {
  const known = new Set([...files, ...generated]);
  const edges = files.filter((file) => /\.(tsx?|mjs)$/.test(file)).flatMap((file) => importsOf(file, known));
  const isLocal = ({ text }) => text.startsWith('".');
  return { local: edges.filter(isLocal), packages: edges.filter((edge) => !isLocal(edge)) };
}

function checkLibrary() {
  const generated = ["ts/models/generated.ts", "ts/models/generated-models.ts"];
  const { local, packages } = edgesOf(filesBelow("ts", /\.ts$/), generated);
  const node = packages.filter(({ from, to }) => to.startsWith("node:") && !hosts.test(from));
  return [
    ...violations(local, rooms, []),
    ...circles(local).map((circle) => `circle: ${circle}`),
    ...node.map(({ from, text }) => `${from}: may not use ${text}, it must run in a browser too`),
  ];
}

/** Pages use what is made for all of them, never each other. */
function checkWeb() {
  const { local, packages } = edgesOf(filesBelow("web", /\.(tsx?|mjs|css|svg)$/));
  const shared = ["web/shell/", "web/simulation/", "web/draw/", "web/network/"];
  const pages = readdirSync(join(root, "web/pages")).map((name) => `web/pages/${name}/`);
  const pageRooms = Object.fromEntries(pages.map((page) => [page, [page, ...shared]]));
  const ours = ({ from }) => !webTools.test(from);
  const foreign = packages.filter((edge) => ours(edge) && !webPackages.test(edge.to));
  return [
    ...violations(local.filter(ours), { ...pageRooms, ...webRooms }, []),
    ...circles(local).map((circle) => `circle: ${circle}`),
    ...foreign.map(({ from, text }) => `${from}: may not use ${text}, which is no package of the site`),
  ];
}

/** All violations, one line each. */
export const checkImports = () => [...checkLibrary(), ...checkWeb()];
