// The options that every experiment of learning has.
import { availableParallelism } from "node:os";
import { type Command, Option } from "commander";
import type { EarlyStop } from "../../learning/training/curve.ts";
import {
  countUpTo,
  positive,
  positiveInteger,
  positiveShare,
  share,
  threads,
  wholeNumber,
} from "../terminal/options.ts";
import type { TrainingSpec } from "./training-spec.ts";

// More are a slip: each is a training of minutes.
const mostSeeds = 10_000;

/** Values of the common options. */
export interface LearningOptions {
  readonly epochs: number;
  readonly testEvery: number;
  readonly seed: number;
  readonly seeds: number;
  readonly stopAccuracy?: number;
  readonly stopError?: number;
  readonly patience: number;
  readonly dropout?: number;
  readonly dropoutRenewed: "presentation" | "epoch" | "never";
  readonly checkpointEvery: number;
  readonly processes: number;
  readonly threads: number | "auto";
  readonly out: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

// How often the state of a training is written down in the usual number of epochs.
const usualCheckpoints = 20;

/** Adds them, with the experiment's own number of epochs, tests and folder. */
export function addLearningOptions(
  command: Command,
  { epochs, testEvery, folder }: { epochs: number; testEvery: number; folder: string },
): Command {
  return command
    .option(
      "--epochs <number>",
      "epochs of training; more of them go on with what is there",
      wholeNumber,
      epochs,
    )
    .option(
      "--test-every <epochs>",
      "tests before the first epoch and after every so many",
      positiveInteger,
      testEvery,
    )
    .option("--seed <number>", "everything random follows from it", wholeNumber, 1)
    .option(
      "--seeds <number>",
      "trainings per condition, with this seed and those after it",
      countUpTo(mostSeeds),
      1,
    )
    .option("--stop-accuracy <share>", "stop a training when tests are as good", positiveShare)
    .option("--stop-error <number>", "stop a training when tests have no larger error", positive)
    .option("--patience <tests>", "tests in a row that must be as good", positiveInteger, 1)
    .option("--dropout <share>", "probability of hidden neurons to be silent", share)
    .addOption(
      new Option("--dropout-renewed <when>", "when silent neurons are drawn anew; never: lost in tests too")
        .choices(["presentation", "epoch", "never"])
        .default("presentation"),
    )
    .option(
      "--checkpoint-every <epochs>",
      "write the state of trainings down so often",
      positiveInteger,
      Math.max(1, Math.round(epochs / usualCheckpoints)),
    )
    .option("--processes <number>", "trainings at the same time", positiveInteger, availableParallelism())
    .option("--threads <number>", "threads of each training, or auto: all cores", threads, 1)
    .option("--out <folder>", "where results go; the same call goes on with what is there", folder)
    .option("--overwrite", "replace results in that folder; otherwise others get a number appended")
    .option("--json", "print one JSON document on stdout and everything else on stderr");
}

/** The seeds that are asked for. */
export const seedsOf = ({ seed, seeds }: LearningOptions): readonly number[] =>
  Array.from({ length: seeds }, (_, place) => seed + place);

/** When a training has learned enough; undefined if that was not asked for. */
export function earlyStopOf({ stopAccuracy, stopError, patience }: LearningOptions): EarlyStop | undefined {
  if (stopAccuracy === undefined && stopError === undefined) return undefined;
  return {
    ...(stopAccuracy !== undefined && { accuracy: stopAccuracy }),
    ...(stopError !== undefined && { error: stopError }),
    patience,
  };
}

/** What all trainings of an experiment share. */
export const sharedOf = (
  options: LearningOptions,
): Pick<TrainingSpec, "testEvery" | "earlyStop" | "dropout"> => ({
  testEvery: options.testEvery,
  earlyStop: earlyStopOf(options),
  ...(options.dropout !== undefined && {
    dropout: { probability: options.dropout, renewed: options.dropoutRenewed },
  }),
});
