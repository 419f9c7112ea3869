// The states that theory reaches from anywhere: final rates of relaxations from random ones.
//   S18b  Schmidt et al. (2018) PLoS Comput. Biol. 14:e1006359, figure 4
import { uniforms } from "../../../analysis/random.ts";
import { type Check, checkOptions, refuse } from "../../../arguments/check.ts";
import { callback, optional, wholeFrom } from "../../../arguments/kinds.ts";
import { turn } from "../../../backend/turn.ts";
import { refuseNull } from "../../../error.ts";
import { relaxationStep } from "../../../theory/network/relaxation.ts";
import { checkConnectome } from "../arguments.ts";
import type { Connectome } from "../connectome.ts";
import { fullSize, type MultiAreaStateOptions, stateChecks, stateOf } from "../full-size.ts";
import { factorsOf } from "./input.ts";
import { relaxation } from "./relaxation.ts";

/** Options of {@link multiAreaRandomStarts}. */
export interface MultiAreaRandomStartsOptions extends MultiAreaStateOptions {
  /** How many; default 20, published are 1,000. */
  readonly starts?: number;
  /** All initial rates follow from it; default 1. */
  readonly seed?: number;
  /** Called with the fraction that is done. */
  readonly onProgress?: (fraction: number) => void;
  /** Ends the work, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Where relaxations from random rates end. */
export interface MultiAreaRandomStarts {
  /** Final rates of each start, by population [1/s]. */
  readonly rates: readonly Float64Array[];
  /** Their means over the populations [1/s]. */
  readonly means: Float64Array;
}

const signalLike: Check = (value, place) => {
  if (typeof (value as AbortSignal | null)?.throwIfAborted !== "function")
    refuse(value, "an AbortSignal", place, "E_TYPE");
};

const checks = {
  ...stateChecks,
  starts: optional(wholeFrom(1)),
  seed: optional(wholeFrom(0)),
  onProgress: optional(callback),
  signal: optional(signalLike),
};

// Initial rates up to this [1/s], and the time that they have, in the time constant of the relaxation (S18b).
const highest = 1000;
const time = 50;
const steps = Math.round(time / relaxationStep);

const usualStarts = 20;
// Wall time between two turns of the event loop [ms].
const aim = 15;

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Final rates of theory from random initial ones, each uniform between 0 and 1,000 1/s, after 50 time constants as
 * published: how many states there are, and how often each is reached. Where no state is stable the rates are those of
 * that moment. Lets the event loop have its turns, so that a page stays alive.
 *
 * @throws CajalError E_TYPE, E_SHAPE and others for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE, E_TYPE, E_NOT_FINITE for options; the signal's reason when aborted
 * @example
 * const connectome = syntheticConnectome({ areas: 4 });
 * const { means } = await multiAreaRandomStarts(connectome, { state: "metastable", starts: 20 });
 */
export async function multiAreaRandomStarts(
  connectome: Connectome,
  options: MultiAreaRandomStartsOptions = {},
): Promise<MultiAreaRandomStarts> {
  const call = "multiAreaRandomStarts";
  checkConnectome(connectome, call);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const { starts = usualStarts, seed = 1, onProgress, signal } = options;
  const factors = factorsOf(fullSize(connectome, stateOf(options), call));
  const random = uniforms(seed);
  const rates: Float64Array[] = [];
  let due = 0;
  while (rates.length < starts) {
    const { rates: moving, advance } = relaxation(
      factors,
      Float64Array.from(connectome.populations, () => highest * random()),
    );
    for (let step = 0; step < steps && !advance(); step++) {
      if (performance.now() < due) continue;
      signal?.throwIfAborted();
      onProgress?.((rates.length + step / steps) / starts);
      await turn();
      due = performance.now() + aim;
    }
    rates.push(moving);
  }
  signal?.throwIfAborted();
  onProgress?.(1);
  return { rates, means: Float64Array.from(rates, mean) };
}
