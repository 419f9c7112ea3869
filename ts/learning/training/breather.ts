// Long trainings give the event loop its turns.
import { turn } from "../../backend/turn.ts";

// Less than the time of a frame on a screen [ms].
const longest = 12;

/** A function that gives the event loop a turn if the last one is long ago. */
export function breather(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < longest) return undefined;
    return turn().then(() => {
      last = performance.now();
    });
  };
}
