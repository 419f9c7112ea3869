// Neural sampling in continuous time, from event to event.

import { optionsOf } from "../../network/values/fields.ts";
import { notNegative, positive, whole } from "../checks.ts";
import type { BoltzmannMachine } from "../machines/boltzmann.ts";
import { type Chain, unitsOf } from "./chain.ts";
import { exp, log } from "./exponential.ts";
import { remembered } from "./firing-memory.ts";
import { uniformStream } from "./uniform-stream.ts";

/** Options of {@link continuousSampler}. */
export interface ContinuousSamplerOptions {
  /** Time that a unit is 1 after a spike, in any unit; default 10. */
  readonly tau?: number;
  /** A whole number from 0; default 1. */
  readonly seed?: number;
}

/**
 * Samples from a machine with neurons in continuous time: the limit of ever finer steps of `neuralSampler`. A neuron
 * whose unit is 0 fires with intensity exp(u) / tau, then its unit is 1 for tau, and it cannot fire. Intensities are
 * constant between events, so that spikes are drawn exactly, without steps. Source: Buesing et al. (2011), theorem 3.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 */
export function continuousSampler(machine: BoltzmannMachine, options: ContinuousSamplerOptions = {}): Chain {
  const call = "continuousSampler";
  const given = optionsOf(options, ["tau", "seed"], call);
  const tau = positive(given.get("tau") ?? 10, call, "tau");
  const uniform = uniformStream(whole(given.get("seed") ?? 1, 0, call, "seed"));
  const units = unitsOf(machine, call);
  const { z, held } = units;
  const intensityOf = remembered(units, (u) => exp(u) / tau);
  // When each unit becomes 0 again.
  const until = new Float64Array(z.length).fill(Infinity);
  const intensity = new Float64Array(z.length);
  let [now, reported, fresh] = [0, 0, false];
  /** The next event: its time, and the unit that becomes 0; -1 for a spike. */
  let [next, ending, total] = [0, -1, 0];

  const plan = (): void => {
    [next, ending, total] = [Infinity, -1, 0];
    for (let k = 0; k < z.length; k++) {
      intensity[k] = held[k] === 1 || z[k] === 1 ? 0 : intensityOf(k);
      total += intensity[k] as number;
      if ((until[k] as number) < next) [next, ending] = [until[k] as number, k];
    }
    if (total === 0) return;
    const spike = now - log(uniform()) / total;
    if (spike < next) [next, ending] = [spike, -1];
  };
  const fire = (): void => {
    let place = uniform() * total;
    let chosen = -1;
    for (let k = 0; k < z.length && place >= 0; k++) {
      if (intensity[k] === 0) continue;
      place -= intensity[k] as number;
      chosen = k;
    }
    until[chosen] = now + tau;
    units.set(chosen, 1);
  };
  plan();
  return {
    units: z.length,
    z,
    get time() {
      return reported;
    },
    advance(duration, changed) {
      const end = reported + notNegative(duration, "advance", "duration");
      if (fresh && changed) changed(reported);
      fresh = false;
      while (next < end) {
        now = next;
        if (ending < 0) fire();
        else {
          until[ending] = Infinity;
          units.set(ending, 0);
        }
        changed?.(now);
        plan();
      }
      reported = end;
    },
    clamp(values) {
      now = reported;
      fresh = true;
      units.clamp(values, (k) => {
        until[k] = z[k] === 1 && held[k] === 0 ? now + tau * uniform() : Infinity;
      });
      plan();
    },
    adopt(machine) {
      now = reported;
      units.adopt(machine);
      plan();
    },
  };
}
