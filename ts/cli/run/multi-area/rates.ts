// Rates of all populations of a multi-area network after a run, beside theory and a reference: tables, figure, file.
import { csvFormatRows } from "d3-dsv";
import type { SpikeSource } from "../../../analysis/index.ts";
import type { MultiArea } from "../../../networks/index.ts";
import { layerPopulations } from "../../../networks/multi-area/parameters.ts";
import { matrixPlot, themes } from "../../../plot/index.ts";
import type { RunReport } from "../../../simulate/report.ts";
import { writeResult } from "../../files/result-folder.ts";
import type { Window } from "../../files/summary.ts";
import { type Drawing, writeDrawings } from "../../report/drawings.ts";
import type { PageTable } from "../../report/page.ts";
import { progressOn } from "../../terminal/progress.ts";
import { duration, fixed, grouped } from "../../terminal/terminal.ts";
import type { AllRates, PopulationRate } from "../supplement.ts";
import { type Activity, activityOf, areaCourses } from "./activity.ts";
import { areaReport } from "./areas.ts";
import { controlIn, controlName } from "./control.ts";
import { flowOf, type LaminarFlow } from "./flow.ts";
import { interactionsOf } from "./interactions.ts";
import { proxiesOf } from "./proxies.ts";
import type { Pulse } from "./pulse.ts";
import { pulseResponses } from "./pulse-response.ts";
import type { Theory } from "./theory.ts";

/** What was run, and what its rates are compared with. */
export interface MultiAreaRun {
  readonly folder: string;
  readonly described: MultiArea;
  readonly theory: Theory;
  /** Rates of a reference simulation, by population of the connectome [1/s]. */
  readonly reference: readonly number[] | undefined;
  readonly report: RunReport;
  /** What was recorded of all neurons in the measured time. */
  readonly recorded: (SpikeSource & Window) | undefined;
  /** Areas that are drawn by themselves. */
  readonly shown: readonly string[];
  /** Whether laminar flow is measured. */
  readonly laminarFlow: boolean;
  /** Where there was one: beside it, the folder holds a run without. */
  readonly pulse: Pulse | undefined;
}

const orNull = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;

function ratesOf(
  { described, theory, reference, report }: MultiAreaRun,
  activity: Activity | undefined,
): PopulationRate[] {
  const seconds = report.simulated / 1000;
  return described.populations.map(({ label, index, view }, place) => ({
    label,
    neurons: view.length,
    rate: (report.spikesByPopulation[place] as number) / view.length / seconds,
    theory: theory.own?.[index] ?? null,
    reference: reference?.[index] ?? null,
    localVariation: orNull(activity?.populations[place]?.localVariation),
    correlation: orNull(activity?.populations[place]?.correlation),
  }));
}

type Column = "rate" | "theory" | "reference";

/** Mean over all neurons of some populations. */
function meanOf(rates: readonly PopulationRate[], column: Column): number | null {
  const known = rates.filter(({ [column]: rate }) => rate !== null);
  if (known.length === 0) return null;
  const neurons = known.reduce((sum, one) => sum + one.neurons, 0);
  return known.reduce((sum, one) => sum + one.neurons * (one[column] as number), 0) / neurons;
}

/** The rates of an area's populations in the order of layers; nothing where it has none. */
function byLayer({ areas, populations }: MultiArea, rates: readonly PopulationRate[], area: string) {
  const own = areas.get(area) ?? [];
  return layerPopulations.map((name) => {
    const population = own.find((one) => one.name === name);
    return population && rates[populations.indexOf(population)];
  });
}

function tablesOf(described: MultiArea, rates: readonly PopulationRate[]): PageTable[] {
  const names = [...described.areas.keys()];
  const referenced = rates.some(({ reference }) => reference !== null);
  const inAreas = names.map((name) => {
    const own = byLayer(described, rates, name).filter((rate) => rate !== undefined);
    const neurons = own.reduce((sum, one) => sum + one.neurons, 0);
    const columns: readonly Column[] = referenced ? ["rate", "theory", "reference"] : ["rate", "theory"];
    return [name, grouped(neurons), ...columns.map((column) => fixed(meanOf(own, column), 2))];
  });
  const others = referenced ? ["theory", "reference"] : ["theory"];
  const beside = (one: PopulationRate | undefined): string =>
    one === undefined
      ? ""
      : [one.rate, one.theory, ...(referenced ? [one.reference] : [])]
          .map((rate) => fixed(rate, 2))
          .join(" | ");
  return [
    { title: "Rates of areas (1/s)", heading: ["area", "neurons", "rate", ...others], rows: inAreas },
    {
      title: `Rates of populations (1/s): run | ${others.join(" | ")}`,
      heading: ["area", ...layerPopulations],
      rows: names.map((name) => [name, ...byLayer(described, rates, name).map(beside)]),
    },
  ];
}

