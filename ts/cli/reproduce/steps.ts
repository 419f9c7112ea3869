// Steps of a chain that are done again only where the content of something has changed.
import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readdirSync, readSync, rmSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { readJson } from "../files/json-file.ts";
import { writeResult } from "../files/result-folder.ts";
import { version } from "../version.ts";

/** Something that is made of files and parameters. */
export interface Step {
  readonly name: string;
  /** What decides about the outputs besides the inputs. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Files it reads: paths in the folder of the chain, or absolute ones. */
  readonly inputs: readonly string[];
  /** Does it and tells which files it wrote: paths in the folder of the chain. */
  readonly work: () => Promise<readonly string[]>;
}

/** What is known of a step that is done; digests are SHA-256. */
export interface StepRecord {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** When it ended, as ISO 8601. */
  readonly ended: string;
}

/** All steps that are done, by name. */
export type Ledger = Readonly<Record<string, StepRecord>>;

/** Folder of the records, one file for each step, so that steps may be done at the same time. */
const recordFolder = "steps";

/** A step's name where spaces have no place. */
export const slugOf = (step: string): string => step.replaceAll(" ", "-");

/** The file in the folder of the chain that says that a step is done. */
export const recordFile = (step: string): string => `${recordFolder}/${slugOf(step)}.json`;

const digests = z.record(z.string(), z.string());
const recordSchema = z.object({
  name: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  version: z.string(),
  inputs: digests,
  outputs: digests,
  ended: z.string(),
});

function readRecord(folder: string, file: string): [name: string, record: StepRecord] {
  const hint = "remove it; the step is then done again";
  const { name, ...record } = readJson(join(folder, file), recordSchema, hint);
  return [name, record];
}

/** What is known of a step; nothing if it is not done. @throws CajalError E_IO for a file that is no record */
export function recordOf(folder: string, step: string): StepRecord | undefined {
  const file = recordFile(step);
  return existsSync(join(folder, file)) ? readRecord(folder, file)[1] : undefined;
}

/** All steps that are done. @throws CajalError E_IO for a file that is no record */
export function readLedger(folder: string): Ledger {
  const records = join(folder, recordFolder);
  if (!existsSync(records)) return {};
  const files = readdirSync(records).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.sort().map((name) => readRecord(folder, `${recordFolder}/${name}`)));
}

function keep(folder: string, name: string, record: StepRecord): void {
  writeResult(
    join(folder, recordFolder),
    `${slugOf(name)}.json`,
    `${JSON.stringify({ name, ...record }, undefined, 1)}\n`,
  );
}

const chunk = 1 << 20;

/** SHA-256 of a file of any size. */
function digestOf(path: string): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(chunk);
    for (let read = 1; read > 0; ) {
      read = readSync(file, bytes);
      hash.update(bytes.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

const placed = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

const digestsOf = (folder: string, paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, digestOf(placed(folder, path))]));

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whether all files are there as they were. */
const areWhole = (folder: string, files: Readonly<Record<string, string>>): boolean =>
  Object.entries(files).every(
    ([path, digest]) => existsSync(join(folder, path)) && digestOf(join(folder, path)) === digest,
  );

/** Whether the outputs are there, whole and of this step as it is now. */
function isFresh(folder: string, step: Step, record: StepRecord | undefined): boolean {
  if (!record || record.version !== version) return false;
  // As they are read back: without what is undefined.
  const parameters: unknown = JSON.parse(JSON.stringify(step.parameters));
  if (!same(record.parameters, parameters)) return false;
  if (!same(record.inputs, digestsOf(folder, step.inputs))) return false;
  return areWhole(folder, record.outputs);
}

/** Does the work; what is known of the last time stays where a failure has left its files as they were. */
async function outputsOf(
  folder: string,
  { name, work }: Step,
  record: StepRecord | undefined,
): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    if (record && areWhole(folder, record.outputs)) keep(folder, name, record);
    throw error;
  }
}

/**
 * Does a step unless its outputs are those of the same parameters, inputs and version. It is forgotten before it
 * begins, so that one that was killed is never taken for done.
 *
 * @returns whether it had to be done
 */
export async function take(folder: string, step: Step): Promise<boolean> {
  const record = recordOf(folder, step.name);
  if (isFresh(folder, step, record)) return false;
  const inputs = digestsOf(folder, step.inputs);
  rmSync(join(folder, recordFile(step.name)), { force: true });
  const outputs = digestsOf(folder, await outputsOf(folder, step, record));
  const { name, parameters } = step;
  keep(folder, name, { parameters, version, inputs, outputs, ended: new Date().toISOString() });
  return true;
}
