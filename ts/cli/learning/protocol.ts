// What is said between the command and the process of a training.
import type { TrainingAdvance } from "./train-one.ts";
import type { Extent, TrainingSpec } from "./training-spec.ts";

/** What a process is asked for; `stop`: write the state and end. */
export type Order =
  | {
      readonly type: "train";
      readonly folder: string;
      readonly spec: TrainingSpec;
      readonly extent: Extent;
    }
  | { readonly type: "stop" };

/** What a process says. */
export type News =
  | ({ readonly type: "progress" } & TrainingAdvance)
  | { readonly type: "failed"; readonly message: string };
