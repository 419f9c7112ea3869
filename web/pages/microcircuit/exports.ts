// The files that the page offers.
import { type Export, svgFile, svgToPng } from "../../shell/index.ts";
import { type Controller, populationsOf } from "./controller.ts";
import { liveSpans } from "./spans.ts";

// Rates look this far back [ms].
const longWindow = 10_000;

/** What can be saved now. */
export function exportsOf(controller: Controller): Export[] {
  const { status, time, settings, built } = controller;
  const live = status === "playing" || (status === "paused" && time > 0);
  const unavailable = live ? undefined : "run the network first";
  const name = `microcircuit-scale-${built?.scale ?? settings.scale}-seed-${built?.seed ?? settings.seed}`;
  const { scale, drive } = built ?? settings;
  const figures = () => import("./figures.ts");
  const raster = async () => {
    const spikes = controller.ask({ kind: "spikes", past: settings.window });
    return (await figures()).rasterFigure(await spikes, populationsOf(scale));
  };
  /** The spikes of the recent past, and which settings held when. */
  const recent = async () => {
    const spikes = await controller.ask({ kind: "spikes", past: longWindow });
    return [spikes, populationsOf(scale), liveSpans(controller.actions, spikes)] as const;
  };
  const rates = async () => (await figures()).ratesFigure(...(await recent()), drive);
  const table = async () => (await figures()).ratesTable(...(await recent()));
  const entry = (label: string, file: string, make: Export["make"]): Export => ({
    ...{ label, make, unavailable },
    name: `${name}-${file}`,
  });
  return [
    entry("Spikes (CSV)", "spikes.csv", () => controller.ask({ kind: "export", format: "csv" })),
    entry("Spikes (npz)", "spikes.npz", () => controller.ask({ kind: "export", format: "npz" })),
    entry("Rates by setting (CSV)", "rates.csv", table),
    entry("Raster (SVG)", "raster.svg", async () => svgFile(await raster())),
    entry("Raster (PNG)", "raster.png", async () => svgToPng(await raster())),
    entry("Rates (SVG)", "rates.svg", async () => svgFile(await rates())),
    entry("Rates (PNG)", "rates.png", async () => svgToPng(await rates())),
  ];
}