/** Rates as colours: areas from the top down, layers from left to right. */
function drawingOf(described: MultiArea, rates: readonly PopulationRate[]): Drawing {
  const names = [...described.areas.keys()];
  const values = names.flatMap((name) =>
    byLayer(described, rates, name).map((one) => one?.rate ?? Number.NaN),
  );
  const groups = names.map((label) => ({ label, size: 1, colour: themes.light.neutral }));
  const columnGroups = layerPopulations.map((label) => ({ label, size: 1 }));
  const height = 90 + 16 * names.length;
  const title = "Mean rates of all populations";
  return {
    name: "area-rates",
    title,
    draw: (theme) => matrixPlot(values, { columns: 8, groups, columnGroups, height, z: "rate (1/s)", theme }),
  };
}

function csvOf(rates: readonly PopulationRate[]): string {
  const heading = [
    "population",
    "neurons",
    "rate (1/s)",
    "theory (1/s)",
    "reference (1/s)",
    "LvR",
    "correlation",
  ];
  const rows = rates.map(({ label, neurons, rate, ...others }) => {
    const { theory, reference, localVariation, correlation } = others;
    const known = [theory, reference, localVariation, correlation].map((value) => value ?? "");
    return [label, neurons, rate, ...known].map(String);
  });
  return `${csvFormatRows([heading, ...rows])}\n`;
}

/** Whose rates make up for lost input, where they are not those of the state itself. */
function borrowed({ described, theory: { own, used } }: MultiAreaRun): [string, string][] {
  if (own || !used || !described.tables.rates) return [];
  return [["made up for", `at the rates of state ${used.state}, as theory finds no stable ones in this`]];
}

/** Measures the flow, which may take minutes, with its progress on the terminal. */
function watchedFlow(described: MultiArea, activity: Activity, shown: readonly string[]): LaminarFlow {
  const begin = performance.now();
  const progress = progressOn(process.stderr);
  progress.begin("laminar flow");
  const flow = flowOf(described, activity, shown, (fraction) => progress.advance({ fraction }));
  progress.end(`${flow.flows.length} pairs in ${duration((performance.now() - begin) / 1000)}`);
  return flow;
}

/** The answers to the pulse, beside the run without it. */
function answersOf({ pulse, described, folder, recorded }: MultiAreaRun, activity: Activity) {
  if (!pulse || !recorded) return undefined;
  const { tStart, tStop } = recorded;
  const window = { tStart, tStop };
  const control = areaCourses(described, controlIn(folder, window), window);
  return pulseResponses(pulse, described.connectome, activity, control);
}

/** Writes the rates of all populations and the measures of areas, and gives what the report tells of them. */
export async function allRates(run: MultiAreaRun): Promise<AllRates> {
  const { described, recorded, shown, folder } = run;
  const { name, citation, licence } = described.connectome;
  const activity = recorded && activityOf(described, recorded, recorded);
  const rates = ratesOf(run, activity);
  const areas =
    activity &&
    areaReport({
      activity,
      interactions: interactionsOf(described, activity),
      rates,
      shown,
      proxies: proxiesOf(described, activity),
      pulse: answersOf(run, activity),
      flow: run.laminarFlow ? watchedFlow(described, activity, shown) : undefined,
    });
  const files = { "rates.csv": csvOf(rates), ...areas?.files };
  for (const [file, content] of Object.entries(files)) writeResult(folder, file, content);
  const [mean, theory] = [meanOf(rates, "rate"), meanOf(rates, "theory")];
  const cited: [string, string][] = [
    ["citation", citation],
    ["licence", licence],
  ];
  const facts: [string, string][] = [
    ["connectome", name],
    ...cited.filter(([, text]) => text !== ""),
    ["mean rate", `${fixed(mean, 2)} 1/s; in theory at full size ${fixed(theory, 2)} 1/s`],
    ...borrowed(run),
    ...(areas?.facts ?? []),
  ];
  const tables = [...(areas?.tables ?? []), ...tablesOf(described, rates)];
  const figures = await writeDrawings(folder, [drawingOf(described, rates), ...(areas?.drawings ?? [])]);
  const written = [...Object.keys(files), ...(run.pulse ? [controlName] : [])];
  const supplement = { facts, tables, files: written, figures };
  return { rates, areas: areas?.statistics, supplement };
}
