// The one error of files that cannot be used: which file, where in it, why, and what to do.
import { CajalError } from "../../error.ts";

/** What is wrong with a file. */
export interface Damage {
  /** Path of the file, or `the bytes` where there is none. */
  readonly file: string;
  /** Line, dataset, frame or offset. */
  readonly where?: string;
  /** What was expected and what came. */
  readonly problem: string;
  /** What to do. */
  readonly hint: string;
  readonly cause?: unknown;
}

/** Makes the error E_IO of a file. */
export function damage({ file, where, problem, hint, cause }: Damage): CajalError {
  const place = where === undefined ? "" : `, ${where}`;
  const detail = { parameter: "path", value: file, where, hint };
  return new CajalError("E_IO", `${file}${place}: ${problem}; ${hint}`, detail, { cause });
}

/** The error as it is if it is ours, or E_IO for what a library threw about damaged content. */
export function asDamage(
  error: unknown,
  place: Pick<Damage, "file" | "where"> & { hint?: string },
): CajalError {
  if (error instanceof CajalError) return error;
  const lines = String(error instanceof Error ? error.message : error)
    .trim()
    .split("\n");
  const hint = place.hint ?? "the file is damaged or of another format; take a whole copy";
  return damage({ ...place, problem: `it cannot be read (${lines.at(-1)?.trim()})`, hint, cause: error });
}
