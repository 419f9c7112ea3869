// Lets a sampler run and notes its states.
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import { notNegative, whole, within } from "../checks.ts";
import { type Moments, momentsFrom } from "../machines/distribution.ts";
import { checkNumbered, type StateSequence, sequenceBuilder } from "../machines/state-sequence.ts";
import { type Chain, checkChain } from "./chain.ts";

/** How a long observation is followed and ended. */
export interface ObserveOptions {
  /** Called with the fraction that is done. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  /** Ends the observation; it rejects with the signal's reason, and the chain has advanced to where it was. */
  readonly signal?: AbortSignal | undefined;
}

function numberOf(z: Uint8Array): number {
  let state = 0;
  for (let k = 0; k < z.length; k++) state += (z[k] as number) << k;
  return state >>> 0;
}

// Beyond this time one sweep more makes no difference to a double.
const longest = Number.MAX_SAFE_INTEGER;

/** Begins a sequence; `run` adds the states of a time to it. */
function begin(chain: Chain, duration: number, call: string) {
  checkChain(chain, call);
  within(duration, 0, longest, call, "duration");
  checkNumbered(chain.units, call);
  const { z } = chain;
  const start = chain.time;
  const sequence = sequenceBuilder(chain.units, start, numberOf(z));
  const changed = (time: number): void => sequence.add(numberOf(z), time);
  return { run: (time: number) => chain.advance(time, changed), end: () => sequence.end(chain.time) };
}

/**
 * Lets a sampler run for a time and returns its states, in the sampler's unit of time.
 *
 * @throws CajalError E_SIZE above 31 units, E_PARAM_RANGE, E_NOT_FINITE, E_TYPE
 * @example observeSync(neuralSampler(machine), 1e6);
 */
export function observeSync(chain: Chain, duration: number): StateSequence {
  const { run, end } = begin(chain, duration, "observeSync");
  run(duration);
  return end();
}

const aim = 15; // [ms] of wall time between two turns of the event loop

/**
 * As `observeSync`, but lets the event loop have its turns, so that a page stays alive, and tells how far it is. The
 * states are the same.
 *
 * @throws CajalError as `observeSync`; the signal's reason when aborted
 */
export async function observe(
  chain: Chain,
  duration: number,
  options: ObserveOptions = {},
): Promise<StateSequence> {
  const call = "observe";
  checkWatch(optionsOf(options, ["onProgress", "signal"], call), call);
  const { onProgress, signal } = options;
  const { run, end } = begin(chain, duration, call);
  let piece = Math.min(64, duration);
  for (let done = 0; done < duration; ) {
    signal?.throwIfAborted();
    const started = performance.now();
    run(piece);
    done += piece;
    onProgress?.(done / duration);
    const spent = Math.max(0.01, performance.now() - started);
    piece = Math.min(duration - done, Math.max(1, Math.floor(piece * Math.min(8, aim / spent))));
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return end();
}

/** Options of {@link chainMoments}. */
export interface ChainMomentsOptions {
  /** Samples that are averaged. */
  readonly samples: number;
  /** Time between two samples, in the sampler's unit; default 1. */
  readonly every?: number;
}

/** @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM */
export function checkSamples(options: ChainMomentsOptions, call: string): Required<ChainMomentsOptions> {
  const given = optionsOf(options, ["samples", "every"], call);
  return {
    samples: whole(given.get("samples"), 1, call, "samples"),
    every: notNegative(given.get("every") ?? 1, call, "every"),
  };
}

/**
 * Moments of a sampler over samples from now on, for any number of units.
 *
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 */
export function chainMoments(chain: Chain, options: ChainMomentsOptions): Moments {
  const call = "chainMoments";
  checkChain(chain, call);
  const { samples, every } = checkSamples(options, call);
  const { units, z } = chain;
  const second = new Float64Array(units * units);
  for (let sample = 0; sample < samples; sample++) {
    chain.advance(every);
    for (let row = 0; row < units; row++) {
      if (z[row] === 0) continue;
      for (let column = 0; column <= row; column++)
        second[row * units + column] = (second[row * units + column] as number) + (z[column] as number);
    }
  }
  return momentsFrom(
    units,
    second.map((sum) => sum / samples),
  );
}
