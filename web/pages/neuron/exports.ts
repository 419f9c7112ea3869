// Files of the page: spikes, samples and figures of what is shown.
import { spikeTrains, type Traces, traces } from "cajal";
import type { Export } from "../../shell/index.ts";
import { svgFile, svgToPng } from "../../shell/index.ts";
import { type Experiment, tableOf } from "./experiment.ts";
import type { Courses } from "./messages.ts";
import type { Results } from "./use-experiment.ts";

/** Spikes of both models as one recording; neuron 0 is the first model. */
function spikesOf({ courses }: Courses, { duration }: Experiment) {
  const all = courses.flatMap(({ spikes }, id) => Array.from(spikes, (time) => ({ id, time })));
  all.sort((one, other) => one.time - other.time || one.id - other.id);
  return spikeTrains({
    ids: Uint32Array.from(all, ({ id }) => id),
    times: Float64Array.from(all, ({ time }) => time),
    neurons: Uint32Array.from(courses, (_, k) => k),
    tStart: 0,
    tStop: duration,
  });
}

/** Samples of the recordables that all models with recordables have. */
function samplesOf({ times, courses }: Courses): Traces {
  const recorded = [...courses.entries()].filter(([, { values }]) => Object.keys(values).length > 0);
  const names = Object.keys(recorded[0]?.[1].values ?? {}).filter((name) =>
    recorded.every(([, { values }]) => name in values),
  );
  const samples = new Float64Array(times.length * names.length * recorded.length);
  let place = 0;
  for (let sample = 0; sample < times.length; sample++)
    for (const name of names)
      for (const [, { values }] of recorded) samples[place++] = values[name]?.[sample] as number;
  return traces({ times, ids: Uint32Array.from(recorded, ([k]) => k), names, samples });
}

const unitsOf = ({ choices }: Experiment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    choices.flatMap(({ model }) => tableOf(model).recordables.map(({ name, unit }) => [name, unit])),
  );

const text = (pieces: Iterable<string>): Blob => new Blob([...pieces], { type: "text/csv" });
const archive = (bytes: Uint8Array): Blob =>
  new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" });

/** The curve as the text of an SVG file. */
async function curveFigure({ curve }: Results, { choices }: Experiment): Promise<string> {
  if (!curve) throw new Error("the curve is not there yet");
  const { colours, linePlot } = await import("cajal/plot");
  const lines = curve.rates.map((rates, k) => ({
    label: choices[k]?.model ?? "",
    colour: k === 0 ? colours.excitatory : colours.inhibitory,
    x: curve.currents,
    y: rates,
    points: true,
  }));
  return linePlot(lines, { x: "current (pA)", y: "rate (1/s)" });
}

/** The curve as a table: the current, then a column per model. */
async function curveTable({ curve }: Results, { choices }: Experiment): Promise<Blob> {
  const { csv } = await import("cajal/io");
  const rates = (curve?.rates ?? []).map((values, k) => ({
    name: `rate of ${choices[k]?.model}`,
    unit: "1/s",
    values,
  }));
  return text(csv([{ name: "current", unit: "pA", values: curve?.currents ?? [] }, ...rates]));
}

/** What the export menu offers. */
export function exportsOf(results: Results): readonly Export[] {
  const { courses, shown, curve } = results;
  const unavailable = courses && shown ? undefined : "wait for the first result";
  const withResults =
    <Made>(make: (courses: Courses, experiment: Experiment) => Made) =>
    (): Made =>
      make(courses as Courses, shown as Experiment);
  const traceFigure = withResults(async (found, experiment) => {
    const { tracePlot } = await import("cajal/plot");
    return tracePlot(samplesOf(found), { units: unitsOf(experiment) });
  });
  const curveSvg = withResults((_, experiment) => curveFigure(results, experiment));
  const curveCsv = withResults((_, experiment) => curveTable(results, experiment));
  const io = () => import("cajal/io");
  const entry = (label: string, name: string, make: () => Promise<Blob>): Export => ({
    label,
    name: `neuron-${name}`,
    make,
    unavailable,
  });
  const figures = (label: string, name: string, make: () => Promise<string>): readonly Export[] => [
    entry(`${label} (SVG)`, `${name}.svg`, async () => svgFile(await make())),
    entry(`${label} (PNG)`, `${name}.png`, async () => svgToPng(await make())),
  ];
  return [
    entry(
      "Spikes (CSV)",
      "spikes.csv",
      withResults(async (found, e) => text((await io()).spikesCsv(spikesOf(found, e)))),
    ),
    entry(
      "Spikes (npz)",
      "spikes.npz",
      withResults(async (found, e) => archive((await io()).spikesNpz(spikesOf(found, e)))),
    ),
    entry(
      "Traces (CSV)",
      "traces.csv",
      withResults(async (found, e) => text((await io()).tracesCsv(samplesOf(found), unitsOf(e)))),
    ),
    entry(
      "Traces (npz)",
      "traces.npz",
      withResults(async (found, e) => archive((await io()).tracesNpz(samplesOf(found), unitsOf(e)))),
    ),
    ...figures("Traces", "traces", traceFigure),
    ...(curve ? [entry("Rate over current (CSV)", "curve.csv", curveCsv)] : []),
    ...(curve ? figures("Rate over current", "curve", curveSvg) : []),
  ];
}
