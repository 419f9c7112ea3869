// From the description of a training to what is trained.
import { readFileSync } from "node:fs";
import { CajalError } from "../../error.ts";
import { backpropagation } from "../../learning/backpropagation.ts";
import { type DendriticLearner, dendriticLearner } from "../../learning/dendritic-learner.ts";
import type { Learner } from "../../learning/learner.ts";
import {
  apicalNorm,
  feedbackWeightError,
  feedforwardWeightError,
  interneuronError,
} from "../../learning/microcircuit-errors.ts";
import type { Task } from "../../learning/task.ts";
import { bars } from "../../learning/tasks/bars.ts";
import { digits } from "../../learning/tasks/digits.ts";
import { selfPrediction } from "../../learning/tasks/self-prediction.ts";
import { teacher } from "../../learning/tasks/teacher.ts";
import { softplus } from "../../learning/transfer.ts";
import type { Warning } from "../../network/values/fields.ts";
import { sisterFactor } from "../../networks/dendritic/weights.ts";
import type { DigitPaths, TaskSpec, TrainingSpec } from "./training-spec.ts";

/** What a training needs. */
export interface Prepared {
  readonly learner: Learner;
  readonly task: Task;
  readonly measure: ((learner: Learner) => Readonly<Record<string, number>>) | undefined;
  /** Sixteen digits over the state of a network that has one. */
  readonly digest: () => string | null;
  readonly warnings: readonly Warning[];
}

/** @throws CajalError E_IO */
function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const hint = "give the path of a file of the form of MNIST, compressed or not";
    const message = `cannot read ${path}: ${(cause as Error).message}; ${hint}`;
    throw new CajalError("E_IO", message, { parameter: "path", value: path, hint }, { cause });
  }
}

function filesOf({ images, labels, testImages, testLabels }: DigitPaths) {
  const set = (one: string, other: string) => ({ images: bytesOf(one), labels: bytesOf(other) });
  const training = set(images, labels);
  return { training, test: testImages && testLabels ? set(testImages, testLabels) : training };
}

/** Makes the task. @throws CajalError those of the task, E_IO where a file cannot be read */
export function taskOf(spec: TaskSpec): Task {
  if (spec.kind === "bars") return bars(spec.options);
  if (spec.kind === "self-prediction") return selfPrediction(spec.options);
  if (spec.kind === "digits") {
    const { training, test } = filesOf(spec.files);
    return digits(training, test, spec.options);
  }
  const { transfer, ...options } = spec.options;
  return teacher({ ...options, ...(transfer && { transfer: softplus(transfer) }) });
}

/** The four measures of how well the last hidden layer predicts itself; those of activity need a presentation. */
function selfPredictionErrors(learner: DendriticLearner): Readonly<Record<string, number>> {
  const { plan } = learner.microcircuit;
  const weights = new Map(learner.weights().map((matrix) => [matrix.name, matrix]));
  const last = plan.layers.length - 2;
  const of = (name: string) => weights.get(name) as ReturnType<Learner["weights"]>[number];
  const ratio = sisterFactor(plan.conductances, true);
  const activity = learner.errors();
  return {
    feedforwardWeights: feedforwardWeightError(of(`ip ${last}`), of(`up ${last + 1}`), ratio),
    feedbackWeights: feedbackWeightError(of(`pi ${last}`), of(`down ${last}`)),
    apical: activity ? apicalNorm(activity.apical) : Number.NaN,
    interneurons: activity
      ? interneuronError(activity.interneurons, activity.sisters, softplus(plan.transfer))
      : Number.NaN,
  };
}

/** Makes learner and task. @throws CajalError those of both */
export async function prepare(
  { learner: spec, task: taskSpec }: TrainingSpec,
  threads: number | "auto",
): Promise<Prepared> {
  const task = taskOf(taskSpec);
  if (spec.kind === "backpropagation") {
    const { transfer, ...options } = spec.network;
    const learner = backpropagation({ ...options, ...(transfer && { transfer: softplus(transfer) }) });
    return { learner, task, measure: undefined, digest: () => null, warnings: [] };
  }
  const learner = await dendriticLearner(spec.network, { ...spec.learner, threads });
  return {
    learner,
    task,
    measure: spec.learner.errors ? () => selfPredictionErrors(learner) : undefined,
    digest: () => learner.simulation.digest(),
    warnings: learner.microcircuit.network.warnings,
  };
}
