// What learning achieves over time: the mean over runs with their spread.
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { listOf, numbers, oneOf, optional } from "../../arguments/kinds.ts";
import { arrayThat, ofAxes, refuseCounts, someGroupsOf } from "../frame/arguments.ts";
import type { AxisOptions } from "../frame/axis.ts";
import type { FigureOptions, Group } from "../frame/style.ts";
import { drawLines, type LineGroup } from "./lines.ts";

/** Runs of one condition, equal but for their seed. */
export interface LearningGroup extends Group {
  /** The measure of each run over time; all of one length. Values that are not finite are left out. */
  readonly runs: readonly ArrayLike<number>[];
  /** Positions of the values; default 1, 2, 3, ... */
  readonly x?: ArrayLike<number>;
}

/** Options of {@link learningCurvePlot}. */
export interface LearningCurvePlotOptions extends AxisOptions, FigureOptions {
  /**
   * What the band shows: a standard deviation (ddof 1) on both sides, or the least and the most; default the
   * first.
   */
  readonly spread?: "deviation" | "range";
}

const call = "learningCurvePlot";

const ofGroups = someGroupsOf({ runs: arrayThat(listOf(numbers)), x: optional(numbers) });
const ofPlot = { ...ofAxes, spread: optional(oneOf(["deviation", "range"])) };

/** Mean and band at one position over the runs. */
function summary(values: readonly number[], spread: "deviation" | "range"): [number, number, number] {
  const size = values.length;
  if (size === 0) return [Number.NaN, Number.NaN, Number.NaN];
  const mean = values.reduce((sum, value) => sum + value, 0) / size;
  if (spread === "range") return [mean, Math.min(...values), Math.max(...values)];
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = size > 1 ? Math.sqrt(squares / (size - 1)) : 0;
  return [mean, mean - deviation, mean + deviation];
}

function lineOf(group: LearningGroup, spread: "deviation" | "range"): LineGroup {
  const { label, runs } = group;
  const length = runs[0]?.length ?? 0;
  if (length === 0 || runs.some((run) => run.length !== length))
    refuseCounts(
      call,
      `runs of ${label}`,
      `the runs of ${label} must have values and one length, got ${runs.map((run) => run.length).join(", ") || "none"}`,
    );
  const points = Array.from({ length }, (_, place) =>
    summary(runs.map((run) => run[place] as number).filter(Number.isFinite), spread),
  );
  return {
    label: runs.length > 1 ? `${label} (${runs.length} runs)` : label,
    ...(group.colour === undefined ? {} : { colour: group.colour }),
    x: group.x ?? points.map((_, place) => place + 1),
    y: points.map(([mean]) => mean),
    ...(runs.length > 1
      ? { band: { lower: points.map(([, low]) => low), upper: points.map(([, , high]) => high) } }
      : {}),
  };
}

/**
 * Draws the mean over runs as a line, and their spread as a band.
 *
 * @returns the text of an SVG file
 * @throws CajalError when there is no group, the runs of one are not equally long, there are not as many
 *   positions, or a range is not ascending.
 * @example
 * const svg = await learningCurvePlot([{ label: "STDP", runs: [[4, 2, 1], [5, 3, 1]] }],
 *   { x: "epoch", y: "error", logY: true });
 */
export async function learningCurvePlot(
  groups: readonly LearningGroup[],
  options: LearningCurvePlotOptions,
): Promise<string> {
  checkArgument(groups, call, "groups", ofGroups);
  checkOptions(options, call, ofPlot);
  const { spread = "deviation", ...rest } = options;
  return drawLines(
    call,
    groups.map((group) => lineOf(group, spread)),
    rest,
  );
}
