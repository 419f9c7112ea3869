// What tasks and trainings know of a network that learns, whatever it is made of.
import { fail } from "../error.ts";
import { checkNumber, checkVector, notNegative, positive } from "./checks.ts";

/** How a pattern is shown. */
export interface Presentation {
  /** What the outputs should be; null: nobody teaches. */
  readonly target: Float64Array | null;
  /** Whether weights change. Without a target a network may still learn to predict itself. */
  readonly learn: boolean;
  /** How long the pattern is shown [ms], above 0. */
  readonly duration: number;
  /** The output is averaged from here to the end [ms]; from 0 to below `duration`. */
  readonly readFrom: number;
}

/** Weights by name, row after row; rows are targets, columns sources. */
export interface WeightMatrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** `values[row * columns + column]` */
  readonly values: Float64Array;
}

/** All that a learner must remember to go on as if nothing had happened. */
export type LearnerState = Readonly<Record<string, Float64Array | Uint8Array | number | string | boolean>>;

/**
 * A network that learns from patterns. What happens inside a presentation is the learner's own business: steps,
 * filters of input and target, and whether a target acts one step late.
 */
export interface Learner {
  /** Numbers in a pattern and in a target. */
  readonly inputs: number;
  readonly outputs: number;
  /** Sizes of the hidden layers, for {@link Learner.silence}. */
  readonly hidden: readonly number[];
  /** Brings potentials and rates to rest; weights stay. */
  reset(): void;
  /**
   * Shows a pattern; the mean output over the last part. The array is the caller's.
   *
   * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
   */
  present(input: Float64Array, presentation: Presentation): Float64Array | Promise<Float64Array>;
  /** The present weights, of which nobody may write. */
  weights(): readonly WeightMatrix[];
  /** A copy of all that changes. */
  checkpoint(): LearnerState | Promise<LearnerState>;
  /** Goes back to a checkpoint of an equal learner. @throws CajalError E_SHAPE, E_TYPE */
  restore(state: LearnerState): void | Promise<void>;
  /**
   * Lets hidden neurons send nothing and learn nothing: one array per hidden layer, 1 where a neuron is silent;
   * null lets all of them speak. Absent where the learner cannot.
   */
  silence?(masks: readonly Uint8Array[] | null): void;
}

/** A learner whose calls return at once. */
export interface SynchronousLearner extends Learner {
  present(input: Float64Array, presentation: Presentation): Float64Array;
  checkpoint(): LearnerState;
  restore(state: LearnerState): void;
}

/** Checks what `present` is called with. @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE */
export function checkPresentation(
  learner: Pick<Learner, "inputs" | "outputs">,
  input: Float64Array,
  { target, duration, readFrom }: Presentation,
): void {
  checkVector(input, learner.inputs, "present", "input");
  if (target !== null) checkVector(target, learner.outputs, "present", "target");
  checkNumber(duration, "present", "duration", positive);
  checkNumber(readFrom, "present", "readFrom", notNegative);
  if (readFrom < duration) return;
  const must = `readFrom must be before the end of the presentation (${duration} ms)`;
  fail("E_PARAM_RANGE", { call: "present", parameter: "readFrom", value: readFrom, must });
}

/** Steps of a presentation and the first one that is read. @throws CajalError E_PARAM_RANGE if there is no step */
export function stepsOfPresentation(
  { duration, readFrom }: Presentation,
  dt: number,
): { readonly steps: number; readonly first: number } {
  const steps = Math.round(duration / dt);
  if (steps >= 1) return { steps, first: Math.min(steps - 1, Math.round(readFrom / dt)) };
  const must = `duration must be at least one step (${dt} ms)`;
  return fail("E_PARAM_RANGE", { call: "present", parameter: "duration", value: duration, must });
}

/** Copies an array of a learner's state into one of the learner's. @throws CajalError E_SHAPE, E_TYPE */
export function restoreArray(state: LearnerState, name: string, into: Float64Array): void {
  const value = state[name];
  const allowed = `a Float64Array of ${into.length}`;
  const place = { call: "restore", parameter: name, value, allowed, must: `${name} must be ${allowed}` };
  if (!(value instanceof Float64Array)) fail("E_TYPE", place);
  if (value.length !== into.length) fail("E_SHAPE", { ...place, hint: "take a learner of the same layers" });
  into.set(value);
}

/** Checks the masks of `silence`. @throws CajalError E_SHAPE */
export function checkMasks(masks: readonly Uint8Array[] | null, hidden: readonly number[]): void {
  if (masks === null) return;
  const sizes = masks.map((mask) => mask.length).join(", ");
  if (sizes === hidden.join(", ")) return;
  const allowed = `arrays of ${hidden.join(", ") || "no"} neurons`;
  fail("E_SHAPE", {
    call: "silence",
    parameter: "masks",
    value: sizes,
    allowed,
    must: `masks must be ${allowed}`,
  });
}

/** The first weight that is no number any more, as its place in text. */
export function firstNotFinite(
  weights: readonly WeightMatrix[],
): { readonly place: string; readonly value: number } | undefined {
  for (const { name, columns, values } of weights) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at < 0) continue;
    return { place: `${name}[${Math.floor(at / columns)}][${at % columns}]`, value: values[at] as number };
  }
  return undefined;
}
