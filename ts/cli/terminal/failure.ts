// How the command ends when something went wrong: one sentence, what to do, an exit code.
import { CommanderError } from "commander";
import { CajalError } from "../../error.ts";

/** Exit codes of the command. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  /** Done, but parts of a file that was read are damaged and were left out. */
  damaged: 3,
  interrupted: 130,
} as const;

/** An error in what the user asked for, as opposed to one that happened on the way. */
export class UsageError extends Error {}

/** Runs what only reads the user's options, or a file of theirs; its complaints are about their use. */
export function asUsage<Result>(read: () => Result, file?: string): Result {
  try {
    return read();
  } catch (error) {
    const from = file === undefined ? "" : `${file}: `;
    if (error instanceof CajalError) throw new UsageError(`${from}${sentence(error)}`, { cause: error });
    if (error instanceof RangeError) throw new UsageError(`${from}${error.message}`, { cause: error });
    throw error;
  }
}

/** Text that may hold anything, as a terminal can show it. */
const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, "\ufffd");

function sentence(error: CajalError): string {
  const hint = error.hint && !error.message.includes(error.hint) ? `\n  ${error.hint}` : "";
  return `${error.message}${hint} [${error.code}]`;
}

/** Tells the user what happened and returns the exit code. Only a bug of ours shows where it came from. */
export function report(error: unknown, stream: NodeJS.WriteStream = process.stderr): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof UsageError) {
    stream.write(`cajal: ${printable(error.message)}\n`);
    return exitCodes.usage;
  }
  if (error instanceof CajalError) {
    stream.write(`cajal: ${printable(sentence(error))}\n`);
    return exitCodes.failed;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stream.write(`cajal: internal error, please report it\n${text}\n`);
  return exitCodes.failed;
}
