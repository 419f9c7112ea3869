// Plain backpropagation beside a dendritic microcircuit.
import type { TaskSpec, TrainingSpec } from "./training-spec.ts";

/** Layers, gains and rates of the baseline. */
export type BaselineNetwork = Extract<
  TrainingSpec["learner"],
  { readonly kind: "backpropagation" }
>["network"];

/** A training of the baseline; it has no time, so that a pattern is shown for one step. */
export const baselineSpec = (
  network: BaselineNetwork,
  task: TaskSpec,
  seed: number,
  shared: Pick<TrainingSpec, "testEvery" | "earlyStop" | "dropout">,
): TrainingSpec => ({
  ...shared,
  name: `backpropagation-seed${seed}`,
  condition: "backpropagation",
  seed,
  task,
  duration: 1,
  readFrom: 0,
  learner: { kind: "backpropagation", network: { ...network, seed } },
});
