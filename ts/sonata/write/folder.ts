// The folder of a circuit that is written: names of its files, and their texts.
import { builtin } from "../../backend/environment.ts";
import { damage } from "../../io/files/damage.ts";
import { fileTarget, writeWhole } from "../../io/files/target.ts";
import { createHdf5, type Hdf5 } from "../../io/hdf5/hdf5.ts";
import { markSonata } from "../../io/hdf5/sonata-writer.ts";

/** A folder into which files are written. */
export interface Folder {
  readonly path: string;
  json(name: string, content: unknown): void;
  /** A table of types, NULL where a row has nothing. */
  table(
    name: string,
    columns: readonly string[],
    rows: readonly (readonly (string | number | undefined)[])[],
  ): void;
  hdf5(name: string, fill: (file: Hdf5) => void): Promise<void>;
  /** Takes away what was written, where nothing was there before. */
  abandon(): void;
}

const cell = (value: string | number | undefined): string => {
  if (value === undefined || value === "") return "NULL";
  const text = String(value);
  return /[\s"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

function makeFolder(path: string): void {
  try {
    builtin("node:fs").mkdirSync(path, { recursive: true });
  } catch (cause) {
    const problem = `it cannot be made: ${(cause as Error).message}`;
    throw damage({ file: path, problem, hint: "choose another folder", cause });
  }
}

/** Writes an HDF5 file, or none. */
async function writeHdf5(path: string, fill: (file: Hdf5) => void): Promise<void> {
  const target = fileTarget(path, true);
  try {
    const file = await createHdf5(target);
    try {
      file.attempt("/", () => markSonata(file));
      fill(file);
    } catch (error) {
      file.abandon();
      throw error;
    }
    file.close();
    target.finish();
  } catch (error) {
    target.abandon();
    throw error;
  }
}

function refuseTaken(path: string): never {
  const hint = "choose another folder, or allow overwriting";
  throw damage({ file: path, problem: "it exists and is not empty", hint });
}

/**
 * Makes a folder with those in it.
 *
 * @throws CajalError E_IO if it cannot be made, or holds something and may not be written to
 */
export function openFolder(path: string, inner: readonly string[], overwrite: boolean): Folder {
  const { existsSync, readdirSync, rmSync, statSync } = builtin("node:fs");
  const { join } = builtin("node:path");
  const taken = existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0);
  if (taken && !overwrite) refuseTaken(path);
  for (const name of ["", ...inner]) makeFolder(join(path, name));
  return {
    path,
    json: (name, content) => writeWhole(join(path, name), `${JSON.stringify(content, undefined, 2)}\n`),
    table(name, columns, rows) {
      const lines = [columns, ...rows].map((row) => row.map(cell).join(" "));
      writeWhole(join(path, name), `${lines.join("\n")}\n`);
    },
    hdf5: (name, fill) => writeHdf5(join(path, name), fill),
    abandon() {
      if (!taken) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Names that files and groups of HDF5 can have, each once. */
export function uniqueNames(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const plain = label.replace(/[^\w.+-]+/g, "_").replace(/^\.+$/, "_") || "population";
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    return name;
  });
}

/** Whole numbers of 64 bits. */
export function wide(numbers: ArrayLike<number>): BigUint64Array {
  const all = new BigUint64Array(numbers.length);
  const words = new Uint32Array(all.buffer);
  // The lower half of each, as files and machines are little-endian.
  for (let k = 0; k < numbers.length; k++) words[2 * k] = numbers[k] as number;
  return all;
}
