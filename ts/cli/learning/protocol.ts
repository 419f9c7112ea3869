// What is said between the command and the process of a training.
import type { Job, TrainingAdvance } from "./train-one.ts";

/** What a process is asked for; `stop`: write the state and end. */
export type Order = ({ readonly type: "train" } & Job) | { readonly type: "stop" };

/** What a process says. */
export type News =
  | ({ readonly type: "progress" } & TrainingAdvance)
  | { readonly type: "failed"; readonly message: string };
