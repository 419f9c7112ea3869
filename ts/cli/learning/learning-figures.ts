// The figures of an experiment of learning.
import { type CurveGroup, type CurveRow, learningCurves } from "../../learning/index.ts";
import { type LineGroup, linePlot, type Theme, themes } from "../../plot/index.ts";
import { type Drawing, type Figure, writeDrawings } from "../report/drawings.ts";
import type { Condition, Experiment, MeasureFigure } from "./experiment.ts";
import { type Outcome, ofCondition, outcomeOf, spreadOf, type Trained } from "./results.ts";
import { rowsOf } from "./training-file.ts";

const baselineColour = "#767676";
const palette = themes.light.palette;
const colourAt = (place: number): string => palette[place % palette.length] as string;

/** The least error that has a place in a figure: a baseline that falls by decades would press all others together. */
function leastShown(conditions: readonly Condition[], trained: readonly Trained[]): number {
  const errors = conditions
    .filter(({ baseline }) => !baseline)
    .flatMap((condition) => ofCondition(trained, condition))
    .flatMap(({ reached }) => rowsOf(reached).map(({ testError }) => testError))
    .filter((error) => error > 0);
  return errors.length > 0 ? 0.1 * Math.min(...errors) : 0;
}

type Quantity = "accuracy" | "error";

/** The curves of some conditions; that of a baseline ends where it leaves the range of the others. */
function groupsOf(
  conditions: readonly Condition[],
  trained: readonly Trained[],
  quantity: Quantity,
): CurveGroup[] {
  const least = quantity === "error" ? leastShown(conditions, trained) : 0;
  return conditions.flatMap((condition, place): CurveGroup[] => {
    const visible = ({ testError }: CurveRow): boolean => !condition.baseline || !(testError < least);
    const runs = ofCondition(trained, condition)
      .map(({ reached }) => rowsOf(reached).filter(visible))
      .filter((rows) => rows.length > 0);
    const colour = condition.baseline ? baselineColour : colourAt(place);
    return runs.length > 0 ? [{ label: condition.label, colour, runs, published: condition.curve }] : [];
  });
}

/** Accuracy and error over epochs: a figure for each presentation time. */
function curves({ conditions }: Experiment, trained: readonly Trained[]): Drawing[] {
  const durations = [...new Set(conditions.flatMap(({ duration }) => duration ?? []))];
  return durations.flatMap((time) => {
    const shown = conditions.filter(({ duration }) => duration === undefined || duration === time);
    return (["accuracy", "error"] as const).flatMap((quantity): Drawing[] => {
      const groups = groupsOf(shown, trained, quantity);
      if (groups.length === 0) return [];
      const what = quantity === "accuracy" ? "Accuracy in tests" : "Mean squared error in tests";
      const title = `${what}, ${time} ms per presentation`;
      const draw = (theme: Theme): Promise<string> => learningCurves(groups, { title, quantity, theme });
      return [{ name: `${quantity}-${time}ms`, title, draw }];
    });
  });
}

/** The mean and range of a number over the seeds that have one, condition by condition. */
function line(
  label: string,
  conditions: readonly Condition[],
  trained: readonly Trained[],
  pick: (outcome: Outcome) => number | null,
): Omit<LineGroup, "colour"> {
  const spreads = conditions.map((condition) =>
    spreadOf(ofCondition(trained, condition).map((one) => pick(outcomeOf(one)))),
  );
  const each = (part: "mean" | "lower" | "upper"): number[] =>
    spreads.map((spread) => spread?.[part] ?? Number.NaN);
  return {
    label,
    x: conditions.map(({ duration }) => duration as number),
    y: each("mean"),
    points: true,
    band: { lower: each("lower"), upper: each("upper") },
  };
}

/** What was published of a line, in dashes. */
function publishedLine(
  name: string,
  members: readonly Condition[],
  colour: string,
  quantity: Quantity,
): LineGroup[] {
  const known = members.filter(({ summary }) => summary);
  if (known.length === 0) return [];
  const x = known.map(({ duration }) => duration as number);
  const y = known.map(({ summary }) => summary?.[quantity] ?? Number.NaN);
  return [{ label: `published: ${name}`, colour, dashed: true, x, y }];
}

