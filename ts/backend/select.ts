/** Chooses a backend, and says why not the others. */

import { CajalError, fail } from "../error.ts";
import type { Backend, BackendLoader, BackendName } from "./backend.ts";
import { setting } from "./environment.ts";

/** A backend in use, and why each other one is not. */
export interface Selection {
  readonly backend: Backend;
  /** One sentence per backend that was considered. */
  readonly reasons: readonly string[];
}

/** What `backend` may be. */
export type BackendChoice = "auto" | BackendName;

// In order of preference. Loaders are imported when they are tried: the native one needs Node.
const loaders: readonly { readonly name: BackendName; readonly loader: () => Promise<BackendLoader> }[] = [
  { name: "native", loader: async () => (await import("./native.ts")).native },
  { name: "wasm", loader: async () => (await import("./wasm.ts")).wasm },
];

/** The names that `backend` takes. */
export const backendChoices: readonly BackendChoice[] = ["auto", ...loaders.map(({ name }) => name)];

// A kernel is loaded once per process; a failure is tried again, because a build may mend it.
const loaded = new Map<BackendName, Backend>();

async function load({ name, loader }: (typeof loaders)[number]): Promise<Backend> {
  const known = loaded.get(name);
  if (known) return known;
  const backend = await (await loader()).load();
  loaded.set(name, backend);
  return backend;
}

/**
 * The backend of a choice.
 *
 * @throws CajalError E_UNKNOWN_NAME for another name, E_BACKEND if none can be loaded, with everything that was tried
 * @example const { backend } = await selectBackend("wasm");
 */
export async function selectBackend(choice: unknown = "auto"): Promise<Selection> {
  // Who names a kernel does not want another one instead.
  const name = choice === "auto" && setting("CAJAL_BINARY") ? "native" : choice;
  const wanted = name === "auto" ? loaders : loaders.filter((loader) => loader.name === name);
  if (wanted.length === 0)
    fail("E_UNKNOWN_NAME", {
      call: "build",
      parameter: "backend",
      value: choice,
      allowed: backendChoices.join(", "),
      must: `backend must be one of ${backendChoices.join(", ")}`,
    });
  const reasons: string[] = [];
  for (const candidate of wanted) {
    try {
      const backend = await load(candidate);
      const why = choice === "auto" ? "the first that could be loaded" : "asked for";
      return { backend, reasons: [...reasons, `${candidate.name}: taken, ${why}, from ${backend.origin}`] };
    } catch (error) {
      reasons.push(`${candidate.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new CajalError("E_BACKEND", reasons.join("\n"), {
    parameter: "backend",
    value: choice,
    hint: "run: npx cajal doctor",
  });
}
