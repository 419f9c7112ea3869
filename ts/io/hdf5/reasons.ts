// What the HDF5 library says, as a reason that a user can do something about.
import { CajalError } from "../../error.ts";
import { asDamage, damage } from "../files/damage.ts";

/** A reason and what to do. */
interface Reason {
  readonly problem: string;
  readonly hint: string;
}

const whole = "take a whole copy";

// The library prints its whole stack, the innermost function last; these words decide.
const reasons: readonly (readonly [RegExp, (found: readonly string[]) => Reason])[] = [
  [
    /truncated file: eof = (\d+).*stored_eof = (\d+)/,
    ([, there, wanted]) => ({ problem: `it was cut: ${there} of ${wanted} bytes are there`, hint: whole }),
  ],
  [
    /error message = '(No space left on device|Disk quota exceeded)'/,
    ([, message]) => ({
      problem: `it cannot be written: ${message?.toLowerCase()}`,
      hint: "make room on the disk",
    }),
  ],
  [
    /error message = 'File too large'/,
    () => ({
      problem: "it cannot be written: the file is too large",
      hint: "allow larger files (ulimit -f)",
    }),
  ],
  [
    /(?:required filter|filter) '([^']+)' is not registered|required filter was not located/,
    ([, name]) => ({
      problem: `it is compressed${name ? ` with '${name}'` : " in a way"}, which this library cannot unpack`,
      hint: "repack it with gzip: h5repack -f GZIP=4 in.h5 out.h5",
    }),
  ],
];

/** The error as it is if it is ours, or E_IO with the reason that the library gives. */
export function hdf5Damage(
  error: unknown,
  file: string,
  where: string,
  hint: string | undefined,
): CajalError {
  if (error instanceof CajalError) return error;
  const text = String(error instanceof Error ? error.message : error);
  for (const [pattern, reason] of reasons) {
    const found = pattern.exec(text);
    if (found) return damage({ file, where, ...reason(found), cause: error });
  }
  const calls = [...text.matchAll(/^\s*#\d+:.* in \w+\(\): (.*)$/gm)];
  const innermost = calls.at(-1)?.[1];
  return asDamage(innermost === undefined ? error : new Error(innermost, { cause: error }), {
    file,
    where,
    ...(hint === undefined ? {} : { hint }),
  });
}
