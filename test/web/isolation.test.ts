// Threads need isolation: by the server's headers, by the service worker where a host sends none, or not at all.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { site } from "../../scripts/build-web.mjs";
import { serveSite } from "../../scripts/site-server.mjs";
import { inVerify } from "../helpers/needs.ts";
import { inBrowser, useBrowser } from "./browser.ts";

/** Counts how often a tab loads a page. */
const countLoads = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    if (location.protocol === "http:") sessionStorage.loads = String(Number(sessionStorage.loads ?? 0) + 1);
  });
};

const loads = (page: Page): Promise<number> => page.evaluate(() => Number(sessionStorage.loads));
const isolated = (page: Page): Promise<boolean> => page.evaluate(() => crossOriginIsolated);

/** Waits until the page says in its last line how many threads it uses. */
const footer = (page: Page, text: string): Promise<void> =>
  page.locator("footer", { hasText: text }).waitFor();

inBrowser.describe("isolation", () => {
  const browser = useBrowser({ serviceWorker: true });

  it("comes with the server's headers, without another loading", async () => {
    const page = await browser.open("index.html", { prepare: countLoads });
    await footer(page, "Works without a network");
    await footer(page, "Several threads");
    expect(await isolated(page)).toBe(true);
    expect(await loads(page)).toBe(1);
  });

  it("comes with the service worker where a host sends no headers, after one more loading", async () => {
    const page = await browser.open("index.html#main", { isolation: "worker", prepare: countLoads });
    await page.waitForFunction(() => crossOriginIsolated);
    await footer(page, "Several threads");
    expect(await loads(page)).toBe(2);
    expect(new URL(page.url()).hash).toBe("#main");
    const next = await browser.open("microcircuit.html", { beside: page });
    expect(await isolated(next)).toBe(true);
    expect(await loads(next)).toBe(1);
  });

  it("is not asked for where the server says so", async () => {
    const page = await browser.open("index.html", { isolation: "off", prepare: countLoads });
    await footer(page, "One thread: this server was told not to send isolation headers");
    await footer(page, "Works without a network");
    await page.reload();
    await footer(page, "One thread");
    expect(await isolated(page)).toBe(false);
    expect(await loads(page)).toBe(2);
  });

  it("is given up after one try when the service worker cannot add the headers", async () => {
    const folder = mkdtempSync(join(tmpdir(), "cajal-site-"));
    cpSync(site, folder, { recursive: true });
    for (const packed of [".br", ".gz"]) rmSync(join(folder, `service-worker.js${packed}`));
    const claim =
      "addEventListener('install', () => skipWaiting());addEventListener('activate', () => clients.claim())";
    writeFileSync(join(folder, "service-worker.js"), claim);
    const server = await serveSite({ folder, isolation: "worker" });
    try {
      const page = await browser.open(server.address, { prepare: countLoads });
      await footer(page, "One thread: the server sends no isolation headers");
      expect(await loads(page)).toBe(2);
      await page.reload();
      await footer(page, "One thread");
      expect(await loads(page)).toBe(3);
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  inVerify.it("is given up at once in browsers without service workers", async () => {
    const prepare = async (context: BrowserContext): Promise<void> => {
      await countLoads(context);
      await context.addInitScript(() => {
        Object.defineProperty(navigator, "serviceWorker", { value: undefined });
      });
    };
    const page = await browser.open("index.html", { isolation: "worker", prepare });
    await footer(page, "One thread: this browser");
    expect(await loads(page)).toBe(1);
  });
});
