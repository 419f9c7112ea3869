// Measures in a worker, so that the program goes on.

import type * as measures from "../analysis/index.ts";
import type { RecordedSpikes } from "../analysis/index.ts";
import { type Check, checkArgument, checkOptions, refuse } from "../arguments/check.ts";
import { anything, callback, listOf, optional, text } from "../arguments/kinds.ts";
import { builtin, inNode } from "../backend/environment.ts";
import { CajalError } from "../error.ts";
import type { Port, Reply, Request } from "./protocol.ts";

type Measures = typeof measures;

/** The functions of `cajal/analysis`. */
export type MeasureName = {
  [Name in keyof Measures]: Measures[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Measures];

/** How a measure in the background is followed and ended. */
export interface BackgroundControl {
  /** Called with the fraction that is done, by measures that take `onProgress` in their options. */
  readonly onProgress?: (fraction: number) => void;
  /** Ends the worker at once. */
  readonly signal?: AbortSignal;
}

/** A worker of either host. */
interface Hired extends Port {
  onerror: ((event: unknown) => void) | null;
  terminate(): unknown;
}

function hire(): Hired {
  if (!inNode()) return new Worker(new URL("./worker.js", import.meta.url), { type: "module" }) as Hired;
  const { Worker: NodeWorker } = builtin("node:worker_threads");
  const worker = new NodeWorker(new URL("./worker.js", import.meta.url));
  const hired: Hired = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
  };
  worker.on("message", (data: unknown) => hired.onmessage?.({ data }));
  worker.on("error", (error) => hired.onerror?.(error));
  worker.on("exit", () => hired.onerror?.({ message: "it ended by itself" }));
  return hired;
}

/** A recording without its methods, which cannot be sent. */
function sendable(argument: unknown): unknown {
  if (typeof argument !== "object" || argument === null || !("ids" in argument && "neurons" in argument))
    return argument;
  const { ids, times, neurons, tStart, tStop } = argument as RecordedSpikes;
  return { ids, times, neurons, tStart, tStop };
}

function lost(measure: string, event: unknown): CajalError {
  const why = (event as { readonly message?: string }).message ?? "it could not be started";
  const hint = "it may have run out of memory: measure fewer neurons, or a shorter time";
  return new CajalError("E_WORKER", `inBackground: the worker of ${measure} was lost: ${why}; ${hint}`, {
    parameter: "measure",
    value: measure,
    hint,
  });
}

function check(measure: unknown, args: unknown, control: unknown): void {
  checkArgument(measure, "inBackground", "measure", text);
  checkArgument(args, "inBackground", "args", listOf(anything));
  checkOptions(control, "inBackground", { onProgress: optional(callback), signal: optional(ofSignal) });
}

const ofSignal: Check = (signal, place) => {
  if (!(signal instanceof AbortSignal)) refuse(signal, "an AbortSignal", place, "E_TYPE");
};

/**
 * Computes a measure of `cajal/analysis` in a worker of its own, in Node and in browsers. Arguments and result are
 * copied, except typed arrays over a SharedArrayBuffer, which both sides see.
 *
 * @param measure name of the function
 * @param args its arguments; functions cannot be sent, progress comes to `control.onProgress`
 * @throws CajalError E_TYPE, E_UNKNOWN_NAME, E_UNKNOWN_PARAM; what the measure throws;
 * the reason of the signal when that was aborted; CajalError `E_WORKER` when the
 * worker is lost, as when memory runs out.
 * @example
 * const { values } = await inBackground("pairwiseCorrelation", [trains, { bin: 2 }], {
 *   onProgress: (fraction) => console.log(fraction), signal: AbortSignal.timeout(60_000),
 * });
 */
export async function inBackground<Name extends MeasureName>(
  measure: Name,
  args: Parameters<Measures[Name]>,
  control: BackgroundControl = {},
): Promise<ReturnType<Measures[Name]>> {
  check(measure, args, control);
  const { onProgress, signal } = control;
  signal?.throwIfAborted();
  const worker = hire();
  let stop: (() => void) | undefined;
  try {
    return await new Promise((resolve, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener("abort", stop);
      worker.onerror = (event) => reject(lost(measure, event));
      worker.onmessage = ({ data }) => {
        const reply = data as Reply;
        if (reply.type === "progress") {
          try {
            onProgress?.(reply.fraction);
          } catch (error) {
            reject(error);
          }
        } else if (reply.type === "refusal") reject(new CajalError(reply.code, reply.message, reply.detail));
        else if (reply.type === "error") reject(reply.error);
        else resolve(reply.result as ReturnType<Measures[Name]>);
      };
      worker.postMessage({ measure, args: args.map(sendable) } satisfies Request);
    });
  } finally {
    if (stop) signal?.removeEventListener("abort", stop);
    worker.onerror = null;
    worker.terminate();
  }
}
