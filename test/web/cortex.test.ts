// The page of the areas of cortex as its user meets it.
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { encodeState } from "../../web/shell/share-code.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";
import { inBrowser, useBrowser } from "./browser.ts";
import { columnsOf, exported, pngSignature } from "./downloads.ts";

// The four lowest areas, which answer each other, fast on slow machines.
const small = { areas: [0, 1, 2, 3], indegreeScale: 0.1, speed: 500, every: 150 };

const link = (state: object = {}): string => `cortex.html${encodeState({ ...small, ...state })}`;

const status = (page: Page, wanted: string) =>
  page.locator(`html[data-status="${wanted}"]`).waitFor({ state: "attached", timeout: 50_000 });

const timeOf = (page: Page): Promise<number> =>
  page.locator(".model-time").evaluate((element) => Number((element as HTMLElement).dataset.time));

const rateOf = (page: Page, population: string): Promise<number> =>
  page
    .locator(`[data-population="${population}"]`)
    .evaluate((element) => Number((element as HTMLElement).dataset.rate));

/** When the pulse arrived at areas [ms], by their names, in the order of the page. */
async function arrivalsOf(page: Page): Promise<Map<string, number>> {
  const rows = await page
    .locator(".order li")
    .evaluateAll((all) =>
      all.map((one) => [(one as HTMLElement).dataset.area, (one as HTMLElement).dataset.time]),
    );
  return new Map(rows.map(([area, time]) => [String(area), Number(time)]));
}

inBrowser.describe("areas of cortex", () => {
  const browser = useBrowser();

  it("send a pulse on to each other, as the program that the page shows does", async () => {
    const page = await browser.open(link());
    await status(page, "playing");
    await expect.poll(() => timeOf(page)).toBeGreaterThan(150);
    await page.locator('[data-area="A1"]').first().click();
    await page.getByRole("button", { name: "Pulse into A1" }).last().click();
    await page
      .locator('.answers:not([data-count="0"]):not([data-count="1"]):not([data-count="2"])')
      .waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await status(page, "paused");
    expect(await page.locator('.area[data-area="A1"] circle').getAttribute("style")).toContain("color-mix");

    const arrivals = await arrivalsOf(page);
    // 9 and 12 mm at 3.5 mm/ms, with delays that are spread by half, and some time to fire.
    for (const name of ["A2", "A3"]) {
      expect(arrivals.get(name), name).toBeGreaterThanOrEqual(1);
      expect(arrivals.get(name), name).toBeLessThanOrEqual(8);
    }
    const table = (await exported(page, "Arrival of the pulse (CSV)")).bytes.toString("utf8");
    expect(table).toMatch(/^area,arrival \(ms\),distance \(mm\)/);
    expect(table).toContain(`\nA2,${arrivals.get("A2")},`);

    await page.locator(".run-details summary").click();
    await page.getByRole("button", { name: "Compute" }).click();
    const digest = await page.locator(".digest code").innerText();
    await page.keyboard.press("c");
    const lines = await runCode(await page.locator(".code-panel pre").innerText());
    expect(digestOf(lines)).toBe(digest);
    expect(digestOf(lines, "A1")).toBe(`${(await rateOf(page, "all")).toFixed(2)} spikes/s`);
    await page.keyboard.press("c");

    const time = await timeOf(page);
    const rates = columnsOf((await exported(page, "Rates of areas (CSV)")).bytes);
    expect([...rates.keys()]).toEqual([
      "begin (ms)",
      ...["A1", "A2", "A3", "A4"].map((name) => `${name} (1/s)`),
    ]);
    expect(rates.get("begin (ms)")?.at(-1)).toBe(4 * Math.floor(time / 4) - 4);
    expect(Math.max(...(rates.get("A1 (1/s)") ?? []))).toBeGreaterThan(30);
    for (const figure of ["Rates by hierarchy and time", "Raster of A1", "Answers to the pulse"]) {
      const { bytes } = await exported(page, `${figure} (PNG)`);
      expect(bytes.subarray(0, 8).toString("hex"), figure).toBe(pngSignature);
    }
  });

  it("refuse what no page can hold before it is built, and ask what this device finds large", async () => {
    const little = (context: BrowserContext) =>
      context.addInitScript(() => Object.defineProperty(navigator, "deviceMemory", { value: 0.25 }));
    const page = await browser.open(link({ areas: [0, 1], scale: 1, indegreeScale: 1 }), { prepare: little });
    const notice = page.locator(".notice");
    await page.locator(".refusal").waitFor({ timeout: 50_000 });
    expect(await notice.innerText()).toMatch(/needs about [\d.]+ GB, and a page can have 4.29 GB/);
    expect(await page.getByRole("button", { name: "Build", exact: true }).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Make the synapses instead" }).click();
    const build = page.getByRole("button", { name: "Build the network" });
    await build.waitFor({ timeout: 50_000 });
    expect(Number(await page.locator(".estimate").getAttribute("data-bytes"))).toBeLessThan(1e9);
    await build.click();
    expect(await notice.innerText()).toMatch(/large network for this device[\s\S]*reports 268 MB/);
    await page.keyboard.press("Escape");
    await page.getByLabel("Neurons").fill("0");
    await expect
      .poll(async () => (await page.locator(".estimate").innerText()).includes("neurons"))
      .toBe(true);
  });
});
