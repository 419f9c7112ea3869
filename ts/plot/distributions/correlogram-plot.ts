// Correlation over the time lag: bars of one pair, steps of several.
import * as Plot from "@observablehq/plot";
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { finite, interval, numbers, oneOf, optional, text } from "../../arguments/kinds.ts";
import { distanceOf, ofFigure, refuseCounts, someGroupsOf } from "../frame/arguments.ts";
import { axis, extent } from "../frame/axis.ts";
import { belowLegend, figure } from "../frame/figure.ts";
import { type LegendEntry, legend } from "../frame/legend.ts";
import { coloured, coloursOf, type FigureOptions, type Group } from "../frame/style.ts";

/** A correlogram. */
export interface CorrelogramGroup extends Group {
  /** Middles of the bins [ms], ascending at equal distances. */
  readonly lags: ArrayLike<number>;
  /** As many values; not finite ones leave a gap. */
  readonly values: ArrayLike<number>;
}

/** Options of {@link correlogramPlot}. */
export interface CorrelogramPlotOptions extends FigureOptions {
  /** Titles of the axes; default "time lag (ms)" and "correlation". */
  readonly x?: string;
  readonly y?: string;
  /** Default: bars for one correlogram, steps for several. */
  readonly form?: "bars" | "steps";
  /** Shown lags [ms]; default: all. */
  readonly xRange?: readonly [number, number];
  /** A value to compare with, such as what chance gives; drawn as dashes. */
  readonly expected?: number;
}

const call = "correlogramPlot";

const ofGroups = someGroupsOf({ lags: numbers, values: numbers });
const ofPlot = {
  ...ofFigure,
  x: optional(text),
  y: optional(text),
  form: optional(oneOf(["bars", "steps"])),
  xRange: optional(interval),
  expected: optional(finite),
};

/** Bins of equal width with their values. */
function binsOf({ label, lags, values, colour }: CorrelogramGroup & { readonly colour: string }) {
  if (lags.length < 2 || values.length !== lags.length)
    refuseCounts(
      call,
      `values of ${label}`,
      `the correlogram ${label} needs two or more lags and as many values, got ${lags.length} and ${values.length}`,
    );
  const width = distanceOf(call, `lags of ${label}`, lags);
  return Array.from(lags, (lag, index) => {
    return { x1: lag - width / 2, x2: lag + width / 2, value: values[index] as number, colour };
  });
}

type Bin = ReturnType<typeof binsOf>[number];

/** The outline of bins as a line; gaps stay gaps. */
function stepsOf(bins: readonly Bin[]): Plot.Markish {
  const points = bins.flatMap(({ x1, x2, value }) => [
    [x1, value],
    [x2, value],
  ]) as [number, number][];
  return Plot.line(points, { stroke: bins[0]?.colour ?? "", strokeWidth: 1.5 });
}

/**
 * Draws correlograms around lag zero, which is marked.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no correlogram, lags do not ascend at equal distances, or values are not
 *   as many.
 * @example
 * const svg = await correlogramPlot([{ label: "E to I", lags: [-1, 0, 1], values: [0.1, 0.5, 0.2] }]);
 */
export async function correlogramPlot(
  groups: readonly CorrelogramGroup[],
  options: CorrelogramPlotOptions = {},
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const { width = 560, height = 320, form = groups.length > 1 ? "steps" : "bars", expected } = options;
  const { muted, ink } = coloursOf(options);
  const all = coloured(groups, options);
  const range = options.xRange;
  const bins = all.map((group) =>
    binsOf(group).filter(({ x1, x2 }) => range === undefined || (x2 > range[0] && x1 < range[1])),
  );
  const lags = range ?? extent(bins.flatMap((some) => some.map(({ x1, x2 }) => [x1, x2])));
  const given = expected === undefined ? [] : [expected];
  const [low, high] = extent([...bins.map((some) => some.map(({ value }) => value)), given]);
  const within = (lag: number): number => Math.max(lags[0], Math.min(lags[1], lag));
  const cut = bins.map((some) => some.map((bin) => ({ ...bin, x1: within(bin.x1), x2: within(bin.x2) })));
  const entries = all.map(({ label, colour }): LegendEntry => {
    return { label, colour, sample: form === "bars" ? "area" : "line" };
  });
  const chance: LegendEntry[] = given.map(() => ({ label: "expected", colour: ink, sample: "dashes" }));
  const names = legend([...entries, ...chance], width - 92, options);
  const bars = (some: readonly Bin[]): Plot.Markish =>
    Plot.rectY(
      some.filter(({ value }) => Number.isFinite(value)),
      {
        x1: "x1",
        x2: "x2",
        y: "value",
        fill: "colour",
        fillOpacity: groups.length > 1 ? 0.5 : 0.85,
        inset: 0,
      },
    );
  return figure(
    call,
    {
      width,
      height,
      ...belowLegend(names.height),
      x: axis(options.x ?? "time lag (ms)", lags),
      y: {
        ...axis(options.y ?? "correlation", [Math.min(0, low), Math.max(0, high)]),
        nice: true,
        grid: true,
      },
      marks: [
        ...cut.map(form === "bars" ? bars : stepsOf),
        Plot.ruleY([0], { stroke: muted }),
        ...(lags[0] <= 0 && lags[1] >= 0 ? [Plot.ruleX([0], { stroke: muted, strokeDasharray: "2,3" })] : []),
        Plot.ruleY(given, { stroke: ink, strokeDasharray: "5,3" }),
      ],
    },
    options,
    { legend: names },
  );
}
