// Distributions of a measure beside those of references: the picture of a validation.
import * as Plot from "@observablehq/plot";
import { type DistributionOptions, distribution } from "../../analysis/samples/distribution.ts";
import { type Check, checkArgument, checkOptions, isRecord, refuse } from "../../arguments/check.ts";
import { listOf, numbers, optional, text, withParts } from "../../arguments/kinds.ts";
import { arrayThat, groupsOf, ofPanels, refuseCounts } from "../frame/arguments.ts";
import type { LegendEntry } from "../frame/legend.ts";
import { bars, bottomOf, inPanel, type PanelOptions, panelFigure, placeOf } from "../frame/panels.ts";
import { coloured, coloursOf, displayLabel, type FigureOptions } from "../frame/style.ts";
import { binsOf } from "./bins.ts";
import { type HistogramGroup, shortMean } from "./histograms.ts";

/** A distribution to compare with: its values, or what is stored of them. */
export type DistributionReference = {
  /** Whose it is; equal names are drawn alike. */
  readonly name: string;
} & (
  | { readonly values: ArrayLike<number> }
  /** Quantiles at equidistant probabilities from 0 to 1, ascending. */
  | { readonly quantiles: ArrayLike<number> }
);

/** A population with its own values and those of references. */
export interface DistributionGroup extends HistogramGroup {
  readonly references?: readonly DistributionReference[];
}

/** Options of {@link distributionPlot}. */
export interface DistributionPlotOptions extends PanelOptions {
  /** Whose the filled distributions are; default "simulation". */
  readonly name?: string;
}

type Bins = Pick<DistributionOptions, "binWidth" | "range">;

const call = "distributionPlot";

const ofReference: Check = (value, place) => {
  const sample = isRecord(value) && "values" in value ? "values" : "quantiles";
  withParts({ name: text, [sample]: numbers })(value, place);
};
const ofGroups = groupsOf({ values: numbers, references: optional(arrayThat(listOf(ofReference))) });
const ofPlot = { ...ofPanels, name: optional(text) };

/** Share of a stored distribution up to a value, linear between its quantiles. */
function shareUpTo(value: number, quantiles: ArrayLike<number>): number {
  let above = 0;
  while (above < quantiles.length && (quantiles[above] as number) <= value) above++;
  if (above === 0) return 0;
  if (above === quantiles.length) return 1;
  const [low, high] = [quantiles[above - 1] as number, quantiles[above] as number];
  return (above - 1 + (value - low) / (high - low)) / (quantiles.length - 1);
}

function checkQuantiles(label: string, quantiles: ArrayLike<number>): void {
  if (quantiles.length < 2)
    refuseCounts(
      call,
      `quantiles of ${label}`,
      `a reference of ${label} needs two or more quantiles, got ${quantiles.length}`,
    );
  for (let index = 1; index < quantiles.length; index++)
    if (!((quantiles[index] as number) >= (quantiles[index - 1] as number)))
      refuse(quantiles[index], "ascending", { call, parameter: `quantiles[${index}] of ${label}` });
}

/** Relative frequencies of a reference in the bins. */
function frequenciesOf(
  label: string,
  reference: DistributionReference,
  edges: Float64Array,
  bins: Bins,
): Float64Array {
  if ("values" in reference) return distribution(reference.values, bins).frequencies;
  checkQuantiles(label, reference.quantiles);
  const shares = edges.map((edge) => shareUpTo(edge, reference.quantiles));
  return shares.subarray(1).map((share, bin) => share - (shares[bin] as number));
}

/** How references are drawn, in the order in which their names come. */
function stylesOf(groups: readonly DistributionGroup[], options: FigureOptions): Map<string, LegendEntry> {
  const { ink, palette } = coloursOf(options);
  const names = new Set(groups.flatMap(({ references = [] }) => references.map(({ name }) => name)));
  // Not the colours of E and I, which fill the histograms.
  const others = [ink, ...palette.slice(2, 6)];
  return new Map(
    [...names].map((label, index) => [
      label,
      { label, colour: others[index % others.length] as string, sample: index % 2 === 0 ? "line" : "dashes" },
    ]),
  );
}

