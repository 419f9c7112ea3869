// The same training at several presentation times and with several seeds.
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import { checkCallback, checkNumber, positive, wholeFrom } from "../checks.ts";
import type { Learner } from "../learner.ts";
import { checkSeed } from "../random.ts";
import type { Task } from "../task.ts";
import type { CurveRow } from "./curve.ts";
import type { TrainingOptions } from "./options.ts";
import { type TrainingProgress, train } from "./training.ts";

/** One training of a study. */
export interface StudyCase {
  readonly learner: Learner;
  readonly task: Task;
  /** `duration` and `seed` are added. */
  readonly options: Omit<TrainingOptions, "duration" | "seed" | "from">;
}

/** Options of {@link presentationTimeStudy}. */
export interface StudyOptions {
  /** Presentation times [ms]. */
  readonly durations: readonly number[];
  readonly seeds: readonly number[];
  /** Makes the learner and the task of one training. */
  readonly prepare: (duration: number, seed: number) => StudyCase | Promise<StudyCase>;
  /** Accuracy and error are means over the last so many tests; default 5. */
  readonly last?: number;
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far a study is: `fraction` is that of all trainings. */
export interface StudyProgress extends TrainingProgress {
  readonly duration: number;
  readonly seed: number;
}

/** What one training came to. */
export interface StudyRow {
  /** [ms] */
  readonly duration: number;
  readonly seed: number;
  /** Means over the last tests. */
  readonly accuracy: number;
  readonly error: number;
  /** The first tested epoch with all answers right; undefined where there is none. */
  readonly firstPerfect: number | undefined;
  readonly rows: readonly CurveRow[];
}

const names: readonly (keyof StudyOptions)[] = [
  "durations",
  "seeds",
  "prepare",
  "last",
  "onProgress",
  "signal",
];

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function checkLists({ durations, seeds }: StudyOptions): void {
  const call = "presentationTimeStudy";
  for (const [name, list] of Object.entries({ durations, seeds }))
    if (!Array.isArray(list) || list.length === 0)
      fail("E_SIZE", { call, parameter: name, value: list, must: `${name} must have a value` });
  for (const duration of durations) checkNumber(duration, call, "durations", positive);
  for (const seed of seeds) checkSeed(seed, call);
}

/**
 * Trains at every presentation time with every seed, one after the other.
 *
 * @throws CajalError E_SIZE, E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM, and those of `train`; the reason of
 *   the signal
 */
export async function presentationTimeStudy(options: StudyOptions): Promise<readonly StudyRow[]> {
  const call = "presentationTimeStudy";
  checkWatch(optionsOf(options, names, call), call);
  checkCallback(options.prepare ?? null, call, "prepare");
  checkLists(options);
  const { durations, seeds, prepare, onProgress, signal } = options;
  const last = checkNumber(options.last ?? 5, call, "last", wholeFrom(1));
  const cases = durations.flatMap((duration) => seeds.map((seed) => ({ duration, seed })));
  const started = performance.now();
  const results: StudyRow[] = [];
  for (const { duration, seed } of cases) {
    signal?.throwIfAborted();
    const { learner, task, options: given } = await prepare(duration, seed);
    const report = (progress: TrainingProgress): void => {
      const fraction = (results.length + progress.fraction) / cases.length;
      const elapsed = (performance.now() - started) / 1000;
      const eta = fraction > 0 ? (elapsed * (1 - fraction)) / fraction : undefined;
      onProgress?.({ ...progress, fraction, elapsed, eta, duration, seed });
    };
    const rows = await train(learner, task, { ...given, duration, seed }, { onProgress: report, signal });
    const end = rows.slice(-last);
    results.push({
      duration,
      seed,
      accuracy: mean(end.map((row) => row.testAccuracy)),
      error: mean(end.map((row) => row.testError)),
      firstPerfect: rows.find((row) => row.testAccuracy === 1)?.epoch,
      rows,
    });
  }
  return results;
}
