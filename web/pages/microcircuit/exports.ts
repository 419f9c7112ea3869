// The files that the page offers.
import { type Export, figureFiles } from "../../shell/index.ts";
import type { Controller } from "./controller.ts";
import { populationsOf } from "./populations.ts";
import { liveSpans } from "./spans.ts";

// Rates look this far back [ms].
const longWindow = 10_000;

/** What can be saved now. */
export function exportsOf(controller: Controller): Export[] {
  const { time, settings, built } = controller;
  const unavailable = controller.live && time > 0 ? undefined : "run the network first";
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
    label,
    make,
    unavailable,
    name: `${name}-${file}`,
  });
  return [
    entry("Spikes (CSV)", "spikes.csv", () => controller.ask({ kind: "export", format: "csv" })),
    entry("Spikes (npz)", "spikes.npz", () => controller.ask({ kind: "export", format: "npz" })),
    entry("Rates by setting (CSV)", "rates.csv", table),
    ...figureFiles({ label: "Raster", name: `${name}-raster`, unavailable }, raster),
    ...figureFiles({ label: "Rates", name: `${name}-rates`, unavailable }, rates),
  ];
}
