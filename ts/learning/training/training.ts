// A training: epoch after epoch of presentations and tests, which can be watched, stopped and taken up again.
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import type { Learner } from "../learner.ts";
import type { Task } from "../task.ts";
import { breather } from "./breather.ts";
import { begin, type Course, runEpoch, type Work } from "./course.ts";
import { type CurveRow, learned } from "./curve.ts";
import { silencer } from "./dropout.ts";
import { checkPlan, type TrainingOptions } from "./options.ts";
import type { TrainingState } from "./state.ts";

/** How far a training is. */
export interface TrainingProgress {
  /** Between 0 and 1. */
  readonly fraction: number;
  /** Wall time since the call [s], and what is probably left; undefined at the beginning. */
  readonly elapsed: number;
  readonly eta: number | undefined;
  /** Finished epochs. */
  readonly epoch: number;
  /** Accuracy and error of the last test; NaN before the first. */
  readonly accuracy: number;
  readonly error: number;
}

/** Who watches a training. */
export interface TrainingWatch {
  /** Called at most ten times a second, and once at the end. */
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
  /** Aborting stops between two presentations; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** A training, which may be over. */
export interface Training {
  /** The learning curve so far. */
  readonly rows: readonly CurveRow[];
  /** Finished epochs. */
  readonly epoch: number;
  /** Whether all epochs are done, or it stopped early because enough is learned; undefined while it is not over. */
  readonly ended: "complete" | "early" | undefined;
  /**
   * Trains to the end; after an abort, another call goes on where it stopped.
   *
   * @throws CajalError E_NUMERIC when a number is none any more, E_SHAPE for targets of another length than outputs,
   *   E_TYPE and E_UNKNOWN_PARAM for a bad `watch`, E_BUSY while another call is under way
   */
  run(watch?: TrainingWatch): Promise<readonly CurveRow[]>;
  /** All that a training needs to go on, here or elsewhere. @throws CajalError E_BUSY during `run` */
  checkpoint(): Promise<TrainingState>;
}

// At most ten reports a second.
const interval = 0.1; // [s]

/** Whether a training is over, and why. */
function ended({ course, plan }: Work): Training["ended"] {
  if (plan.earlyStop && course.position === 0 && learned(course.rows, plan.earlyStop)) return "early";
  return course.epoch > plan.epochs ? "complete" : undefined;
}

const finished = ({ course }: Work): number => Math.max(0, course.epoch - 1);

/** Looks at a signal, reports progress and gives the event loop its turns, between presentations. */
function attendant(work: Work, { onProgress, signal }: TrainingWatch) {
  const { course, plan } = work;
  const breathe = breather();
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const done = (size: number): number => (course.epoch + course.position / size) / (plan.epochs + 1);
  let before: number | undefined;
  let reported = 0;
  const report = (fraction: number, eta: number | undefined): void => {
    const { testAccuracy = Number.NaN, testError = Number.NaN } = course.rows.at(-1) ?? {};
    const last = { epoch: finished(work), accuracy: testAccuracy, error: testError };
    onProgress?.({ fraction, elapsed: elapsed(), eta, ...last });
  };
  return {
    between(size: number): Promise<void> | undefined {
      signal?.throwIfAborted();
      before ??= done(size);
      if (onProgress && elapsed() - reported >= interval) {
        reported = elapsed();
        const share = (done(size) - before) / (1 - before);
        report(done(size), share > 0 ? (reported * (1 - share)) / share : undefined);
      }
      return breathe();
    },
    end: () => report(1, 0),
  };
}

async function runToEnd(work: Work, watch: TrainingWatch): Promise<void> {
  const { learner, plan } = work;
  checkWatch(optionsOf(watch, ["onProgress", "signal"], "run"), "run").signal?.throwIfAborted();
  const attending = attendant(work, watch);
  while (!ended(work)) await runEpoch(work, attending.between);
  if (plan.dropout && plan.dropout.renewed !== "never") learner.silence?.(null);
  attending.end();
}

/**
 * Prepares the training of a learner.
 *
 * @throws CajalError E_SHAPE if learner and task do not fit; E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME,
 *   E_UNKNOWN_PARAM for bad options, E_DESCRIPTION for a bad `from`
 */
export function training(learner: Learner, task: Task, options: TrainingOptions): Training {
  const plan = checkPlan(learner, task, options);
  const { from, measure, onCheckpoint } = options;
  const course: Course = { ...begin(), ...(from && { ...from, rows: [...from.rows] }) };
  const silence = silencer(learner, plan.dropout, plan.seed);
  const work: Work = { learner, task, plan, course, silence, measure, onCheckpoint };
  let pending = from?.learner;
  let busy = false;
  const alone = async <Result>(call: string, action: () => Promise<Result>): Promise<Result> => {
    if (busy)
      fail("E_BUSY", { call, must: "another call of this training is under way; await it, or abort it" });
    busy = true;
    try {
      if (pending) await learner.restore(pending);
      pending = undefined;
      return await action();
    } finally {
      busy = false;
    }
  };
  return {
    get rows() {
      return course.rows;
    },
    get epoch() {
      return finished(work);
    },
    get ended() {
      return ended(work);
    },
    run: (watch = {}) => alone("run", () => runToEnd(work, watch).then(() => course.rows)),
    checkpoint: () => alone("checkpoint", async () => ({ ...course, learner: await learner.checkpoint() })),
  };
}

/**
 * Trains a learner on a task and returns the learning curve. Long trainings give the event loop its turns.
 *
 * @throws CajalError those of {@link training}, E_NUMERIC when a number is none any more; the reason of the signal
 * @example
 * const learner = backpropagation({ layers: [9, 30, 3], rates: 0.02 });
 * const rows = await train(learner, bars(), { epochs: 200, testEvery: 10, earlyStop: { accuracy: 1, error: 0.01 } });
 */
export const train = (
  learner: Learner,
  task: Task,
  options: TrainingOptions,
  watch?: TrainingWatch,
): Promise<readonly CurveRow[]> => training(learner, task, options).run(watch);
