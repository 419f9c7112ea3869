// What trainings came to: numbers per training and per condition, and the table of all curves.
import { csvFormatRows } from "d3-dsv";
import type { CurveRow } from "../../learning/index.ts";
import type { Warning } from "../../network/values/fields.ts";
import type { Condition, Experiment } from "./experiment.ts";
import { type Reached, rowsOf } from "./training-file.ts";
import type { TrainingSpec } from "./training-spec.ts";

/** A training and how far it came. */
export interface Trained {
  readonly spec: TrainingSpec;
  readonly reached: Reached | undefined;
}

/** What one training came to. Numbers that there are none of are null. */
export interface Outcome {
  readonly name: string;
  readonly condition: string;
  /** How long a pattern is shown [ms]; null of a baseline, which has no time. */
  readonly duration: number | null;
  readonly seed: number;
  /** Finished epochs. */
  readonly epochs: number;
  readonly ended: "complete" | "early" | null;
  /** Means over the last tests, without that before the first epoch where there are others. */
  readonly accuracy: number | null;
  readonly error: number | null;
  /** The first tested epoch with all answers right. */
  readonly firstPerfect: number | null;
  /** Means over the same tests, measure by measure. */
  readonly measures: Readonly<Record<string, number | null>>;
  readonly seconds: number;
  readonly digest: string | null;
}

const lastTests = 5;

/** What the numbers of a table are. */
export const averages: string = `Accuracies and errors are means over the last ${lastTests} tests of each run.`;

/** The presentation time of a training [ms]; null of a baseline. */
const durationOf = ({ learner, duration }: TrainingSpec): number | null =>
  learner.kind === "backpropagation" ? null : duration;

/** Mean and range of some numbers, without those that are none; null where there are none at all. */
export function spreadOf(
  values: readonly (number | null)[],
): { readonly mean: number; readonly lower: number; readonly upper: number } | null {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return { mean, lower: Math.min(...known), upper: Math.max(...known) };
}

const mean = (values: readonly (number | null)[]): number | null => spreadOf(values)?.mean ?? null;

/** What a training came to. */
export function outcomeOf({ spec, reached }: Trained): Outcome {
  const rows = rowsOf(reached);
  const trainedRows = rows.filter(({ epoch }) => epoch > 0);
  const last = (trainedRows.length > 0 ? trainedRows : rows).slice(-lastTests);
  const { name, condition, seed } = spec;
  const names = Object.keys(last.at(-1)?.measures ?? {});
  return {
    name,
    condition,
    duration: durationOf(spec),
    seed,
    epochs: Math.max(0, (reached?.state.epoch ?? 0) - 1),
    ended: reached?.ended ?? null,
    accuracy: mean(last.map(({ testAccuracy }) => testAccuracy)),
    error: mean(last.map(({ testError }) => testError)),
    firstPerfect: rows.find(({ testAccuracy }) => testAccuracy === 1)?.epoch ?? null,
    measures: Object.fromEntries(
      names.map((one) => [one, mean(last.map(({ measures }) => measures[one] ?? Number.NaN))]),
    ),
    seconds: reached?.seconds ?? 0,
    digest: reached?.digest ?? null,
  };
}

/** What networks warned of, each thing once however many trainings have it. */
export const warningsOf = (trained: readonly Trained[]): Warning[] => [
  ...new Map(
    trained.flatMap(({ reached }) => (reached?.warnings ?? []).map((one) => [one.message, one] as const)),
  ).values(),
];

/** Trainings of a condition. */
export const ofCondition = (trained: readonly Trained[], { label }: Condition): Trained[] =>
  trained.filter(({ spec }) => spec.condition === label);

/** A number in few digits, or a dash. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "-";
  return value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}

/** One row per condition, beside what was published. */
export function conditionTable(
  { conditions, measures = [] }: Experiment,
  trained: readonly Trained[],
): { heading: readonly string[]; rows: readonly (readonly string[])[] } {
  const own =
    measures.length > 0 ? measures.map(({ title }) => title) : ["accuracy", "error", "first all right"];
  const published = conditions.some(({ summary }) => summary)
    ? ["published: accuracy", "error", "first all right"]
    : [];
  const rows = conditions.map((condition) => {
    const outcomes = ofCondition(trained, condition).map(outcomeOf);
    const average = (pick: (outcome: Outcome) => number | null | undefined): string =>
      short(mean(outcomes.map((outcome) => pick(outcome) ?? null)));
    const numbers =
      measures.length > 0
        ? measures.map(({ name }) => average((outcome) => outcome.measures[name]))
        : [
            average(({ accuracy }) => accuracy),
            average(({ error }) => error),
            outcomes.map(({ firstPerfect }) => firstPerfect ?? "-").join(", "),
          ];
    const { summary } = condition;
    const beside = summary
      ? [short(summary.accuracy), short(summary.error), String(summary.firstPerfect ?? "-")]
      : published.map(() => "");
    return [condition.label, String(outcomes.length), ...numbers, ...beside];
  });
  return { heading: ["condition", "runs", ...own, ...published], rows };
}

const cell = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? "" : String(value);

/** All learning curves as one table; what is not known is left empty. */
export function curvesTable(trained: readonly Trained[]): string {
  const measures = [
    ...new Set(trained.flatMap(({ reached }) => rowsOf(reached).flatMap((row) => Object.keys(row.measures)))),
  ];
  const numbers = ["train_accuracy", "train_error", "test_accuracy", "test_error"];
  const heading = ["condition", "presentation_time", "seed", "epoch", ...numbers, ...measures];
  const line = (spec: TrainingSpec, row: CurveRow): string[] => [
    ...[spec.condition, cell(durationOf(spec)), String(spec.seed), String(row.epoch)],
    ...[row.trainAccuracy, row.trainError, row.testAccuracy, row.testError].map(cell),
    ...measures.map((name) => cell(row.measures[name])),
  ];
  const lines = trained.flatMap(({ spec, reached }) => rowsOf(reached).map((row) => line(spec, row)));
  return `${csvFormatRows([heading, ...lines])}\n`;
}
