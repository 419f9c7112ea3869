// The microcircuit page as its user sees it, in a real browser.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { decodeNpz } from "../../ts/io/index.ts";
import { microcircuit } from "../../ts/networks/index.ts";
import { inVerify } from "../helpers/needs.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";
import { inBrowser, useBrowser } from "./browser.ts";
import { columnsOf } from "./downloads.ts";
import {
  codeOf,
  digestOfPage,
  link,
  pass,
  rateOf,
  save,
  slide,
  status,
  timeOf,
} from "./microcircuit-page.ts";

inBrowser.describe("the microcircuit page", () => {
  const browser = useBrowser();

  it("builds and runs by itself, with threads, and says what runs", async () => {
    const page = await browser.open("microcircuit.html");
    await status(page, "playing");
    await pass(page, 50);
    await page.locator(".run-details summary").click();
    expect(await page.locator(".backend").innerText()).toMatch(/^wasm, .*thread.*simd128/);
    expect(await page.locator(".run-details").innerText()).toContain("2,988,807 synapses");
    expect(await page.locator(".estimate").innerText()).toMatch(/^7,718 neurons, 2,988,807 synapses/);
    expect(await page.locator(".real-time-factor").innerText()).toMatch(/^\d+\.\d\d/);
    await page.getByRole("button", { name: "Pause" }).click();
    await status(page, "paused");
    const { network } = microcircuit({ scale: 0.1 });
    const simulation = await network.build();
    await simulation.run(await timeOf(page));
    expect(await digestOfPage(page)).toBe(simulation.digest());
    simulation.dispose();
  });

  it("fires at published rates, and follows the sliders without a restart", async () => {
    const page = await browser.open(link({ scale: 0.1 }));
    await status(page, "playing");
    await pass(page, 1200);
    const published = await rateOf(page, "L4E");
    expect(published).toBeGreaterThan(3);
    expect(published).toBeLessThan(5.5);
    await slide(page, /Background input/, 1.3);
    await pass(page, 1200);
    expect(await rateOf(page, "L4E")).toBeGreaterThan(1.7 * published);
    await slide(page, /Background input/, 1);
    await slide(page, /Inhibition/, 10);
    await pass(page, 1200);
    expect(await rateOf(page, "L5E")).toBeLessThan(5);
    expect(await timeOf(page)).toBeGreaterThan(3600);
  });

  it("pauses, steps and goes on by keys", async () => {
    const page = await browser.open(link());
    await status(page, "playing");
    await page.keyboard.press("Space");
    await status(page, "paused");
    const paused = await timeOf(page);
    await page.keyboard.press(".");
    await expect.poll(() => timeOf(page)).toBeCloseTo(paused + 0.1, 6);
    await page.keyboard.press("l");
    await expect.poll(() => timeOf(page)).toBeCloseTo(paused + 10.1, 6);
    await page.keyboard.press("Space");
    await pass(page, 20);
  });

  it("shows a program that gives the same digest in Node", async () => {
    const page = await browser.open(link());
    await status(page, "playing");
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "Add it" }).click();
    await expect.poll(() => page.getByLabel("Thalamic neurons").isChecked()).toBe(true);
    await expect.poll(() => page.getByRole("button", { name: "Fire the thalamus" }).isEnabled()).toBe(true);
    await pass(page, 30);
    await slide(page, /Background input/, 1.2);
    await pass(page, 30);
    await slide(page, /Inhibition/, 5);
    await pass(page, 30);
    await page.keyboard.press("t");
    await pass(page, 30);
    await page.keyboard.press("Space");
    await status(page, "paused");
    await page.locator(".run-details summary").click();
    const digest = await digestOfPage(page);
    const code = await codeOf(page);
    for (const part of [
      "scale: 0.05, seed: 55",
      "thalamus: true",
      "background(sim, 1.2)",
      "inhibition(sim, -5)",
      "pulse(sim, { rate: 120",
    ])
      expect(code).toContain(part);
    expect(digestOf(await runCode(code))).toBe(digest);
  });

  it("brings back every setting from its link", async () => {
    const page = await browser.open(link({ scale: 0.02 }));
    await status(page, "playing");
    await slide(page, /Background input/, 1.25);
    await slide(page, /Inhibition/, 4.6);
    await slide(page, /Rate of a relay neuron/, 200);
    await slide(page, /Length/, 20);
    await slide(page, /Time shown/, 300);
    await page.getByLabel("Seed", { exact: true }).fill("77");
    await page.getByLabel("Seed", { exact: true }).press("Enter");
    await page.getByLabel("Speed").selectOption("real time");
    await page.getByLabel("Background", { exact: true }).selectOption("constant current");
    await page.getByLabel("Weights stored in").selectOption("compact");
    const before = page.url();
    await expect.poll(() => page.url()).not.toBe(before);
    const values = (from: Page): Promise<string[]> =>
      from
        .locator(".page-microcircuit :is(input, select)")
        .evaluateAll((fields) => fields.map((field) => `${(field as HTMLInputElement).value}`));
    // The address is written a moment after the last change.
    await expect
      .poll(async () => {
        const other = await browser.open(new URL(page.url()).pathname.slice(1) + new URL(page.url()).hash);
        const found = await values(other);
        await other.close();
        return found;
      })
      .toEqual(await values(page));
  });

  it("saves spikes and figures that can be read", async () => {
    // At full speed the page may be past the 2 s that it keeps before it is told to pause.
    const page = await browser.open(link({ seed: 4, speed: 500 }));
    await status(page, "playing");
    await pass(page, 300);
    await page.keyboard.press("Space");
    await status(page, "paused");
    const time = await timeOf(page);
    const [heading, ...rows] = (await save(page, "Spikes (CSV)")).toString().trimEnd().split("\n");
    expect(heading).toBe("time (ms),neuron");
    const arrays = decodeNpz(await save(page, "Spikes (npz)"));
    const [ids, times] = [arrays.get("ids")?.data ?? [], arrays.get("times")?.data ?? []];
    expect(ids.length).toBeGreaterThan(500);
    expect(rows.length).toBe(ids.length);
    expect(rows.at(-1)).toBe(`${times.at(-1)},${ids.at(-1)}`);
    expect(times.at(-1)).toBeLessThanOrEqual(time);
    expect(arrays.get("neurons")?.data.length).toBe(3859);
    const raster = (await save(page, "Raster (SVG)")).toString();
    expect(raster).toMatch(/^<svg [\s\S]*L2\/3E[\s\S]*<\/svg>\s*$/);
    await slide(page, /Background input/, 1.2);
    await page.keyboard.press("Space");
    await pass(page, 250);
    await page.keyboard.press("Space");
    await status(page, "paused");
    const rates = columnsOf(await save(page, "Rates by setting (CSV)"));
    expect(rates.get("background")).toEqual([1, 1.2]);
    expect(rates.get("begin (ms)")).toEqual([0, time]);
    expect(rates.get("end (ms)")?.[0]).toBe(time);
    const [before = 0, after = 0] = rates.get("L4E (1/s)") ?? [];
    expect(after).toBeGreaterThan(1.2 * before);
    const inL4E = Array.from(ids, Number).filter((id) => id >= 1326 && id < 1326 + 1096).length;
    expect(before).toBeCloseTo((1000 * inL4E) / (1096 * time), 6);
    const figure = (await save(page, "Rates (SVG)")).toString();
    for (const setting of ["background 100 %, g = 4: 0 to", "background 120 %, g = 4:"])
      expect(figure).toContain(setting);
    const picture = await save(page, "Rates (PNG)");
    expect([...picture.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(picture.readUInt32BE(16)).toBe(1120);
  });

  inVerify.it("runs with one thread where the page is not isolated, and says so", async () => {
    const page = await browser.open(link(), { isolation: "off" });
    await status(page, "playing");
    await pass(page, 50);
    expect(await page.locator(".threads").innerText()).toBe("1");
    await page.locator(".run-details summary").click();
    expect(await page.locator(".run-details").innerText()).toContain("not cross-origin isolated");
    await slide(page, /Inhibition/, 6);
    await pass(page, 50);
    await page.keyboard.press("Space");
    await status(page, "paused");
  });
});
