// The process of one training.
import { CajalError } from "../../error.ts";
import { exitCodes } from "../failure.ts";
import type { News, Order } from "./protocol.ts";
import { trainOne } from "./train-one.ts";

const stop = new AbortController();
const say = (news: News): void => {
  process.send?.(news);
};

async function train({ folder, spec, extent }: Extract<Order, { type: "train" }>): Promise<void> {
  try {
    await trainOne(folder, spec, extent, stop.signal, (advance) => say({ type: "progress", ...advance }));
  } catch (error) {
    const known = error instanceof CajalError;
    const message = known ? `${error.message} [${error.code}]` : ((error as Error)?.stack ?? String(error));
    say({ type: "failed", message });
    process.exitCode = exitCodes.failed;
  }
  process.disconnect?.();
}

// Ctrl-C reaches every process of a terminal; the command decides what it means.
process.on("SIGINT", () => undefined);
// Nobody waits for a training whose command was killed.
process.on("disconnect", () => stop.abort());
process.on("message", (order: Order) => {
  if (order.type === "stop") stop.abort();
  else void train(order);
});
