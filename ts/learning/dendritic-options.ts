// The options of a dendritic microcircuit that learns, checked.
import { fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import { type Grid, neighbours, stepsOf } from "../network/values/grid.ts";
import type { BuildOptions } from "../simulate/build.ts";
import { checkFlag, checkNumber, checkWord, notNegative } from "./checks.ts";

/** Options of {@link dendriticLearner}. */
export interface DendriticLearnerOptions extends BuildOptions {
  /**
   * What the output is read from: the potential, or the prospective one; default that of Haider et al.: prospective in
   * form "rate" with latent equilibrium.
   */
  readonly readout?: "V_m" | "V_prospective";
  /** What pulls the outputs while nobody teaches: nothing (default), or a teacher of zero, as Gille (2023) has it. */
  readonly untaught?: "free" | "zero";
  /** How long a pattern is shown before the teacher speaks [ms], a multiple of the resolution; default 0. */
  readonly targetDelay?: number;
  /** Record what {@link DendriticLearner.errors} tells, which costs time; default false. */
  readonly errors?: boolean;
}

const names: readonly (keyof DendriticLearnerOptions)[] = [
  "readout",
  "untaught",
  "targetDelay",
  "errors",
  "threads",
  "weights",
  "backend",
  "memoryLimit",
  "onProgress",
  "signal",
];

/** What a learner does while it shows patterns. */
export type LearnerSettings = Required<Pick<DendriticLearnerOptions, "untaught" | "targetDelay">>;

/** Checked options; without `readout` the microcircuit decides. */
export interface CheckedOptions extends LearnerSettings {
  readonly readout: DendriticLearnerOptions["readout"];
  readonly errors: boolean;
  readonly build: BuildOptions;
}

/** @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_UNKNOWN_NAME, E_NOT_FINITE, E_PARAM_RANGE */
export function checkLearnerOptions(options: DendriticLearnerOptions): CheckedOptions {
  const call = "dendriticLearner";
  optionsOf(options, names, call);
  const { readout, untaught = "free", targetDelay = 0, errors = false, ...build } = options;
  if (readout !== undefined) checkWord(readout, ["V_m", "V_prospective"], call, "readout");
  checkWord(untaught, ["free", "zero"], call, "untaught");
  checkNumber(targetDelay, call, "targetDelay", notNegative);
  checkFlag(errors, call, "errors");
  return { readout, untaught, targetDelay, errors, build: { ...build, threads: build.threads ?? 1 } };
}

/** The steps of a delay of the target [ms]. @throws CajalError E_TIME_GRID where it lies between two */
export function targetSteps(targetDelay: number, grid: Grid): number {
  const steps = stepsOf(targetDelay, grid);
  if (steps !== undefined) return steps;
  const [low, high] = neighbours(targetDelay, grid);
  return fail("E_TIME_GRID", {
    call: "dendriticLearner",
    parameter: "targetDelay",
    value: targetDelay,
    allowed: `multiples of ${grid.resolution} ms`,
    must: `targetDelay must be a multiple of the resolution (${grid.resolution} ms)`,
    hint: `the nearest are ${low} and ${high} ms`,
  });
}
