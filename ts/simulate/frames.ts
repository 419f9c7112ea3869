/** A run that is cut into frames: how long each of them is. */

import { fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import { timeOf } from "../network/values/grid.ts";
import type { StepsOptions } from "./options.ts";
import { checkDuration, type Runnable, type RunOptions } from "./run.ts";

/** The frames of a run. */
export interface Frames {
  /** What each of them is run with. */
  readonly options: RunOptions;
  /** The durations of the frames [ms], one after the other; without end if the run has none. */
  durations(): Iterable<number>;
}

/**
 * The frames that options ask for.
 *
 * @throws CajalError E_TIME, E_TIME_GRID, E_TYPE, E_UNKNOWN_PARAM
 */
export function framesOf(options: StepsOptions, runnable: Pick<Runnable, "kernel" | "grid">): Frames {
  const given = optionsOf(options, ["every", "duration", "onProgress", "signal", "batch"], "steps");
  const every = checkDuration(given.get("every"), runnable, "steps", "every");
  if (every < 1)
    fail("E_TIME", {
      call: "steps",
      parameter: "every",
      value: options.every,
      allowed: "a positive time",
      must: "every must be above 0 [ms]",
    });
  const duration = given.get("duration");
  const all = duration === undefined ? Infinity : checkDuration(duration, runnable, "steps");
  const { onProgress, signal, batch } = options;
  return {
    options: { onProgress, signal, batch },
    *durations() {
      for (let left = all; left > 0; left -= every) yield timeOf(Math.min(left, every), runnable.grid);
    },
  };
}
