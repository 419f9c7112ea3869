// The folders that runs write, opened again.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readSpikeFile } from "../../io/index.ts";
import { toIds } from "../../network/ranges.ts";
import type { SpikeTrains } from "../../simulate/recording.ts";
import { UsageError } from "../failure.ts";
import { readJson } from "../json-file.ts";
import { type Summary, summarySchema } from "../summary.ts";

/** A population and the numbers of its recorded neurons. */
export interface RecordedGroup {
  readonly label: string;
  readonly neurons: ArrayLike<number>;
}

/** A run with its spikes. */
export interface RecordedRun {
  readonly folder: string;
  readonly summary: Summary;
  readonly spikes: SpikeTrains;
  readonly groups: readonly RecordedGroup[];
}

const hint = "name a folder written by cajal run with --record spikes, or one that holds such folders";
const summaryFile = "summary.json";

/**
 * Opens the folder of a run.
 *
 * @throws UsageError when it holds no recording or was interrupted, CajalError `E_IO` when it cannot be read.
 */
export function openRun(folder: string): RecordedRun {
  const summary = readJson(join(folder, summaryFile), summarySchema, hint);
  if (summary.recording === null) throw new UsageError(`${folder} has no recorded spikes; ${hint}`);
  if (summary.interrupted) throw new UsageError(`${folder} holds a run that was interrupted; run it again`);
  const { spikes } = readSpikeFile(join(folder, summary.recording), summary.window);
  const groups = summary.groups.map(({ label, ranges }) => ({ label, neurons: toIds(ranges) }));
  return { folder, summary, spikes, groups };
}

/** The folders of runs that a path names: itself, or those in it, as of a study. */
export function runFolders(path: string): string[] {
  if (existsSync(join(path, summaryFile)) || !existsSync(path)) return [path];
  const inside = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(path, entry.name, summaryFile)))
    .map((entry) => join(path, entry.name))
    .sort();
  return inside.length > 0 ? inside : [path];
}
