/** Loads the native kernel: from a path the user names, from the platform's package, or from a local build. */

import { CajalError, fromKernel } from "../error.ts";
import type { Backend, BackendLoader, Kernel, Machine } from "./backend.ts";
import { checkBinary } from "./binary-file.ts";
import { builtin, inNode, setting } from "./environment.ts";
import { checkTables } from "./tables.ts";

/** What the addon exports. */
interface Addon {
  create(resolution: number, seed: number): Kernel;
  tables(): string;
  machine(): string;
}

/** One place where the kernel may be. */
export interface Attempt {
  /** A path or the name of a package. */
  readonly place: string;
  /** Why it did not serve. */
  readonly reason: string;
}

// Two folders up from this file, both in ts/ and in dist/. Not written as one expression, by which bundlers for the web
// would know a file to copy.
const here = import.meta.url;
const local = (): string =>
  builtin("node:url").fileURLToPath(new URL("../../build/Release/cajal.node", here));

/** Where to look, in this order. */
function places(): string[] {
  const named = setting("CAJAL_BINARY");
  if (named) return [builtin("node:path").resolve(named)];
  return [`@cajal/${process.platform}-${process.arch}`, local()];
}

function reasonOf(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return first;
}

/** Loads from the first place that serves; the others are returned with their reasons. */
export function loadAddon(candidates: readonly string[] = places()): { addon: Addon; origin: string } {
  const require = builtin("node:module").createRequire(import.meta.url);
  const attempts: Attempt[] = [];
  for (const place of candidates) {
    try {
      const path = require.resolve(place);
      if (path.endsWith(".node")) checkBinary(path);
      const addon = require(path) as Addon;
      checkTables(addon.tables());
      return { addon, origin: place };
    } catch (error) {
      attempts.push({ place, reason: reasonOf(error) });
    }
  }
  const tried = attempts.map(({ place, reason }) => `\n  ${place}: ${reason}`).join("");
  const hint = setting("CAJAL_BINARY")
    ? "CAJAL_BINARY names where it is: correct that path or unset it"
    : "build it with: npm run build";
  throw new CajalError("E_BACKEND", `build: no native kernel could be loaded; ${hint}. Tried:${tried}`, {
    parameter: "backend",
    value: attempts,
    allowed: "a kernel for this platform, or CAJAL_BINARY=path",
    hint,
  });
}

function machineOf(addon: Addon): Machine {
  try {
    return JSON.parse(addon.machine()) as Machine;
  } catch (error) {
    throw fromKernel(error);
  }
}

/** The native backend. */
export const native: BackendLoader = {
  name: "native",
  async load(): Promise<Backend> {
    if (!inNode())
      throw new CajalError("E_BACKEND", "build: native code cannot be loaded in a page", {
        parameter: "backend",
        hint: 'use backend: "wasm"',
      });
    const { addon, origin } = loadAddon();
    return {
      name: "native",
      origin,
      mostMemory: Infinity,
      create: async ({ resolution, seed }) => addon.create(resolution, seed),
      tables: () => addon.tables(),
      machine: () => machineOf(addon),
    };
  },
};
