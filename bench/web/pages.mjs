// How soon the first page can be used, how much the microcircuit page loads, and how smoothly it draws.
import { site } from "../../scripts/build-web.mjs";
import { median, table } from "../table.mjs";
import { withPage } from "./chromium.mjs";

const visits = 5;

/** Milliseconds until the first page shows its heading, without the service worker's copying. */
const firstPage = () =>
  withPage(site, async (page, address) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "serviceWorker", { value: undefined });
      const look = () => {
        if (document.querySelector("main h1")) globalThis.usable = performance.now();
        else requestAnimationFrame(look);
      };
      look();
    });
    await page.goto(address);
    return (await page.waitForFunction(() => globalThis.usable)).jsonValue();
  });

/** Kilobytes, as sent, of the microcircuit page with its kernel, and what a viewer sees of its frames for 10 s. */
async function livePage() {
  let bytes = 0;
  const count = (_name, size) => {
    bytes += size;
  };
  const watch = async (page, address) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "serviceWorker", { value: undefined });
    });
    await page.goto(`${address}microcircuit.html`);
    await page.locator('html[data-status="playing"]').waitFor({ state: "attached" });
    const loaded = bytes;
    await page.waitForTimeout(3000);
    const gaps = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const list = [];
          const begin = performance.now();
          const frame = (before) => (now) => {
            list.push(now - before);
            if (now - begin > 10_000) resolve(list);
            else requestAnimationFrame(frame(now));
          };
          requestAnimationFrame(frame(performance.now()));
        }),
    );
    return { loaded, gaps };
  };
  return withPage(site, watch, count);
}

const times = [];
for (let visit = 0; visit < visits; visit++) times.push(await firstPage());
const { loaded, gaps } = await livePage();
const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
console.log("### Pages in headless Chromium, graphics by the processor\n");
console.log(
  table([
    { question: "first page can be used after [ms]", value: median(times).toFixed(0) },
    { question: "microcircuit page, as sent [kB]", value: (loaded / 1000).toFixed(0) },
    { question: "live at scale 0.1 [frames/s]", value: (gaps.length / seconds).toFixed(1) },
    { question: "longest frame in 10 s [ms]", value: Math.max(...gaps).toFixed(0) },
    { question: "frames above 50 ms", value: String(gaps.filter((gap) => gap > 50).length) },
  ]),
);
