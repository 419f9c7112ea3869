// Errors of SONATA files: which file, which group and row, what was expected, what to do.
import { CajalError } from "../../error.ts";
import { show } from "../../text/show.ts";

/** A place in a file. */
export interface FilePlace {
  readonly file: string;
  /** Section, dataset, type or row. */
  readonly where?: string | undefined;
}

const named = ({ file, where }: FilePlace): string => (where === undefined ? file : `${file}, ${where}`);

/** What is wrong at a place. */
export interface Problem {
  readonly problem: string;
  readonly hint: string;
  readonly parameter?: string;
  readonly value?: unknown;
  readonly allowed?: string;
}

/** Throws the error of a place in a file; `got value` stands in it if there is a value. */
export function refuse(code: string, place: FilePlace, problem: Problem): never {
  const got = "value" in problem ? `, got ${show(problem.value)}` : "";
  const { parameter = "path", hint, value, allowed } = problem;
  throw new CajalError(code, `${named(place)}: ${problem.problem}${got}; ${hint}`, {
    parameter,
    value: value ?? place.file,
    allowed,
    where: named(place),
    hint,
  });
}

/** Does something with what a file says; errors of the describing functions get the place in the file. */
export function within<Result>(place: FilePlace, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CajalError) || error.message.startsWith(place.file)) throw error;
    const { code, message, parameter, value, allowed, hint } = error;
    const detail = { parameter, value, allowed, hint, where: named(place) };
    throw new CajalError(code, `${named(place)}: ${message}`, detail, { cause: error });
  }
}