/** A baseline, which knows no presentation time, unless it is far below all others. */
function baselineLine(
  { conditions }: Experiment,
  trained: readonly Trained[],
  times: readonly number[],
  quantity: Quantity,
): LineGroup[] {
  return conditions
    .filter(({ baseline }) => baseline)
    .flatMap((condition): LineGroup[] => {
      const spread = spreadOf(ofCondition(trained, condition).map((one) => outcomeOf(one)[quantity]));
      if (!spread || (quantity === "error" && spread.mean < leastShown(conditions, trained))) return [];
      const x = [Math.min(...times), Math.max(...times)];
      return [{ label: condition.label, colour: baselineColour, x, y: [spread.mean, spread.mean] }];
    });
}

/** The last accuracies and errors over presentation times. */
function presentationTimes(experiment: Experiment, trained: readonly Trained[]): Drawing[] {
  const { conditions } = experiment;
  const lines = [...new Set(conditions.flatMap(({ line: name }) => name ?? []))];
  const times = [...new Set(conditions.flatMap(({ duration }) => duration ?? []))];
  if (times.length < 2) return [];
  return (["accuracy", "error"] as const).map((quantity): Drawing => {
    const drawn = lines.flatMap((name, place): LineGroup[] => {
      const members = conditions
        .filter((condition) => condition.line === name)
        .sort((one, other) => (one.duration as number) - (other.duration as number));
      const colour = colourAt(place);
      const own = { ...line(name, members, trained, (outcome) => outcome[quantity]), colour };
      return [own, ...publishedLine(name, members, colour, quantity)];
    });
    const all = [...drawn, ...baselineLine(experiment, trained, times, quantity)];
    const title = quantity === "accuracy" ? "Accuracy after training" : "Mean squared error after training";
    const y =
      quantity === "accuracy"
        ? { y: "accuracy", yRange: [0, 1.05] as const }
        : { y: "mean squared error", logY: true };
    const draw = (theme: Theme): Promise<string> =>
      linePlot(all, { title, x: "presentation time (ms)", logX: true, ...y, theme });
    return { name: `presentation-times-${quantity}`, title, draw };
  });
}

/** A measure over epochs, with published end values. */
function measure(
  { name, title, axis, published }: MeasureFigure,
  { conditions }: Experiment,
  trained: readonly Trained[],
): Drawing[] {
  const lines = conditions.flatMap((condition, place): LineGroup[] => {
    const runs = ofCondition(trained, condition).map(({ reached }) => rowsOf(reached));
    const epochs = [...new Set(runs.flat().map(({ epoch }) => epoch))].sort((a, b) => a - b);
    const points = epochs.flatMap((epoch) => {
      const rows = runs.flatMap((run) => run.filter((row) => row.epoch === epoch));
      const values = rows.map(({ measures }) => measures[name] ?? Number.NaN).filter((value) => value > 0);
      return values.length > 0 ? [{ epoch, values }] : [];
    });
    if (points.length === 0) return [];
    const each = (pick: (values: readonly number[]) => number): number[] =>
      points.map(({ values }) => pick(values));
    const band = {
      lower: each((values) => Math.min(...values)),
      upper: each((values) => Math.max(...values)),
    };
    return [
      {
        label: runs.length > 1 ? `${condition.label} (${runs.length} runs)` : condition.label,
        colour: colourAt(place),
        x: points.map(({ epoch }) => epoch),
        y: each((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
        ...(runs.length > 1 && { band }),
      },
    ];
  });
  if (lines.length === 0) return [];
  const end = Math.max(...lines.flatMap(({ x }) => Array.from(x)));
  const known = published.map(({ label, value }, place): LineGroup => {
    const colour = place === 0 ? themes.light.neutral : baselineColour;
    return { label: `published: ${label}`, colour, dashed: true, x: [0, end], y: [value, value] };
  });
  const options = { title, x: "epoch", y: axis, logY: true };
  return [
    {
      name: `self-prediction-${name}`,
      title,
      draw: (theme) => linePlot([...lines, ...known], { ...options, theme }),
    },
  ];
}

/** Writes all figures as SVG and PNG; `onProgress` hears the part that is done, 0 to 1. */
export async function writeLearningFigures(
  folder: string,
  experiment: Experiment,
  trained: readonly Trained[],
  onProgress: (fraction: number) => void,
): Promise<Figure[]> {
  const drawings = experiment.measures
    ? experiment.measures.flatMap((one) => measure(one, experiment, trained))
    : [...presentationTimes(experiment, trained), ...curves(experiment, trained)];
  return writeDrawings(folder, drawings, onProgress);
}
