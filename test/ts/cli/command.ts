// Starts the compiled command as a process, the way a user does.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
  /** Resolves when stderr has shown this text. */
  shown(text: string): Promise<void>;
}

/** Variables of the environment besides those that there are. */
type Environment = Readonly<Record<string, string>>;

export function start(args: readonly string[], cwd: string, more: Environment = {}): Started {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, [main, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let [stdout, stderr] = ["", ""];
  const waiting: { text: string; resolve: () => void }[] = [];
  const look = (): void => {
    for (const { text, resolve } of waiting) if (stderr.includes(text)) resolve();
  };
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
    look();
  });
  const result = new Promise<Result>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    result,
    shown: (text) =>
      new Promise((resolve, reject) => {
        waiting.push({ text, resolve });
        look();
        result.then(() => reject(new Error(`ended before showing "${text}": ${stderr}`)), reject);
      }),
  };
}

export function cajal(args: readonly string[], cwd: string, more: Environment = {}): Promise<Result> {
  return start(args, cwd, more).result;
}
