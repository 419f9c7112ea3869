// Pages for benchmarks: a bundle of bench/web/page, a server with the isolation headers, and Debian's Chromium.
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";
import { build } from "vite";
import { chromium } from "../../scripts/packages.mjs";
import { serveSite } from "../../scripts/site-server.mjs";
import { root } from "../../scripts/steps.mjs";

// Without a graphics card Chromium itself falls back to drawing by the processor, if it is allowed to.
const args = ["--no-sandbox", "--enable-unsafe-swiftshader"];

/** Bundles bench/web/page against the built package; returns the folder. */
export async function bundle() {
  const outDir = join(root, "build/bench-page");
  await build({
    root: join(root, "bench/web/page"),
    configFile: false,
    logLevel: "warn",
    resolve: { alias: [{ find: /^cajal\/(.+)$/, replacement: `${root}/dist/$1/index.js` }] },
    build: { outDir, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  return outDir;
}

/** Calls `use(page, address)` with a new page of a new browser; `onSent` as for the server. */
export async function withPage(folder, use, onSent = () => {}) {
  const server = await serveSite({ folder, onSent });
  const browser = await playwright.launch({ executablePath: chromium(), args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(600_000);
    return await use(page, server.address);
  } finally {
    await browser.close();
    await server.close();
  }
}
