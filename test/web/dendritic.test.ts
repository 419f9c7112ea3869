// The page of dendritic learning as its user meets it.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { dendriticLearner, train } from "../../ts/learning/index.ts";
import { learnerOptions, taskOf, trainingOptions } from "../../web/pages/dendritic/setup.ts";
import { stateSchema } from "../../web/pages/dendritic/state.ts";
import { encodeState } from "../../web/shell/share-code.ts";
import { inVerify } from "../helpers/needs.ts";
import { inBrowser, longSilence, type OpenOptions, screens, useBrowser, withClock } from "./browser.ts";
import { columnsOf, exported, pngSignature } from "./downloads.ts";

const link = (state: object): string => `dendritic.html${encodeState(state)}`;

const status = (page: Page): Promise<string | null> => page.locator(".status").textContent();

/** Waits for a status: playing, paused, failed. */
const reached = (page: Page, name: string): Promise<void> =>
  page.locator(`[data-status="${name}"]`).waitFor({ timeout: 30_000 });

/** A number of the learning curve. */
const measured = async (page: Page, name: string): Promise<number> =>
  Number(await page.locator(`[data-measure=${name}]`).textContent());

/** Waits for the end of the first test. */
const tested = (page: Page): Promise<void> =>
  expect.poll(() => measured(page, "accuracy"), { timeout: 30_000 }).toBeGreaterThanOrEqual(0);

/** Finished epochs, as the page says. */
const epochOf = async (page: Page): Promise<number> =>
  Number(/(\d+) epochs?/.exec((await status(page)) ?? "")?.[1] ?? 0);

/** Presentations as their caption names them, and when they came [ms]. */
type Presented = [caption: string, at: number][];

/** Has a page note what it presents from now on. */
const noting = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const presented: Presented = [];
    const caption = document.querySelector(".present .caption");
    const note = (): void => void presented.push([caption?.textContent ?? "", performance.now()]);
    new MutationObserver(note).observe(caption as Element, {
      subtree: true,
      characterData: true,
      childList: true,
    });
    Object.assign(globalThis, { presented });
  });

/** When each of some training patterns was first seen [ms]. */
const seen = (page: Page, places: readonly number[]): Promise<number[]> =>
  page.evaluate((places) => {
    const { presented } = globalThis as unknown as { presented: Presented };
    const first = (place: number) =>
      presented.find(([text]) => text.startsWith(`Training ${place} of 8, teacher on`));
    return places.flatMap((place) => first(place)?.[1] ?? []);
  }, places);

const rightAnswers = (page: Page): Promise<number> => page.locator('[data-right="true"]').count();

/** Whether a canvas shows more than one colour. */
const painted = (page: Page, name: string): Promise<boolean> =>
  page.getByRole("img", { name }).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const context = (canvas as HTMLCanvasElement).getContext("2d");
    const { data } = context?.getImageData(0, 0, width, height) ?? { data: new Uint8ClampedArray() };
    return new Set(new Uint32Array(data.buffer)).size > 3;
  });

