// Distributions of a measure in small panels, one per population.
import * as Plot from "@observablehq/plot";
import { distribution } from "../../analysis/samples/distribution.ts";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { groupsOf, ofPanels } from "../frame/arguments.ts";
import { bars, bottomOf, inPanel, type PanelOptions, panelFigure, placeOf } from "../frame/panels.ts";
import { coloured, coloursOf, displayLabel, type Group } from "../frame/style.ts";
import { binsOf } from "./bins.ts";

/** A population with its values. */
export interface HistogramGroup extends Group {
  readonly values: ArrayLike<number>;
}

/** Options of {@link histogramPlot}. */
export interface HistogramOptions extends PanelOptions {}

const call = "histogramPlot";

const ofGroups = groupsOf({ values: numbers });

/** A mean in three digits; what rounding has left of a zero is one. */
export const shortMean = (value: number): string => (Math.abs(value) < 1e-12 ? "0" : value.toPrecision(3));

/**
 * Draws a relative frequency histogram per population; not finite values are left out.
 *
 * @returns the text of an SVG file
 * @throws CajalError unless the bins are possible.
 * @example const svg = await histogramPlot([{ label: "E", values: rates }], { x: "rate (1/s)", binWidth: 0.5 });
 */
export async function histogramPlot(
  groups: readonly HistogramGroup[],
  options: HistogramOptions,
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPanels);
  const bins = binsOf(
    call,
    groups.map(({ values }) => values),
    options,
  );
  const panels = coloured(groups, options).map((group, index) => ({
    ...group,
    ...placeOf(index, options),
    ...distribution(group.values, bins),
  }));
  const summaries = panels.filter(({ size }) => size > 0);
  const bottom = bottomOf(
    panels.map(({ frequencies }) => frequencies),
    options,
  );
  const headings = panels.map(({ label, mean, size }) =>
    size > 0
      ? `${displayLabel(label)}, mean ${shortMean(mean)}, n = ${size}`
      : `${displayLabel(label)}, no values`,
  );
  const { ink } = coloursOf(options);
  const marks = [
    bars(panels, bottom, {}),
    Plot.ruleX(summaries, { ...inPanel, x: "mean", stroke: ink, strokeDasharray: "3,2" }),
  ];
  const frequencies = { range: bins.range, bottom, empty: summaries.length === 0 };
  return panelFigure(call, headings, frequencies, marks, options);
}
