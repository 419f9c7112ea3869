// Files of the page: spikes, samples and figures of what is shown.
import { type Traces, traces } from "cajal";
import { archiveFile, spikeFile, tableFile } from "../../network/files.ts";
import { type Export, figureFiles } from "../../shell/index.ts";
import { currentOf, spikesOf, unitOf } from "./drawn.ts";
import type { Experiment } from "./experiment.ts";
import type { Courses } from "./messages.ts";
import type { Results } from "./use-experiment.ts";

/** The names of what is drawn and was recorded of one of the models at least. */
const drawnNames = ({ courses }: Courses, chosen: readonly string[]): readonly string[] =>
  chosen.filter((name) => courses.some(({ values }) => name in values));

/** Samples of what is drawn; NaN where a model has no such variable. */
function samplesOf({ times, courses }: Courses, names: readonly string[]): Traces {
  const samples = new Float64Array(times.length * names.length * courses.length);
  let place = 0;
  for (let sample = 0; sample < times.length; sample++)
    for (const name of names)
      for (const { values } of courses) samples[place++] = values[name]?.[sample] ?? Number.NaN;
  return traces({ times, ids: Uint32Array.from(courses, (_, k) => k), names, samples });
}

/** What is drawn as a table: the time, every variable of every model that has it, and the current. */
async function tracesTable(found: Courses, experiment: Experiment, names: readonly string[]): Promise<Blob> {
  const { csv } = await import("cajal/io");
  const { times, courses } = found;
  const variables = names.flatMap((name) =>
    courses.flatMap(({ values }, k) => {
      const column = { name: `${name} of ${k}`, unit: unitOf(name, experiment) };
      return values[name] ? [{ ...column, values: values[name] }] : [];
    }),
  );
  const current = { name: "I", unit: "pA", values: currentOf(experiment, times) };
  return tableFile(csv([{ name: "time", unit: "ms", values: times }, ...variables, current]));
}

/** The curve as a table: the current, then a column per model. */
async function curveTable({ curve, curveChoices }: Results): Promise<Blob> {
  const { csv } = await import("cajal/io");
  const rates = (curve?.rates ?? []).map((values, k) => ({
    name: `rate of ${curveChoices[k]?.model}`,
    unit: "1/s",
    values,
  }));
  return tableFile(csv([{ name: "current", unit: "pA", values: curve?.currents ?? [] }, ...rates]));
}

/** The names of files of earlier settings say so. */
const fileName = (stale: boolean, name: string): string => `neuron-${stale ? "earlier-" : ""}${name}`;

/** An entry of the menu. */
const entry = (
  stale: boolean,
  unavailable: string | undefined,
  [label, name]: readonly [string, string],
  make: () => Promise<Blob>,
): Export => ({ label, name: fileName(stale, name), make, unavailable });

/** A figure in both forms. */
const figures = (
  stale: boolean,
  unavailable: string | undefined,
  [label, name]: readonly [string, string],
  make: () => Promise<string>,
): readonly Export[] => figureFiles({ label, name: fileName(stale, name), unavailable }, make);

/** What draws is loaded when the first figure is made. */
const figuresLater = () => import("./figures.ts");

const headingOf = (stale: boolean): string | undefined => (stale ? "of earlier settings" : undefined);

/** What the export menu offers: what is seen, the chosen variables among it. */
export function exportsOf(results: Results, chosen: readonly string[]): readonly Export[] {
  const { courses, shown, curve, stale } = results;
  const none = courses && shown ? undefined : "wait for the first result";
  const [found, experiment] = [courses as Courses, shown as Experiment];
  const names = courses ? drawnNames(courses, chosen) : [];
  const untraced = none ?? (names.length > 0 ? undefined : "choose a variable above the traces");
  const units = (): Record<string, string> =>
    Object.fromEntries(names.map((name) => [name, unitOf(name, experiment)]));
  const one = (unavailable: string | undefined, label: string, name: string, make: () => Promise<Blob>) =>
    entry(stale.courses, unavailable, [label, name], make);
  return [
    one(none, "Spikes (CSV)", "spikes.csv", () => spikeFile(spikesOf(found, experiment), "csv")),
    one(none, "Spikes (npz)", "spikes.npz", () => spikeFile(spikesOf(found, experiment), "npz")),
    one(untraced, "Traces (CSV)", "traces.csv", () => tracesTable(found, experiment, names)),
    one(untraced, "Traces (npz)", "traces.npz", async () => {
      const { tracesNpz } = await import("cajal/io");
      return archiveFile(tracesNpz(samplesOf(found, names), units()));
    }),
    ...figures(stale.courses, none, ["Traces", "traces"], () =>
      figuresLater().then((all) => all.tracesFigure(found, experiment, names, headingOf(stale.courses))),
    ),
    ...(curve
      ? [
          entry(stale.curve, undefined, ["Rate over current (CSV)", "curve.csv"], () => curveTable(results)),
          ...figures(stale.curve, undefined, ["Rate over current", "curve"], () =>
            figuresLater().then((all) => all.curveFigure(results, headingOf(stale.curve))),
          ),
        ]
      : []),
  ];
}
