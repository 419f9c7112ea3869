// CMake's build folders, which know the path they were made at.
import { existsSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./steps.mjs";

const real = (path) => (existsSync(path) ? realpathSync(path) : undefined);

/**
 * Removes a build folder that came along with a copied or moved checkout: its cache names another source or build
 * folder, and CMake refuses to work in it. True if it was removed.
 */
export function forgetMoved(folder, source = root) {
  const cache = join(folder, "CMakeCache.txt");
  if (!existsSync(cache)) return false;
  const text = readFileSync(cache, "utf8");
  const entry = (name) => text.match(new RegExp(`^${name}:INTERNAL=(.*)$`, "m"))?.[1]?.trim() ?? "";
  const here =
    real(entry("CMAKE_HOME_DIRECTORY")) === real(source) &&
    real(entry("CMAKE_CACHEFILE_DIR")) === real(folder);
  if (!here) rmSync(folder, { recursive: true, force: true });
  return !here;
}
