// The process of one training.
import { CajalError } from "../../error.ts";
import { exitCodes } from "../terminal/failure.ts";
import type { News, Order } from "./protocol.ts";
import { type Job, trainOne } from "./train-one.ts";

const stop = new AbortController();
let ended: NodeJS.Signals | undefined;

// A command that was killed hears nothing. Without the callback that would be an error, which ends this process before
// it has written.
const say = (news: News): void => {
  process.send?.(news, undefined, undefined, () => undefined);
};

async function train(job: Job): Promise<void> {
  const fail = (message: string): void => {
    say({ type: "failed", message });
    process.exitCode = exitCodes.failed;
  };
  try {
    await trainOne(job, stop.signal, (advance) => say({ type: "progress", ...advance }));
    if (ended) fail(`its process was asked to end (${ended}); the same command goes on`);
  } catch (error) {
    const known = error instanceof CajalError;
    fail(known ? `${error.message} [${error.code}]` : ((error as Error)?.stack ?? String(error)));
  }
  if (process.connected) process.disconnect();
}

// Ctrl-C reaches every process of a terminal; the command decides what it means.
process.on("SIGINT", () => undefined);
// Batch systems end all processes of a command with this one, and give them time to write.
process.on("SIGTERM", (signal) => {
  ended = signal;
  stop.abort();
});
// Nobody waits for a training whose command was killed.
process.on("disconnect", () => stop.abort());
process.on("message", (order: Order) => {
  if (order.type === "stop") stop.abort();
  else void train(order);
});
