// Runs the compiled command, in a process of its own as a user does, or in one that has loaded it already.
import { type ChildProcess, fork, spawn } from "node:child_process";
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

/** Runs a command in a process of its own. */
export function cajalAlone(args: readonly string[], cwd: string, more: Environment = {}): Promise<Result> {
  return start(args, cwd, more).result;
}

let loaded: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** The process that runs commands one after the other; it ends with this one. */
function loadedProcess(): ChildProcess {
  if (!loaded?.connected) {
    loaded = fork(fileURLToPath(new URL("commands.mjs", import.meta.url)), {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    loaded.unref();
    loaded.channel?.unref();
  }
  return loaded;
}

function inLoadedProcess(args: readonly string[], cwd: string): Promise<Result> {
  const child = loadedProcess();
  child.channel?.ref();
  return new Promise<Result>((resolve, reject) => {
    const ended = (code: number | null, signal: string | null): void =>
      reject(
        new Error(`the process of the commands ended with ${code ?? signal} in cajal ${args.join(" ")}`),
      );
    child.once("exit", ended);
    child.once("message", (result) => {
      child.off("exit", ended);
      child.channel?.unref();
      resolve(result as Result);
    });
    child.send({ args, cwd });
  });
}

/** Runs a command in a process that runs others before and after it, which is several times as fast. */
export function cajal(args: readonly string[], cwd: string): Promise<Result> {
  const result = last.then(() => inLoadedProcess(args, cwd));
  last = result.catch(() => {});
  return result;
}
