// Small panels in rows and columns over common axes, one per population.
import * as Plot from "@observablehq/plot";
import { figure } from "./figure.ts";
import { type LegendEntry, legend } from "./legend.ts";
import { coloursOf, type FigureOptions } from "./style.ts";

/** Options of figures of panels. */
export interface PanelOptions extends Omit<FigureOptions, "width" | "height"> {
  /** Title of the axis, with unit. */
  readonly x: string;
  /** Width of the bins and the range shown, in the unit of the values. */
  readonly binWidth: number;
  readonly range: readonly [number, number];
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

/**
 * Draws relative frequencies in panels.
 *
 * @param headings texts above the panels
 * @param empty whether no panel has values
 * @throws RangeError unless the number of columns is a whole one from 1 on.
 */
export async function panelFigure(
  headings: readonly string[],
  empty: boolean,
  marks: readonly Plot.Markish[],
  options: PanelOptions,
  entries: readonly LegendEntry[] = [],
): Promise<string> {
  const { columns = 2, panelWidth = 250, panelHeight = 116 } = options;
  if (!(Number.isInteger(columns) && columns > 0))
    throw new RangeError(`columns must be a whole number from 1 on, got ${columns}`);
  const names = legend(entries, columns * panelWidth, options, 36);
  const panels = headings.map((text, index) => ({ text, ...placeOf(index, options) }));
  const above = entries.length > 0 ? names.height + 8 : 0;
  return figure(
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
        domain: [...options.range],
        label: options.x,
        labelAnchor: "center",
        labelArrow: "none",
        ticks: 5,
      },
      y: {
        label: "relative frequency",
        labelAnchor: "center",
        labelArrow: "none",
        ticks: 3,
        ...(empty ? { domain: [0, 1] } : { nice: true }),
        grid: true,
      },
      marks: [
        ...marks,
        Plot.ruleY([0], { stroke: coloursOf(options).muted }),
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
