// summary.json of a run that is under way, so that one that is killed can be analysed with all that is known of it.

import { keptNetwork } from "../files/network-file.ts";
import { writeResult } from "../files/result-folder.ts";
import type { RunState, Summary } from "../files/summary.ts";
import { version } from "../version.ts";
import type { PopulationInfo } from "./finish.ts";
import type { CommonOptions } from "./run-options.ts";

/** What is known of a run before it begins. */
export interface BegunRun {
  /** What is run, for titles. */
  readonly title: string;
  readonly command: string;
  readonly folder: string;
  readonly options: CommonOptions;
  /** All options of the command. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly populations: readonly PopulationInfo[];
  /** Name of the spike file in the folder, if spikes are recorded. */
  readonly recording: string | undefined;
  /** Description of the network. */
  readonly network: unknown;
}

function write(run: BegunRun, state: RunState, error?: unknown): void {
  const { title, command, folder, options, settings, populations, recording, network } = run;
  const { presim, time } = options;
  const summary: Summary = {
    title,
    command,
    options: settings,
    state,
    interrupted: false,
    window: { tStart: presim, tStop: presim + time },
    recording: recording ?? null,
    groups: populations.map(({ label, view }) => ({ label, ranges: [...view.ranges] })),
  };
  const versions = { cajal: version, node: process.version };
  const failure =
    error === undefined ? {} : { error: error instanceof Error ? error.message : String(error) };
  const content = { versions, ...summary, ...failure, folder, network: keptNetwork(folder, network) };
  writeResult(folder, "summary.json", `${JSON.stringify(content, undefined, 1)}\n`);
}

/** Writes that a run has begun, does it, and writes why it failed if it does. */
export async function watched<Result>(run: BegunRun, work: () => Promise<Result>): Promise<Result> {
  write(run, "running");
  try {
    return await work();
  } catch (error) {
    try {
      write(run, "failed", error);
    } catch {
      // What went wrong with the run is what must be heard of; the summary of its beginning stays.
    }
    throw error;
  }
}
