/** Watches a build, run or change that goes on elsewhere: reports progress, and stops it when asked to. */

import type { Kernel } from "../backend/backend.ts";
import { fail } from "../error.ts";

/** How far a build, a run or a change of weights is. */
export interface Progress {
  readonly phase: "build" | "run" | "weights";
  /** Between 0 and 1. */
  readonly fraction: number;
  /** Wall time since the call [s]. */
  readonly elapsed: number;
  /** Wall time that is probably left [s]; undefined at the beginning. */
  readonly eta: number | undefined;
  /** Wall time per model time so far; undefined unless it is a run. */
  readonly realTimeFactor: number | undefined;
  /** Spikes so far in this call. */
  readonly spikes: number;
  /** Synapses made so far. */
  readonly synapses: number;
}

/** What long calls take. */
export interface Watch {
  /** Called at most ten times a second, and once at the end. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Aborting stops a run at the next step boundary; the call rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

// At most ten reports a second.
const interval = 100; // [ms]

// A stop that arrives before the work has begun is forgotten by the kernel, so it is repeated.
const insistence = 5; // [ms]

/** Reads how far the kernel is. */
export type Gauge = (state: Float64Array, elapsed: number) => Progress;

/** Checks the two options of every long call. */
export function checkWatch(given: ReadonlyMap<string, unknown>, call: string): Watch {
  const [onProgress, signal] = [given.get("onProgress"), given.get("signal")];
  if (onProgress !== undefined && typeof onProgress !== "function")
    fail("E_TYPE", {
      call,
      parameter: "onProgress",
      value: onProgress,
      allowed: "a function",
      must: "onProgress must be a function",
    });
  if (signal !== undefined && typeof (signal as AbortSignal | null)?.addEventListener !== "function")
    fail("E_TYPE", {
      call,
      parameter: "signal",
      value: signal,
      allowed: "an AbortSignal",
      must: "signal must be an AbortSignal",
    });
  return { onProgress: onProgress as Watch["onProgress"], signal: signal as AbortSignal | undefined };
}

/** A supervised piece of work. */
export interface Supervision {
  /** Whether the work was told to stop. */
  stopped(): boolean;
  /** Ends the watching; throws what the progress callback threw, or the signal's reason if the work was cut short. */
  finish(complete: boolean): void;
}

/** Starts to watch a kernel until `finish`; `ending` is a second signal, of the simulation itself. */
export function supervise(
  kernel: Kernel,
  { onProgress, signal }: Watch,
  gauge: Gauge,
  ending?: AbortSignal,
): Supervision {
  const begin = performance.now();
  let failure: { readonly error: unknown } | undefined;
  let insisting: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => {
    kernel.stop();
    insisting ??= setInterval(() => kernel.stop(), insistence);
  };
  const report = (end: Partial<Progress> = {}): void => {
    try {
      onProgress?.({ ...gauge(kernel.progress(), (performance.now() - begin) / 1000), ...end });
    } catch (error) {
      failure ??= { error };
      stop();
    }
  };
  const polling = onProgress ? setInterval(() => report(), interval) : undefined;
  const signals = [signal, ending].filter((one) => one !== undefined);
  for (const one of signals) one.addEventListener("abort", stop, { once: true });
  return {
    stopped: () => insisting !== undefined,
    finish(complete) {
      clearInterval(polling);
      clearInterval(insisting);
      for (const one of signals) one.removeEventListener("abort", stop);
      if (complete && onProgress && !failure) report({ fraction: 1, eta: 0 });
      clearInterval(insisting);
      if (failure) throw failure.error;
      if (!complete) for (const one of signals) one.throwIfAborted();
    },
  };
}

/** Wall time that is left at constant speed [s]. */
export const remaining = (fraction: number, elapsed: number): number | undefined =>
  fraction > 0 ? (elapsed * (1 - fraction)) / fraction : undefined;
