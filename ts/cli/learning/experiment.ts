// An experiment: trainings under some conditions, and what is known about them from elsewhere.
import type { PublishedCurve, PublishedSummary } from "../../learning/index.ts";
import type { Extent, TrainingSpec } from "./training-spec.ts";

/** A condition of an experiment, with what was published about it. */
export interface Condition {
  readonly label: string;
  /** How long a pattern is shown [ms]; conditions that share it share a figure. Undefined: in all of them. */
  readonly duration: number | undefined;
  /** In studies over presentation times: the line that the condition is a point of. */
  readonly line?: string | undefined;
  readonly baseline?: boolean;
  readonly curve?: PublishedCurve | undefined;
  readonly summary?: PublishedSummary | undefined;
}

/** A published end value of a measure. */
export interface PublishedValue {
  readonly label: string;
  readonly value: number;
}

/** A measure that has a figure of its own. */
export interface MeasureFigure {
  readonly name: string;
  readonly title: string;
  readonly axis: string;
  readonly published: readonly PublishedValue[];
}

/** All that a command asks for. */
export interface Experiment {
  /** As it is typed: `run dendritic-bars`. */
  readonly command: string;
  readonly title: string;
  /** All options, for summary.json. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly specs: readonly TrainingSpec[];
  readonly conditions: readonly Condition[];
  readonly extent: Extent;
  /** Figures of measures; where there are some, there are no accuracies. */
  readonly measures?: readonly MeasureFigure[];
  readonly remarks?: readonly string[];
}
