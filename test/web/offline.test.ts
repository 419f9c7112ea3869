// The service worker's copy of the site: complete after the first visit, renewed with a new build.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, it } from "vitest";
import { site } from "../../scripts/build-web.mjs";
import { serveSite } from "../../scripts/site-server.mjs";
import { effort } from "../helpers/effort.ts";
import { inVerify } from "../helpers/needs.ts";
import { type Isolation, inBrowser, useBrowser } from "./browser.ts";

/** Waits until the page says that the site is stored. */
const stored = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.documentElement.dataset.offline === "ready");

const cacheNames = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());

inBrowser.describe("without a network", () => {
  const browser = useBrowser({ serviceWorker: true });
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** A copy of the site, to be changed. */
  function copy(): string {
    const folder = mkdtempSync(join(tmpdir(), "cajal-site-"));
    folders.push(folder);
    cpSync(site, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    return folder;
  }

  it.each<Isolation>(effort(["worker"], ["headers", "worker", "off"]))(
    "all pages open after one visit, isolation by %s",
    async (isolation) => {
      const server = await serveSite({ folder: site, isolation });
      const page = await browser.open(server.address);
      await stored(page);
      await server.close();
      for (const name of [
        "",
        "index.html",
        "microcircuit.html",
        "cortex.html",
        "balanced",
        "neuron.html#v1=x",
        "dendritic.html",
        "index.html?from=mail",
      ]) {
        await page.goto(server.address + name);
        await page.getByRole("heading", { level: 1 }).waitFor();
        expect(await page.evaluate(() => crossOriginIsolated), name).toBe(isolation !== "off");
      }
    },
  );

  it("every file of the site is stored", async () => {
    const page = await browser.open("index.html");
    await stored(page);
    const addresses = await page.evaluate(async () => {
      const [name = ""] = await caches.keys();
      return (await (await caches.open(name)).keys()).map(({ url }) => url);
    });
    const { address } = await browser.server();
    const files = readdirSync(site, { recursive: true, encoding: "utf8" });
    const wanted = files.filter(
      (file) => /\.\w+$/.test(file) && !/\.(br|gz)$|^service-worker\.js$/.test(file),
    );
    expect(addresses.sort()).toEqual(wanted.map((file) => address + file.replaceAll("\\", "/")).sort());
  });

  it("a new build is shown at once and replaces the copy when the old pages are closed", async () => {
    const folder = copy();
    const server = await serveSite({ folder });
    try {
      const page = await browser.open(server.address);
      await stored(page);
      const [first] = await cacheNames(page);

      const html = readFileSync(join(folder, "index.html"), "utf8");
      writeFileSync(join(folder, "index.html"), html.replace("<title>", "<title>New: "));
      const worker = readFileSync(join(folder, "service-worker.js"), "utf8");
      const version = /[0-9a-f]{16}/.exec(worker)?.[0] as string;
      writeFileSync(join(folder, "service-worker.js"), worker.replaceAll(version, "0123456789abcdef"));

      await page.reload();
      expect(await page.title()).toMatch(/^New: /);
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
      await expect.poll(() => cacheNames(page)).toHaveLength(2);
      await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.waiting);
      const blank = await page.context().newPage();
      await page.close();
      const visit = async (): Promise<string[]> => {
        await blank.goto("about:blank");
        await blank.goto(server.address);
        return cacheNames(blank);
      };
      const second = first?.replace(version, "0123456789abcdef");
      await expect.poll(visit, { interval: 500 }).toEqual([second]);
      await stored(blank);
    } finally {
      await server.close();
    }
  });

  inVerify.it("a file that is missing on the server leaves the page working, and unstored", async () => {
    const folder = copy();
    rmSync(join(folder, "manifest.webmanifest"));
    const server = await serveSite({ folder });
    try {
      browser.expectError(/manifest|404/);
      const page = await browser.open(server.address);
      await page.locator("footer", { hasText: "Several threads" }).waitFor();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      expect(await page.locator("footer").textContent()).toContain("Runs on this machine only");
    } finally {
      await server.close();
    }
  });
});
