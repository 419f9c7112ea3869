// Small panels in rows and columns over common axes, one per population.
import * as Plot from "@observablehq/plot";
import type { Distribution } from "../../analysis/samples/distribution.ts";
import { axis } from "./axis.ts";
import { figure } from "./figure.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { coloursOf, type FigureOptions } from "./style.ts";

/** Options of figures of panels. */
export interface PanelOptions extends Omit<FigureOptions, "width" | "height"> {
  /** Title of the axis, with unit. */
  readonly x: string;
  /** Width of the bins, in the unit of the values; default: a round one, 90 bins at most. */
  readonly binWidth?: number;
  /** Range shown; default: all values. */
  readonly range?: readonly [number, number];
  /** Logarithmic axis of the frequencies, which shows rare values too; default false. */
  readonly logY?: boolean;
  /** Panels per row; default 2. */
  readonly columns?: number;
  /** Size of a panel [px]; default 250 x 116. */
  readonly panelWidth?: number;
  readonly panelHeight?: number;
}

/** Where a panel stands. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** Places of panels from left to right and from the top down. */
export const placeOf = (index: number, { columns = 2 }: PanelOptions): Place => ({
  column: index % columns,
  row: Math.floor(index / columns),
});

/** What every mark in a panel says: which one. */
export const inPanel = { fx: "column", fy: "row" } as const;

/** What the axes of panels depend on. */
export interface Frequencies {
  /** Range of the values. */
  readonly range: readonly [number, number];
  /** Where bars begin; above 0 on a logarithmic axis. */
  readonly bottom: number;
  /** Whether no panel has values. */
  readonly empty: boolean;
}

/** A distribution with its place and colour. */
export type PlacedDistribution = Pick<Distribution, "edges" | "frequencies"> &
  Place & { readonly colour: string };

/** Bars from the bottom of the frame up; bins without values have none. */
export function bars(
  panels: readonly PlacedDistribution[],
  bottom: number,
  style: Plot.RectYOptions,
): Plot.Markish {
  const all = panels.flatMap(({ edges, frequencies, column, row, colour }) =>
    Array.from(frequencies, (frequency, bin) => {
      return { x1: edges[bin], x2: edges[bin + 1], y1: bottom, y2: frequency, column, row, colour };
    }).filter(({ y2 }) => y2 > bottom),
  );
  return Plot.rect(all, { ...inPanel, x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "colour", ...style });
}

/** Where bars begin: 0, or half of the smallest frequency on a logarithmic axis. */
export function bottomOf(
  lists: readonly ArrayLike<number>[],
  { logY = false }: Pick<PanelOptions, "logY">,
): number {
  const positive = lists.flatMap((list) => Array.from(list).filter((frequency) => frequency > 0));
  return logY ? positive.reduce((least, one) => Math.min(least, one), 1) / 2 : 0;
}

/**
 * Draws relative frequencies in panels.
 *
 * @param headings texts above the panels
 * @param call whose panels they are, for messages
 */
export async function panelFigure(
  call: string,
  headings: readonly string[],
  { range, bottom, empty }: Frequencies,
  marks: readonly Plot.Markish[],
  options: PanelOptions,
  entries: readonly LegendEntry[] = [],
): Promise<string> {
  const { columns = 2, panelWidth = 250, panelHeight = 116 } = options;
  const names = legend(entries, columns * panelWidth, options, 36);
  const panels = headings.map((text, index) => ({ text, ...placeOf(index, options) }));
  const above = entries.length > 0 ? names.height + 8 : 0;
  return figure(
    call,
    {
      width: 62 + columns * panelWidth,
      height: 76 + above + Math.ceil(headings.length / columns) * panelHeight,
      marginLeft: 58,
      marginRight: 12,
      marginTop: 26 + above,
      marginBottom: 46,
      fx: { axis: null, padding: 0.08 },
      fy: { axis: null, padding: 0.3 },
      x: {
        domain: [...range],
        label: options.x,
        labelAnchor: "center",
        labelArrow: "none",
        ticks: 5,
      },
      y: {
        ...frequencyAxis(bottom, empty),
        grid: true,
      },
      marks: [
        ...marks,
        Plot.ruleY([bottom], { stroke: coloursOf(options).muted }),
        Plot.text(panels, {
          ...inPanel,
          text: "text",
          frameAnchor: "top-left",
          lineAnchor: "bottom",
          dy: -5,
        }),
      ],
    },
    options,
    { legend: names },
  );
}

function frequencyAxis(bottom: number, empty: boolean): Plot.ScaleOptions {
  const label = "relative frequency";
  if (bottom > 0) return { ...axis(label, [bottom, 1], true), ...sparse(bottom) };
  const common = { label, labelAnchor: "center", labelArrow: "none", ticks: 3 } as const;
  return { ...common, ...(empty ? { domain: [0, 1] } : { nice: true }) };
}

/** Panels are low: three powers of ten at most. */
function sparse(bottom: number): Plot.ScaleOptions {
  const decades = Math.floor(-Math.log10(bottom) + 1e-9);
  const stride = Math.max(1, Math.ceil(decades / 2));
  const ticks = Array.from(
    { length: Math.floor(decades / stride) + 1 },
    (_, index) => 10 ** (-index * stride),
  );
  return { ticks };
}
