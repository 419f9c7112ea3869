/** What the host says about memory and settings, without importing anything of the host. */

/** The part of Node's `process` that is used; browsers have none of it. */
interface Host {
  readonly env?: Readonly<Record<string, string | undefined>>;
  availableMemory?(): number;
  constrainedMemory?(): number;
  memoryUsage?: { rss?(): number };
  resourceUsage?(): { readonly maxRSS: number };
  getBuiltinModule?(name: string): unknown;
  readonly versions?: { readonly node?: string };
}

const host = (): Host => ((globalThis as { process?: Host }).process ?? {}) as Host;

/** Whether this is Node or something that behaves like it. */
export const inNode = (): boolean => host().versions?.node !== undefined;

/** The modules of Node that are used. They are asked for at run time, so that bundlers for the web never meet them. */
interface Builtins {
  "node:crypto": typeof import("node:crypto");
  "node:fs": typeof import("node:fs");
  "node:module": typeof import("node:module");
  "node:path": typeof import("node:path");
  "node:url": typeof import("node:url");
  "node:worker_threads": typeof import("node:worker_threads");
}

/** A module of Node; throws where there is none. */
export function builtin<Name extends keyof Builtins>(name: Name): Builtins[Name] {
  const module = host().getBuiltinModule?.(name);
  if (module === undefined) throw new Error(`${name} is not there: this is not Node 20.17 or newer`);
  return module as Builtins[Name];
}

/** An environment variable; undefined where there are none. */
export const setting = (name: string): string | undefined => host().env?.[name];

/** Memory that the system can still give [bytes]; infinite where it does not say. */
export const availableMemory = (): number => host().availableMemory?.() ?? Infinity;

// A control group without a limit reports the largest number there is, or 0.
const unlimited = 2 ** 60;

/** What is left of the limit of this process's control group [bytes]; infinite without one. */
export function groupMemory(): number {
  const limit = host().constrainedMemory?.() ?? 0;
  if (!(limit > 0 && limit < unlimited)) return Infinity;
  return Math.max(0, limit - (host().memoryUsage?.rss?.() ?? 0));
}

/** The most memory this process has used so far [bytes]; 0 where the host does not say. */
export const peakMemory = (): number => (host().resourceUsage?.().maxRSS ?? 0) * 1024;
