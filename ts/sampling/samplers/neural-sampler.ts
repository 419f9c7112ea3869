// Neural sampling in discrete time: networks of neurons whose spikes sample from a Boltzmann machine.

import { optionsOf } from "../../network/values/fields.ts";
import { entries, whole } from "../checks.ts";
import type { BoltzmannMachine } from "../machines/boltzmann.ts";
import { type Chain, unitsOf } from "./chain.ts";
import { remembered } from "./firing-memory.ts";
import { absoluteFiring, absoluteGate, checkGate, gatedFiring } from "./refractoriness.ts";
import { sweepChain } from "./sweeps.ts";
import { uniformStream } from "./uniform-stream.ts";

/** Options of {@link neuralSampler}. */
export interface NeuralSamplerOptions {
  /** Sweeps that a unit is 1 after a spike; default 10. */
  readonly tau?: number;
  /**
   * How far a neuron has recovered, g(c), by the sweeps c = 0..tau that its unit will still be 1; default: absolute
   * refractoriness until the last one. With another gate every unit alone is right at a constant potential, but the
   * joint distribution is an approximation.
   */
  readonly gate?: ArrayLike<number>;
  /** A whole number from 0; default 1. */
  readonly seed?: number;
}

/**
 * Samples from a machine with neurons in discrete time. In each sweep, one neuron after the other: with c sweeps left,
 * it spikes with probability g(c) f(u), which sets c to tau, else c is lowered by one; its unit is 1 while c > 0. With
 * absolute refractoriness the chain has the machine's distribution exactly. Source: Buesing, Bill, Nessler & Maass
 * (2011) PLoS Comput Biol 7:e1002211.
 *
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_SHAPE, E_UNKNOWN_PARAM
 * @example
 * const states = observeSync(neuralSampler(machine, { tau: 10, seed: 1 }), 1e6);
 * divergence(distributionOf(states), exactDistribution(machine));
 */
export function neuralSampler(machine: BoltzmannMachine, options: NeuralSamplerOptions = {}): Chain {
  const call = "neuralSampler";
  const given = optionsOf(options, ["tau", "gate", "seed"], call);
  const tau = entries(given.get("tau") ?? 10, 1, call, "tau");
  const uniform = uniformStream(whole(given.get("seed") ?? 1, 0, call, "seed"));
  const relative = options.gate === undefined ? undefined : checkGate(options.gate, tau, call);
  const gate = relative ?? absoluteGate(tau);
  const units = unitsOf(machine, call);
  const firing = remembered(units, relative ? gatedFiring(relative) : absoluteFiring(tau));
  const { z, held, set } = units;
  const left = new Int32Array(z.length);
  const sweep = (): boolean => {
    let changed = false;
    for (let k = 0; k < z.length; k++) {
      if (held[k] === 1) continue;
      const remaining = left[k] as number;
      const open = gate[remaining] as number;
      if (open > 0 && uniform() < open * firing(k)) {
        left[k] = tau;
        if (remaining > 0) continue;
        set(k, 1);
        changed = true;
      } else if (remaining > 0) {
        left[k] = remaining - 1;
        if (remaining > 1) continue;
        set(k, 0);
        changed = true;
      }
    }
    return changed;
  };
  // A unit that is 1 has been so for any part of its time.
  return sweepChain(units, sweep, (k) => {
    left[k] = z[k] === 1 ? 1 + Math.floor(tau * uniform()) : 0;
  });
}
