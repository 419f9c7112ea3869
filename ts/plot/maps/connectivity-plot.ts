// Connections between populations as a table of coloured numbers.
import * as Plot from "@observablehq/plot";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { numbers, optional } from "../../arguments/kinds.ts";
import { groupsOf, ofColours, refuseCounts } from "../frame/arguments.ts";
import { shortNumber } from "../frame/axis.ts";
import { figure } from "../frame/figure.ts";
import {
  coloured,
  coloursOf,
  displayLabel,
  type FigureOptions,
  type Group,
  labelMargin,
} from "../frame/style.ts";
import { type ColourOptions, colourLegend, colourLegendWidth, colourScale } from "./colour-scale.ts";
import { contrast } from "./contrast.ts";

/** Options of {@link connectivityPlot}. */
export interface ConnectivityPlotOptions extends FigureOptions, ColourOptions {
  /** Populations that receive, from the top down: the rows. */
  readonly targets: readonly Group[];
  /** Populations that send, from left to right: the columns; default: the targets. */
  readonly sources?: readonly Group[];
  /** Titles of the axes; default "source" and "target". */
  readonly x?: string;
  readonly y?: string;
}

// Letters of numbers in cells, and the smallest cell that shows them [px].
const numberSize = 10;
const cellWidth = 46;
const cellHeight = 30;

const call = "connectivityPlot";

const ofPlot = { ...ofColours, targets: groupsOf({}), sources: optional(groupsOf({})) };

/**
 * Draws what a population receives from another, such as the connection probability or the in-degree, as a
 * number on its colour. A connection that does not exist (0 or not finite) is an empty cell.
 *
 * @param values target by target, a value per source
 * @returns the text of an SVG file
 * @throws CajalError when there are not as many values as pairs of populations, or the range is not
 *   ascending.
 * @example
 * const svg = await connectivityPlot([0.1, 0.2, 0.1, 0.2], { targets: [{ label: "E" }, { label: "I" }],
 *   z: "connection probability" });
 */
export async function connectivityPlot(
  values: ArrayLike<number>,
  options: ConnectivityPlotOptions,
): Promise<string> {
  checkArgument(values, call, "values", numbers);
  checkOptions(options, call, ofPlot);
  const rows = coloured(options.targets, options);
  const columns = coloured(options.sources ?? options.targets, options);
  if (values.length === 0 || values.length !== rows.length * columns.length)
    refuseCounts(
      call,
      "values",
      `${rows.length} targets of ${columns.length} sources need as many values as pairs, got ${values.length}`,
    );
  const present = Array.from(values, (value) => (value === 0 ? Number.NaN : value));
  const scale = colourScale(present, options);
  const marginLeft = labelMargin(rows, 9) + 16;
  const marginRight = colourLegendWidth + 14;
  const width = options.width ?? marginLeft + marginRight + cellWidth * columns.length;
  const upright = { marginTop: 14, marginBottom: 58 };
  // Less would cut the title of the colours.
  const height = options.height ?? Math.max(210, 72 + cellHeight * rows.length);
  const { ink, background, muted, faint } = coloursOf(options);
  const shown = present.flatMap((value, index) => {
    const fill = scale.palette[scale.place(value)] as string;
    const place = { x: index % columns.length, y: Math.floor(index / columns.length) };
    const letters = contrast(fill, ink) >= contrast(fill, background) ? ink : background;
    return Number.isFinite(value) ? [{ ...place, value, fill, letters }] : [];
  });
  const middle = { x: ({ x }: Place) => x + 0.5, y: ({ y }: Place) => y + 0.5 };
  const label = { labelAnchor: "center", labelArrow: "none", ticks: [] } as const;
  const name = {
    text: ({ label: text }: Group) => displayLabel(text),
    fill: "colour",
    fontWeight: "bold",
  } as const;
  return figure(
    call,
    {
      width,
      height,
      marginLeft,
      marginRight,
      ...upright,
      x: { ...label, domain: [0, columns.length], label: options.x ?? "source" },
      y: { ...label, domain: [rows.length, 0], label: options.y ?? "target" },
      marks: [
        Plot.rect(shown, { x1: "x", x2: ({ x }) => x + 1, y1: "y", y2: ({ y }) => y + 1, fill: "fill" }),
        Plot.ruleX(inner(columns.length), { stroke: faint, strokeWidth: 0.5 }),
        Plot.ruleY(inner(rows.length), { stroke: faint, strokeWidth: 0.5 }),
        Plot.frame({ stroke: muted }),
        Plot.text(shown, {
          ...middle,
          text: ({ value }) => shortNumber(value),
          fill: "letters",
          fontSize: numberSize,
        }),
        Plot.text(rows, {
          ...name,
          frameAnchor: "left",
          y: (_, row) => row + 0.5,
          textAnchor: "end",
          dx: -10,
        }),
        Plot.text(columns, {
          ...name,
          frameAnchor: "bottom",
          x: (_, at) => at + 0.5,
          lineAnchor: "top",
          dy: 9,
        }),
      ],
    },
    options,
    { beside: await colourLegend(scale, options.z, { height, ...upright }) },
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

const inner = (count: number): number[] => Array.from({ length: count - 1 }, (_, place) => place + 1);
