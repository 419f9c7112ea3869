// What one training of an experiment is, as plain data: it is sent to a process of its own and kept in a file.
import type { BackpropagationOptions } from "../../learning/backpropagation.ts";
import type { DendriticLearnerOptions } from "../../learning/dendritic-learner.ts";
import type { BarsOptions } from "../../learning/tasks/bars.ts";
import type { DigitOptions } from "../../learning/tasks/digits.ts";
import type { SelfPredictionOptions } from "../../learning/tasks/self-prediction.ts";
import type { TeacherOptions } from "../../learning/tasks/teacher.ts";
import type { EarlyStop } from "../../learning/training/curve.ts";
import type { Dropout } from "../../learning/training/dropout.ts";
import type { SoftplusParameters } from "../../learning/transfer.ts";
import type { DendriticOptions } from "../../networks/dendritic/index.ts";

/** A microcircuit, and how it is read and taught. */
export interface DendriticSpec {
  readonly kind: "dendritic";
  readonly network: DendriticOptions;
  readonly learner: Pick<DendriticLearnerOptions, "readout" | "untaught" | "targetDelay" | "errors">;
}

/** The baseline. */
interface BackpropagationSpec {
  readonly kind: "backpropagation";
  readonly network: Omit<BackpropagationOptions, "transfer"> & { readonly transfer?: SoftplusParameters };
}

/** Paths of the four files of a set of digits; the tested ones may be left out. */
export interface DigitPaths {
  readonly images: string;
  readonly labels: string;
  readonly testImages?: string | undefined;
  readonly testLabels?: string | undefined;
}

/** A task by its name. */
export type TaskSpec =
  | { readonly kind: "bars"; readonly options: BarsOptions }
  | { readonly kind: "self-prediction"; readonly options: SelfPredictionOptions }
  | {
      readonly kind: "teacher";
      readonly options: Omit<TeacherOptions, "transfer"> & { readonly transfer?: SoftplusParameters };
    }
  | { readonly kind: "digits"; readonly files: DigitPaths; readonly options: DigitOptions };

/** One training. */
export interface TrainingSpec {
  /** Names its file; letters, digits, dots, commas, dashes. */
  readonly name: string;
  /** The condition that it belongs to; trainings of one condition differ in their seeds only. */
  readonly condition: string;
  readonly seed: number;
  /** How long a pattern is shown [ms]. */
  readonly duration: number;
  readonly learner: DendriticSpec | BackpropagationSpec;
  readonly task: TaskSpec;
  readonly readFrom: number;
  readonly testEvery: number;
  readonly earlyStop?: EarlyStop | undefined;
  readonly dropout?: Dropout | undefined;
}

/** How far a training goes, and how often it is written down; neither changes what it does. */
export interface Extent {
  readonly epochs: number;
  readonly checkpointEvery: number;
}
