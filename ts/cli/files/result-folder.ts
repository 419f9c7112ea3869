// The folder that a run writes.
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CajalError } from "../../error.ts";
import { type SpikeFileWriter, spikeFileWriter } from "../../io/cajal/spike-writer.ts";
import { writeWhole } from "../../io/files/target.ts";
import { UsageError } from "../terminal/failure.ts";

/** Every file that a run may write; overwriting removes these and nothing else. */
const ownFiles = [
  /^(summary\.json|network\.json\.gz|(spikes|control)\.cajal|index\.html|traces-\d+\.csv|experiment\.json)$/,
  /^((curves|rates|areas|connectivity|flow|pulse)\.csv|area-signals\.npz|trainings)$/,
  /^(raster|rates|area-[a-z\d-]+|traces-\d+|(distribution|spectra|complexity)-\w+)(\.png|(-dark)?\.svg)$/,
  /^(((accuracy|error)-[\d.]+ms)|presentation-times-\w+|self-prediction-\w+|matching|weights)(\.png|(-dark)?\.svg)$/,
  // What a program left that was killed while it wrote.
  /\.part-\d+-\d+$/,
];

/** Refuses what is no path for results. @throws UsageError */
export function checkOut(path: string, command: string): void {
  if (path === "") throw new UsageError(`${command}: --out must be the path of a folder, got ''`);
}

/**
 * Makes the folder for the results of a run. When it holds results already, the next free number is appended
 * (`results`, `results-2`, ...), or with `overwrite` the old results are removed.
 *
 * @param continues whether a folder holds results that are to be gone on with; those are kept
 * @returns the path of the folder
 * @throws CajalError `E_IO` when it cannot be made.
 */
export function makeResultFolder(
  path: string,
  overwrite: boolean,
  continues: (folder: string) => boolean = () => false,
): string {
  checkOut(path, "run");
  return attempt(path, () => {
    let folder = path;
    const taken = (): boolean => isOccupied(folder) && !continues(folder);
    for (let number = 2; !overwrite && taken(); number++) folder = `${path}-${number}`;
    makeFolder(folder);
    if (!overwrite && isOccupied(folder)) return folder;
    for (const name of readdirSync(folder))
      if (ownFiles.some((own) => own.test(name))) rmSync(join(folder, name), { recursive: true });
    return folder;
  });
}

/** Takes away a folder into which nothing was written. */
export function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && !isOccupied(folder)) rmdirSync(folder);
}

/** Name of the file with all recorded spikes. */
export const recordingName = "spikes.cajal";

/** The file that takes the spikes of a run of some model time [ms]. */
export const recordingIn = (
  folder: string,
  { presim, time }: { readonly presim: number; readonly time: number },
  name: string = recordingName,
): SpikeFileWriter => spikeFileWriter(join(folder, name), { tStop: presim + time });

/** Writes a file of the results, whole or not at all. The folder is made if it is not there. Throws `E_IO`. */
export function writeResult(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  attempt(path, () => {
    makeFolder(folder);
    writeWhole(path, content);
  });
}

/** Makes a folder and those above it. Node's own `recursive` never ends where the system says ENOENT, as in /proc. */
function makeFolder(path: string): void {
  const above = dirname(path);
  if (above !== path && !existsSync(above)) makeFolder(above);
  if (isFolder(path)) return;
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process, as that of a training beside this one, may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function isOccupied(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof CajalError) throw cause;
    const hint = "choose another folder, as with --out";
    const message = `cannot write ${path}: ${(cause as Error).message}; ${hint}`;
    throw new CajalError("E_IO", message, { parameter: "out", value: path, hint }, { cause });
  }
}
