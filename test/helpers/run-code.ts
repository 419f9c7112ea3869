// Runs a program that a page shows, with the sources of this repository in the place of the installed package.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const sources = fileURLToPath(new URL("../../ts", import.meta.url));

/** What a program writes to the console, line by line. */
export async function runCode(code: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "cajal-code-"));
  const path = join(folder, "program.ts");
  const here = code
    .replaceAll('from "cajal"', `from "${sources}/index.ts"`)
    .replaceAll(/from "cajal\/(\w+)"/g, (_, room) => `from "${sources}/${room}/index.ts"`);
  const lines: string[] = [];
  const { log } = console;
  console.log = (...parts: unknown[]) => void lines.push(parts.join(" "));
  try {
    writeFileSync(path, here);
    await import(path);
  } finally {
    console.log = log;
    rmSync(folder, { recursive: true });
  }
  return lines;
}

/** The digest among the lines of a program. */
export const digestOf = (lines: readonly string[]): string =>
  lines.find((line) => line.startsWith("digest "))?.slice("digest ".length) ?? "none";
