// The first page and what all pages share: links, colours, keys, widths.
import type { BrowserContext, Page } from "playwright-core";
import { expect, it } from "vitest";
import { inBrowser, screens, useBrowser } from "./browser.ts";

const paper = { light: "rgb(251, 250, 247)", dark: "rgb(15, 22, 28)" };

const ground = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

inBrowser.describe("first page", () => {
  const browser = useBrowser();

  it("leads to the pages", async () => {
    const page = await browser.open("");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("Spiking networks");
    const links = page.locator(".card-link");
    const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(addresses).toEqual([
      "./microcircuit.html",
      "./cortex.html",
      "./balanced.html",
      "./neuron.html",
      "./dendritic.html",
    ]);
    for (const address of addresses) {
      const response = await page.request.get(address as string);
      expect(response.status(), address as string).toBe(200);
    }
  });

  it("shows its pictures and has a policy and a manifest", async () => {
    const page = await browser.open("index.html");
    const widths = await page
      .locator("img")
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(widths).toHaveLength(6);
    expect(Math.min(...widths)).toBeGreaterThan(0);
    const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
    expect(await policy.getAttribute("content")).toContain("default-src 'none'");
    const manifest = await page.request.get("manifest.webmanifest");
    expect(await manifest.json()).toMatchObject({ start_url: "./index.html", display: "standalone" });
  });

  it("is not shown inside another page", async () => {
    browser.expectError(/frame-ancestors/);
    const body = '<iframe src="/index.html"></iframe>';
    const around = (context: BrowserContext) =>
      context.route("**/around", (route) => route.fulfill({ contentType: "text/html", body }));
    const page = await browser.open("around", { prepare: around });
    await expect
      .poll(() => page.frames().map((frame) => frame.url()))
      .toContain("chrome-error://chromewebdata/");
    expect(await page.frameLocator("iframe").locator(".brand").count()).toBe(0);
  });

  it("takes the system's colours until the user chooses, and remembers the choice", async () => {
    const page = await browser.open("", { colourScheme: "dark" });
    expect(await ground(page)).toBe(paper.dark);
    const button = page.getByRole("button", { name: /^Colours/ });
    await button.click();
    expect(await ground(page)).toBe(paper.light);
    await page.reload();
    expect(await ground(page)).toBe(paper.light);
    await button.click();
    expect(await ground(page)).toBe(paper.dark);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await ground(page)).toBe(paper.dark);
    await button.click();
    expect(await ground(page)).toBe(paper.light);
  });

  it("opens its help by key, keeps the focus in it, and gives it back", async () => {
    const page = await browser.open("");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog");
    await help.waitFor();
    expect(await help.textContent()).toContain("show this help");
    expect(await help.textContent()).toContain("Simulations may use");
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("To the content");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    expect(new URL(page.url()).hash).toBe("");
  });

  it("fits a phone", async () => {
    const page = await browser.open("", { viewport: screens.phone });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
    const heights = await page
      .locator("header button, header a")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(28);
  });

  it("is there without scripts, with a word about them", async () => {
    const { address } = await browser.server();
    const text = await (await fetch(`${address}neuron.html`)).text();
    expect(text).toContain("<noscript>");
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=/);
  });
});
