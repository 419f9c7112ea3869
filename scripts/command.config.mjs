// How Vite makes `dist/cli` of what the compiler made there: few files, as Node takes longer to find and read six
// hundred than to run most commands.
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const compiled = join(dist, "cli");

/** Programs of processes: the command, what it starts besides itself, and the commands for a process that runs many. */
const entries = ["main", "program", "learning/worker"];

// Found when they are needed: what is no JavaScript, and what Node must load more than once.
const apart = ["@resvg/resvg-js", "dejavu-fonts-ttf", "h5wasm", "hyparquet", "hyparquet-writer", "linkedom"];

const mark = "@dist/";

/** Lets modules find other files from where the compiler had put them. */
const places = {
  name: "places-of-modules",
  transform(code, id) {
    if (!id.startsWith(dist) || !code.includes("import.meta.url")) return undefined;
    const place = JSON.stringify(mark + relative(dist, id));
    return { code: code.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`), map: null };
  },
  renderChunk(code, { fileName }) {
    return code.replaceAll(`"${mark}`, `"${relative(dirname(join(compiled, fileName)), dist)}/`);
  },
};

export default defineConfig({
  root: dist,
  publicDir: false,
  plugins: [places],
  ssr: { noExternal: true, external: apart },
  build: {
    ssr: true,
    outDir: compiled,
    emptyOutDir: true,
    target: "node20",
    minify: false,
    license: { fileName: "licences.md" },
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, join(compiled, `${name}.js`)])),
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
