// HDF5 through h5wasm: files on the disk are read and written in place (Node), bytes through a file system in memory.
import type { Dataset, File, Group, Metadata } from "h5wasm";
import { damage } from "../files/damage.ts";
import { library } from "../files/libraries.ts";
import { type ByteSource, openSource } from "../files/source.ts";
import type { ByteTarget } from "../files/target.ts";
import { checkHeaps } from "./heaps.ts";
import { hdf5Damage } from "./reasons.ts";

/** The files in memory, as far as they are used. */
interface MemoryFiles {
  writeFile(path: string, bytes: Uint8Array): void;
  readFile(path: string): Uint8Array;
  unlink(path: string): void;
}

/** How often the library has stopped at a damaged file: such an instance is of no use any more. */
let stops = 0;

/** The library, loaded when it is first needed: it weighs 4 MB. After a stop Node gives a new instance. */
async function load(onDisk: boolean) {
  const found = await library(onDisk ? "h5wasm/node" : "h5wasm", stops);
  const module = await found.ready;
  // Otherwise a damaged piece reads as zeros, with a note on stderr.
  module.activate_throwing_error_handler();
  return { library: found, memory: module.FS as unknown as MemoryFiles };
}

/** A file that is open. */
export interface Hdf5 {
  /** What messages call it. */
  readonly name: string;
  readonly root: File;
  /** Does something with the library; what it throws becomes E_IO with the place. */
  attempt<Result>(where: string, action: () => Result): Result;
  /** To be called before a value that may be of any length is read. */
  checkHeaps(): void;
  close(): void;
}

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes begin as HDF5 does. */
export const isHdf5 = (head: Uint8Array): boolean => signature.every((byte, at) => head[at] === byte);

let opened = 0;

/** Guards every use of the library. Once it has stopped, it may not be called again: it could run for ever. */
function guard(file: string, hint?: string): { attempt: Hdf5["attempt"]; stopped(): boolean } {
  let stopped = false;
  return {
    stopped: () => stopped,
    attempt(where, action) {
      try {
        return action();
      } catch (error) {
        if (error instanceof WebAssembly.RuntimeError) {
          stopped = true;
          stops++;
        }
        throw hdf5Damage(error, file, where, hint);
      }
    },
  };
}

/** Closes a file of which nothing more is wanted. */
function quietly(root: File, stopped: boolean): void {
  try {
    if (!stopped) root.close();
  } catch {
    // What was wrong was said before.
  }
}

/** Does something the first time only; what it throws it throws every time. */
function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

/**
 * Opens a file for reading.
 *
 * @throws CajalError E_IO if it is damaged or no HDF5
 */
