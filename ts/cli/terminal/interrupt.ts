// Ctrl-C: the first one asks what is under way to stop at once, the second one ends the program.
import { exitCodes } from "./failure.ts";

/** A running watch for Ctrl-C. */
export interface Interrupt {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Gives Ctrl-C back to the system. */
  release(): void;
}

/** Starts watching for Ctrl-C. */
export function watchInterrupt(): Interrupt {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on("SIGINT", handle);
  return {
    signal: controller.signal,
    release() {
      process.off("SIGINT", handle);
    },
  };
}
