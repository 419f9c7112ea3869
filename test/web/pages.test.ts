// What every page must have: names for everything that can be used, a width that fits, the shared keys.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { effort } from "../helpers/effort.ts";
import { inBrowser, screens, useBrowser } from "./browser.ts";
import { misnamed, namedParts } from "./names.ts";

const pages = [
  "index.html",
  "microcircuit.html",
  "cortex.html",
  "balanced.html",
  "neuron.html",
  "dendritic.html",
];

/** Buttons, links and fields without a name for those who do not see them. */
const nameless = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const nameOf = (element: Element): string => {
      const labels = (element as HTMLInputElement).labels ?? [];
      const tied = (element.getAttribute("aria-labelledby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id));
      const texts = [element, ...labels, ...tied].map((one) => one?.textContent ?? "");
      return [
        element.getAttribute("aria-label") ?? "",
        element.querySelector("title")?.textContent ?? "",
        ...texts,
      ]
        .join("")
        .trim();
    };
    const usable = document.querySelectorAll(
      "button, a[href], input, select, textarea, [tabindex='0'][role]",
    );
    return [...usable]
      .filter((element) => nameOf(element) === "")
      .map((element) => element.outerHTML.slice(0, 200));
  });

inBrowser.describe("every page", () => {
  const browser = useBrowser();

  it.each(pages)("%s fits a phone, has one heading, and names what can be used", async (path) => {
    const page = await browser.open(path, { viewport: screens.phone, colourScheme: "dark" });
    await page.locator("h1").waitFor();
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("main").count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
    expect(await nameless(page)).toEqual([]);
    // What scrolls belongs to who reads without a mouse.
    const scrolled = async (): Promise<number> => {
      await page.keyboard.press("ArrowDown");
      return page.evaluate(() => scrollY);
    };
    await expect.poll(scrolled).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    const ink = page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink"));
    expect(await ink).toBe("#17222c");
    expect(await page.locator("h1").isVisible()).toBe(true);
    for (const part of [".bar nav", ".tools", ".foot", ".button", "input[type=range]"])
      expect(await page.locator(part).filter({ visible: true }).count(), part).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
  });

  it("names what it checks: a button without a name is found", async () => {
    const page = await browser.open("index.html");
    await page.locator("h1").waitFor();
    await page.evaluate(() => document.querySelector("main")?.append(document.createElement("button")));
    expect(await nameless(page)).toHaveLength(1);
    expect(await misnamed(page)).toEqual([]);
    await page.evaluate(() => {
      const button = Object.assign(document.createElement("button"), { ariaLabel: "Copy a link" });
      button.append("Share");
      document.querySelector("main")?.append(button);
    });
    expect(await misnamed(page)).toEqual([{ role: "button", name: "copy a link", words: "share" }]);
  });

  // Pages that show their code by the same parts.
  const coded = effort(["microcircuit.html", "neuron.html"], pages.slice(1));
  it.each(coded)("%s shows its code beside it, leaves its controls, and copies it", async (path) => {
    const page = await browser.open(path, {
      viewport: { width: 1440, height: 900 },
      prepare: (context) => context.grantPermissions(["clipboard-read", "clipboard-write"]),
    });
    await page.locator("h1").waitFor();
    const controls = () =>
      page
        .locator(".controls, .controls input, .controls select")
        .evaluateAll((all) =>
          all.map((one) => [one.className, ...Object.values(one.getBoundingClientRect().toJSON())]),
        );
    // What a network will take is found out a moment later, and a line longer.
    if (["microcircuit.html", "cortex.html"].includes(path))
      await page.locator(".estimate[data-bytes]").waitFor();
    const before = await controls();
    expect(before.length).toBeGreaterThan(5);
    await page.keyboard.press("c");
    const panel = page.getByRole("complementary", { name: "Code" });
    expect(await controls()).toEqual(before);
    await page.getByRole("button", { name: "Export" }).click();
    const parts = await namedParts(page);
    expect(parts.filter(({ words }) => words !== "").length).toBeGreaterThan(15);
    for (const word of ["share", "code", "export", "copy"])
      expect(parts.map(({ words }) => words)).toContain(word);
    // Names and words are asked for one after the other, while a page that begins to play changes both.
    await expect.poll(() => misnamed(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await panel.getByRole("button", { name: "Copy" }).click();
    await panel.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^import .* from "cajal/m);
    const [code, stage] = await Promise.all([
      panel.boundingBox(),
      page.locator("main canvas").first().boundingBox(),
    ]);
    expect((stage?.x ?? 0) + (stage?.width ?? Infinity)).toBeLessThanOrEqual(code?.x ?? 0);
    await page.keyboard.press("c");
    await panel.waitFor({ state: "detached" });
  });
});
