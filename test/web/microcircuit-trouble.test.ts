// The microcircuit page when something goes wrong: each trouble ends in a message that says what to do.
import type { BrowserContext } from "playwright-core";
import { expect, it } from "vitest";
import { inVerify } from "../helpers/needs.ts";
import { inBrowser, longSilence, useBrowser, withClock } from "./browser.ts";
import { inkOf, link, pass, status, workersBeginWith } from "./microcircuit-page.ts";

inBrowser.describe("the microcircuit page in trouble", () => {
  const browser = useBrowser();

  it("notices that its worker was killed, and restarts", async () => {
    const page = await browser.open(link(), { prepare: withClock });
    await status(page, "playing");
    await pass(page, 30);
    // Those of the kernel's threads are named otherwise.
    const [worker] = page.workers().filter((one) => one.url().includes("/worker-"));
    expect(worker).toBeDefined();
    await worker?.evaluate(() => close());
    const trouble = page.locator(".trouble");
    await longSilence(page, trouble);
    expect(await trouble.innerText()).toMatch(/The simulation stopped[\s\S]*10 s[\s\S]*Restart/);
    await page.getByRole("button", { name: "Restart", exact: true }).last().click();
    await status(page, "playing");
    await pass(page, 30);
  });

  it("says so when memory is refused, and goes on at a smaller scale", async () => {
    const refuse = `{
      const Real = WebAssembly.Memory;
      WebAssembly.Memory = function (limits) {
        if (limits.initial > 330) throw new RangeError("WebAssembly.Memory(): could not allocate memory");
        return new Real(limits);
      };
    }`;
    const page = await browser.open(link({ scale: 0.1 }), { prepare: workersBeginWith(refuse) });
    const trouble = page.locator(".trouble");
    await trouble.waitFor({ timeout: 30_000 });
    expect(await trouble.getAttribute("data-code")).toBe("E_MEMORY");
    expect(await trouble.innerText()).toMatch(/not enough memory[\s\S]*smaller/);
    await page.getByRole("button", { name: "Restart at scale 0.05" }).click();
    await status(page, "playing");
    await pass(page, 30);
  });

  inVerify.it("says what to do when shared memory is refused", async () => {
    const refuse = `{
      const Real = WebAssembly.Memory;
      WebAssembly.Memory = function (limits) {
        if (limits.shared) throw new TypeError("SharedArrayBuffer is refused");
        return new Real(limits);
      };
    }`;
    const page = await browser.open(link(), { prepare: workersBeginWith(refuse) });
    const trouble = page.locator(".trouble");
    await trouble.waitFor({ timeout: 30_000 });
    expect(await trouble.innerText()).toMatch(/refused[\s\S]*(smaller|serve)[\s\S]*Restart/);
    expect(await page.getByRole("button", { name: "Restart", exact: true }).last().isEnabled()).toBe(true);
  });

  inVerify.it("draws as many spikes after it lost the graphics as before", async () => {
    const page = await browser.open(link({ scale: 0.1 }));
    await status(page, "playing");
    await pass(page, 600);
    await page.keyboard.press("Space");
    await status(page, "paused");
    const before = await inkOf(page);
    expect(before).toBeGreaterThan(0.02);
    await page.locator(".raster canvas").evaluate(async (canvas) => {
      const lost = new Promise((resolve) => canvas.addEventListener("webglcontextlost", resolve));
      const back = new Promise((resolve) => canvas.addEventListener("webglcontextrestored", resolve));
      const extension = (canvas as HTMLCanvasElement)
        .getContext("webgl2")
        ?.getExtension("WEBGL_lose_context");
      extension?.loseContext();
      await lost;
      // The browser allows it only after all have heard of the loss.
      await new Promise((resolve) => setTimeout(resolve, 0));
      extension?.restoreContext();
      await back;
    });
    await expect.poll(() => inkOf(page)).toBeCloseTo(before, 2);
  });

  it("draws without WebGL, with a warning", async () => {
    const without = (context: BrowserContext) =>
      context.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (
          this: HTMLCanvasElement,
          kind: string,
          options: object,
        ) {
          return kind === "webgl2" ? null : real.call(this, kind, options);
        } as typeof real;
      });
    const page = await browser.open(link({ scale: 0.1 }), { prepare: without });
    await page.getByText(/no WebGL 2/).waitFor();
    await status(page, "playing");
    await pass(page, 600);
    await page.keyboard.press("Space");
    await status(page, "paused");
    expect(await inkOf(page)).toBeGreaterThan(0.02);
  });

  const small = (context: BrowserContext) =>
    context.addInitScript(() => Object.defineProperty(navigator, "deviceMemory", { value: 0.5 }));

  it("asks before it builds what is large for the device", async () => {
    const page = await browser.open(link({ scale: 1 }), { prepare: small });
    await page.getByRole("button", { name: "Build the network" }).click();
    const question = page.locator(".size-question");
    expect(await question.innerText()).toMatch(/needs about [\d.]+ GB[\s\S]*reports 537 MB/);
    expect(await page.locator(".estimate").innerText()).toMatch(/77,169 neurons, 298,880,970 synapses/);
    await page.getByRole("button", { name: "Half the scale" }).click();
    await expect.poll(() => page.locator(".estimate").innerText()).toContain("38,587 neurons");
    expect(await question.count()).toBe(0);
  });

  inVerify.it("asks also where the network is wanted before it is known what it takes", async () => {
    const page = await browser.open(link({ scale: 0.02 }), { prepare: small });
    await status(page, "playing");
    // In one turn of the page, so that no estimate comes between.
    await page.getByLabel("Scale").evaluate((slider) => {
      (slider as HTMLInputElement).value = "1000";
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new KeyboardEvent("keydown", { key: "b", bubbles: true }));
    });
    await page.locator(".size-question").waitFor();
    expect(await page.locator("html").getAttribute("data-status")).toBe("playing");
  });

  it("cancels a build", async () => {
    const page = await browser.open(link({ scale: 0.02 }));
    await status(page, "playing");
    await page.getByLabel("Scale").fill("900");
    const large = await page.locator(".estimate").innerText();
    await page.getByRole("button", { name: "Build this network" }).click();
    await status(page, "building");
    await page.keyboard.press("Escape");
    await status(page, "empty");
    expect(large).toMatch(/neurons/);
    await page.getByLabel("Scale").fill("0");
    await page.getByRole("button", { name: "Build the network" }).click();
    await status(page, "playing");
  });

  it("shows defaults and a message for a corrupt link", async () => {
    const page = await browser.open("microcircuit.html#v1=not-a-state");
    await page.getByText(/The link could not be read/).waitFor();
    await status(page, "playing");
    expect(await page.locator(".estimate").innerText()).toContain("7,718 neurons");
  });
});
