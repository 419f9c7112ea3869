// Distributions of a measure beside those of references: the picture of a validation.
import * as Plot from "@observablehq/plot";
import { distribution } from "../analysis/samples/distribution.ts";
import type { HistogramGroup } from "./histograms.ts";
import type { LegendEntry } from "./legend.ts";
import { inPanel, type PanelOptions, panelFigure, placeOf } from "./panels.ts";
import { coloured, coloursOf, displayLabel, type FigureOptions } from "./style.ts";

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
    throw new RangeError(`a reference of ${label} needs two or more quantiles, got ${quantiles.length}`);
  for (let index = 1; index < quantiles.length; index++)
    if (!((quantiles[index] as number) >= (quantiles[index - 1] as number)))
      throw new RangeError(`quantiles of ${label} must ascend, got ${quantiles[index]} at place ${index}`);
}

/** Relative frequencies of a reference in the bins. */
function frequenciesOf(
  label: string,
  reference: DistributionReference,
  edges: Float64Array,
  options: PanelOptions,
): Float64Array {
  if ("values" in reference) return distribution(reference.values, options).frequencies;
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

/** The outline of a histogram as points of a line. */
const outline = (edges: Float64Array, frequencies: Float64Array): [number, number][] => [
  [edges[0] as number, 0],
  ...Array.from(frequencies, (frequency, bin): [number, number][] => [
    [edges[bin] as number, frequency],
    [edges[bin + 1] as number, frequency],
  ]).flat(),
  [edges[edges.length - 1] as number, 0],
];

/**
 * Draws a relative frequency histogram per population, and those of references over it as lines. Values that
 * are not finite are left out.
 *
 * @returns the text of an SVG file
 * @throws RangeError unless the bins are possible and quantiles ascend.
 * @example
 * const svg = await distributionPlot(
 *   [{ label: "L4E", values: rates, references: [{ name: "NEST", quantiles: stored.L4E.rate.quantiles }] }],
 *   { x: "firing rate (1/s)", binWidth: 1, range: [0, 20] });
 */
export async function distributionPlot(
  groups: readonly DistributionGroup[],
  options: DistributionPlotOptions,
): Promise<string> {
  const styles = stylesOf(groups, options);
  const panels = coloured(groups, options).map((group, index) => ({
    ...group,
    place: placeOf(index, options),
    ...distribution(group.values, options),
  }));
  const bars = panels.flatMap(({ edges, frequencies, place, colour }) =>
    Array.from(frequencies, (frequency, bin) => {
      return { x1: edges[bin], x2: edges[bin + 1], frequency, ...place, colour };
    }),
  );
  const lines = panels.flatMap(({ label, edges, place, references = [] }) =>
    references.map((reference) => {
      const { colour, sample } = styles.get(reference.name) as LegendEntry;
      const points = outline(edges, frequenciesOf(label, reference, edges, options));
      return Plot.line(points, {
        fx: () => place.column,
        fy: () => place.row,
        x: "0",
        y: "1",
        stroke: colour,
        strokeWidth: 1.3,
        ...(sample === "dashes" ? { strokeDasharray: "4,2" } : {}),
      });
    }),
  );
  const headings = panels.map(({ label, size }) =>
    size > 0 ? `${displayLabel(label)}, n = ${size}` : `${displayLabel(label)}, no values`,
  );
  const filled = Plot.rectY(bars, {
    ...inPanel,
    x1: "x1",
    x2: "x2",
    y: "frequency",
    fill: "colour",
    fillOpacity: 0.6,
    inset: 0,
  });
  const own: LegendEntry = {
    label: options.name ?? "simulation",
    colour: coloursOf(options).neutral,
    sample: "area",
  };
  const empty = lines.length === 0 && panels.every(({ size }) => size === 0);
  return panelFigure(headings, empty, [filled, ...lines], options, [own, ...styles.values()]);
}
