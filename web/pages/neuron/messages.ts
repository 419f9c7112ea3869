// What the page asks its worker for, and what it is told.
import type { CurveRange, Experiment } from "./experiment.ts";

/** A question. */
export type Question =
  | { readonly kind: "traces"; readonly experiment: Experiment }
  /** Goes on with the curve of a number, and begins it where that is a new one. */
  | {
      readonly kind: "curve";
      readonly number: number;
      readonly experiment: Experiment;
      readonly range: CurveRange;
    };

/** What one neuron did. */
export interface Course {
  /** Every recordable over time, in its unit. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** Times of spikes [ms]. */
  readonly spikes: Float64Array;
}

/** What all neurons did. */
export interface Courses {
  readonly kind: "traces";
  /** Times of the samples [ms]. */
  readonly times: Float64Array;
  readonly courses: readonly Course[];
}

/** A curve as far as it is known. */
export interface Curve {
  readonly kind: "curve";
  /** From 0 to 1. */
  readonly fraction: number;
  /** [pA] */
  readonly currents: Float64Array;
  /** Rates of each model [1/s]. */
  readonly rates: readonly Float64Array[];
}

/** An answer. */
export type Answer = Courses | Curve;
