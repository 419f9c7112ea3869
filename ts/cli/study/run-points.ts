// Runs points in processes of their own, some at a time.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { finishPoint, type PointFolder, prepare } from "./point-folder.ts";

/** How a point ended. */
export interface Ended {
  readonly folder: PointFolder;
  /** Why it failed; undefined when it is done. */
  readonly failure: string | undefined;
  /** Wall-clock time [s]. */
  readonly seconds: number;
}

const command = fileURLToPath(new URL("../main.js", import.meta.url));

/** Runs one point; ends when its process has ended. */
function runPoint(folder: PointFolder, signal: AbortSignal): Promise<Ended> {
  const begin = performance.now();
  prepare(folder);
  const child = spawn(process.execPath, [command, ...folder.args], { stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const stop = (): boolean => child.kill("SIGINT");
  signal.addEventListener("abort", stop);
  return new Promise((resolve) => {
    const end = (failure: string | undefined): void => {
      signal.removeEventListener("abort", stop);
      resolve({ folder, failure, seconds: (performance.now() - begin) / 1000 });
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code) => {
      if (code !== 0) return end(lastLines(stderr) || `it ended with exit code ${code}`);
      try {
        finishPoint(folder, stdout);
        end(undefined);
      } catch {
        end("its command printed no results");
      }
    });
  });
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-3).join(" ");

/**
 * Runs points, `processes` at a time. A point that fails does not stop the others; an abort interrupts those under way
 * and begins no more.
 *
 * @param onEnd hears of every point when it has ended, also of failed and interrupted ones
 */
export async function runPoints(
  folders: readonly PointFolder[],
  processes: number,
  signal: AbortSignal,
  onEnd: (ended: Ended) => void,
): Promise<void> {
  const waiting = [...folders];
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (!next) return;
      onEnd(await runPoint(next, signal));
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, folders.length) }, work));
}
