// The documentation beside the pages: reached from their header, searched without a network, read on a phone.
import { expect, it } from "vitest";
import { inBrowser, screens, useBrowser } from "./browser.ts";

inBrowser.describe("documentation", () => {
  const browser = useBrowser();

  it("is reached from a page's header, and finds names and members", async () => {
    const page = await browser.open("neuron.html");
    await page.getByRole("link", { name: "Docs" }).click();
    await page.getByRole("heading", { name: "Documentation", level: 1 }).waitFor();
    await page.keyboard.press("/");
    const search = page.getByRole("combobox", { name: "Search the documentation" });
    await search.fill("stepCurrent");
    await page.getByRole("option").first().waitFor();
    await search.press("Enter");
    await page.waitForURL(/reference\/cajal-stimuli\.html#stepCurrent$/);
    expect(await page.locator("#stepCurrent h2").isVisible()).toBe(true);
    await search.fill("weights");
    await page.getByRole("option", { name: "Simulation.weights" }).click();
    await page.waitForURL(/#Simulation\.weights$/);
    await search.fill("no such thing at all");
    await page.getByText("Nothing found").waitFor();
    await page.getByRole("link", { name: "Simulations" }).first().click();
    await page.waitForURL(/\/index\.html$/);
  });

  it("fits a phone, takes the colours of the system and those that are chosen", async () => {
    const page = await browser.open("docs/guide/coming-from-nest.html", {
      viewport: screens.phone,
      colourScheme: "dark",
    });
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(await ground()).toBe("rgb(15, 22, 28)");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screens.phone.width);
    expect(await page.getByRole("link", { name: "First network" }).isVisible()).toBe(false);
    await page.getByRole("button", { name: "Colours" }).click();
    expect(await ground()).toBe("rgb(251, 250, 247)");
    await page.reload();
    expect(await ground()).toBe("rgb(251, 250, 247)");
    await page.locator("summary").click();
    await page.getByRole("link", { name: "First network" }).click();
    await page.getByRole("heading", { name: "First network", level: 1 }).waitFor();
  });
});
