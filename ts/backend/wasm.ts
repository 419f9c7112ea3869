/** The WebAssembly backend. Every simulation has a module of its own, so disposing it gives all its memory back. */

import { CajalError } from "../error.ts";
import type { Backend, BackendLoader, Kernel, KernelStart, Machine } from "./backend.ts";
import { inNode, setting } from "./environment.ts";
import { checkTables } from "./tables.ts";
import { inTurns } from "./turns.ts";
import { kernelOf } from "./wasm-kernel.ts";
import { type Compiled, compileKernel, type Flavour, mostModuleMemory } from "./wasm-module.ts";

/** The kernel with threads or without, and why. */
interface Choice {
  readonly flavour: Flavour;
  readonly reason: string;
}

const isolation =
  "serve it with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";

function choose(): Choice {
  if (setting("CAJAL_WASM") === "single")
    return { flavour: "single", reason: "one thread, as CAJAL_WASM asks" };
  const isolated = (globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated;
  if (inNode() || isolated) return { flavour: "threads", reason: "threads" };
  return {
    flavour: "single",
    reason: `one thread, because this page is not cross-origin isolated (${isolation})`,
  };
}

async function create(
  compiled: Compiled,
  { resolution, seed, threads, bytes, most }: KernelStart,
): Promise<Kernel> {
  let lose: (reason: unknown) => void = () => {};
  const beside = compiled.flavour === "threads";
  const workers = beside ? threads : 0;
  const instance = await compiled.instantiate({ workers, bytes, most, onAbort: (reason) => lose(reason) });
  const [kernel, lost] = kernelOf(instance, instance.PThread?.unusedWorkers ?? []);
  lose = lost;
  const refusal = instance.create(resolution, seed, beside);
  if (refusal) {
    lost("it never began");
    throw refusal;
  }
  return beside ? kernel : inTurns(kernel);
}

async function backendOf({ flavour, reason }: Choice): Promise<Backend> {
  const compiled = await compileKernel(flavour);
  const probe = await compiled.instantiate({ workers: 0, bytes: 0, most: 0, onAbort: () => {} });
  const [tables, machine] = [probe.tables(), JSON.parse(probe.machine()) as Machine];
  checkTables(tables);
  return {
    name: "wasm",
    origin: `${compiled.origin} (${reason})`,
    mostMemory: mostModuleMemory,
    create: (start) => create(compiled, start),
    tables: () => tables,
    machine: () => (flavour === "threads" ? machine : { ...machine, hardwareThreads: 1, threading: "none" }),
  };
}

/** The WebAssembly backend, of Node and of browsers. */
export const wasm: BackendLoader = {
  name: "wasm",
  async load(): Promise<Backend> {
    const choice = choose();
    try {
      return await backendOf(choice);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const hint = inNode()
        ? "build it with: npm run build"
        : "see that the files cajal.mjs, cajal.wasm and cajal.worker.js are served beside the page";
      throw new CajalError(
        "E_BACKEND",
        `build: the WebAssembly kernel (${choice.flavour}) could not be loaded: ${why}; ${hint}`,
        { parameter: "backend", value: choice.flavour, allowed: "a kernel for WebAssembly", hint },
        { cause: error },
      );
    }
  },
};