export async function openHdf5(source: ByteSource): Promise<Hdf5> {
  const { library: hdf5, memory } = await load(source.path !== undefined);
  const path = source.path ?? `/cajal-${opened++}.h5`;
  const { attempt, stopped } = guard(source.name);
  if (!isHdf5(source.read(0, signature.length)))
    throw damage({
      file: source.name,
      problem: "it is no HDF5 file",
      hint: "take a whole copy, or name its format",
    });
  if (source.path === undefined) memory.writeFile(path, source.read(0, source.size));
  const remove = (): void => {
    if (source.path === undefined) memory.unlink(path);
  };
  try {
    const root = attempt("superblock", () => new hdf5.File(path, "r"));
    const close = (): void => {
      quietly(root, stopped());
      remove();
      source.close();
    };
    return { name: source.name, root, attempt, checkHeaps: once(() => checkHeaps(source)), close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Opens with a function, and closes the file if that fails. */
export function opening<Input>(file: Hdf5, open: (file: Hdf5) => Input): Input {
  try {
    return open(file);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** A file that is being written. */
export interface Hdf5Output extends Hdf5 {
  /** Gives the file up, for a target that removes what was written. */
  abandon(): void;
}

/** Opens a file for writing, or one that has content to write more into it; `close` hands it to the target. */
export async function createHdf5(target: ByteTarget): Promise<Hdf5Output> {
  const { library: hdf5, memory } = await load(target.path !== undefined);
  const path = target.path ?? `/cajal-${opened++}.h5`;
  const { attempt, stopped } = guard(target.name, "check the disk");
  // Version 1.10 of the format has checksums for everything but the numbers, which deflate checks.
  const mode = target.begun ? "a" : "w";
  const root = attempt("superblock", () => new hdf5.File(path, mode, { libver: ["v110", "v110"] }));
  return {
    name: target.name,
    root,
    attempt,
    checkHeaps: once(() => {
      if (!target.begun || target.path === undefined) return;
      const before = openSource(target.path);
      checkHeaps(before);
      before.close();
    }),
    close() {
      attempt("end", () => root.close());
      if (target.path !== undefined) return;
      target.append(memory.readFile(path));
      memory.unlink(path);
    },
    abandon() {
      quietly(root, stopped());
      if (target.path === undefined) memory.unlink(path);
    },
  };
}

const another = "it is HDF5 of another kind; name its format with --from";

/** The group or dataset at a path, if it is there. */
export function find(file: Hdf5, path: string): Dataset | Group | undefined {
  return file.attempt(path, () => {
    const found = file.root.get(path);
    return found === null ? undefined : (found as Dataset | Group);
  });
}

/** The group at a path. */
export function groupAt(file: Hdf5, path: string): Group {
  const found = find(file, path);
  if (found && "keys" in found) return found;
  throw damage({ file: file.name, where: path, problem: "there is no such group", hint: another });
}

/** What lies at the root of a file, for messages. */
export function contentOf(file: Hdf5): string {
  const names = namesIn(file, "/").map((name) => `/${name}`);
  return names.length === 0
    ? "it is empty"
    : `it holds ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", ..." : ""}`;
}

/** The dataset at a path, if there is one. */
export function datasetIf(file: Hdf5, path: string): Dataset | undefined {
  const found = find(file, path);
  return found && "slice" in found ? found : undefined;
}

/** The names of what lies in a group. */
export const namesIn = (file: Hdf5, path: string): string[] =>
  file.attempt(path, () => groupAt(file, path).keys());

/** The dataset at a path. */
export function datasetAt(file: Hdf5, path: string): Dataset {
  const found = datasetIf(file, path);
  if (found) return found;
  throw damage({ file: file.name, where: path, problem: "there is no such dataset", hint: another });
}

/** The length of a dataset with one dimension, or of its first. */
export function lengthOf(file: Hdf5, dataset: Dataset): number {
  const shape = file.attempt(dataset.path, () => dataset.shape);
  return shape?.[0] ?? 0;
}

/** Looks at the heaps before a value is read that may be there. */
function guardValue(file: Hdf5, { vlen, type, compound_type }: Metadata): void {
  if (vlen || type === variableLength || compound_type) file.checkHeaps();
}

// H5T_VLEN of the library.
const variableLength = 9;

/** The text of a dataset that is one. */
export function textAt(file: Hdf5, dataset: Dataset): string {
  const value = file.attempt(dataset.path, () => {
    guardValue(file, dataset.metadata);
    return dataset.value;
  });
  return String(Array.isArray(value) ? value[0] : value);
}

/** The numbers of a dataset from and to a place in its first dimension. */
export function numbersOf(
  file: Hdf5,
  dataset: Dataset,
  from: number = 0,
  to: number = lengthOf(file, dataset),
): Float64Array {
  if (to <= from) return new Float64Array(0);
  guardValue(
    file,
    file.attempt(dataset.path, () => dataset.metadata),
  );
  const found = file.attempt(dataset.path, () => dataset.slice([[from, to]]));
  if (!ArrayBuffer.isView(found))
    throw damage({ file: file.name, where: dataset.path, problem: "there must be numbers", hint: another });
  if (found instanceof BigInt64Array || found instanceof BigUint64Array) {
    const numbers = new Float64Array(found.length);
    for (let k = 0; k < found.length; k++) numbers[k] = Number(found[k]);
    return numbers;
  }
  return new Float64Array(found as unknown as ArrayLike<number>);
}

/** An attribute as it stands, or nothing. */
export function attributeOf(file: Hdf5, owner: Dataset | Group, name: string): unknown {
  return file.attempt(`${owner.path}, attribute ${name}`, () => {
    const attribute = owner.attrs[name];
    if (attribute === undefined) return undefined;
    guardValue(file, attribute.metadata);
    return attribute.value ?? undefined;
  });
}

/**
 * An attribute that is a text. Texts of any length lie in a heap of the file that has no checksum; so cajal's own files
 * have them once more, of fixed length, in places that have one.
 */
export function textOf(file: Hdf5, owner: Dataset | Group, name: string): string | undefined {
  const value = attributeOf(file, owner, `cajal_${name}`) ?? attributeOf(file, owner, name);
  const text = Array.isArray(value) ? value[0] : value;
  return typeof text === "string" ? text : undefined;
}
