// The libraries of single formats, found when they are first needed. Bundlers do not see them here: HDF5 alone weighs
// 4 MB, and most pages that write a table want none of it. A page that does says so with useLibrary.

import { checkArgument } from "../../arguments/check.ts";
import { callback, oneOf } from "../../arguments/kinds.ts";

/** The libraries by the name of their package. */
export interface Libraries {
  readonly h5wasm: typeof import("h5wasm");
  readonly "h5wasm/node": typeof import("h5wasm");
  readonly hyparquet: typeof import("hyparquet");
  readonly "hyparquet-writer": typeof import("hyparquet-writer");
}

const names: readonly (keyof Libraries)[] = ["h5wasm", "h5wasm/node", "hyparquet", "hyparquet-writer"];

const given = new Map<keyof Libraries, () => Promise<unknown>>();

/**
 * Says where a library comes from, for pages that are made by a bundler. Node, and pages with an import map, find it
 * by its name.
 *
 * @example useLibrary("h5wasm", () => import("h5wasm"));
 */
export function useLibrary<Name extends keyof Libraries>(
  name: Name,
  load: () => Promise<Libraries[Name]>,
): void {
  checkArgument(name, "useLibrary", "name", oneOf(names));
  checkArgument(load, "useLibrary", "load", callback);
  given.set(name, load);
}

/** A library; with `instance` above 0 a new instance of it, where the host knows its address (Node). */
export async function library<Name extends keyof Libraries>(
  name: Name,
  instance = 0,
): Promise<Libraries[Name]> {
  const load = given.get(name);
  if (load) return (await load()) as Libraries[Name];
  const address: string = instance === 0 ? name : `${import.meta.resolve(name)}?${instance}`;
  return import(/* @vite-ignore */ address);
}
