// `import "cajal"` in a page that Vite bundles without any configuration, and the same bits in Chromium as in Node.

import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build, createServer } from "vite";
import { beforeAll, expect, it } from "vitest";
import { serveSite } from "../../scripts/site-server.mjs";
import { fingerprint } from "../both/fingerprint.ts";
import { cases } from "../both/networks.ts";
import type { Offered } from "../both/page/main.ts";
import { effort } from "../helpers/effort.ts";
import { inVerify } from "../helpers/needs.ts";
import { type Isolation, inBrowser, useBrowser } from "./browser.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const project = path("build/user-page");

/** A project of its own, with the package among its modules, bundled by Vite as it comes. */
async function bundleAsUser(): Promise<string> {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(`${project}/node_modules`, { recursive: true });
  cpSync(path("test/both"), `${project}/both`, { recursive: true });
  symlinkSync(path("."), `${project}/node_modules/cajal`, "dir");
  const root = `${project}/both/page`;
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: { outDir: `${project}/site`, emptyOutDir: true },
  });
  return `${project}/site`;
}

type Offering = { readonly offered: Offered };

inBrowser.describe("a page of a user", () => {
  const browser = useBrowser();
  let folder: string;
  beforeAll(async () => {
    folder = await bundleAsUser();
  }, 120_000);

  async function withPage<Result>(
    isolation: Isolation,
    use: (page: Page) => Promise<Result>,
  ): Promise<Result> {
    const server = await serveSite({ folder, isolation });
    try {
      const page = await browser.open(server.address, { isolation });
      await page.waitForFunction(() => "offered" in globalThis);
      return await use(page);
    } finally {
      await server.close();
    }
  }

  it("contains the kernel for the web and nothing for Node", () => {
    const names = readdirSync(`${folder}/assets`).map((name) => name.replace(/-[\w-]{8}\./, "."));
    for (const name of ["cajal.mjs", "cajal.wasm", "cajal.worker.js"]) expect(names).toContain(name);
    expect(names.filter((name) => name.endsWith(".node"))).toEqual([]);
  });

  it("gives the bits of the native kernel with threads, for networks of the comparison", async () => {
    await withPage("headers", async (page) => {
      expect(await page.evaluate(() => (globalThis as unknown as Offering).offered.isolated())).toBe(true);
      const networks = Object.entries(cases);
      for (const [name, make] of effort(
        networks.filter((_, k) => k % 3 === 0),
        networks,
      )) {
        const there = await page.evaluate(
          (name) => (globalThis as unknown as Offering).offered.run(name, 2),
          name,
        );
        expect({ name, ...there }).toEqual({ name, ...(await fingerprint(make(), "native", 2)) });
      }
    });
  }, 300_000);

  it("gives them without isolation too, with one thread", async () => {
    await withPage("off", async (page) => {
      expect(await page.evaluate(() => (globalThis as unknown as Offering).offered.isolated())).toBe(false);
      for (const [name, make] of Object.entries(cases).slice(0, effort(2, 6))) {
        const there = await page.evaluate(
          (name) => (globalThis as unknown as Offering).offered.run(name, 1),
          name,
        );
        expect({ name, ...there }).toEqual({ name, ...(await fingerprint(make(), "native", 1)) });
      }
    });
  }, 300_000);

  inVerify.it(
    "works from Vite's server for development too, with the isolation headers",
    async () => {
      const headers = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
      };
      const server = await createServer({
        root: `${project}/both/page`,
        configFile: false,
        logLevel: "error",
        server: { headers, host: "127.0.0.1", port: 0 },
      });
      try {
        await server.listen();
        const page = await browser.open(server.resolvedUrls?.local[0] ?? "");
        await page.waitForFunction(() => "offered" in globalThis);
        const name = "escape noise";
        const there = await page.evaluate(
          (name) => (globalThis as unknown as Offering).offered.run(name, 2),
          name,
        );
        expect(there).toEqual(await fingerprint((cases[name] as (typeof cases)[string])(), "native", 1));
      } finally {
        await server.close();
      }
    },
    120_000,
  );

  it("is not blocked while a simulation builds and runs", async () => {
    const frames = await withPage("headers", (page) =>
      page.evaluate(() => (globalThis as unknown as Offering).offered.framesMeanwhile()),
    );
    expect(frames).toBeGreaterThan(5);
  }, 120_000);

  inVerify.it(
    "the microcircuit at full density is the same in Chromium, in Node's WebAssembly and native",
    async () => {
      const { microcircuit } = await import("cajal/networks");
      const options = { scale: 1, drive: "dc", seed: 1, record: "none" } as const;
      const digests: string[] = [];
      for (const backend of ["native", "wasm"] as const) {
        const { network } = microcircuit(options);
        const simulation = await network.build({ backend, threads: 2, weights: "compact" });
        await simulation.run(100);
        digests.push(simulation.digest());
        simulation.dispose();
      }
      const { digest, backend } = await withPage("headers", (page) => {
        page.setDefaultTimeout(400_000);
        return page.evaluate(
          (described) => (globalThis as unknown as Offering).offered.circuit(described),
          options,
        );
      });
      expect(backend).toBe("wasm");
      expect([...digests, digest]).toEqual([digest, digest, digest]);
    },
    600_000,
  );
});
