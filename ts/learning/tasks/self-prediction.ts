// Self-prediction: random patterns without any target, from which a microcircuit learns to silence its apical
// dendrites (Sacramento et al. 2018, fig. S1).
import { optionsOf } from "../../network/values/fields.ts";
import { checkNumber, sizeFrom } from "../checks.ts";
import type { RandomStream } from "../random.ts";
import type { Sample, Task } from "../task.ts";

/** Options of {@link selfPrediction}. */
export interface SelfPredictionOptions {
  /** Default 5. */
  readonly inputs?: number;
  /** Default 3. */
  readonly outputs?: number;
  /** Presentations per epoch; default 10. */
  readonly samples?: number;
}

/**
 * Patterns of uniform numbers in (0, 1), new ones in every epoch, each from rest. There is nothing to test: what
 * has been learned shows in the weights and in the apical potentials.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 */
export function selfPrediction(options: SelfPredictionOptions = {}): Task {
  optionsOf(options, ["inputs", "outputs", "samples"], "selfPrediction");
  const number = (name: keyof SelfPredictionOptions, standard: number): number =>
    checkNumber(options[name] ?? standard, "selfPrediction", name, sizeFrom(1));
  const [inputs, outputs, samples] = [number("inputs", 5), number("outputs", 3), number("samples", 10)];
  const sample = (random: RandomStream): Sample => ({
    input: Float64Array.from({ length: inputs }, () => random.uniform()),
    target: null,
  });
  return {
    name: "self-prediction",
    inputs,
    outputs,
    reset: true,
    training: (random) => Array.from({ length: samples }, () => sample(random)),
    test: () => [],
  };
}
