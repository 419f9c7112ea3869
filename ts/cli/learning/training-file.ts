// The file of a training: what it was, how far it came, and the state from which it goes on bit for bit.
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type CurveRow, type TrainingState, trainingFromJson } from "../../learning/index.ts";
import { trainingToJson } from "../../learning/training/state.ts";
import { writeResult } from "../result-folder.ts";
import type { TrainingSpec } from "./training-spec.ts";

/** Folder of the files of trainings, in that of the results. */
export const trainingsFolder = "trainings";

/** How far a training came. */
export interface Reached {
  readonly state: TrainingState;
  /** `early`: it had learned enough; null: it was stopped, or has more epochs to go. */
  readonly ended: "complete" | "early" | null;
  /** Time that was spent on it [s]. */
  readonly seconds: number;
  readonly digest: string | null;
}

const schema = z.object({
  spec: z.unknown(),
  ended: z.enum(["complete", "early"]).nullable(),
  seconds: z.number(),
  digest: z.string().nullable(),
  state: z.string(),
});

const fileOf = (name: string): string => `${name}.json`;

/** Writes how far a training came, so that a crash meanwhile leaves the file that was there. */
export function writeTraining(folder: string, spec: TrainingSpec, reached: Reached): void {
  const [place, name] = [join(folder, trainingsFolder), fileOf(spec.name)];
  writeResult(
    place,
    `${name}.new`,
    JSON.stringify({ spec, ...reached, state: trainingToJson(reached.state) }),
  );
  renameSync(join(place, `${name}.new`), join(place, name));
}

/** How far a training came that was begun in the folder; undefined where there is none, or another one. */
export function readTraining(folder: string, spec: TrainingSpec): Reached | undefined {
  const path = join(folder, trainingsFolder, fileOf(spec.name));
  if (!existsSync(path)) return undefined;
  try {
    const { spec: written, state, ...rest } = schema.parse(JSON.parse(readFileSync(path, "utf8")));
    if (JSON.stringify(written) !== JSON.stringify(spec)) return undefined;
    return { ...rest, state: trainingFromJson(state) };
  } catch {
    // A file that somebody has cut or changed is as good as none: the training begins anew.
    return undefined;
  }
}

/** The learning curve so far. */
export const rowsOf = (reached: Reached | undefined): readonly CurveRow[] => reached?.state.rows ?? [];
