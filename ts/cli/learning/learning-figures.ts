// The figures of an experiment of learning.
import { renderPng } from "../../io/png.ts";
import { type CurveGroup, learningCurves } from "../../learning/index.ts";
import { type LineGroup, linePlot, themes } from "../../plot/index.ts";
import type { Figure } from "../report/figures.ts";
import { writeResult } from "../result-folder.ts";
import type { Condition, Experiment, MeasureFigure } from "./experiment.ts";
import { type Outcome, ofCondition, outcomeOf, type Trained } from "./results.ts";
import { rowsOf } from "./training-file.ts";

interface Drawing extends Figure {
  readonly draw: () => Promise<string>;
}

const baselineColour = "#767676";
const palette = themes.light.palette;
const colourAt = (place: number): string => palette[place % palette.length] as string;

/** Accuracy and error over epochs: a figure for each presentation time. */
function curves({ conditions }: Experiment, trained: readonly Trained[]): Drawing[] {
  const durations = [...new Set(conditions.flatMap(({ duration }) => duration ?? []))];
  return durations.flatMap((time) => {
    const shown = conditions.filter(({ duration }) => duration === undefined || duration === time);
    const groups = shown.flatMap((condition, place): CurveGroup[] => {
      const runs = ofCondition(trained, condition)
        .map(({ reached }) => rowsOf(reached))
        .filter((rows) => rows.length > 0);
      const colour = condition.baseline ? baselineColour : colourAt(place);
      return runs.length > 0 ? [{ label: condition.label, colour, runs, published: condition.curve }] : [];
    });
    if (groups.length === 0) return [];
    return (["accuracy", "error"] as const).map((quantity): Drawing => {
      const what = quantity === "accuracy" ? "Accuracy in tests" : "Mean squared error in tests";
      const title = `${what}, ${time} ms per presentation`;
      return {
        name: `${quantity}-${time}ms`,
        title,
        draw: () => learningCurves(groups, { title, quantity }),
      };
    });
  });
}

/** The mean and range of a number over the seeds, condition by condition. */
function line(
  label: string,
  conditions: readonly Condition[],
  trained: readonly Trained[],
  pick: (outcome: Outcome) => number | null,
): Omit<LineGroup, "colour"> {
  const values = conditions.map((condition) =>
    ofCondition(trained, condition).map((one) => pick(outcomeOf(one)) ?? Number.NaN),
  );
  return {
    label,
    x: conditions.map(({ duration }) => duration as number),
    y: values.map((some) => some.reduce((sum, value) => sum + value, 0) / some.length),
    points: true,
    band: { lower: values.map((some) => Math.min(...some)), upper: values.map((some) => Math.max(...some)) },
  };
}

/** The last accuracies and errors over presentation times. */
function presentationTimes({ conditions }: Experiment, trained: readonly Trained[]): Drawing[] {
  const lines = [...new Set(conditions.flatMap(({ line: name }) => name ?? []))];
  const times = new Set(conditions.flatMap(({ duration }) => duration ?? []));
  if (times.size < 2) return [];
  const last = { accuracy: [0, 1.05] as const, error: undefined };
  return (["accuracy", "error"] as const).map((quantity): Drawing => {
    const drawn = lines.flatMap((name, place): LineGroup[] => {
      const members = conditions.filter((condition) => condition.line === name);
      const known = members.filter(({ summary }) => summary);
      const colour = colourAt(place);
      const own = { ...line(name, members, trained, (outcome) => outcome[quantity]), colour };
      const published = {
        ...{ label: `published: ${name}`, colour, dashed: true },
        x: known.map(({ duration }) => duration as number),
        y: known.map(({ summary }) => summary?.[quantity] ?? Number.NaN),
      };
      return known.length > 0 ? [own, published] : [own];
    });
    const yRange = last[quantity];
    const title = quantity === "accuracy" ? "Accuracy after training" : "Mean squared error after training";
    const axes = {
      ...{
        x: "presentation time (ms)",
        logX: true,
        y: quantity === "accuracy" ? quantity : "mean squared error",
      },
      ...(yRange ? { yRange } : { logY: true }),
    };
    return { name: `presentation-times-${quantity}`, title, draw: () => linePlot(drawn, { title, ...axes }) };
  });
}

/** A measure over epochs, with published end values. */
function measure(
  { name, title, axis, published }: MeasureFigure,
  { conditions }: Experiment,
  trained: readonly Trained[],
): Drawing[] {
  const lines = conditions.flatMap((condition, place): LineGroup[] =>
    ofCondition(trained, condition).flatMap(({ spec, reached }, run) => {
      const rows = rowsOf(reached).filter((row) => (row.measures[name] ?? Number.NaN) > 0);
      if (rows.length === 0) return [];
      return [
        {
          label: run === 0 ? condition.label : `${condition.label}, seed ${spec.seed}`,
          colour: colourAt(place),
          x: rows.map(({ epoch }) => epoch),
          y: rows.map(({ measures }) => measures[name] as number),
        },
      ];
    }),
  );
  if (lines.length === 0) return [];
  const end = Math.max(...lines.flatMap(({ x }) => Array.from(x)));
  const known = published.map(({ label, value }, place): LineGroup => {
    const colour = place === 0 ? "#444444" : baselineColour;
    return { label: `published: ${label}`, colour, dashed: true, x: [0, end], y: [value, value] };
  });
  const options = { title, x: "epoch", y: axis, logY: true };
  return [{ name: `self-prediction-${name}`, title, draw: () => linePlot([...lines, ...known], options) }];
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
  for (const [place, { name, draw }] of drawings.entries()) {
    const svg = await draw();
    writeResult(folder, `${name}.svg`, svg);
    writeResult(folder, `${name}.png`, renderPng(svg));
    onProgress((place + 1) / drawings.length);
  }
  return drawings.map(({ name, title }) => ({ name, title }));
}
