// One training from its beginning, or from where its file says, to its end or to a stop.
import { CajalError } from "../../error.ts";
import { training } from "../../learning/training/training.ts";
import { prepare } from "./prepare.ts";
import { type Reached, readTraining, trainingPath, writeTraining } from "./training-file.ts";
import type { Extent, TrainingSpec } from "./training-spec.ts";

/** A training, and how it is run; all but `spec` changes nothing of what it does. */
export interface Job {
  /** That of the results. */
  readonly folder: string;
  readonly spec: TrainingSpec;
  readonly extent: Extent;
  readonly threads: number | "auto";
}

/** How far a training is. */
export interface TrainingAdvance {
  /** Of all epochs, those of earlier calls included. */
  readonly fraction: number;
  readonly epoch: number;
  readonly accuracy: number;
  readonly error: number;
}

/** A state that cannot be taken up, as that of another version, with what to do about it. */
function withRemedy(error: unknown, path: string): unknown {
  if (!(error instanceof CajalError) || error.code !== "E_CHECKPOINT") return error;
  const hint = `remove ${path}, and the same command begins this training anew`;
  return new CajalError(error.code, `${error.message}; ${hint}`, { ...error, hint }, { cause: error });
}

/**
 * Trains and writes the file, every so many epochs, when it is stopped, and at the end.
 *
 * @throws CajalError those of the learner, the task and the training
 */
export async function trainOne(
  { folder, spec, extent: { epochs, checkpointEvery }, threads }: Job,
  signal: AbortSignal,
  onProgress: (advance: TrainingAdvance) => void,
): Promise<Reached> {
  const begun = readTraining(folder, spec);
  const started = performance.now();
  const seconds = (): number => (begun?.seconds ?? 0) + (performance.now() - started) / 1000;
  const { learner, task, measure, digest, warnings } = await prepare(spec, threads);
  const { duration, seed, readFrom, testEvery, earlyStop, dropout } = spec;
  const keep = (state: Reached["state"], ended: Reached["ended"]): Reached => {
    const reached = { state, ended, seconds: seconds(), digest: digest(), warnings };
    writeTraining(folder, spec, reached);
    return reached;
  };
  const course = training(learner, task, {
    epochs,
    duration,
    seed,
    readFrom,
    testEvery,
    measure,
    checkpointEvery,
    ...(earlyStop && { earlyStop }),
    ...(dropout && { dropout }),
    ...(begun && { from: begun.state }),
    onCheckpoint: (state) => {
      keep(state, null);
    },
  });
  try {
    await course.run({ onProgress, signal });
  } catch (error) {
    if (!signal.aborted) throw begun ? withRemedy(error, trainingPath(folder, spec)) : error;
  }
  return keep(await course.checkpoint(), course.ended ?? null);
}
