// What is said about a damaged frame.

import type { CajalError } from "../../error.ts";
import { damage } from "../files/damage.ts";
import type { DamagedPart } from "../formats/format.ts";
import type { BadFrame } from "./spike-frames.ts";

/** A bad frame with the times around it [ms]. */
export function damagedPart(
  { frame, offset, bytes, spikes }: BadFrame,
  after: number | undefined,
  before: number | undefined,
): DamagedPart {
  const what = frame === undefined ? "the index" : `frame ${frame}`;
  return { where: `${what} at byte ${offset}`, offset, bytes, spikes, after, before };
}

/** The error of a file that is read without leaving anything out. */
export const damagedFrame = (file: string, { where }: DamagedPart): CajalError =>
  damage({
    file,
    where,
    problem: "it is damaged",
    hint: "take a whole copy; the option onDamage, readSpikeFile and cajal convert leave it out and read the others",
  });
