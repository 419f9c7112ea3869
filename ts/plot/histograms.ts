// Distributions of a measure in small panels, one per population.
import * as Plot from "@observablehq/plot";
import { distribution } from "../analysis/index.ts";
import { figure } from "./figure.ts";
import { displayLabel, type Group } from "./style.ts";

/** A population with its values. */
export interface HistogramGroup extends Group {
  readonly values: ArrayLike<number>;
}

/** Options of {@link histogramPlot}. */
export interface HistogramOptions {
  /** Title of the axis, with unit. */
  readonly axis: string;
  /** Width of the bins and the range shown, in the unit of the values. */
  readonly binWidth: number;
  readonly range: readonly [number, number];
  /** Panels per row; default 2. */
  readonly columns?: number;
  /** Size of a panel [px]; default 250 x 116. */
  readonly panelWidth?: number;
  readonly panelHeight?: number;
}

/** A mean in three digits; what rounding has left of a zero is one. */
const short = (value: number): string => (Math.abs(value) < 1e-12 ? "0" : value.toPrecision(3));

/**
 * Draws a relative frequency histogram per population; not finite values are left out.
 *
 * @returns the text of an SVG file
 * @throws RangeError unless the bins are possible.
 */
export async function histogramPlot(
  groups: readonly HistogramGroup[],
  options: HistogramOptions,
): Promise<string> {
  const { columns = 2, panelWidth = 250, panelHeight = 116 } = options;
  const panels = groups.map((group, index) => ({
    ...group,
    name: displayLabel(group.label),
    column: index % columns,
    row: Math.floor(index / columns),
    ...distribution(group.values, options),
  }));
  const bars = panels.flatMap(({ edges, frequencies, column, row, colour }) =>
    Array.from(frequencies, (frequency, bin) => ({
      x1: edges[bin],
      x2: edges[bin + 1],
      frequency,
      column,
      row,
      colour,
    })),
  );
  const summaries = panels.filter(({ size }) => size > 0);
  return figure({
    width: 62 + columns * panelWidth,
    height: 76 + Math.ceil(groups.length / columns) * panelHeight,
    marginLeft: 58,
    marginRight: 12,
    marginTop: 26,
    marginBottom: 46,
    fx: { axis: null, padding: 0.08 },
    fy: { axis: null, padding: 0.3 },
    x: {
      domain: [...options.range],
      label: options.axis,
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 5,
    },
    y: {
      label: "relative frequency",
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 3,
      ...(summaries.length > 0 ? { nice: true } : { domain: [0, 1] }),
      grid: true,
    },
    marks: [
      Plot.rectY(bars, {
        fx: "column",
        fy: "row",
        x1: "x1",
        x2: "x2",
        y: "frequency",
        fill: "colour",
        inset: 0,
      }),
      Plot.ruleX(summaries, { fx: "column", fy: "row", x: "mean", stroke: "black", strokeDasharray: "3,2" }),
      Plot.ruleY([0], { stroke: "#888888" }),
      Plot.text(panels, {
        fx: "column",
        fy: "row",
        text: ({ name, mean, size }) =>
          size > 0 ? `${name}, mean ${short(mean)}, n = ${size}` : `${name}, no values`,
        frameAnchor: "top-left",
        lineAnchor: "bottom",
        dy: -5,
      }),
    ],
  });
}
