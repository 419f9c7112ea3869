// What is to be learned: patterns, what should come out, and their order in each epoch.
import { checkNumber, finite, sizeFrom } from "./checks.ts";
import type { RandomStream } from "./random.ts";

/** A pattern and what the outputs should be; without a target the network only predicts itself. */
export interface Sample {
  readonly input: Float64Array;
  readonly target: Float64Array | null;
}

/** A task. It holds no state: the samples of an epoch depend on the epoch's random numbers alone. */
export interface Task {
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether activity is brought to rest before every presentation. */
  readonly reset: boolean;
  /** What becomes of every output and target before they are compared; default: nothing. */
  readonly compared?: ((value: number) => number) | undefined;
  /** The presentations of an epoch of training, in order. */
  training(random: RandomStream): readonly Sample[];
  /** The presentations of a test, in order. */
  test(random: RandomStream): readonly Sample[];
}

/**
 * A target that is `high` at one output and `low` at all others.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE unless the label is one of the outputs
 */
export function oneHot(label: number, outputs: number, high: number, low: number): Float64Array {
  checkNumber(outputs, "oneHot", "outputs", sizeFrom(1));
  checkNumber(label, "oneHot", "label", {
    allowed: `a whole number from 0 to ${outputs - 1}`,
    valid: (value) => Number.isInteger(value) && value >= 0 && value < outputs,
  });
  checkNumber(high, "oneHot", "high", finite);
  checkNumber(low, "oneHot", "low", finite);
  const target = new Float64Array(outputs).fill(low);
  target[label] = high;
  return target;
}
