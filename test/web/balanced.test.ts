// The page of the balanced network as its user meets it.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { decodeNpz } from "../../ts/io/index.ts";
import { encodeState } from "../../web/shell/share-code.ts";
import { effort } from "../helpers/effort.ts";
import { inVerify } from "../helpers/needs.ts";
import { runCode } from "../helpers/run-code.ts";
import { inBrowser, longSilence, type OpenOptions, screens, useBrowser, withClock } from "./browser.ts";
import { columnsOf, exported, pngSignature } from "./downloads.ts";

const link = (state: object): string => `balanced.html${encodeState(state)}`;

// Fast on slow machines.
const small = { size: 1250, speed: 0 };

// Large enough for the rates of the regimes.
const larger = { size: 2500 };

/** What the network was measured to do; not a number before that. */
async function measured(page: Page, name: string): Promise<number> {
  return Number(await page.locator(`[data-measure=${name}]`).textContent());
}

const status = (page: Page): Promise<string | null> => page.locator(".status").textContent();

/** The model time that the page shows [s]. */
const timeOf = async (page: Page): Promise<number> =>
  Number(/([\d.]+) s\b/.exec((await status(page)) ?? "")?.[1]);

/** Where a place of the plane is on the screen. */
async function spot(page: Page, g: number, eta: number): Promise<{ x: number; y: number }> {
  const frame = await page.locator(".plane .axes rect").boundingBox();
  if (!frame) throw new Error("the plane has no frame");
  return { x: frame.x + (frame.width * g) / 8, y: frame.y + frame.height * (1 - eta / 4) };
}

