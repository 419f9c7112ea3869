// Runs in a worker: computes the one measure that it is asked for.
import * as measures from "../analysis/index.ts";
import { builtin, inNode } from "../backend/environment.ts";
import type { Port, Reply, Request } from "./protocol.ts";

const port = (inNode() ? builtin("node:worker_threads").parentPort : globalThis) as unknown as Port;
const reply = (message: Reply): void => port.postMessage(message);

/** The arguments with a function in the options, which cannot be sent, for measures that tell how far they are. */
function withProgress(args: readonly unknown[]): unknown[] {
  const options = args.length > 1 ? args.at(-1) : undefined;
  const plain = typeof options === "object" && options !== null;
  if (!plain || Object.getPrototypeOf(options) !== Object.prototype) return [...args];
  const onProgress = (fraction: number): void => reply({ type: "progress", fraction });
  return [...args.slice(0, -1), { ...options, onProgress }];
}

port.onmessage = ({ data }) => {
  const { measure, args } = data as Request;
  try {
    // biome-ignore lint/performance/noDynamicNamespaceImportAccess: any of them may be asked for
    const compute = measures[measure as keyof typeof measures] as unknown;
    if (typeof compute !== "function") throw new RangeError(`cajal/analysis has no function ${measure}`);
    reply({ type: "result", result: compute(...withProgress(args)) });
  } catch (error) {
    reply({ type: "error", error });
  }
};
