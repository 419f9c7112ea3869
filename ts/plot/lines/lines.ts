// Lines, bands and points in a common frame: what the plots of one quantity over another are made of.
import * as Plot from "@observablehq/plot";
import { checkPositive, refuseCounts } from "../frame/arguments.ts";
import { type AxisOptions, axis, extent } from "../frame/axis.ts";
import { belowLegend, figure } from "../frame/figure.ts";
import { type LegendEntry, legend } from "../frame/legend.ts";
import { coloured, coloursOf, type FigureOptions, type Group } from "../frame/style.ts";

/** A line. */
export interface LineGroup extends Group {
  readonly x: ArrayLike<number>;
  /** As many values as `x`; not finite ones leave a gap. */
  readonly y: ArrayLike<number>;
  /** Limits of a band around the line, such as the spread over trials; as many values as `x`. */
  readonly band?: { readonly lower: ArrayLike<number>; readonly upper: ArrayLike<number> };
  /** Mark the points; default false. */
  readonly points?: boolean;
  /** Join the points by a line; default true. */
  readonly joined?: boolean;
  /** Draw dashes, as for a theory beside a simulation; default false. */
  readonly dashed?: boolean;
}

/** A line that others may be laid over. */
export interface BackgroundLine extends LineGroup {
  /** Default 1. */
  readonly opacity?: number;
}

/** What plots put into the frame beside their lines. */
export interface Additions {
  /** Room above the highest value on a logarithmic axis, as a factor; default 1.25. */
  readonly headroom?: number;
  readonly marks?: readonly Plot.Markish[];
  readonly entries?: readonly LegendEntry[];
}

type Line = BackgroundLine & { readonly colour: string };
type Domain = readonly [number, number];

function checkLine(call: string, { label, x, y, band }: LineGroup): void {
  if (x.length !== y.length || x.length === 0)
    refuseCounts(
      call,
      label,
      `the line ${label} needs as many values as positions, got ${y.length} and ${x.length}`,
    );
  const limits = band ? [band.lower.length, band.upper.length] : [];
  if (limits.some((length) => length !== x.length))
    refuseCounts(
      call,
      `band of ${label}`,
      `the band of ${label} needs ${x.length} lower and upper limits, got ${limits.join(" and ")}`,
    );
}

/** The domain of the values at the shown positions: with zero and a little more, unless asked for. */
function valueDomain(
  lines: readonly Line[],
  positions: Domain,
  { yRange, logY = false }: AxisOptions,
  { headroom = 1.25 }: Additions,
): Domain {
  if (yRange) return yRange;
  const lists = lines.flatMap(({ x, y, band }) =>
    [y, ...(band ? [band.upper, band.lower] : [])].map((list) =>
      Array.from(list).filter((_, index) => !Number.isNaN(within(x[index] as number, positions))),
    ),
  );
  const [low, high] = extent(lists, logY);
  return logY ? [low / 1.25, high * headroom] : [Math.min(0, low), Math.max(0, high)];
}

/**
 * Draws lines in a common frame, their names above it.
 *
 * @param call whose lines they are, for messages
 * @throws CajalError when one has no or unequally many positions and values, or a range of a logarithmic axis is not
 *   positive.
 */
export async function drawLines(
  call: string,
  groups: readonly BackgroundLine[],
  options: AxisOptions & FigureOptions,
  additions: Additions = {},
): Promise<string> {
  const { width = 640, height = 360, logX = false, logY = false } = options;
  for (const group of groups) checkLine(call, group);
  checkPositive(call, "xRange", options.xRange, logX);
  checkPositive(call, "yRange", options.yRange, logY);
  const lines = coloured(groups, options);
  const positions =
    options.xRange ??
    extent(
      lines.map(({ x }) => x),
      logX,
    );
  const domains = { x: positions, y: valueDomain(lines, positions, options, additions) };
  const entries = lines.map(({ label, colour, dashed, joined = true }): LegendEntry => {
    return { label, colour, sample: joined ? (dashed ? "dashes" : "line") : "dot" };
  });
  const names = legend([...entries, ...(additions.entries ?? [])], width - 92, options);
  const nice = (given: Domain | undefined, log: boolean) => (given || log ? {} : { nice: true });
  const { muted } = coloursOf(options);
  return figure(
    call,
    {
      width,
      height,
      ...belowLegend(names.height),
      x: { ...axis(options.x, domains.x, logX), ...nice(options.xRange, logX) },
      y: { ...axis(options.y, domains.y, logY), ...nice(options.yRange, logY), grid: true },
      marks: [
        ...(logY || domains.y[0] >= 0 ? [] : [Plot.ruleY([0], { stroke: muted })]),
        ...lines.flatMap((line) => bandMark(line, domains)),
        ...lines.flatMap((line) => lineMarks(line, domains)),
        ...(additions.marks ?? []),
      ],
    },
    options,
    { legend: names },
  );
}

/** A value where it is shown, else a gap. */
const within = (value: number, [low, high]: Domain): number =>
  value >= low && value <= high ? value : Number.NaN;

const shown = ({ x, y }: LineGroup, domains: { x: Domain; y: Domain }): { x: number[]; y: number[] } => ({
  x: Array.from(x, (value) => within(value, domains.x)),
  y: Array.from(y, (value) => within(value, domains.y)),
});

function lineMarks(line: Line, domains: { x: Domain; y: Domain }): Plot.Markish[] {
  const { x, y } = shown(line, domains);
  const form = line.dashed
    ? { strokeDasharray: "5,3", strokeWidth: 1.8 }
    : { strokeOpacity: line.opacity ?? 1, strokeWidth: 1.5 };
  const points = x.flatMap((_, index) =>
    Number.isFinite(x[index]) && Number.isFinite(y[index]) ? [[x[index], y[index]] as [number, number]] : [],
  );
  return [
    ...((line.joined ?? true) ? [Plot.line(x, { x, y, stroke: line.colour, ...form })] : []),
    ...(line.points ? [Plot.dot(points, { r: 2.4, fill: line.colour })] : []),
  ];
}

function bandMark(line: Line, domains: { x: Domain; y: Domain }): Plot.Markish[] {
  if (!line.band) return [];
  const { x } = shown(line, domains);
  // A band that leaves the frame, as one does downwards on a logarithmic axis, is cut there.
  const cut = (value: number): number => Math.max(domains.y[0], Math.min(domains.y[1], value));
  const lower = Array.from(line.band.lower, cut);
  const upper = Array.from(line.band.upper, cut);
  return [Plot.areaY(x, { x, y1: lower, y2: upper, fill: line.colour, fillOpacity: 0.22 })];
}
