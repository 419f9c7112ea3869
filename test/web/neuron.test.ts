// The page of the neuron as its user meets it.
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { decodeNpz } from "../../ts/io/index.ts";
import { encodeState } from "../../web/shell/share-code.ts";
import { inVerify } from "../helpers/needs.ts";
import { inBrowser, screens, useBrowser } from "./browser.ts";
import { columnsOf, exported, pngSignature } from "./downloads.ts";

const link = (state: object): string => `neuron.html${encodeState(state)}`;

/** Spikes of a model that are shown; -1 before. */
async function spikes(page: Page, model = 0): Promise<number> {
  const counts = page.locator("[data-spikes]");
  return (await counts.count()) > model ? Number(await counts.nth(model).getAttribute("data-spikes")) : -1;
}

/** Waits until the whole curve is there. */
const curve = (page: Page) => page.locator('.curve[data-fraction="1"]').waitFor();

const field = (page: Page, name: string) => page.locator(`input[name=${name}]`).first();

inBrowser.describe("neuron", () => {
  const browser = useBrowser();

  it("answers the step with regular spikes, and more current with more of them", async () => {
    const page = await browser.open("neuron.html");
    await expect.poll(() => spikes(page)).toBe(12);
    await page.getByRole("slider", { name: "Amplitude" }).fill("1000");
    // To threshold in 10 ln(40 / 25) = 4.7003 ms, that is 48 steps: spikes 4.8 + 6.8 k ms after the onset.
    await expect.poll(() => spikes(page)).toBe(29);
    await page.getByRole("slider", { name: "Amplitude" }).fill("370");
    await expect.poll(() => spikes(page)).toBe(0);
  });

  it("has a curve of rate over current that is the closed form", async () => {
    const page = await browser.open(link({ from: 0, to: 1000, count: 41 }));
    await curve(page);
    const table = columnsOf((await exported(page, "Rate over current (CSV)")).bytes);
    const rates = table.get("rate of iaf_psc_exp (1/s)") as number[];
    const currents = table.get("current (pA)") as number[];
    expect([currents.length, currents[40]]).toEqual([41, 1000]);
    for (const [k, current] of currents.entries()) {
      const drive = current / 25; // mV
      const expected = drive > 15 ? 1000 / (2 + 10 * Math.log(drive / (drive - 15))) : 0;
      expect(Math.abs((rates[k] as number) - expected)).toBeLessThan(0.6 + expected ** 2 * 1e-4);
    }
    expect(rates.every((rate, k) => k === 0 || rate >= (rates[k - 1] as number))).toBe(true);
  });

  it("takes any model with its parameters", async () => {
    const page = await browser.open("neuron.html");
    await expect.poll(() => spikes(page)).toBe(12);
    for (const model of ["iaf_cond_exp", "iaf_psc_alpha", "iaf_psc_delta"]) {
      await page.getByRole("combobox", { name: "Model" }).selectOption(model);
      await page.locator(".counts", { hasText: model }).waitFor();
      expect(await spikes(page)).toBeGreaterThan(5);
    }
    await page.getByRole("combobox", { name: "Model" }).selectOption("iaf_cond_exp");
    expect(await field(page, "g_L").inputValue()).toBe("16.6667");
    await page.getByRole("combobox", { name: "Model" }).selectOption("parrot_neuron");
    await expect.poll(() => spikes(page)).toBe(0);
    await page.getByLabel("Noise").selectOption("spikes");
    await expect.poll(() => spikes(page)).toBeGreaterThan(100);
  });

  it("says at the field what is wrong with a parameter, and goes on when it is right", async () => {
    const page = await browser.open("neuron.html");
    await expect.poll(() => spikes(page)).toBe(12);
    const tau = field(page, "tau_m");
    await tau.fill("-3");
    expect(await tau.getAttribute("aria-invalid")).toBe("true");
    const help = page.locator(`[id="${await tau.getAttribute("aria-describedby")}"]`);
    expect(await help.textContent()).toContain("tau_m must be above 0 ms, got -3");
    expect(await spikes(page)).toBe(12);
    await tau.fill("ten");
    expect(await help.textContent()).toContain("Type a number");
    await tau.fill("20");
    expect(await tau.getAttribute("aria-invalid")).toBe("false");
    await expect.poll(() => spikes(page)).not.toBe(12);
    await field(page, "V_reset").fill("-50");
    expect(await page.locator(".parameter .wrong").textContent()).toContain("V_reset must be below V_th");
    await field(page, "V_reset").fill("");
    await tau.fill("");
    await expect.poll(() => spikes(page)).toBe(12);
    expect(await page.locator(".wrong").count()).toBe(0);
  });

  it("marks what belongs to earlier settings, in files too", async () => {
    const page = await browser.open("neuron.html");
    await curve(page);
    const stale = page.locator('.courses[data-stale="true"]');
    expect(await page.locator("[data-stale=true]").count()).toBe(0);
    await field(page, "tau_m").fill("-3");
    await stale.waitFor();
    await page.locator('.curve[data-stale="true"]').waitFor();
    await stale.getByText("correct the field that is marked").waitFor();
    expect(await spikes(page)).toBe(12);
    const { name, bytes } = await exported(page, "Traces (SVG)");
    expect(name).toBe("neuron-earlier-traces.svg");
    expect(bytes.toString("utf8")).toContain("of earlier settings");
    await field(page, "tau_m").fill("20");
    await expect.poll(() => page.locator("[data-stale=true]").count()).toBe(0);
    await curve(page);
    expect((await exported(page, "Rate over current (CSV)")).name).toBe("neuron-curve.csv");
  });

  it.each([
    ["desktop", { width: 1280, height: 720 }],
    ["phone", screens.phone],
  ] as const)("keeps traces and controls together on the screen of a %s", async (_, viewport) => {
    const page = await browser.open("neuron.html", { viewport });
    await expect.poll(() => spikes(page)).toBe(12);
    for (const name of ["E_L", "tau_m", "tau_syn_in", "delta"]) {
      await field(page, name).focus();
      await page.waitForFunction(
        ([parameter, height]) => {
          const inside = (selector: string, least: number): boolean => {
            const { top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {
              top: -1,
              bottom: -1,
            };
            return top >= least && bottom <= height;
          };
          const bottomOf = (selector: string): number =>
            document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
          const phone = innerWidth < 500;
          return (
            inside(`input[name=${parameter}]`, bottomOf(phone ? ".courses" : ".bar")) &&
            inside(".courses .plot.tall", bottomOf(".bar"))
          );
        },
        [name, viewport.height] as const,
      );
    }
  });

  it("shows two models with the same input side by side", async () => {
    const page = await browser.open("neuron.html");
    await page.getByRole("switch", { name: "Compare" }).check();
    await expect.poll(() => spikes(page, 1)).toBeGreaterThan(12);
    await page
      .getByRole("region", { name: "Second model" })
      .getByRole("combobox")
      .selectOption("iaf_psc_exp");
    await page.getByLabel("Noise").selectOption("spikes");
    await page.getByRole("checkbox", { name: "I_syn_ex" }).check();
    await page.getByRole("img", { name: "I_syn_ex over time" }).waitFor();
    await expect.poll(async () => (await spikes(page, 1)) - (await spikes(page, 0))).toBe(0);
    await expect.poll(() => spikes(page)).not.toBe(12);
    const before = await spikes(page);
    await page.getByRole("slider", { name: "Amplitude" }).fill("0");
    await expect.poll(() => spikes(page)).toBeLessThan(before);
  });

  it("is restored by its link", async () => {
    const first = {
      model: "iaf_psc_alpha",
      parameters: { tau_m: 12.5, V_m: -60 },
      weightE: 50,
      weightI: -200,
    };
    const page = await browser.open(
      link({ first, compare: true, amplitude: 640, noise: "current", seed: 9 }),
    );
    await expect.poll(() => spikes(page, 1)).toBeGreaterThan(0);
    const counts = [await spikes(page), await spikes(page, 1)];
    const other = await browser.open(page.url().slice(page.url().lastIndexOf("/") + 1));
    await expect.poll(async () => [await spikes(other), await spikes(other, 1)]).toEqual(counts);
    expect(await field(other, "tau_m").inputValue()).toBe("12.5");
    expect(await other.getByRole("combobox", { name: "First model" }).inputValue()).toBe("iaf_psc_alpha");
  });

  it("gives spikes, traces and figures as files", async () => {
    const page = await browser.open(link({ compare: true }));
    await curve(page);
    await page.getByRole("checkbox", { name: "I_syn_ex" }).check();
    const csv = columnsOf((await exported(page, "Spikes (CSV)")).bytes);
    const ofFirst = csv.get("neuron")?.filter((neuron) => neuron === 0).length;
    expect(ofFirst).toBe(await spikes(page));
    const arrays = decodeNpz((await exported(page, "Traces (npz)")).bytes);
    expect(arrays.get("times")?.data.length).toBe(3000);
    expect(arrays.get("V_m")?.shape).toEqual([3000, 2]);
    const traces = columnsOf((await exported(page, "Traces (CSV)")).bytes);
    expect(traces.get("V_m of 0 (mV)")?.[0]).toBe(-70);
    // What is drawn: both potentials, the synaptic current of the one that has it, the injected current.
    expect([...traces.keys()]).toEqual([
      ...["time (ms)", "V_m of 0 (mV)", "V_m of 1 (mV)", "I_syn_ex of 0 (pA)", "I (pA)"],
    ]);
    expect([499, 500, 2499, 2500].map((k) => traces.get("I (pA)")?.[k])).toEqual([0, 500, 500, 0]);
    const figure = (await exported(page, "Traces (SVG)")).bytes.toString("utf8");
    for (const text of ["V_m (mV)", "I_syn_ex (pA)", "I (pA)", "iaf_psc_exp", "iaf_cond_exp"])
      expect(figure).toContain(text);
    for (const figure of ["Traces", "Rate over current"]) {
      expect((await exported(page, `${figure} (SVG)`)).bytes.toString("utf8")).toMatch(/^<svg[^>]*xmlns/);
      const png = (await exported(page, `${figure} (PNG)`)).bytes;
      expect(png.subarray(0, 8).toString("hex")).toBe(pngSignature);
    }
  });

  inVerify.it("shows the code of the experiment", async () => {
    const page = await browser.open("neuron.html");
    await page.keyboard.press("c");
    const code = page.getByRole("complementary", { name: "Code" });
    expect(await code.textContent()).toContain('net.population("iaf_psc_exp", 1, {})');
    await field(page, "tau_m").fill("15");
    await expect.poll(() => code.textContent()).toContain("{ tau_m: 15 }");
  });

  inVerify.it("works without isolation", async () => {
    const page = await browser.open("neuron.html", { isolation: "off" });
    await expect.poll(() => spikes(page)).toBe(12);
    await curve(page);
  });

  for (const colourScheme of ["light", "dark"] as const) {
    inVerify.it(`fits a phone in ${colourScheme} colours`, async () => {
      const page = await browser.open("neuron.html", { viewport: screens.phone, colourScheme });
      await expect.poll(() => spikes(page)).toBe(12);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.getByRole("img", { name: "V_m over time" }).waitFor();
    });
  }
});
