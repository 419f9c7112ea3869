/** A session of the WebAssembly module as a kernel. */

import { CajalError } from "../error.ts";
import { type Kernel, kernelMethods } from "./backend.ts";
import type { ModuleWorker, Session } from "./wasm-module.ts";

const offThread: ReadonlySet<string> = new Set<keyof Kernel>(["build", "run", "setWeights", "restore"]);

function gone(reason: unknown): CajalError {
  const why = reason instanceof Error ? reason.message : String(reason);
  const hint = "build the network again, smaller if memory was short";
  return new CajalError("E_BACKEND", `run: the WebAssembly kernel stopped: ${why}; ${hint}`, {
    parameter: "backend",
    value: why,
    hint,
  });
}

const terminate = (workers: readonly ModuleWorker[]): void => {
  for (const worker of workers) worker.terminate();
};

// The host keeps workers alive, and they the memory of their module. Who never disposes a simulation would keep both
// for good.
const abandoned = new FinalizationRegistry<readonly ModuleWorker[]>(terminate);

/**
 * The kernel of a session, and how to say that the session is lost: pending work is then rejected and every further
 * call throws E_BACKEND. The workers keep the process alive only while something is under way.
 */
export function kernelOf(
  session: Session,
  pool: readonly ModuleWorker[],
): [kernel: Kernel, lost: (reason: unknown) => void] {
  const workers = [...pool];
  const pending = new Set<(error: Error) => void>();
  let end: CajalError | undefined;
  const lost = (reason: unknown): void => {
    if (end) return;
    end = gone(reason);
    abandoned.unregister(workers);
    terminate(workers);
    for (const reject of pending) reject(end);
  };
  for (const worker of workers) {
    worker.unref?.();
    if (worker.on) {
      worker.on("error", lost);
      worker.on("exit", () => lost("one of its workers ended"));
    } else worker.onerror = ({ message }) => lost(message ?? "one of its workers failed");
  }
  const attempt = <Result>(work: () => Result): Result => {
    if (end) throw end;
    try {
      const result = work();
      if (result instanceof Error) throw result;
      return result;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) lost(error);
      throw end ?? error;
    }
  };
  const start = async (method: string, values: readonly unknown[]): Promise<void> => {
    for (const worker of workers) worker.ref?.();
    let leave: ((error: Error) => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        leave = reject;
        pending.add(reject);
        attempt(() => session.start(method, values, (error) => (error ? reject(error) : resolve())));
      });
    } finally {
      if (leave) pending.delete(leave);
      for (const worker of workers) worker.unref?.();
    }
  };
  const methods = kernelMethods.map((name) => [
    name,
    offThread.has(name)
      ? (...values: readonly unknown[]) => start(name, values)
      : (...values: readonly unknown[]) => attempt(() => session.invoke(name, values)),
  ]);
  const kernel = Object.fromEntries(methods) as unknown as Kernel;
  // The module is dropped as it is. Taking it apart would wait for its threads, which a page must not do.
  const close = (): void => {
    if (pending.size > 0) kernel.close();
    lost("it was closed");
  };
  // Nothing that the workers know leads to this object: it is collected with whatever it belongs to.
  const owned: Kernel = { ...kernel, close };
  abandoned.register(owned, workers, workers);
  return [owned, lost];
}
