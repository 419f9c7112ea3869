// The folders that runs write, opened again.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readSpikeFile, type SpikeFile } from "../../io/index.ts";
import { toIds } from "../../network/neurons/ranges.ts";
import { type SpikeTrains, spikeTrains } from "../../simulate/recording.ts";
import { damageSentence } from "../files/damage-sentence.ts";
import { readJson } from "../files/json-file.ts";
import { type Summary, summarySchema } from "../files/summary.ts";
import { UsageError } from "../terminal/failure.ts";

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
  /** What should be said of it: that it was not ended, or that parts of its recording are lost. */
  readonly notes: readonly string[];
  /** Whether parts of the recording are damaged and were left out. */
  readonly damaged: boolean;
}

const hint = "name a folder written by cajal run with --record spikes, or one that holds such folders";
const summaryFile = "summary.json";

/** What should be said of a run whose recording is not whole. */
function notesOn({ state, interrupted }: Summary, file: SpikeFile, path: string): string[] {
  const reached = file.reached === undefined ? "its beginning" : `${file.reached} ms`;
  const ends = {
    running: `is still running or was killed; what it wrote up to ${reached} is analysed`,
    interrupted: `was interrupted; what was recorded up to ${reached} is analysed`,
    failed: `failed; what was recorded up to ${reached} is analysed`,
  };
  const end = interrupted ? "interrupted" : (state ?? "complete");
  return [
    ...(end === "complete" ? [] : [`the run ${ends[end]}`]),
    ...file.damaged.map((part) => `${path}: ${damageSentence(part)}`),
    ...(file.droppedBytes > 0 && end === "complete"
      ? [`${path} was cut; ${file.droppedBytes} bytes at its end are no whole frame`]
      : []),
  ];
}

/**
 * Opens the folder of a run. One that was interrupted, killed or failed is measured as far as it came.
 *
 * @throws UsageError when it holds no recording or never came to its measured time, CajalError `E_IO` when it cannot
 * be read.
 */
export function openRun(folder: string): RecordedRun {
  const summary = readJson(join(folder, summaryFile), summarySchema, hint);
  if (summary.recording === null) throw new UsageError(`${folder} has no recorded spikes; ${hint}`);
  const path = join(folder, summary.recording);
  const ended = !summary.interrupted && (summary.state ?? "complete") === "complete";
  const file = readSpikeFile(path, summary.window);
  const { tStart, tStop } = summary.window;
  const window = ended ? summary.window : { tStart, tStop: Math.min(tStop, file.reached ?? 0) };
  if (!(window.tStart < window.tStop))
    throw new UsageError(
      `${folder} holds a run that ended at ${window.tStop} ms, before its measured time began at ${tStart} ms; ` +
        "run it again",
    );
  const spikes = spikeTrains({ ...file.spikes, ...window });
  const groups = summary.groups.map(({ label, ranges }) => ({ label, neurons: toIds(ranges) }));
  const notes = notesOn(summary, file, path);
  return { folder, summary: { ...summary, window }, spikes, groups, notes, damaged: file.damaged.length > 0 };
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
