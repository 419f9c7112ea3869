// The step of a chain that runs a network, in a process of its own.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exitCodes } from "../terminal/failure.ts";
import { runFolder } from "./compose.ts";
import type { Step } from "./steps.ts";

/** A chain that was stopped by Ctrl-C. */
export class Interrupted extends Error {}

/** A run that failed; its own messages have been shown. */
export class RunFailed extends Error {
  /** Exit code of the run. */
  readonly code: number | null;

  constructor(message: string, code: number | null) {
    super(message);
    this.code = code;
  }
}

const command = fileURLToPath(new URL("../main.js", import.meta.url));

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Options as they are typed. */
function typed(options: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${kebab(name)}`] : [`--${kebab(name)}`, String(value)];
  });
}

/** Runs `cajal` with its progress on stderr. @throws Interrupted, RunFailed */
function runCommand(args: readonly string[], signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  const stop = (): boolean => child.kill("SIGINT");
  signal.addEventListener("abort", stop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      signal.removeEventListener("abort", stop);
      if (code === exitCodes.done) resolve();
      else if (signal.aborted || code === exitCodes.interrupted) reject(new Interrupted());
      else reject(new RunFailed(`cajal ${args.join(" ")} ended with exit code ${code}`, code));
    });
  });
}

/** What a run is made of. */
export interface RunStepOptions {
  /** Folder of the chain. */
  readonly folder: string;
  readonly name: string;
  /** Options that decide about the results. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Options that do not, such as the number of threads. */
  readonly free: Readonly<Record<string, unknown>>;
  /** Files of the user. */
  readonly inputs: readonly string[];
  readonly signal: AbortSignal;
}

/** A run of the multi-area model into its folder. */
export function runStep({ folder, name, parameters, free, inputs, signal }: RunStepOptions): Step {
  const out = runFolder(name);
  return {
    name: `run ${name}`,
    parameters,
    inputs,
    work: async () => {
      const options = typed({ ...parameters, ...free, out: join(folder, out) });
      await runCommand(["run", "multi-area", ...options, "--overwrite"], signal);
      return readdirSync(join(folder, out))
        .sort()
        .map((file) => join(out, file));
    },
  };
}
