// The folder that the command of a test file works in; removed after its tests.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export interface WorkFolder {
  readonly folder: string;
  /** The path of something in the folder. */
  inFolder(...names: string[]): string;
  /** The text of a file in the folder. */
  read(name: string): string;
  /** Writes a value as JSON. */
  write(name: string, content: unknown): void;
}

export function workFolder(): WorkFolder {
  const folder = mkdtempSync(join(tmpdir(), "cajal-command-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const inFolder = (...names: string[]): string => join(folder, ...names);
  return {
    ...{ folder, inFolder },
    read: (name) => readFileSync(inFolder(name), "utf8"),
    write: (name, content) => writeFileSync(inFolder(name), JSON.stringify(content)),
  };
}
