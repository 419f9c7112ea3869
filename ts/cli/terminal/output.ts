// What the command prints for programs, and what happens when it cannot be written.
import { CajalError } from "../../error.ts";
import { exitCodes, report } from "./failure.ts";

/** Prints one document on stdout. */
export function printDocument(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

/**
 * Ends the command with an error if stdout cannot take what is printed, as on a full disk. A reader that has seen
 * enough, such as `| head`, is no reason for that, nor to stop writing results; and of stderr nobody can be told.
 */
export function watchOutput(): void {
  let failed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || failed) return;
    failed = true;
    const hint = error.code === "ENOSPC" ? "make room on the disk" : "check where it goes";
    const problem = `the output cannot be written: ${error.message}; ${hint}`;
    report(
      new CajalError("E_IO", problem, { parameter: "stdout", value: error.code, hint }, { cause: error }),
    );
  });
  process.stderr.on("error", () => {});
  process.on("exit", () => {
    if (failed && !process.exitCode) process.exitCode = exitCodes.failed;
  });
}
