// Runs in a worker: computes the one measure that it is asked for.
import * as measures from "../analysis/index.ts";
import { builtin, inNode } from "../backend/environment.ts";
import { CajalError, fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";
import { show } from "../text/show.ts";
import type { Port, Reply, Request } from "./protocol.ts";

const port = (inNode() ? builtin("node:worker_threads").parentPort : globalThis) as unknown as Port;
const reply = (message: Reply): void => port.postMessage(message);

/**
 * The arguments with a function in the options, which cannot be sent, for measures that tell how far they are. Others,
 * which refuse options that they do not know, do not see it among the names.
 */
function withProgress(args: readonly unknown[]): unknown[] {
  const options = args.length > 1 ? args.at(-1) : undefined;
  const plain = typeof options === "object" && options !== null;
  if (!plain || Object.getPrototypeOf(options) !== Object.prototype) return [...args];
  const value = (fraction: number): void => reply({ type: "progress", fraction });
  return [...args.slice(0, -1), Object.defineProperty({ ...options }, "onProgress", { value })];
}

function refuseUnknown(measure: string): never {
  const names = Object.entries(measures).flatMap(([name, value]) =>
    typeof value === "function" ? [name] : [],
  );
  const place = {
    call: "inBackground",
    parameter: "measure",
    value: measure,
    hint: suggestion(measure, names),
  };
  return fail("E_UNKNOWN_NAME", {
    ...place,
    allowed: "a function of cajal/analysis",
    must: `cajal/analysis has no function ${measure.slice(0, 40)}`,
  });
}

/** What is copied of an error is its message alone, so its parts are sent as data, the value as far as it is one. */
function refusalOf({ code, message, parameter, value, allowed, where, hint }: CajalError): Reply {
  const sent = typeof value === "object" || typeof value === "function" ? show(value) : value;
  return { type: "refusal", code, message, detail: { parameter, value: sent, allowed, where, hint } };
}

port.onmessage = ({ data }) => {
  const { measure, args } = data as Request;
  try {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: any of them may be asked for
    const compute = measures[measure as keyof typeof measures] as (...args: unknown[]) => unknown;
    if (typeof compute !== "function") refuseUnknown(measure);
    reply({ type: "result", result: compute(...withProgress(args)) });
  } catch (error) {
    reply(error instanceof CajalError ? refusalOf(error) : { type: "error", error });
  }
};
