// Links that carry a page's state.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { decodeState } from "../../web/shell/share-code.ts";
import { effort } from "../helpers/effort.ts";
import { inBrowser, useBrowser } from "./browser.ts";

const path = "neuron.html";
const slider = (page: Page) => page.getByRole("slider").first();

/** The fragment of the page once the chosen value is in it. */
async function fragmentWith(page: Page, chosen: string): Promise<string> {
  const state = async (): Promise<string> =>
    JSON.stringify(decodeState(await page.evaluate(() => location.hash))) ?? "";
  await expect.poll(state).toContain(chosen);
  return page.evaluate(() => location.hash);
}

inBrowser.describe("share link", () => {
  const browser = useBrowser();

  it("restores the state in another browser", async () => {
    const page = await browser.open(path);
    const before = await slider(page).inputValue();
    await slider(page).focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press("ArrowRight");
    const chosen = await slider(page).inputValue();
    expect(chosen).not.toBe(before);
    const fragment = await fragmentWith(page, chosen);
    const other = await browser.open(path + fragment);
    await slider(other).waitFor();
    expect(await slider(other).inputValue()).toBe(chosen);
  });

  it("is copied with the key s", async () => {
    const prepare = (context: import("playwright-core").BrowserContext) =>
      context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await browser.open(path, { prepare });
    await slider(page).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("s");
    await page.getByText("The link to this page with its settings is copied.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(page.url());
    expect(copied).toContain("#v1=");
  });

  it("that cannot be read gives the defaults and says so", async () => {
    const page = await browser.open(path);
    const usual = await slider(page).inputValue();
    await page.close();
    const all = [
      ["cut", "#v1=q1Yqys8t"],
      ["of another version", "#v9=q1Yqys8t"],
      ["no state", "#v1=%F0%9F%A7%A0"],
      ["something else", "#v1=i1aKjgUA"],
    ];
    for (const [reason, fragment] of effort(all.slice(0, 2), all)) {
      const other = await browser.open(path + fragment);
      await other.getByText("The link could not be read").waitFor();
      expect(await slider(other).inputValue(), reason).toBe(usual);
      await slider(other).focus();
      await other.keyboard.press("ArrowRight");
      expect(await slider(other).inputValue(), reason).not.toBe(usual);
      await other.close();
    }
  });

  it("works in a tab that shows the page already", async () => {
    const page = await browser.open(path);
    await slider(page).focus();
    const usual = await slider(page).inputValue();
    await page.keyboard.press("ArrowRight");
    const chosen = await slider(page).inputValue();
    const fragment = await fragmentWith(page, chosen);
    const other = await browser.open(path);
    await slider(other).waitFor();
    await other.evaluate((hash) => {
      location.hash = hash;
    }, fragment);
    await expect.poll(() => slider(other).inputValue()).toBe(chosen);
    expect(chosen).not.toBe(usual);
  });
});
