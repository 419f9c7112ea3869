// The folders that runs write, opened again.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readSpikeFile } from "../../io/index.ts";
import { toIds } from "../../network/neurons/ranges.ts";
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

/** Name of the file in which a study lists the folders of its points. */
export const pointsFile = "points.json";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * The folders of runs that a path names: itself, the points of a study, or else all runs in it.
 *
 * @throws UsageError for what is no folder.
 */
export function runFolders(path: string): string[] {
  const file = statSync(path, { throwIfNoEntry: false });
  if (path === "" || (file && !file.isDirectory())) throw new UsageError(`'${path}' is no folder; ${hint}`);
  if (!file || existsSync(join(path, summaryFile))) return [path];
  const list = join(path, pointsFile);
  const names = existsSync(list) ? readJson(list, z.array(z.string()), hint) : readdirSync(path).sort();
  const inside = names
    .map((name) => join(path, name))
    .filter((folder) => isFolder(folder) && existsSync(join(folder, summaryFile)));
  return inside.length > 0 ? inside : [path];
}

/** A network without what seeds differ in, as text. */
function networkOf({ network, window }: Summary): string {
  const { seed: _, ...rest } = (network ?? {}) as Record<string, unknown>;
  return JSON.stringify([rest, window.tStop - window.tStart]);
}

/**
 * Refuses runs that differ in more than the seed: their differences are no chance.
 *
 * @throws UsageError that names the two.
 */
export function checkSameNetwork(first: RecordedRun, other: RecordedRun): void {
  if (networkOf(first.summary) === networkOf(other.summary)) return;
  throw new UsageError(
    `${first.folder} and ${other.folder} differ in more than the seed; runs of one ensemble must not`,
  );
}
