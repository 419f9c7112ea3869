// How much a page weighs.
import { expect, it } from "vitest";
import { site } from "../../scripts/build-web.mjs";
import { serveSite } from "../../scripts/site-server.mjs";
import { inBrowser, useBrowser } from "./browser.ts";

inBrowser.describe("weight", () => {
  // Without the copy for use offline, which comes when the page has nothing better to do.
  const browser = useBrowser({ serviceWorker: false });

  it("the microcircuit page with kernel and worker is below 700 kB", async () => {
    const sent = new Map<string, number>();
    const server = await serveSite({
      folder: site,
      onSent: (name: string, bytes: number) => sent.set(name, bytes),
    });
    try {
      await browser.open(`${server.address}microcircuit.html`);
      const kernel = (): boolean => [...sent.keys()].some((name) => /cajal\.worker.*\.js$/.test(name));
      await expect.poll(kernel).toBe(true);
      const bytes = [...sent.values()].reduce((sum, size) => sum + size, 0);
      console.log(`microcircuit page: ${(bytes / 1000).toFixed(0)} kB in ${sent.size} files`);
      expect([...sent.keys()].some((name) => name.endsWith(".wasm"))).toBe(true);
      expect(bytes).toBeLessThan(700_000);
    } finally {
      await server.close();
    }
  });
});
