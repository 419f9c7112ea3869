// The options of a training, checked.
import { type Checks, checkParts } from "../../arguments/check.ts";
import { callback, flag, numbers, optional, text, wholeFrom as whole } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkCallback, checkNumber, finite, notNegative, positive, wholeFrom } from "../checks.ts";
import type { Learner } from "../learner.ts";
import { checkSeed } from "../random.ts";
import type { Task } from "../task.ts";
import type { EarlyStop } from "./curve.ts";
import { checkDropout, type Dropout } from "./dropout.ts";
import { flawOf, type TrainingState } from "./state.ts";

/** Options of {@link training}. */
export interface TrainingOptions {
  /** Whole number from 0 on. */
  readonly epochs: number;
  /** How long each pattern is shown [ms]; default 1, for learners without time. */
  readonly duration?: number;
  /** From where in a presentation the output is averaged [ms]; default: half of it. */
  readonly readFrom?: number;
  /** Tests come before the first epoch and after every so many; default 1. */
  readonly testEvery?: number;
  /** Of the order of patterns and of dropout; default 1. */
  readonly seed?: number;
  /** Default: all epochs are done. */
  readonly earlyStop?: EarlyStop;
  readonly dropout?: Dropout;
  /** Further measures, taken before each test. */
  readonly measure?: ((learner: Learner) => Readonly<Record<string, number>>) | undefined;
  /** Called with the state after every so many epochs; default: never. */
  readonly onCheckpoint?: ((state: TrainingState) => void | Promise<void>) | undefined;
  readonly checkpointEvery?: number;
  /** Goes on from there; learner, task and the other options must be as they were. */
  readonly from?: TrainingState;
}

/** Checked options. */
export interface Plan {
  readonly epochs: number;
  readonly duration: number;
  readonly readFrom: number;
  readonly testEvery: number;
  readonly seed: number;
  readonly earlyStop: EarlyStop | undefined;
  readonly dropout: Required<Dropout> | undefined;
  readonly checkpointEvery: number;
}

const call = "training";
const names = [
  "epochs",
  "duration",
  "readFrom",
  "testEvery",
  "seed",
  "earlyStop",
  "dropout",
  "measure",
  "onCheckpoint",
  "checkpointEvery",
  "from",
];

function checkEarlyStop(stop: EarlyStop | undefined): EarlyStop | undefined {
  if (stop === undefined) return undefined;
  optionsOf(stop, ["accuracy", "error", "patience"], `${call}: earlyStop`);
  const { accuracy, error, patience } = stop;
  if (accuracy !== undefined) checkNumber(accuracy, call, "earlyStop.accuracy", finite);
  if (error !== undefined) checkNumber(error, call, "earlyStop.error", notNegative);
  if (patience !== undefined) checkNumber(patience, call, "earlyStop.patience", wholeFrom(1));
  if (accuracy !== undefined || error !== undefined) return stop;
  const allowed = "{ accuracy } or { error }";
  return fail("E_UNKNOWN_PARAM", {
    call,
    parameter: "earlyStop",
    allowed,
    must: `earlyStop must have ${allowed}`,
  });
}

/** @throws CajalError E_DESCRIPTION unless it is a state that a training can go on from */
function checkState(from: TrainingState | undefined): void {
  const flaw = from === undefined ? undefined : flawOf(from);
  if (!flaw) return;
  fail("E_DESCRIPTION", {
    call,
    parameter: "from",
    value: from,
    must: `from must be a state of a training: ${flaw}`,
    hint: "take that of checkpoint(), onCheckpoint or trainingFromJson",
  });
}

const ofLearner: Checks = {
  inputs: whole(1),
  outputs: whole(1),
  hidden: numbers,
  reset: callback,
  present: callback,
  weights: callback,
  checkpoint: callback,
  restore: callback,
  silence: optional(callback),
};

const ofTask: Checks = {
  name: text,
  inputs: whole(1),
  outputs: whole(1),
  reset: flag,
  compared: optional(callback),
  training: callback,
  test: callback,
};

/** @throws CajalError E_TYPE unless both are there, E_SHAPE unless they have as many inputs and outputs */
function checkFit(learner: Learner, task: Task): void {
  checkParts(learner, call, "learner", ofLearner);
  checkParts(task, call, "task", ofTask);
  for (const name of ["inputs", "outputs"] as const)
    if (learner[name] !== task[name])
      fail("E_SHAPE", {
        call,
        parameter: name,
        value: learner[name],
        allowed: `${task[name]}`,
        must: `the learner must have the ${task[name]} ${name} of the task '${task.name}'`,
      });
}

/** @throws CajalError E_SHAPE, E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM, E_DESCRIPTION */
export function checkPlan(learner: Learner, task: Task, options: TrainingOptions): Plan {
  optionsOf(options, names, call);
  checkFit(learner, task);
  const number = (name: "testEvery" | "checkpointEvery", standard: number): number =>
    checkNumber(options[name] ?? standard, call, name, wholeFrom(1));
  const epochs = checkNumber(options.epochs, call, "epochs", wholeFrom(0));
  const duration = checkNumber(options.duration ?? 1, call, "duration", positive);
  const readFrom = checkNumber(options.readFrom ?? duration / 2, call, "readFrom", {
    allowed: `from 0 to below the duration (${duration} ms)`,
    valid: (value) => value >= 0 && value < duration,
  });
  const { seed = 1 } = options;
  checkSeed(seed, call);
  checkCallback(options.measure, call, "measure");
  checkCallback(options.onCheckpoint, call, "onCheckpoint");
  checkState(options.from);
  return {
    epochs,
    duration,
    readFrom,
    testEvery: number("testEvery", 1),
    seed,
    earlyStop: checkEarlyStop(options.earlyStop),
    dropout: checkDropout(options.dropout, learner),
    checkpointEvery: number("checkpointEvery", 1),
  };
}
