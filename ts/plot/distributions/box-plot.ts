// Distributions of a measure side by side as boxes.
import * as Plot from "@observablehq/plot";
import { type BoxStatistics, boxStatistics } from "../../analysis/samples/quantiles.ts";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { finite, numbers, optional, text } from "../../arguments/kinds.ts";
import { groupsOf, ofFigure } from "../frame/arguments.ts";
import { figure } from "../frame/figure.ts";
import { type LegendEntry, legend } from "../frame/legend.ts";
import {
  coloured,
  coloursOf,
  displayLabel,
  type FigureOptions,
  type Group,
  labelMargin,
} from "../frame/style.ts";

/** A population with its values. */
export interface BoxGroup extends Group {
  readonly values: ArrayLike<number>;
  /** A published mean to compare with. */
  readonly reference?: number;
}

/** Options of {@link boxPlot}; the figure is 560 wide and as high as the groups need unless given. */
export interface BoxPlotOptions extends FigureOptions {
  /** Title of the axis, with unit. */
  readonly x: string;
  /** What the reference values are; shown above the frame when a group has one. */
  readonly referenceName?: string;
}

const call = "boxPlot";

const ofGroups = groupsOf({ values: numbers, reference: optional(finite) });
const ofPlot = { ...ofFigure, x: text, referenceName: optional(text) };

/**
 * Draws horizontal boxes from the top down: quartiles and median, whiskers to the last value within 1.5
 * interquartile ranges, the mean as a dot and a reference as a ring. Groups without values stay empty.
 *
 * @returns the text of an SVG file
 * @throws CajalError when a group has no label or no list of values, or an option is none.
 * @example const svg = await boxPlot([{ label: "L4E", values: rates }], { x: "rate (1/s)" });
 */
export async function boxPlot(groups: readonly BoxGroup[], options: BoxPlotOptions): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const { width = 560, height = 96 + 34 * groups.length } = options;
  const { ink, muted, background } = coloursOf(options);
  const rows = coloured(groups, options).map((group, index) => ({
    ...group,
    // Labels may repeat, places do not.
    row: String(index),
    ...boxStatistics(group.values),
  }));
  const boxes = rows.filter((row) => Number.isFinite(row.median));
  const references = rows.filter((row) => row.reference !== undefined);
  const entries: LegendEntry[] = [{ label: "mean", colour: ink, sample: "dot" }];
  if (references.length > 0)
    entries.push({ label: options.referenceName ?? "reference", colour: ink, sample: "ring" });
  const marginLeft = labelMargin(groups, 7.5);
  const names = legend(entries, width - marginLeft - 20, options);
  return figure(
    call,
    {
      width,
      height,
      marginLeft,
      marginRight: 20,
      marginTop: 34,
      marginBottom: 48,
      x: {
        label: options.x,
        labelAnchor: "center",
        labelArrow: "none",
        grid: true,
        // Where everything is zero, there is no range to draw.
        ...(boxes.some(({ upperWhisker }) => upperWhisker !== 0) || references.length > 0
          ? { nice: true, zero: true }
          : { domain: [0, 1] }),
        insetRight: 6,
      },
      y: {
        domain: rows.map(({ row }) => row),
        tickFormat: (row: string) => displayLabel(groups[Number(row)]?.label ?? ""),
        label: null,
        padding: 0.35,
        tickSize: 0,
        tickPadding: 8,
      },
      marks: [
        Plot.ruleX([0], { stroke: muted }),
        ...boxMarks(boxes, { ink, background }),
        Plot.dot(references, { x: "reference", y: "row", r: 4.5, stroke: ink, strokeWidth: 1.3 }),
      ],
    },
    options,
    { legend: names },
  );
}

function boxMarks(
  boxes: readonly (BoxGroup & BoxStatistics & { row: string })[],
  { ink, background }: { readonly ink: string; readonly background: string },
): Plot.Markish[] {
  return [
    Plot.ruleY(boxes, {
      y: "row",
      x1: "lowerWhisker",
      x2: "upperWhisker",
      stroke: "colour",
      strokeWidth: 1.2,
    }),
    Plot.barX(boxes, {
      y: "row",
      x1: "lowerQuartile",
      x2: "upperQuartile",
      fill: background,
      stroke: "colour",
      strokeWidth: 1.4,
    }),
    Plot.barX(boxes, {
      y: "row",
      x1: "lowerQuartile",
      x2: "upperQuartile",
      fill: "colour",
      fillOpacity: 0.25,
    }),
    Plot.tickX(boxes, { y: "row", x: "median", stroke: "colour", strokeWidth: 2.5 }),
    Plot.dot(boxes, { x: "mean", y: "row", r: 3, fill: ink }),
  ];
}
