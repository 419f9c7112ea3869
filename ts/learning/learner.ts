// What tasks and trainings know of a network that learns, whatever it is made of.
import { checkArgument, checkParts } from "../arguments/check.ts";
import { float, numbers, recordOf, wholeFrom } from "../arguments/kinds.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";
import { looseGrid, nearestStep, neighbours, stepsOf } from "../network/values/grid.ts";
import { checkFlag, checkNumber, checkVector, notNegative, positive } from "./checks.ts";

/** How a pattern is shown. */
export interface Presentation {
  /** What the outputs should be; null: nobody teaches. */
  readonly target: Float64Array | null;
  /** Whether weights change. Without a target a network may still learn to predict itself. */
  readonly learn: boolean;
  /** How long the pattern is shown [ms], above 0; a whole number of steps of learners that have steps. */
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
   * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE; E_TIME_GRID where the learner has steps
   */
  present(input: Float64Array, presentation: Presentation): Float64Array | Promise<Float64Array>;
  /** The present weights, of which nobody may write. */
  weights(): readonly WeightMatrix[];
  /** A copy of all that changes, but for masks of {@link Learner.silence}: who gave them gives them again. */
  checkpoint(): LearnerState | Promise<LearnerState>;
  /** Goes back to a checkpoint of an equal learner. @throws CajalError E_SHAPE, E_TYPE */
  restore(state: LearnerState): void | Promise<void>;
  /**
   * Lets hidden neurons send nothing and learn nothing: one array per hidden layer, 1 where a neuron is silent;
   * null lets all of them speak. Absent where the learner cannot.
   *
   * @throws CajalError E_TYPE, E_SHAPE, E_PARAM_RANGE
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
  presentation: Presentation,
): void {
  checkParts(learner, "present", "learner", { inputs: wholeFrom(0), outputs: wholeFrom(0) });
  checkVector(input, learner.inputs, "present", "input");
  checkParts(presentation, "present", "presentation", {});
  const { target, learn, duration, readFrom } = presentation;
  if (target !== null) checkVector(target, learner.outputs, "present", "target");
  checkFlag(learn, "present", "learn");
  checkNumber(duration, "present", "duration", positive);
  checkNumber(readFrom, "present", "readFrom", notNegative);
  if (readFrom < duration) return;
  const must = `readFrom must be before the end of the presentation (${duration} ms)`;
  fail("E_PARAM_RANGE", { call: "present", parameter: "readFrom", value: readFrom, must });
}

/**
 * Steps of a presentation and the first one that is read, that in which `readFrom` lies after rounding.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE if there is no step, E_TIME_GRID unless they are whole
 */
export function stepsOfPresentation(
  presentation: Pick<Presentation, "duration" | "readFrom">,
  dt: number,
): { readonly steps: number; readonly first: number } {
  checkParts(presentation, "present", "presentation", {});
  const { duration, readFrom } = presentation;
  checkNumber(duration, "present", "duration", positive);
  checkNumber(readFrom, "present", "readFrom", notNegative);
  checkNumber(dt, "present", "dt", positive);
  const grid = looseGrid(dt);
  const [steps, whole] = [nearestStep(duration, grid), stepsOf(duration, grid) !== undefined];
  const place = { call: "present", parameter: "duration", value: duration };
  if (steps < 1) fail("E_PARAM_RANGE", { ...place, must: `duration must be at least one step (${dt} ms)` });
  if (!whole) {
    const near = neighbours(duration, grid).map((time) => Number(time.toPrecision(12)));
    const must = `duration must be a multiple of a step (${dt} ms)`;
    fail("E_TIME_GRID", { ...place, must, hint: `the nearest are ${near[0]} and ${near[1]} ms` });
  }
  return { steps, first: Math.min(steps - 1, nearestStep(readFrom, grid)) };
}

/**
 * Copies arrays of a learner's state into the learner's own, by their names: all of them or, if one does not fit, none.
 *
 * @throws CajalError E_SHAPE, E_TYPE
 */
export function restoreArrays(state: LearnerState, into: Readonly<Record<string, Float64Array>>): void {
  const call = "restore";
  if (typeof state !== "object" || state === null)
    fail("E_TYPE", { call, parameter: "state", value: state, must: "state must come from checkpoint()" });
  checkArgument(into, call, "into", recordOf(float));
  const copies = Object.entries(into).map(([name, own]) => {
    const value = state[name];
    const allowed = `a Float64Array of ${own.length}`;
    const place = { call, parameter: name, value, allowed, must: `${name} must be ${allowed}` };
    if (!(value instanceof Float64Array)) return fail("E_TYPE", place);
    refuseDetached(value, call, name);
    if (value.length !== own.length)
      return fail("E_SHAPE", { ...place, hint: "take a learner of the same layers" });
    return () => own.set(value);
  });
  for (const copy of copies) copy();
}

/** Checks the masks of `silence`. @throws CajalError E_TYPE, E_SHAPE, E_PARAM_RANGE */
export function checkMasks(masks: readonly Uint8Array[] | null, hidden: readonly number[]): void {
  checkArgument(hidden, "silence", "hidden", numbers);
  if (masks === null) return;
  const allowed = `null, or Uint8Arrays of ${hidden.join(", ") || "no"} neurons`;
  const place = { call: "silence", parameter: "masks", allowed, must: `masks must be ${allowed}` };
  if (!Array.isArray(masks) || !masks.every((mask) => mask instanceof Uint8Array))
    fail("E_TYPE", { ...place, value: masks });
  for (const [layer, mask] of masks.entries()) refuseDetached(mask, "silence", `masks[${layer}]`);
  const sizes = masks.map((mask) => mask.length).join(", ");
  if (sizes !== hidden.join(", ")) fail("E_SHAPE", { ...place, value: sizes });
  for (const [layer, mask] of masks.entries()) {
    const at = mask.findIndex((value: number) => value > 1);
    if (at < 0) continue;
    const parameter = `masks[${layer}][${at}]`;
    const detail = { parameter, value: mask[at], allowed: "0 or 1", must: `${parameter} must be 0 or 1` };
    fail("E_PARAM_RANGE", { call: "silence", ...detail });
  }
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