inBrowser.describe("dendritic learning", () => {
  const browser = useBrowser();
  const open = (state: object, options?: OpenOptions) => browser.open(link({ speed: 0, ...state }), options);

  it("waits for its user with the first test done, then learns all patterns as Node does", async () => {
    const page = await browser.open(link({ speed: 0 }));
    await tested(page);
    expect(await measured(page, "accuracy")).toBeLessThan(0.7);
    expect(await status(page)).toBe("Nothing learned yet");
    await page.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => epochOf(page), { timeout: 60_000 }).toBeGreaterThan(170);
    await page.keyboard.press("Space");
    await reached(page, "paused");
    expect(await measured(page, "accuracy")).toBe(1);
    expect(await measured(page, "error")).toBeLessThan(0.06);
    expect(await rightAnswers(page)).toBe(8);

    const curve = columnsOf((await exported(page, "Learning curve (CSV)")).bytes);
    const epochs = curve.get("epoch") as number[];
    const settings = stateSchema.parse({});
    const learner = await dendriticLearner(learnerOptions(settings), { backend: "native" });
    const options = { ...trainingOptions(settings), epochs: epochs.at(-1) as number };
    const rows = await train(learner, taskOf("rate"), options);
    learner.simulation.dispose();
    expect(epochs).toEqual(rows.map(({ epoch }) => epoch));
    expect(curve.get("test accuracy")).toEqual(rows.map(({ testAccuracy }) => testAccuracy));
    const errors = curve.get("test error") as number[];
    for (const [k, { testError }] of rows.entries()) expect(errors[k]).toBeCloseTo(testError, 12);
  });

  it("shows weights and apical potentials, loud with a teacher and silent without", async () => {
    const page = await open({ speed: 300 });
    await tested(page);
    expect(await painted(page, "Weights from the nine pixels")).toBe(true);
    const silent = await measured(page, "apical");
    await page.getByText("mean potential, ±0.3").waitFor();
    expect(silent).toBeLessThan(0.01);
    expect(await measured(page, "feedback")).toBe(0);
    await page.getByRole("button", { name: "One pattern" }).click();
    await page.getByText("Training 1 of 8, teacher on").waitFor();
    expect(await measured(page, "taught")).toBeGreaterThan(10 * Math.max(silent, 0.001));
    expect(await measured(page, "apical")).toBe(silent);
    await page.getByText("apical potentials are less than half as large").waitFor();
    expect(await status(page)).toBe("Paused in epoch 1");
    expect(await painted(page, "Apical potentials, one row per hidden cell, over time")).toBe(true);
  });

  it("goes slowly, pattern by pattern, and stops and goes on by key", async () => {
    const page = await open({ speed: 3 });
    await tested(page);
    await noting(page);
    await page.keyboard.press("Space");
    await expect.poll(() => seen(page, [1, 2, 3])).toHaveLength(3);
    const [first = 0, second = 0, third = 0] = await seen(page, [1, 2, 3]);
    expect(second).toBeGreaterThan(first);
    // At most three per second; the first is seen a little late.
    expect(third - first).toBeGreaterThan(400);
    await page.keyboard.press("Space");
    await reached(page, "paused");
    await page.getByLabel("Speed").selectOption("as fast as possible");
    await page.keyboard.press("Space");
    await expect.poll(() => epochOf(page)).toBeGreaterThan(5);
  });

  it("begins anew when reset and when a setting changes", async () => {
    const page = await open({});
    await reached(page, "paused");
    await page.keyboard.press("Space");
    await expect.poll(() => epochOf(page)).toBeGreaterThan(3);
    await page.keyboard.press("r");
    await expect.poll(() => status(page)).toBe("Nothing learned yet");
    await page.keyboard.press("Space");
    await expect.poll(() => epochOf(page)).toBeGreaterThan(3);
    await page.getByLabel("Latent equilibrium").click();
    await expect.poll(() => status(page)).toBe("Nothing learned yet");
    await page.getByText("Without latent equilibrium every layer lags").waitFor();
    await page.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => epochOf(page)).toBeGreaterThan(20);
    expect(await rightAnswers(page)).toBeLessThan(8);
  });

  it("goes through epochs with spikes, and shows patterns longer where they are chosen", async () => {
    const page = await open({ form: "spikes", duration: 5 });
    await reached(page, "paused");
    for (const text of ["far from physiology", "lost in their noise"]) await page.getByText(text).waitFor();
    await page.getByRole("button", { name: "Start" }).click();
    await expect.poll(() => epochOf(page), { timeout: 40_000 }).toBeGreaterThan(5);
    expect(await measured(page, "error")).toBeLessThan(1);
    const duration = page.getByLabel("Pattern for");
    for (const [form, usual] of [
      ["rates", "5"],
      ["spikes", "50"],
    ] as const) {
      await page.getByLabel("Neurons send").selectOption(form);
      expect(await duration.inputValue()).toBe(usual);
    }
    await page.getByText("so that 20 ms per pattern are enough").waitFor();
  });

  inVerify.it("is restored by its link, and says when a link cannot be read", async () => {
    const state = { form: "spikes", latentEquilibrium: false, duration: 50, hidden: 21, seed: 8, speed: 30 };
    const page = await open(state);
    await reached(page, "paused");
    expect(await page.getByLabel("Neurons send").inputValue()).toBe("spikes");
    expect(await page.getByLabel("Latent equilibrium").isChecked()).toBe(false);
    expect(await page.getByLabel("Pattern for").inputValue()).toBe("50");
    expect(await page.getByLabel("Hidden cells").inputValue()).toBe("21");
    expect(await page.getByLabel("Seed").inputValue()).toBe("8");
    expect(await page.getByLabel("Speed").inputValue()).toBe("30");
    const wrong = await browser.open(link({ duration: 6 }));
    await wrong.getByText("The link could not be read (duration:").waitFor();
    await reached(wrong, "paused");
    expect(await wrong.getByLabel("Pattern for").inputValue()).toBe("5");
  });

  inVerify.it("gives curve, weights and figure as files", async () => {
    const page = await open({ hidden: 10 });
    await reached(page, "paused");
    await page.keyboard.press("Space");
    await expect.poll(() => epochOf(page)).toBeGreaterThan(3);
    await page.keyboard.press("Space");
    await reached(page, "paused");
    const { name, bytes } = await exported(page, "Weights and settings (JSON)");
    expect(name).toBe("dendritic-weights.json");
    const { settings, weights } = JSON.parse(bytes.toString("utf8"));
    expect(settings).toMatchObject({ hidden: 10, duration: 5 });
    expect([weights.input.length, weights.input[0].length, weights.pi.length]).toEqual([10, 9, 10]);
    const svg = (await exported(page, "Learning curve (SVG)")).bytes.toString("utf8");
    expect(svg).toContain("published");
    const png = (await exported(page, "Learning curve (PNG)")).bytes;
    expect(png.subarray(0, 8).toString("hex")).toBe(pngSignature);
  });

  inVerify.it("says when the simulation was lost, and begins anew", async () => {
    const page = await open({}, { prepare: withClock });
    await reached(page, "paused");
    await page.keyboard.press("Space");
    await expect.poll(() => epochOf(page)).toBeGreaterThan(1);
    const found = page.workers().find((worker) => /worker-\w+/.test(worker.url()));
    expect(found).toBeDefined();
    await found?.evaluate(() => close());
    const message = page.getByText("the simulation stopped");
    await longSilence(page, message);
    await page.locator(".message").getByRole("button", { name: "Restart" }).click();
    await reached(page, "paused");
    await expect.poll(() => status(page)).toBe("Nothing learned yet");
    expect(await message.count()).toBe(0);
  });

  inVerify.it("learns without isolation too", async () => {
    const page = await open({}, { isolation: "off" });
    await reached(page, "paused");
    await page.keyboard.press("Space");
    await expect.poll(() => measured(page, "accuracy"), { timeout: 60_000 }).toBe(1);
  });

  inVerify.it("fits a phone, and paints anew in dark colours", async () => {
    const page = await open({}, { viewport: screens.phone });
    await tested(page);
    const weights = page.getByRole("img", { name: "Weights from the nine pixels" });
    const pixels = (): Promise<string> =>
      weights.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    expect(await painted(page, "Weights from the nine pixels")).toBe(true);
    const light = await pixels();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
      const start = await page.getByRole("button", { name: "Start" }).boundingBox();
      expect((start?.y ?? Infinity) + (start?.height ?? 0)).toBeLessThan(screens.phone.height);
      expect((await weights.boundingBox())?.width).toBeGreaterThan(180);
    }
    await expect.poll(pixels).not.toBe(light);
  });
});
