// Makes the kernel for WebAssembly and the static folder build/site, which any host can serve, as `npm run build` does
// last.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { writeDocs } from "./docs.mjs";
import { main, must, root, StepError, say, step, tool, unlessFresh } from "./steps.mjs";
import { buildWasm } from "./wasm.mjs";

/** The folder of the finished site. */
export const site = join(root, "build", "site");

const code = ["web", "ts", "build/wasm", "package-lock.json", "scripts/build-web.mjs"];
const texts = ["docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "scripts/docs", "scripts/docs.mjs"];
const inputs = [...code, ...texts];
const outputs = ["index.html", "docs/index.html", "service-worker.js"].map((name) => `build/site/${name}`);

// Smaller files travel in one packet either way.
const worthPacking = 1024;

function vite(config, folder) {
  const args = [tool("vite/bin/vite.js"), "build", "--logLevel", "warn", "--config", config];
  // Test runners set another NODE_ENV, which would make a site for development.
  const env = { CAJAL_SITE: folder, NODE_ENV: "production" };
  must(process.execPath, args, "correct the errors above.", { env });
}

/** Packed copies beside the files, for servers that can send them as they are. */
function pack(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(html|js|mjs|css|wasm|svg|webmanifest)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    if (bytes.length < worthPacking) continue;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}

/** Builds the site unless it is as its sources are. */
export function buildWeb() {
  return unlessFresh("site", inputs, outputs, () => {
    if (!existsSync(join(root, "build/wasm/cajal.wasm")))
      throw new StepError("The site needs the kernel as WebAssembly in build/wasm.", "run `npm run build`.");
    // Made aside, so that a build that fails leaves the last good site.
    const folder = `${site}-${process.pid}`;
    try {
      vite("web/vite.config.ts", folder);
      writeDocs(join(folder, "docs"));
      vite("web/service-worker/vite.config.ts", folder);
      pack(folder);
      rmSync(site, { recursive: true, force: true });
      renameSync(folder, site);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** The kernel for WebAssembly and the site around it, from what `setupKernel` made. */
export function setupWeb() {
  step("webassembly", buildWasm);
  step("web site", buildWeb);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(() => {
    setupWeb();
    say(`  build/site is ready; \`npm run web\` serves it here.`);
  });
}
