// The file of a training: what it was, how far it came, and the state from which it goes on bit for bit.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { type CurveRow, type TrainingState, trainingFromJson } from "../../learning/index.ts";
import { trainingToJson } from "../../learning/training/state.ts";
import type { Warning } from "../../network/values/fields.ts";
import { writeResult } from "../files/result-folder.ts";
import type { TrainingSpec } from "./training-spec.ts";

/** Folder of the files of trainings, in that of the results. */
const trainingsFolder = "trainings";

/** How far a training came. */
export interface Reached {
  readonly state: TrainingState;
  /** `early`: it had learned enough; null: it was stopped, or has more epochs to go. */
  readonly ended: "complete" | "early" | null;
  /** Time that was spent on it [s]. */
  readonly seconds: number;
  readonly digest: string | null;
  /** Of its network. */
  readonly warnings: readonly Warning[];
}

const schema = z.object({
  spec: z.custom<TrainingSpec>((value) => typeof value === "object" && value !== null),
  ended: z.enum(["complete", "early"]).nullable(),
  seconds: z.number(),
  digest: z.string().nullable(),
  warnings: z.array(z.object({ code: z.string(), message: z.string(), count: z.number() })).default([]),
  state: z.string(),
  checksum: z.string(),
});

const checksumOf = (state: string): string => createHash("sha256").update(state).digest("hex");

/** What a training does, as text: its description without the condition, which is a label. */
export const identityOf = ({ condition: _, ...rest }: TrainingSpec): string => JSON.stringify(rest);

/** Where the file of a training is. */
export const trainingPath = (folder: string, { name }: TrainingSpec): string =>
  join(folder, trainingsFolder, `${name}.json`);

/** Writes how far a training came; a crash meanwhile leaves the file that was there. */
export function writeTraining(folder: string, spec: TrainingSpec, reached: Reached): void {
  const path = trainingPath(folder, spec);
  const state = trainingToJson(reached.state);
  const text = JSON.stringify({ spec, ...reached, state, checksum: checksumOf(state) });
  writeResult(dirname(path), basename(path), text);
}

/** How far a training came that was begun in the folder; undefined where there is none, or another one. */
export function readTraining(folder: string, spec: TrainingSpec): Reached | undefined {
  const path = trainingPath(folder, spec);
  if (!existsSync(path)) return undefined;
  try {
    const { spec: written, state, checksum, ...rest } = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    if (identityOf(written) !== identityOf(spec) || checksum !== checksumOf(state)) return undefined;
    return { ...rest, state: trainingFromJson(state) };
  } catch {
    // A file that somebody has cut or changed is as good as none: the training begins anew.
    return undefined;
  }
}

/** The learning curve so far. */
export const rowsOf = (reached: Reached | undefined): readonly CurveRow[] => reached?.state.rows ?? [];
