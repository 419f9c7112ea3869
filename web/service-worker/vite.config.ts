import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, type UserConfig } from "vite";

const site = process.env.CAJAL_SITE ?? fileURLToPath(new URL("../../build/site", import.meta.url));

/** All files of the finished site that pages can ask for; copies, maps and headers are for servers and debuggers. */
function siteFiles(): string[] {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz|map)$|^service-worker\.js$|^_headers$/.test(entry.name))
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function version(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(readFileSync(join(site, file)));
  return hash.digest("hex").slice(0, 16);
}

// Runs after the site's own build: the worker knows the names of all files.
export default defineConfig((): UserConfig => {
  const files = siteFiles();
  return {
    publicDir: false,
    define: { siteFiles: JSON.stringify(files), siteVersion: JSON.stringify(version(files)) },
    build: {
      outDir: site,
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: fileURLToPath(new URL("main.ts", import.meta.url)),
        formats: ["iife"],
        name: "serviceWorker",
        fileName: () => "service-worker.js",
      },
    },
  };
});
