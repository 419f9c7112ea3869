// The folder that a run writes.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CajalError } from "../error.ts";

/** Every file that a run may write; overwriting removes these and nothing else. */
const ownFiles = [
  "summary.json",
  "spikes.cajal",
  "index.html",
  ...["raster", "rates", "cv"].flatMap((name) => [`${name}.svg`, `${name}.png`]),
];

/**
 * Makes the folder for the results of a run. When it holds results already, the next free number is appended
 * (`results`, `results-2`, ...), or with `overwrite` the old results are removed.
 *
 * @returns the path of the folder
 * @throws CajalError `E_IO` when it cannot be made.
 */
export function makeResultFolder(path: string, overwrite: boolean): string {
  return attempt(path, () => {
    let folder = path;
    for (let number = 2; !overwrite && isOccupied(folder); number++) folder = `${path}-${number}`;
    mkdirSync(folder, { recursive: true });
    for (const name of ownFiles) rmSync(join(folder, name), { force: true });
    return folder;
  });
}

/** Writes a file of the results. Throws `E_IO` when that fails. */
export function writeResult(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  attempt(path, () => writeFileSync(path, content));
}

function isOccupied(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    const hint = "choose another folder with --out";
    const message = `run: cannot write ${path}: ${(cause as Error).message}; ${hint}`;
    throw new CajalError("E_IO", message, { parameter: "out", value: path, hint }, { cause });
  }
}
