// Gibbs sampling, what neural sampling is compared with.

import { optionsOf } from "../../network/values/fields.ts";
import { whole } from "../checks.ts";
import type { BoltzmannMachine } from "../machines/boltzmann.ts";
import { type Chain, unitsOf } from "./chain.ts";
import { logistic } from "./exponential.ts";
import { remembered } from "./firing-memory.ts";
import { sweepChain } from "./sweeps.ts";
import { uniformStream } from "./uniform-stream.ts";

/**
 * Draws every unit in turn given all others. On a restricted machine a sweep is one step of block Gibbs sampling: all
 * visible units, then all hidden ones.
 *
 * @param options `seed`: a whole number from 0; default 1
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 */
export function gibbsSampler(machine: BoltzmannMachine, options: { readonly seed?: number } = {}): Chain {
  const seed = optionsOf(options, ["seed"], "gibbsSampler").get("seed") ?? 1;
  const uniform = uniformStream(whole(seed, 0, "gibbsSampler", "seed"));
  const units = unitsOf(machine, "gibbsSampler");
  const { z, held, set } = units;
  const probability = remembered(units, logistic);
  return sweepChain(units, () => {
    let changed = false;
    for (let k = 0; k < z.length; k++) {
      if (held[k] === 1) continue;
      const value = uniform() < probability(k) ? 1 : 0;
      if (value === z[k]) continue;
      set(k, value);
      changed = true;
    }
    return changed;
  });
}
