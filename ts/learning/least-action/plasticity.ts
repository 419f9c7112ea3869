// What both learners of the general form share: weights that follow errors, state, and the mean output.
import { checkNumber, notNegative, positive } from "../checks.ts";
import { type LearnerState, restoreArrays, type SynchronousLearner, type WeightMatrix } from "../learner.ts";
import type { LeastActionNetwork, Wiring } from "./network.ts";

/** Times and rates of a learner of the general form. */
export interface LeastActionTimes {
  /** Time constant of the neurons [ms]; default 10. */
  readonly tau?: number;
  /** Step [ms]; default 0.1. */
  readonly dt?: number;
  /** Learning rate [1/ms]; default 0.01. Blocks of weights have factors on it. */
  readonly eta?: number;
}

/** @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE */
export function checkTimes(given: LeastActionTimes, call: string): Required<LeastActionTimes> {
  return {
    tau: checkNumber(given.tau ?? 10, call, "tau", positive),
    dt: checkNumber(given.dt ?? 0.1, call, "dt", positive),
    eta: checkNumber(given.eta ?? 0.01, call, "eta", notNegative),
  };
}

/** Adds `factor` errors rates^T to weights, within the blocks and with their factors. */
export function addOuter(
  { blocks }: Wiring,
  errors: Float64Array,
  rates: Float64Array,
  factor: number,
  weights: Float64Array,
): void {
  for (const { targets, sources, rate = 1 } of blocks)
    for (let target = targets[0]; target < targets[1]; target++) {
      const change = factor * rate * (errors[target] as number);
      if (change === 0) continue;
      const start = target * rates.length;
      for (let source = sources[0]; source < sources[1]; source++)
        weights[start + source] = (weights[start + source] as number) + change * (rates[source] as number);
    }
}

/** The weights of a network by name, a copy of each block. */
export const blocksOf = ({ wiring, weights }: LeastActionNetwork): readonly WeightMatrix[] =>
  wiring.blocks.map(({ targets, sources }, place) => {
    const [rows, columns] = [targets[1] - targets[0], sources[1] - sources[0]];
    const values = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const start = (targets[0] + row) * (wiring.inputs + wiring.neurons) + sources[0];
      values.set(weights.subarray(start, start + columns), row * columns);
    }
    return { name: `block${place + 1}`, rows, columns, values };
  });

/** What a learner of the general form has whatever its dynamics: its weights and its state by name. */
export function statePart(
  network: LeastActionNetwork,
  arrays: Readonly<Record<string, Float64Array>>,
): Pick<SynchronousLearner, "inputs" | "outputs" | "hidden" | "weights" | "checkpoint" | "restore"> {
  const all = { weights: network.weights, ...arrays };
  return {
    inputs: network.wiring.inputs,
    outputs: network.wiring.outputs,
    hidden: network.wiring.hidden,
    weights: () => blocksOf(network),
    checkpoint: () => Object.fromEntries(Object.entries(all).map(([name, array]) => [name, array.slice()])),
    restore(state: LearnerState) {
      restoreArrays(state, all);
    },
  };
}
