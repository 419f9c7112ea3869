// A matrix as colours, such as the correlation of all pairs of neurons.
import * as Plot from "@observablehq/plot";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { interval, numbers, optional, wholeFrom } from "../../arguments/kinds.ts";
import { groupsOf, ofColours, refuseCounts } from "../frame/arguments.ts";
import { shortNumber } from "../frame/axis.ts";
import { type Frame, figure, frameIn } from "../frame/figure.ts";
import {
  coloured,
  coloursOf,
  displayLabel,
  type FigureOptions,
  type Group,
  labelMargin,
} from "../frame/style.ts";
import { type Band, bandsOf, spread } from "../marks/bands.ts";
import { gridBitmap, imageMark } from "../marks/image-mark.ts";
import {
  type ColourOptions,
  type ColourScale,
  colourLegend,
  colourLegendWidth,
  colourScale,
} from "./colour-scale.ts";

/** Rows or columns that belong together, such as the neurons of a population. */
export interface MatrixGroup extends Group {
  /** Number of rows or columns. */
  readonly size: number;
}

/** Options of {@link matrixPlot}. */
export interface MatrixPlotOptions extends FigureOptions, ColourOptions {
  /** Columns of the matrix; default: it is square. */
  readonly columns?: number;
  /** Groups of the rows from the top down; their sizes add up to the rows. Default: none. */
  readonly groups?: readonly MatrixGroup[];
  /** Groups of the columns from left to right; default: those of the rows where the matrix is square. */
  readonly columnGroups?: readonly MatrixGroup[];
  /** Titles of the axes; default: none. */
  readonly x?: string;
  readonly y?: string;
  /** Where the first column begins and the last one ends, such as times; default: columns are counted. */
  readonly xRange?: readonly [number, number];
}

// Beyond so many cells the matrix is a bitmap: a rectangle takes 110 letters, a pixel one or two.
const vectorLimit = 500;

const letterWidth = 8.4;

const call = "matrixPlot";

const ofGroups = optional(groupsOf({ size: wholeFrom(1) }));
const ofPlot = {
  ...ofColours,
  columns: optional(wholeFrom(1)),
  groups: ofGroups,
  columnGroups: ofGroups,
  xRange: optional(interval),
};

function shapeOf(
  values: ArrayLike<number>,
  columns = Math.sqrt(values.length),
): [rows: number, columns: number] {
  if (values.length === 0) refuseCounts(call, "values", "a matrix needs at least one value");
  if (!Number.isInteger(columns) || values.length % columns !== 0)
    refuseCounts(
      call,
      "columns",
      `${values.length} values make no matrix of ${Number(columns.toFixed(3))} columns`,
    );
  return [values.length / columns, columns];
}

function checkedGroups(groups: readonly MatrixGroup[], count: number, what: string): readonly MatrixGroup[] {
  const sum = groups.reduce((total, { size }) => total + size, 0);
  if (sum === count || groups.length === 0) return groups;
  return refuseCounts(call, "groups", `sizes of groups must add up to the ${count} ${what}, got ${sum}`);
}

/**
 * Draws a matrix as colours, with borders between groups. Values that are not finite are grey. Above 500
 * cells the colours are a bitmap inside the SVG; axes and labels stay vectors.
 *
 * @param values row by row
 * @returns the text of an SVG file
 * @throws CajalError when the values make no matrix, the sizes of the groups do not fit, or the range is not
 *   ascending.
 * @example
 * const svg = await matrixPlot(coefficients, { groups: [{ label: "E", size: 80 }, { label: "I", size: 20 }],
 *   range: [-0.2, 0.2], z: "correlation coefficient" });
 */
