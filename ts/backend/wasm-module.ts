/** Loads the compiled WebAssembly kernel, in Node and in browsers, and makes instances of it. */

import { CajalError } from "../error.ts";
import { builtin } from "./environment.ts";
import { withOwnMemory } from "./memory-import.ts";

/** With worker threads and a memory that they share, or without; the code is the same. */
export type Flavour = "threads" | "single";

/** The simulation of an instance. Methods return an Error instead of throwing it. */
export interface Session {
  /** Begins it, `beside` a worker for what takes long or on the calling thread; comes first. */
  create(resolution: number, seed: number, beside: boolean): Error | undefined;
  invoke(method: string, values: readonly unknown[]): unknown;
  start(method: string, values: readonly unknown[], settle: (error?: Error) => void): Error | undefined;
}

/** A worker of the browser or of Node. */
export interface ModuleWorker {
  terminate(): unknown;
  ref?(): void;
  unref?(): void;
  on?(event: "error" | "exit", listener: (reason: unknown) => void): void;
  onerror?: ((event: { readonly message?: string }) => void) | null;
}

/** What the module exports. */
export interface Instance extends Session {
  tables(): string;
  machine(): string;
  readonly PThread?: { readonly unusedWorkers: readonly ModuleWorker[] };
}

/** How an instance begins. */
export interface Start {
  /** Workers to have ready. */
  readonly workers: number;
  /** Memory to have from the beginning, and the most it may become [bytes]. */
  readonly bytes: number;
  readonly most: number;
  /** Called once if the module cannot go on. */
  readonly onAbort: (reason: unknown) => void;
}

type Factory = (options: object) => Promise<Instance>;

/** A compiled kernel. */
export interface Compiled {
  readonly flavour: Flavour;
  readonly origin: string;
  instantiate(start: Start): Promise<Instance>;
}

// Bundlers find and copy the files by these literal addresses; the glue code is never part of a bundle, because
// every worker loads it again.
const script = new URL("../../build/wasm/cajal.mjs", import.meta.url);
const binary = new URL("../../build/wasm/cajal.wasm", import.meta.url);
const worker = new URL("../../build/wasm/cajal.worker.js", import.meta.url);

const pageSize = 65536;
const smallest = 2 ** 24;
const largest = 2 ** 32;

/** The most memory of a module [bytes]: the address space of 32 bits without the last 64 MiB. */
export const mostModuleMemory: number = largest - 2 ** 26;

async function readBinary(): Promise<ArrayBuffer> {
  if (binary.protocol === "file:") {
    const bytes = builtin("node:fs").readFileSync(binary);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  }
  const response = await fetch(binary);
  if (!response.ok) throw new Error(`${binary.href} answered ${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

async function compile(flavour: Flavour): Promise<WebAssembly.Module> {
  const bytes = await readBinary();
  return WebAssembly.compile(flavour === "threads" ? bytes : withOwnMemory(bytes));
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function refused(error: unknown, bytes: number): CajalError {
  const hint = "close other tabs or programs, use compact weights, or make the network smaller";
  const message = `build: ${Math.round(bytes / 1e6)} MB of memory were refused: ${text(error)}; ${hint}`;
  return new CajalError("E_MEMORY", message, { parameter: "memory", value: bytes, hint }, { cause: error });
}

/** The memory of an instance. Throws E_MEMORY if the browser or the system refuses it. */
function memoryOf(flavour: Flavour, bytes: number, most: number): WebAssembly.Memory {
  const pages = (size: number): number => Math.ceil(Math.min(largest, Math.max(smallest, size)) / pageSize);
  const maximum = pages(most);
  const initial = Math.min(maximum, pages(bytes));
  try {
    return new WebAssembly.Memory({ initial, maximum, shared: flavour === "threads" });
  } catch (error) {
    throw refused(error, initial * pageSize);
  }
}

// Compiled once, because it takes tens of milliseconds.
const compilations = new Map<Flavour, Promise<Compiled>>();

/** The kernel with threads or without, compiled at the first call. Throws if its files cannot be read. */
export function compileKernel(flavour: Flavour): Promise<Compiled> {
  const known = compilations.get(flavour);
  if (known) return known;
  const compilation = compileFiles(flavour);
  compilations.set(flavour, compilation);
  compilation.catch(() => compilations.delete(flavour));
  return compilation;
}

async function compileFiles(flavour: Flavour): Promise<Compiled> {
  const [module, { default: factory }] = await Promise.all([
    compile(flavour),
    import(/* @vite-ignore */ /* webpackIgnore: true */ script.href) as Promise<{ default: Factory }>,
  ]);
  return {
    flavour,
    origin: script.href,
    async instantiate({ workers, bytes, most, onAbort }) {
      const wasmMemory = memoryOf(flavour, bytes, most);
      const instantiateWasm = (
        imports: WebAssembly.Imports,
        receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
      ): object => {
        WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), onAbort);
        return {};
      };
      return factory({
        threads: workers,
        wasmMemory,
        INITIAL_MEMORY: wasmMemory.buffer.byteLength,
        mainScriptUrlOrBlob: script.href,
        locateFile: (name: string) => fileAddress(name.endsWith(".wasm") ? binary : worker),
        instantiateWasm,
        onAbort,
      });
    },
  };
}

/** What a worker is made from: Node wants a path, a page an address. */
function fileAddress(address: URL): string {
  return address.protocol === "file:" ? builtin("node:url").fileURLToPath(address) : address.href;
}