inBrowser.describe("balanced network", () => {
  const browser = useBrowser();
  const open = (state: object, options?: OpenOptions) => browser.open(link({ ...small, ...state }), options);

  it("plays by itself in the asynchronous state, at the rate of the theory", async () => {
    const page = await browser.open("balanced.html");
    await expect.poll(() => measured(page, "rate"), { timeout: 40_000 }).toBeGreaterThan(30);
    await expect.poll(async () => Math.abs((await measured(page, "rate")) - 37.7)).toBeLessThan(2);
    expect(await page.locator("[data-theory=rate]").textContent()).toBe("37.9");
    expect(await page.locator("[data-regime]").getAttribute("data-regime")).toBe("AI");
    await expect.poll(() => measured(page, "cv")).toBeGreaterThan(0.3);
  });

  it("goes to each regime at the press of its button, without a restart", async () => {
    const page = await open(larger);
    await expect.poll(() => measured(page, "rate")).toBeGreaterThan(30);
    const before = await timeOf(page);
    const all = [
      { name: "synchronous regular", regime: "SR", rate: [250, 500], cv: [0, 0.1] },
      { name: "synchronous irregular, fast", regime: "SI fast", rate: [52, 68], cv: [0.5, 2] },
      { name: "synchronous irregular, slow", regime: "SI slow", rate: [2, 12], cv: [0.2, 1.5] },
      { name: "asynchronous irregular", regime: "AI", rate: [34, 42], cv: [0.3, 1.2] },
    ] as const;
    for (const { name, regime, rate, cv } of effort<readonly (typeof all)[number][]>([all[0], all[3]], all)) {
      await page
        .getByRole("button", { name: `: ${name}` })
        .first()
        .click();
      await page.locator(`[data-regime="${regime}"]`).waitFor();
      const inside = async (id: string, [low, high]: readonly [number, number]): Promise<boolean> => {
        const value = await measured(page, id);
        return value >= low && value <= high;
      };
      await expect
        .poll(() => inside("rate", rate), { timeout: 30_000, message: `rate of ${regime}` })
        .toBe(true);
      await expect.poll(() => inside("cv", cv), { timeout: 30_000, message: `CV of ${regime}` }).toBe(true);
    }
    expect(await timeOf(page)).toBeGreaterThan(before);
  });

  it("follows the point that is dragged, and the arrow keys on it", async () => {
    const page = await open(larger);
    await expect.poll(() => measured(page, "rate")).toBeGreaterThan(30);
    const [from, to] = [await spot(page, 5, 2), await spot(page, 7.5, 1.5)];
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 8 });
    await page.mouse.up();
    const point = page.locator(".plane .point");
    const place = (): Promise<string | null> => point.getAttribute("aria-valuetext");
    await expect.poll(place).toBe("g 7.5, external rate 1.5");
    await expect.poll(() => measured(page, "rate")).toBeLessThan(14);
    await point.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(place).toBe("g 7.4, external rate 2");
    for (let press = 0; press < 9; press++) await page.keyboard.press("Shift+ArrowLeft");
    await expect.poll(() => measured(page, "rate"), { timeout: 30_000 }).toBeGreaterThan(200);
  });

  it("pauses, goes step by step, plays on and begins anew", async () => {
    const page = await open({});
    await expect.poll(() => timeOf(page)).toBeGreaterThan(0.05);
    await page.keyboard.press("Space");
    await expect.poll(() => status(page)).toContain("Paused");
    const before = await timeOf(page);
    expect(before).toBeGreaterThan(0.05);
    for (let press = 0; press < 20; press++)
      await page.getByRole("button", { name: "One millisecond" }).click();
    await expect.poll(() => timeOf(page)).toBeCloseTo(before + 0.02, 2);
    await page.getByRole("button", { name: "Play" }).click();
    await expect.poll(() => timeOf(page)).toBeGreaterThan(before + 0.1);
    await page.getByRole("button", { name: "Pause" }).click();
    await expect.poll(() => status(page)).toContain("Paused");
    const reached = await timeOf(page);
    await page.keyboard.press("r");
    await expect.poll(() => timeOf(page)).toBeLessThan(reached);
  });

  inVerify.it("is restored by its link", async () => {
    const page = await open({ ...larger, g: 6.2, eta: 3, seed: 8, shown: 50, window: 200 });
    const address = page.url().slice(page.url().lastIndexOf("/") + 1);
    await page.close();
    const other = await browser.open(address);
    expect(await other.locator(".plane .point").getAttribute("aria-valuetext")).toBe(
      "g 6.2, external rate 3",
    );
    expect(await other.getByLabel("Seed").inputValue()).toBe("8");
    expect(await other.getByLabel("Size").inputValue()).toBe("2500");
    expect(await other.getByLabel("Neurons in the raster").inputValue()).toBe("50");
    await expect.poll(() => measured(other, "rate")).toBeGreaterThan(10);
  });

  inVerify.it("gives spikes and figures as files", async () => {
    // At full speed the page may be past the 2 s that it keeps before it is told to pause.
    const page = await open({ g: 5, eta: 2, speed: 500 });
    await expect.poll(() => timeOf(page)).toBeGreaterThan(0.6);
    await page.keyboard.press("Space");
    await expect.poll(() => status(page)).toContain("Paused");
    await page.getByRole("button", { name: ": synchronous regular" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    const moved = await timeOf(page);
    // The program repeats the page to the step where a place was kept for 0.5 s; the time shown runs behind.
    await expect.poll(() => timeOf(page)).toBeGreaterThan(moved + 0.8);
    await page.keyboard.press("Space");
    await expect.poll(() => status(page)).toContain("Paused");
    const csv = columnsOf((await exported(page, "Spikes of the last 2 s (CSV)")).bytes);
    const times = csv.get("time (ms)") as number[];
    await page.keyboard.press("c");
    const code = page.getByRole("complementary", { name: "Code" });
    const [counted = ""] = await runCode((await code.locator("pre").textContent()) ?? "");
    expect(counted).toContain(`spikes ${times.length} digest`);
    await page.keyboard.press("c");
    const spectrum = (await exported(page, "Spectrum (SVG)")).bytes.toString("utf8");
    for (const setting of ["g = 5, ν_ext / ν_thr = 2:", "g = 3, ν_ext / ν_thr = 2:"])
      expect(spectrum).toContain(setting);
    expect(times.length).toBeGreaterThan(10_000);
    expect(times.every((time, k) => k === 0 || time >= (times[k - 1] as number))).toBe(true);
    expect(Math.max(...new Set(csv.get("neuron")))).toBeLessThan(1250);
    const { name, bytes } = await exported(page, "Spikes of the last 2 s (npz)");
    expect(name).toBe("balanced-spikes.npz");
    const arrays = decodeNpz(bytes);
    expect(arrays.get("times")?.data.length).toBe(times.length);
    expect(arrays.get("neurons")?.data.length).toBe(1250);
    for (const figure of ["Raster", "Spectrum"]) {
      const svg = (await exported(page, `${figure} (SVG)`)).bytes.toString("utf8");
      expect(svg).toMatch(/^<svg[^>]*xmlns/);
      expect(svg).toContain(figure === "Raster" ? "time" : "frequency (1/s)");
      const png = (await exported(page, `${figure} (PNG)`)).bytes;
      expect(png.subarray(0, 8).toString("hex")).toBe(pngSignature);
    }
  });

  it("shows the code of the present place", async () => {
    const page = await open({ g: 4.5, eta: 0.9 });
    await page.keyboard.press("c");
    const code = page.getByRole("complementary", { name: "Code" });
    expect(await code.textContent()).toContain("brunel({ g: 4.5, eta: 0.9, scale: 0.1, seed: 1 })");
    await page.keyboard.press("1");
    await expect.poll(() => code.textContent()).toContain("g: 3, eta: 2");
  });

  inVerify.it("says when the simulation was lost, and begins anew", async () => {
    const page = await open({}, { prepare: withClock });
    await expect.poll(() => measured(page, "rate")).toBeGreaterThan(30);
    const found = page.workers().find((worker) => /worker-\w+/.test(worker.url()));
    expect(found).toBeDefined();
    await found?.evaluate(() => close());
    await longSilence(page, page.getByText("the simulation stopped"));
    await page.getByRole("button", { name: "Restart" }).click();
    await expect.poll(() => timeOf(page)).toBeGreaterThan(0.02);
    await expect.poll(() => measured(page, "rate")).toBeGreaterThan(30);
  });

  inVerify.it("runs with one thread and says so where there is no isolation", async () => {
    const page = await open({}, { isolation: "off" });
    await expect.poll(() => measured(page, "rate"), { timeout: 40_000 }).toBeGreaterThan(30);
    expect(await status(page)).toContain("one thread");
    // Numbers that change all the time are not read aloud.
    const spoken = page.locator(".status").getByRole("status");
    expect(await spoken.textContent()).toBe("Running");
    await page.getByRole("button", { name: ": synchronous irregular, fast" }).click();
    await expect.poll(() => measured(page, "rate"), { timeout: 30_000 }).toBeGreaterThan(50);
  });

  inVerify.it("fits a phone in light and dark colours", async () => {
    const page = await open({}, { viewport: screens.phone });
    await expect.poll(() => measured(page, "rate")).toBeGreaterThan(30);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const box = await page.locator(".raster canvas").boundingBox();
      expect(box?.width).toBeGreaterThan(250);
    }
  });
});
