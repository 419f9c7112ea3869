// Laminar flow: which populations help to predict those of the shown areas, by the relation of the areas.
import { csvFormatRows } from "d3-dsv";
import { conditionalGranger } from "../../../analysis/index.ts";
import type { MultiArea } from "../../../networks/index.ts";
import { layerPopulations } from "../../../networks/multi-area/parameters.ts";
import { matrixPlot, stackFigures, type Theme } from "../../../plot/index.ts";
import type { Drawing } from "../../report/drawings.ts";
import type { PageTable } from "../../report/page.ts";
import { fixed } from "../../terminal/terminal.ts";
import type { Activity } from "./activity.ts";

const relations = ["within an area", "high to low type", "low to high type", "between equal types"] as const;

/** How the area of a source is related to that of the target, by their architectural types. */
export type Relation = (typeof relations)[number];

/** What a population adds to the prediction of another. */
export interface Flow {
  readonly source: string;
  readonly target: string;
  /** Nothing where an architectural type is not known. */
  readonly relation: Relation | undefined;
  readonly strength: number;
  readonly pValue: number;
}

/** Flows, or how long a run must be for them [ms]. */
export interface LaminarFlow {
  readonly flows: readonly Flow[];
  readonly needs: number | undefined;
}

// As published: 25 samples of 1 ms, sources with more than one synapse per neuron, p < 0.05. Fewer samples per
// coefficient would make everything seem to flow.
const order = 25;
const leastIndegree = 1;
const leastSamples = 5;
const significant = 0.05;

function relationOf(
  { connectome, populations }: MultiArea,
  source: number,
  target: number,
): Relation | undefined {
  const typeOf = (place: number): number =>
    connectome.areas.find(({ name }) => name === populations[place]?.area)?.architecture ?? Number.NaN;
  if (populations[source]?.area === populations[target]?.area) return "within an area";
  const difference = typeOf(source) - typeOf(target);
  if (difference === 0) return "between equal types";
  if (Number.isNaN(difference)) return undefined;
  return difference > 0 ? "high to low type" : "low to high type";
}

/** The places of the populations that project to one. */
function sourcesOf({ tables, populations }: MultiArea, target: number): number[] {
  const row = (populations[target]?.index ?? 0) * tables.sizes.length;
  return [...populations.keys()].filter((source) => {
    const cell = row + (populations[source]?.index ?? 0);
    const connected = (tables.synapses[cell] as number) > 0;
    return source !== target && connected && (tables.inDegrees[cell] as number) > leastIndegree;
  });
}

/**
 * Measures the flow to the populations of some areas.
 *
 * @param onProgress hears the part that is done, 0 to 1
 */
export function flowOf(
  described: MultiArea,
  { populations: active, tStart, tStop }: Activity,
  shown: readonly string[],
  onProgress: (fraction: number) => void = () => {},
): LaminarFlow {
  const { populations } = described;
  const targets = [...populations.keys()].filter((place) =>
    shown.includes(populations[place]?.area as string),
  );
  const sources = targets.map((target) => sourcesOf(described, target));
  const most = Math.max(0, ...sources.map(({ length }) => length));
  const needs = order + leastSamples * (1 + (1 + most) * order);
  if (tStop - tStart < needs) return { flows: [], needs };
  const rateOf = (place: number): Float64Array => active[place]?.rate as Float64Array;
  const flows = targets.flatMap((target, index) => {
    const own = sources[index] as number[];
    const found = conditionalGranger(rateOf(target), own.map(rateOf), { order });
    onProgress((index + 1) / targets.length);
    return own.map((source, place) => ({
      source: populations[source]?.label as string,
      target: populations[target]?.label as string,
      relation: relationOf(described, source, target),
      strength: found.strengths[place] as number,
      pValue: found.pValues[place] as number,
    }));
  });
  return { flows, needs: undefined };
}

const known = (flows: readonly Flow[]): Flow[] => flows.filter(({ pValue }) => Number.isFinite(pValue));
const share = (flows: readonly Flow[]): number =>
  flows.filter(({ pValue }) => pValue < significant).length / flows.length;

/** How many pairs of populations are significant, by relation. */
export function flowTable({ flows }: LaminarFlow): PageTable {
  const rows = relations.map((relation) => {
    const own = known(flows).filter((flow) => flow.relation === relation);
    return [relation, String(own.length), own.length > 0 ? fixed(100 * share(own), 1) : "-"];
  });
  return { title: "Laminar flow to the shown areas", heading: ["relation", "pairs", "p < 0.05 (%)"], rows };
}

/** The same layer by layer. */
export function flowDrawings({ flows }: LaminarFlow): Drawing[] {
  const groups = layerPopulations.map((label) => ({ label, size: 1 }));
  const panels = relations.flatMap((relation) => {
    const own = known(flows).filter((flow) => flow.relation === relation);
    if (own.length === 0) return [];
    const values = layerPopulations.flatMap((target) =>
      layerPopulations.map((source) =>
        share(own.filter((flow) => flow.source.endsWith(`-${source}`) && flow.target.endsWith(`-${target}`))),
      ),
    );
    return [{ title: relation, values }];
  });
  if (panels.length === 0) return [];
  const axes = {
    groups,
    x: "source",
    y: "target",
    z: "share with p < 0.05",
    range: [0, 1],
    scale: "sequential",
    height: 330,
  } as const;
  const draw = async (theme: Theme): Promise<string> => {
    const each = panels.map(({ title, values }) => matrixPlot(values, { ...axes, title, theme }));
    return stackFigures(await Promise.all(each), { theme, columns: 2 });
  };
  return [
    {
      name: "area-flow",
      title: "Laminar flow: conditional Granger causality by layers; grey where there are no synapses",
      draw,
    },
  ];
}

/** All pairs as a table for other programs. */
export function flowText({ flows }: LaminarFlow): string {
  const rows = flows.map(({ source, target, relation = "", strength, pValue }) =>
    [
      source,
      target,
      relation,
      ...[strength, pValue].map((value) => (Number.isFinite(value) ? value : "")),
    ].map(String),
  );
  return `${csvFormatRows([["source", "target", "relation", "strength", "p"], ...rows])}\n`;
}
