// One quantity over another as lines: curves of current and rate, rates over time.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { ofAxes, ofLine, someGroupsOf } from "../frame/arguments.ts";
import type { AxisOptions } from "../frame/axis.ts";
import type { FigureOptions } from "../frame/style.ts";
import { drawLines, type LineGroup } from "./lines.ts";

/** Options of {@link linePlot}. */
export interface LinePlotOptions extends AxisOptions, FigureOptions {}

const ofLines = someGroupsOf(ofLine);

/**
 * Draws lines, their names above the frame; with bands and points where a line has them.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no line, one has no or unequally many positions and values, or a range is
 *   not ascending.
 * @example
 * const svg = await linePlot([{ label: "E", x: currents, y: rates, points: true, band: { lower, upper } }],
 *   { x: "current (pA)", y: "rate (1/s)" });
 */
export async function linePlot(lines: readonly LineGroup[], options: LinePlotOptions): Promise<string> {
  checkArgument(lines, "linePlot", "lines", ofLines);
  checkOptions(options, "linePlot", ofAxes);
  return drawLines("linePlot", lines, options);
}
