// The files of a clone of the repository: whether all are there, whether they are those that were published.
import { builtin } from "../../../backend/environment.ts";
import { damage } from "../../../io/files/damage.ts";
import { type FileInput, openSource } from "../../../io/files/source.ts";
import type { Warning } from "../../../network/values/fields.ts";
import { type PublishedName, publishedFiles, repositoryAddress } from "./published.ts";

/** A file that was read. */
export interface ReadFile {
  /** Path, or `the bytes`: what messages call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a whole file. @throws CajalError E_IO */
export function readFile(input: FileInput): ReadFile {
  const source = openSource(input);
  try {
    return { name: source.name, bytes: source.read(0, source.size) };
  } finally {
    source.close();
  }
}

/** A file as text. @throws CajalError E_IO if it is none */
export function textOf({ name, bytes }: ReadFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = "it is no text in UTF-8";
    throw damage({ file: name, problem, hint: "take the file as it was published", cause });
  }
}

/** Refuses a folder that lacks files, with all that it lacks. */
function requireAll(dir: string, names: readonly PublishedName[]): void {
  const { existsSync } = builtin("node:fs");
  const { join } = builtin("node:path");
  const paths = names.map((name) => publishedFiles[name].path);
  const missing = paths.filter((path) => !existsSync(join(dir, path)));
  if (missing.length === 0) return;
  throw damage({
    file: dir,
    problem: `it lacks ${missing.join(", ")}`,
    hint: `name the folder that 'git clone ${repositoryAddress}' makes`,
  });
}

/** What to say of a file whose content is not the published one. */
function changed({ name, bytes }: ReadFile, sha256: string): Warning[] {
  const got = builtin("node:crypto").createHash("sha256").update(bytes).digest("hex");
  if (got === sha256) return [];
  const message = `${name} is not the published file: its SHA-256 must be ${sha256}, got ${got}`;
  return [{ code: "W_DATA_CHANGED", message, count: 1 }];
}

/** Reads files of a clone. @throws CajalError E_IO */
export function readClone(
  dir: string,
  names: readonly PublishedName[],
): { read(name: PublishedName): ReadFile; readonly warnings: readonly Warning[] } {
  requireAll(dir, names);
  const { join } = builtin("node:path");
  const files = new Map(names.map((name) => [name, readFile(join(dir, publishedFiles[name].path))]));
  const warnings = [...files].flatMap(([name, file]) => changed(file, publishedFiles[name].sha256));
  return { read: (name) => files.get(name) as ReadFile, warnings };
}
