// How tests drive the microcircuit page.
import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { encodeState } from "../../web/shell/share-code.ts";

/** A small network that runs as fast as it can, unless told otherwise. */
export const link = (settings: object = {}): string =>
  `microcircuit.html${encodeState({ scale: 0.05, speed: 0, ...settings })}`;

export const status = (page: Page, wanted: string) =>
  page.locator(`html[data-status="${wanted}"]`).waitFor({ state: "attached", timeout: 50_000 });

export const timeOf = (page: Page): Promise<number> =>
  page.locator(".model-time").evaluate((element) => Number((element as HTMLElement).dataset.time));

/** Waits until so much more model time has passed [ms]. */
export async function pass(page: Page, duration: number): Promise<void> {
  const end = (await timeOf(page)) + duration;
  await expect.poll(() => timeOf(page), { timeout: 50_000 }).toBeGreaterThanOrEqual(end);
}

/** The mean rate of a population over the last second of model time, as the page shows it [1/s]. */
export const rateOf = (page: Page, population: string): Promise<number> =>
  page
    .locator(`[data-population="${population}"]`)
    .evaluate((element) => Number((element as HTMLElement).dataset.rate));

export const slide = (page: Page, name: RegExp, value: number) => page.getByLabel(name).fill(String(value));

export async function codeOf(page: Page): Promise<string> {
  await page.keyboard.press("c");
  const code = await page.locator(".code-panel pre").innerText();
  await page.keyboard.press("c");
  return code;
}

/** The digest that the page computes while its details are open and it pauses. */
export async function digestOfPage(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Compute" }).click();
  return page.locator(".digest code").innerText();
}

export async function save(page: Page, label: string): Promise<Buffer> {
  await page.getByRole("button", { name: /Export/ }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.locator(".menu li button", { hasText: label }).click(),
  ]);
  return readFile(await file.path());
}

/** The share of the raster that is coloured, read from its picture on the screen. */
export async function inkOf(page: Page): Promise<number> {
  const picture = (await page.locator(".raster canvas").screenshot()).toString("base64");
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {
      width: image.width,
      height: image.height,
    });
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let coloured = 0;
    for (let at = 0; at < pixels.length; at += 4)
      if (Math.abs((pixels[at] as number) - (pixels[at + 2] as number)) > 60) coloured++;
    return (4 * coloured) / pixels.length;
  }, picture);
}

/** Lets the page's workers begin with some lines of ours. */
export const workersBeginWith =
  (lines: string) =>
  (context: BrowserContext): Promise<unknown> =>
    context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
      try {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
      } catch {
        // The test has ended and closed the page.
      }
    });
