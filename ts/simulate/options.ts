/** Options of a simulation's methods, and what `steps` yields. */

import type { Quantity } from "../network/values/units.ts";
import type { RunReport } from "./report.ts";
import type { RunOptions } from "./run.ts";

/** Options of `read`. */
export interface ReadOptions {
  /** Forget what is returned, so that the next reading begins here; default false. */
  readonly clear?: boolean | undefined;
}

/** Options of `steps`. */
export interface StepsOptions extends RunOptions {
  /** Model time between two frames [ms], a multiple of the resolution. */
  readonly every: number | Quantity;
  /** Model time after which the frames end [ms]; default never. */
  readonly duration?: number | Quantity | undefined;
}

/** One turn of `steps`. */
export interface Frame {
  /** The model time reached [ms]. */
  readonly time: number;
  /** What was done since the frame before. */
  readonly report: RunReport;
}
