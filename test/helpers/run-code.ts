// Runs a program that a page shows, as it is shown: a file for Node, with the built package among its modules.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a program writes to the console, line by line. Rejects with what it complains of, warnings included. */
export async function runCode(code: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "cajal-code-"));
  try {
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules", "cajal"), "dir");
    writeFileSync(join(folder, "program.mjs"), code);
    return await output(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(folder: string): Promise<string[]> {
  const child = spawn(process.execPath, ["program.mjs"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let [written, complaint] = ["", ""];
  child.stdout.on("data", (data) => {
    written += data;
  });
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0 && complaint === "") resolve(written.trimEnd().split("\n"));
      else reject(new Error(`the program ended with ${status}: ${complaint}`));
    });
  });
}

/** The digest among the lines of a program, or another number with its name in front. */
export const digestOf = (lines: readonly string[], name = "digest"): string =>
  lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? "none";
