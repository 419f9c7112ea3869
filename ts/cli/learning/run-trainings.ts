// Runs trainings in processes of their own, some at a time.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { News, Order } from "./protocol.ts";
import type { Job, TrainingAdvance } from "./train-one.ts";
import type { TrainingSpec } from "./training-spec.ts";

/** A training that failed, and why. */
export interface Failure {
  readonly spec: TrainingSpec;
  readonly message: string;
}

/** Where and how trainings run. */
export interface Running extends Omit<Job, "spec"> {
  /** Trainings at the same time. */
  readonly processes: number;
  readonly signal: AbortSignal;
  /** Hears of a training that goes on, and with a fraction of 1 of one that has ended. */
  readonly onProgress: (spec: TrainingSpec, advance: TrainingAdvance) => void;
}

const worker = fileURLToPath(new URL("./worker.js", import.meta.url));

/** Runs one training; resolves when its process has ended. */
function runTraining(
  spec: TrainingSpec,
  { folder, extent, threads, signal, onProgress }: Running,
): Promise<Failure | undefined> {
  const child = fork(worker, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const order = (one: Order): void => {
    if (child.connected) child.send(one);
  };
  let [stderr, failure, last] = [
    "",
    undefined as string | undefined,
    undefined as TrainingAdvance | undefined,
  ];
  child.stderr?.on("data", (data) => {
    stderr += data;
  });
  child.on("message", (news: News) => {
    if (news.type === "failed") failure = news.message;
    else {
      last = news;
      onProgress(spec, news);
    }
  });
  const stop = (): void => order({ type: "stop" });
  signal.addEventListener("abort", stop);
  order({ type: "train", folder, spec, extent, threads });
  return new Promise((resolve) => {
    const end = (message: string | undefined): void => {
      signal.removeEventListener("abort", stop);
      if (message === undefined && last && !signal.aborted) onProgress(spec, { ...last, fraction: 1 });
      resolve(message === undefined ? undefined : { spec, message });
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code, killed) => {
      const how = killed ? `its process was ended by ${killed}` : `its process ended with ${code}`;
      end(code === 0 ? undefined : (failure ?? (stderr.trim().split("\n").slice(-3).join(" ") || how)));
    });
  });
}

/**
 * Runs trainings side by side. One that fails does not stop the others; an abort lets those under way write their state
 * and begins no more.
 *
 * @returns those that failed
 */
export async function runTrainings(specs: readonly TrainingSpec[], running: Running): Promise<Failure[]> {
  const waiting = [...specs];
  const failures: Failure[] = [];
  const work = async (): Promise<void> => {
    for (let spec = waiting.shift(); spec && !running.signal.aborted; spec = waiting.shift()) {
      const failure = await runTraining(spec, running);
      if (failure) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: Math.min(running.processes, specs.length) }, work));
  return failures;
}
