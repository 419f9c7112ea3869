/** Loads the native kernel: from a path the user names, from the platform's package, or from a local build. */

import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { CajalError, fromKernel } from "../error.ts";
import { tables } from "../models/model.ts";
import type { Backend, BackendLoader, Kernel, Machine } from "./backend.ts";

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

// Two folders up from this file, both in ts/ and in dist/.
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Where to look, in this order. */
function places(): string[] {
  const named = process.env.CAJAL_BINARY;
  if (named) return [resolve(named)];
  return [`@cajal/${process.platform}-${process.arch}`, join(root, "build", "Release", "cajal.node")];
}

const names = (list: unknown): string =>
  (Array.isArray(list) ? list : []).map((entry) => String((entry as { name?: unknown }).name)).join(", ");

/** Refuses a kernel whose models are not the ones these types were made from. */
function checkTables(addon: Addon): void {
  const built = JSON.parse(addon.tables()) as Record<string, unknown>;
  for (const kind of ["neurons", "devices", "rules"] as const) {
    const [theirs, ours] = [names(built[kind]), names(tables[kind])];
    if (theirs !== ours)
      throw new Error(`it was built from other sources: its ${kind} are ${theirs}, not ${ours}`);
  }
}

function reasonOf(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return first;
}

/** Loads from the first place that serves; the others are returned with their reasons. */
export function loadAddon(candidates: readonly string[] = places()): { addon: Addon; origin: string } {
  const require = createRequire(import.meta.url);
  const attempts: Attempt[] = [];
  for (const place of candidates) {
    try {
      const addon = require(place) as Addon;
      checkTables(addon);
      return { addon, origin: place };
    } catch (error) {
      attempts.push({ place, reason: reasonOf(error) });
    }
  }
  const tried = attempts.map(({ place, reason }) => `\n  ${place}: ${reason}`).join("");
  const hint = process.env.CAJAL_BINARY
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
    const { addon, origin } = loadAddon();
    return {
      name: "native",
      origin,
      create: (resolution, seed) => addon.create(resolution, seed),
      tables: () => addon.tables(),
      machine: () => machineOf(addon),
    };
  },
};
