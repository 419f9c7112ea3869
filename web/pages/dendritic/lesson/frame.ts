// What the worker of the page sends.
import type { CurveRow } from "cajal/learning";

/** A presentation that was looked at closely, as far as it is. */
export interface Look {
  /** Which pattern, and what its outputs should be. */
  readonly pattern: number;
  readonly target: Float64Array;
  /** Whether the teacher is on; otherwise it is a test. */
  readonly taught: boolean;
  /** Its place among the presentations of training or test, from 1 on, and their number. */
  readonly place: number;
  readonly of: number;
  /** Length of the presentation [ms]. */
  readonly duration: number;
  /** Ends of the pieces it was cut into [ms]. */
  readonly times: Float64Array;
  /** How many pieces there will be. */
  readonly pieces: number;
  /** Apical potentials, piece after piece, one per hidden cell. */
  readonly apical: Float32Array;
  /** Potentials of interneurons and of their sisters, the outputs, piece after piece. */
  readonly interneurons: Float32Array;
  readonly sisters: Float32Array;
  /** Outputs: in the last piece, or over the part that is read once all pieces are over. */
  readonly output: Float64Array;
}

/** A matrix of weights; `values[row * columns + column]`, rows are targets. */
export interface Weights {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** How far the network is from predicting itself; of potentials means over the second half of a presentation. */
export interface Errors {
  /** Norm of the mean apical potentials in the last presentation that was looked at with a teacher. */
  readonly taught: number;
  /** The same in a test, and the mean square between the rates of interneurons and sisters. */
  readonly apical: number;
  readonly interneurons: number;
  /** Mean squares of W_ip - W_up and of W_pi + W_down. */
  readonly feedforward: number;
  readonly feedback: number;
}

/** Everything that is drawn. */
export interface Frame {
  /** Finished epochs. */
  readonly epoch: number;
  /** Whether all epochs are done. */
  readonly ended: boolean;
  /** Rows of the learning curve that came since the last frame. */
  readonly rows: readonly CurveRow[];
  /** Outputs of the last test, pattern after pattern; NaN before it. */
  readonly answers: Float64Array;
  /** The last presentation that was looked at, if that is new. */
  readonly look: Look | undefined;
  readonly errors: Errors;
  /** From pixels, from hidden to outputs, from hidden to interneurons, from interneurons, from outputs to hidden. */
  readonly weights: Readonly<Record<"input" | "output" | "ip" | "pi" | "down", Weights>>;
}
