// The files that the page offers.
import { type Export, figureFiles } from "../../shell/index.ts";
import type { Activity } from "./activity/activity.ts";
import type { Controller } from "./controller.ts";
import { areaName } from "./state.ts";

/** What can be saved now. */
export function exportsOf(controller: Controller): Export[] {
  const { settings, built, time, activity, atlas } = controller;
  const run = controller.live && time > 0 ? undefined : "run the network first";
  const answered = run ?? ((activity?.answers.count ?? 0) > 0 ? undefined : "send a pulse first");
  const { state, seed } = built ?? settings;
  const figures = () => import("./figures.ts");
  const raster = async (): Promise<string> => {
    const spikes = controller.ask({ kind: "spikes", past: settings.window });
    return (await figures()).rasterFigure(await spikes, activity as Activity, settings.chosen);
  };
  const courses = async (): Promise<string> =>
    (await figures()).courseFigure(activity as Activity, settings.window, time);
  const answers = async (): Promise<string> => (await figures()).answerFigure(activity as Activity);
  const name = (file: string): string => `cortex-${state}-seed-${seed}-${file}`;
  const entry = (label: string, file: string, make: Export["make"], unavailable = run): Export => ({
    label,
    make,
    unavailable,
    name: name(file),
  });
  const pictures = (label: string, file: string, make: () => Promise<string>, unavailable = run): Export[] =>
    figureFiles({ label, name: name(file), unavailable }, make);
  const area = areaName(settings.chosen);
  return [
    entry("Spikes (CSV)", "spikes.csv", () => controller.ask({ kind: "export", format: "csv" })),
    entry("Spikes (npz)", "spikes.npz", () => controller.ask({ kind: "export", format: "npz" })),
    entry("Rates of areas (CSV)", "rates.csv", async () =>
      (await figures()).courseTable(activity as Activity, settings.window, time),
    ),
    entry(
      "Arrival of the pulse (CSV)",
      "arrival.csv",
      async () => (await figures()).arrivalTable(activity as Activity, atlas),
      answered,
    ),
    ...pictures("Rates by hierarchy and time", "rates", courses),
    ...pictures(`Raster of ${area}`, `raster-${area}`, raster),
    ...pictures("Answers to the pulse", "answers", answers, answered),
  ];
}