export async function matrixPlot(
  values: ArrayLike<number>,
  options: MatrixPlotOptions = {},
): Promise<string> {
  checkArgument(values, call, "values", numbers);
  checkOptions(options, call, ofPlot);
  const [rows, columns] = shapeOf(values, options.columns);
  const groups = coloured(checkedGroups(options.groups ?? [], rows, "rows"), options);
  const across = options.columnGroups ?? (rows === columns ? (options.groups ?? []) : []);
  const columnGroups = coloured(checkedGroups(across, columns, "columns"), options);
  const scale = colourScale(values, options);
  const { width = 540, height = 460 } = options;
  const marginLeft = groups.length > 0 ? labelMargin(groups, 9) + (options.y ? 16 : 0) : 58;
  const marginRight = colourLegendWidth + 14;
  const bottom = bottomLabels(bandsOf(columnGroups), (width - marginLeft - marginRight) / columns, columns);
  const upright = { marginTop: 14, marginBottom: Math.max(48, bottom.height + (options.x ? 22 : 6)) };
  const frame = frameIn(call, { width, height, marginLeft, marginRight, ...upright }, options);
  const left = spread(bandsOf(groups), (16 / frame.height) * rows, rows);
  const { ink, muted } = coloursOf(options);
  const border = { stroke: ink, strokeWidth: 0.75, strokeOpacity: 0.7 };
  return figure(
    call,
    {
      width,
      height,
      marginLeft,
      marginRight,
      ...upright,
      x: {
        ...placeAxis(options.x, columns, columnGroups.length > 0),
        ...(options.xRange && columnGroups.length === 0 ? rangeTicks(options.xRange, columns) : {}),
        domain: [0, columns],
      },
      y: { ...placeAxis(options.y, rows, groups.length > 0), domain: [rows, 0] },
      marks: [
        await cells(values, columns, scale, frame),
        Plot.ruleX(borders(bandsOf(columnGroups)), border),
        Plot.ruleY(borders(bandsOf(groups)), border),
        Plot.frame({ stroke: muted }),
        Plot.text(left, {
          frameAnchor: "left",
          y: "middle",
          text: ({ label }: Band) => displayLabel(label),
          fill: "colour",
          textAnchor: "end",
          dx: -10,
          fontWeight: "bold",
        }),
        bottom.mark,
      ],
    },
    options,
    { beside: await colourLegend(scale, options.z, { height, ...upright }) },
  );
}

const borders = (bands: readonly Band[]): number[] => bands.slice(1).map(({ first }) => first);

/** Numbers of rows or columns, unless groups name them. */
function placeAxis(title: string | undefined, count: number, grouped: boolean): Plot.ScaleOptions {
  const common = { label: title ?? null, labelAnchor: "center", labelArrow: "none" } as const;
  return grouped ? { ...common, ticks: [] } : { ...common, ticks: Math.min(count, 6), tickFormat: String };
}

/** Round numbers of a range, and the columns at which they stand. */
function rangeTicks([begin, end]: readonly [number, number], columns: number): Plot.ScaleOptions {
  const least = (end - begin) / 6;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  const first = Math.ceil(begin / step);
  const values = Array.from(
    { length: Math.floor(end / step) - first + 1 },
    (_, tick) => (first + tick) * step,
  );
  const ticks = values.map((value) => ((value - begin) / (end - begin)) * columns);
  return { ticks, tickFormat: (_: number, tick: number) => shortNumber(values[tick] as number, 6) };
}

/** Labels of the columns below the frame, upright where they would not fit side by side. */
function bottomLabels(bands: readonly Band[], perColumn: number, columns: number) {
  const text = ({ label }: Band): string => displayLabel(label);
  const narrow = bands.some((band) => text(band).length * letterWidth > (band.last - band.first) * perColumn);
  const longest = Math.max(0, ...bands.map((band) => text(band).length));
  const mark = Plot.text(spread(bands, narrow ? 16 / perColumn : 0, columns), {
    frameAnchor: "bottom",
    x: "middle",
    text,
    fill: "colour",
    fontWeight: "bold",
    ...(narrow ? { rotate: -90, textAnchor: "end", dy: 8 } : { lineAnchor: "top", dy: 9 }),
  });
  return { mark, height: narrow ? 16 + longest * letterWidth : bands.length > 0 ? 30 : 0 };
}

/** The cells: a rectangle for each, or a bitmap where there are many. */
export async function cells(
  values: ArrayLike<number>,
  columns: number,
  scale: ColourScale,
  frame: Frame,
): Promise<Plot.Markish> {
  const places = Uint8Array.from({ length: values.length }, (_, cell) => scale.place(values[cell] as number));
  if (values.length > vectorLimit) {
    const pixels = places.map((place) => place + 1);
    return imageMark(gridBitmap(pixels, columns, frame), scale.palette);
  }
  return Plot.rect(places, {
    x1: (_, cell) => cell % columns,
    x2: (_, cell) => (cell % columns) + 1,
    y1: (_, cell) => Math.floor(cell / columns),
    y2: (_, cell) => Math.floor(cell / columns) + 1,
    fill: (place: number) => scale.palette[place],
    // Neighbours overlap a little: no seams of the ground between them.
    insetRight: -0.3,
    insetBottom: -0.3,
  });
}