/** The outline of a histogram as points of a line, from the bottom of the frame. */
function outline(edges: Float64Array, frequencies: Float64Array, bottom: number): [number, number][] {
  const steps = Array.from(frequencies, (frequency, bin): [number, number][] => {
    const height = Math.max(bottom, frequency);
    return [
      [edges[bin] as number, height],
      [edges[bin + 1] as number, height],
    ];
  });
  return [[edges[0] as number, bottom], ...steps.flat(), [edges[edges.length - 1] as number, bottom]];
}

const valuesOf = (reference: DistributionReference): ArrayLike<number> =>
  "values" in reference ? reference.values : reference.quantiles;

/** Every population with its place, its own histogram, and those of its references with their style. */
function panelsOf(
  groups: readonly DistributionGroup[],
  styles: ReadonlyMap<string, LegendEntry>,
  bins: Bins,
  options: DistributionPlotOptions,
) {
  return coloured(groups, options).map((group, index) => {
    const own = distribution(group.values, bins);
    const lines = (group.references ?? []).map((reference) => ({
      ...(styles.get(reference.name) as LegendEntry),
      frequencies: frequenciesOf(group.label, reference, own.edges, bins),
    }));
    return { ...group, ...placeOf(index, options), ...own, lines };
  });
}

function referenceLines(panels: ReturnType<typeof panelsOf>, bottom: number): Plot.Markish[] {
  return panels.flatMap(({ edges, column, row, lines }) =>
    lines.map(({ colour, sample, frequencies }) =>
      Plot.line(outline(edges, frequencies, bottom), {
        fx: () => column,
        fy: () => row,
        x: "0",
        y: "1",
        stroke: colour,
        strokeWidth: 1.3,
        ...(sample === "dashes" ? { strokeDasharray: "4,2" } : {}),
      }),
    ),
  );
}

/**
 * Draws a relative frequency histogram per population, its mean in dashes, and the histograms of references over it as
 * lines. Values that are not finite are left out. Unless a range is given, all values are shown.
 *
 * @returns the text of an SVG file
 * @throws CajalError unless the bins are possible and quantiles ascend.
 * @example
 * const svg = await distributionPlot(
 *   [{ label: "L4E", values: rates, references: [{ name: "NEST", quantiles: stored.L4E.rate.quantiles }] }],
 *   { x: "firing rate (1/s)" });
 */
export async function distributionPlot(
  groups: readonly DistributionGroup[],
  options: DistributionPlotOptions,
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const styles = stylesOf(groups, options);
  const bins = binsOf(
    call,
    groups.flatMap(({ values, references = [] }) => [values, ...references.map(valuesOf)]),
    options,
  );
  const panels = panelsOf(groups, styles, bins, options);
  const shown = panels.flatMap(({ frequencies, lines }) => [
    frequencies,
    ...lines.map((line) => line.frequencies),
  ]);
  const bottom = bottomOf(shown, options);
  const headings = panels.map(({ label, mean, size }) =>
    size > 0
      ? `${displayLabel(label)}, mean ${shortMean(mean)}, n = ${size}`
      : `${displayLabel(label)}, no values`,
  );
  const { ink, neutral } = coloursOf(options);
  const [low, high] = bins.range;
  const means = panels.filter(({ mean }) => mean >= low && mean <= high);
  const marks = [
    bars(panels, bottom, { fillOpacity: 0.6 }),
    Plot.ruleX(means, { ...inPanel, x: "mean", stroke: ink, strokeDasharray: "3,2" }),
    ...referenceLines(panels, bottom),
  ];
  const own: LegendEntry = { label: options.name ?? "simulation", colour: neutral, sample: "area" };
  const empty = shown.every((frequencies) => frequencies.every((frequency) => frequency === 0));
  const entries = styles.size > 0 ? [own, ...styles.values()] : [];
  return panelFigure(call, headings, { range: bins.range, bottom, empty }, marks, options, entries);
}
