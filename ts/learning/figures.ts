// Learning curves as figures, beside published ones.
import { type Checks, checkArgument, checkOptions } from "../arguments/check.ts";
import { flag, listOf, number, numbers, oneOf, optional, text, withParts } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { arrayThat, ofFigure } from "../plot/frame/arguments.ts";
import { type FigureOptions, themes } from "../plot/frame/style.ts";
import { linePlot } from "../plot/lines/line-plot.ts";
import type { LineGroup } from "../plot/lines/lines.ts";
import type { PublishedCurve } from "./reference/published-bars-curves.ts";
import type { CurveRow } from "./training/curve.ts";

/** Trainings of one condition, equal but for their seeds. */
export interface CurveGroup {
  readonly label: string;
  /** Any colour as #rrggbb; default the next one of the palette. */
  readonly colour?: string;
  /** Learning curves; their mean is drawn, with its range where there are several. */
  readonly runs: readonly (readonly CurveRow[])[];
  /** The published curve they are compared with, in dashes of the same colour. */
  readonly published?: PublishedCurve | undefined;
}

/** Options of {@link learningCurves}. */
export interface LearningCurvesOptions extends FigureOptions {
  /** What is drawn over the epochs: accuracy (default), or the mean squared error on a logarithmic axis. */
  readonly quantity?: "accuracy" | "error";
}

type Quantity = "accuracy" | "error";

const call = "learningCurves";

const measured = (row: CurveRow, quantity: Quantity): number =>
  quantity === "accuracy" ? row.testAccuracy : row.testError;

const ofRow: Checks = { epoch: number, testAccuracy: number, testError: number };

const ofPublished: Checks = {
  implementation: text,
  latentEquilibrium: flag,
  duration: number,
  epochs: numbers,
  accuracy: numbers,
  error: numbers,
};

const ofGroup: Checks = {
  label: text,
  colour: optional(text),
  runs: arrayThat(listOf(arrayThat(listOf(withParts(ofRow))))),
  published: optional(withParts(ofPublished)),
};

const ofOptions: Checks = { ...ofFigure, quantity: optional(oneOf(["accuracy", "error"])) };

/** @throws CajalError E_TYPE, E_BUFFER, E_SIZE */
function checkGroups(groups: readonly CurveGroup[]): void {
  checkArgument(groups, call, "groups", arrayThat(listOf(withParts(ofGroup))));
  if (groups.length === 0)
    fail("E_SIZE", { call, parameter: "groups", value: 0, must: "there must be a group" });
}

/** The mean over runs and its range; a run that stopped early counts as far as it goes. */
function ownLine({ label, runs }: CurveGroup, colour: string, quantity: Quantity): LineGroup {
  const epochs = [...new Set(runs.flatMap((run) => run.map(({ epoch }) => epoch)))].sort((a, b) => a - b);
  if (epochs.length === 0)
    fail("E_SIZE", { call, parameter: "runs", value: label, must: `the runs of ${label} must have a row` });
  const values = epochs.map((epoch) =>
    runs.flatMap((run) => run.filter((row) => row.epoch === epoch).map((row) => measured(row, quantity))),
  );
  const mean = (some: readonly number[]): number => some.reduce((sum, value) => sum + value, 0) / some.length;
  const band = {
    lower: values.map((some) => Math.min(...some)),
    upper: values.map((some) => Math.max(...some)),
  };
  return {
    label: runs.length > 1 ? `${label} (${runs.length} runs)` : label,
    colour,
    x: epochs,
    y: values.map(mean),
    ...(runs.length > 1 && { band }),
  };
}

/** A published curve up to the last epoch of the figure. */
function publishedLine(curve: PublishedCurve, colour: string, last: number, quantity: Quantity): LineGroup {
  const shown = curve.epochs.filter((epoch) => epoch <= last).length;
  const mode = curve.latentEquilibrium ? ", LE" : "";
  return {
    label: `published: ${curve.implementation}${mode}, ${curve.duration} ms`,
    colour,
    dashed: true,
    x: curve.epochs.slice(0, shown),
    y: curve[quantity].slice(0, shown),
  };
}

/**
 * Draws learning curves over the epochs, published ones in dashes beside them.
 *
 * @returns the text of an SVG file
 * @throws CajalError E_TYPE, E_BUFFER, E_UNKNOWN_PARAM, E_SIZE without groups or rows, E_UNKNOWN_NAME for an
 *   unknown quantity
 * @example
 * const svg = await learningCurves([{ label: "microcircuit", runs: [rows], published: publishedBarsCurves[1] }]);
 */
export async function learningCurves(
  groups: readonly CurveGroup[],
  options: LearningCurvesOptions = {},
): Promise<string> {
  checkOptions(options, call, ofOptions);
  checkGroups(groups);
  const { quantity = "accuracy", ...rest } = options;
  const palette = themes.light.palette;
  const colourOf = ({ colour }: CurveGroup, place: number): string =>
    colour ?? (palette[place % palette.length] as string);
  const own = groups.map((group, place) => ownLine(group, colourOf(group, place), quantity));
  const last = Math.max(...own.flatMap(({ x }) => Array.from(x)));
  const published = groups.flatMap((group, place) =>
    group.published ? [publishedLine(group.published, colourOf(group, place), last, quantity)] : [],
  );
  const axes =
    quantity === "accuracy"
      ? { x: "epoch", y: "accuracy", yRange: [0, 1.05] as const }
      : { x: "epoch", y: "mean squared error", logY: true };
  return linePlot([...own, ...published], { ...rest, ...axes });
}
