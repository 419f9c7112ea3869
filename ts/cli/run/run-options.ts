// The options that every `run` command has.
import { type Command, Option } from "commander";
import { memory, notNegative, positive, threads } from "../terminal/options.ts";
import type { ExecutionOptions } from "./execute.ts";

/** Values of the common options. */
export interface CommonOptions extends ExecutionOptions {
  readonly out: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** An amount of memory as it is typed: `12 GB`. */
function typedMemory(bytes: number): string {
  const units = ["GB", "MB", "kB"].map((name, index) => [name, 1000 ** (3 - index)] as const);
  const [name, size] = units.find(([, one]) => bytes % one === 0) ?? ["B", 1];
  return `${bytes / size} ${name}`;
}

/** How a network was built and run, as it is typed again. */
export function executionSettings(options: ExecutionOptions): Readonly<Record<string, unknown>> {
  const { time, presim, threads, weights, connectivity, memoryLimit } = options;
  const limit = memoryLimit === undefined ? {} : { memoryLimit: typedMemory(memoryLimit) };
  return { time, presim, threads, weights, connectivity, ...limit };
}

/** Adds the common options to a command, with its own folder and warm-up [ms]. */
export function addCommonOptions(command: Command, folder: string, presim: number): Command {
  return command
    .option("--time <ms>", "model time to run and measure", positive, 1000)
    .option("--presim <ms>", "model time to run before, which is not measured", notNegative, presim)
    .option("--threads <number>", "threads, or auto", threads, "auto")
    .addOption(
      new Option("--weights <form>", "how weights are stored: exact (32 bits) or compact (16 bits)")
        .choices(["exact", "compact"])
        .default("exact"),
    )
    .addOption(
      new Option("--connectivity <form>", "stored, made whenever a source fires, or auto: made if need be")
        .choices(["auto", "stored", "made"])
        .default("auto"),
    )
    .option("--memory-limit <size>", "the most memory to use, such as '12 GB'", memory)
    .option("--out <folder>", "where results go", folder)
    .option("--overwrite", "replace results in that folder; otherwise a number is appended")
    .option("--json", "print one JSON document on stdout and everything else on stderr");
}
