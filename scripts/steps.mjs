// What every script here shares: running a program, timing a step, and knowing whether its result is still fresh.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A failure that the user can act on: what happened, and what to do. */
export class StepError extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/** Prints to standard error, because standard output belongs to the command that follows (`--json`). */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs one named step and prints one line with its time; `work` may return a word about its result. */
export function step(name, work) {
  const start = process.hrtime.bigint();
  const result = work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  say(`  ${name.padEnd(26)} ${(result ?? "done").padEnd(30)} ${seconds.toFixed(1).padStart(6)} s`);
}

/** Runs a main function; a StepError becomes two lines and exit code 1, anything else stays a stack trace. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    say(`\n${error.message}`);
    if (error.advice) say(`What to do: ${error.advice}`);
    process.exitCode = 1;
  }
}

/** Runs a program and waits. Returns {status, output}; `show: true` also prints while it runs. */
export function run(command, args, { show = false, env = {} } = {}) {
  const stdio = show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const output = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ? `${result.error.message}\n` : ""}`;
  return { status: result.status ?? 1, output };
}

/**
 * Starts a program beside others; resolves with {status, output} when it has ended. `show`, given each text as it
 * comes, lets people look on.
 */
export function runBeside(command, args, { show = () => {} } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      show(text);
    });
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.on("close", (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Runs a program that must succeed; otherwise prints the end of its output and throws with the advice. */
export function must(command, args, advice, options = {}) {
  const { status, output } = run(command, args, options);
  if (status === 0) return output;
  const lines = output.split("\n");
  say((lines.length > 80 ? [...lines.slice(0, 40), "[...]", ...lines.slice(-40)] : lines).join("\n"));
  throw new StepError(`\`${command} ${args.join(" ")}\` failed with exit code ${status}.`, advice);
}

/** True when the program can be started. */
export function found(command) {
  return run(command, ["--version"]).status === 0;
}

/** The path of an installed package's command, started with this Node. */
export function tool(path) {
  return join(root, "node_modules", path);
}

/** A fingerprint of files and folders: names, sizes and times of change. */
export function fingerprint(paths) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    const stat = statSync(full);
    if (!stat.isDirectory()) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    else for (const name of readdirSync(full).sort()) visit(join(path, name));
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

/**
 * Does `work` unless its inputs are as they were at the last success and its outputs exist. The stamp is removed
 * first and the inputs are read before the work, so that an interrupted or overtaken step is never taken for fresh.
 */
export function unlessFresh(name, inputs, outputs, work) {
  const stamp = join(root, "build", "stamps", name);
  const now = `${root} ${fingerprint(inputs)}`;
  const fresh = existsSync(stamp) && readFileSync(stamp, "utf8") === now;
  if (fresh && outputs.every((path) => existsSync(join(root, path)))) return "up to date";
  rmSync(stamp, { force: true });
  const result = work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
  return result;
}
