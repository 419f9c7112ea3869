// docs/commands.md has the help of every command as the built command prints it. CAJAL_WRITE=1 writes the page anew.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = join(root, "docs/commands.md");
const main = join(root, "dist/cli/main.js");

// One process asks for the help of all commands: the program is loaded once for each, what it uses only once.
const program = `
const [main, ...calls] = process.argv.slice(2);
for (const call of calls) {
  process.argv = [process.execPath, "cajal", ...call.split(" ").filter(Boolean), "--help"];
  process.stdout.write("\\0");
  await import(main + "?" + encodeURIComponent(call));
}
`;

/** What each call prints when it is asked for help. */
function helps(calls: readonly string[]): string[] {
  const args = ["--input-type=module", "-", main, ...calls];
  const { stdout } = spawnSync(process.execPath, args, {
    input: program,
    encoding: "utf8",
    env: { ...process.env, COLUMNS: "80" },
  });
  return stdout.split("\0").slice(1);
}

/** The names in the list of commands of a help. */
const namesIn = (help: string): string[] =>
  [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([a-z][a-z-]*)/gm)]
    .map(([, name]) => name as string)
    .filter((name) => name !== "help");

it("docs/commands.md says what the commands say", () => {
  const [all = "", run = ""] = helps(["", "run"]);
  const [commands, networks] = [namesIn(all), namesIn(run)];
  expect([commands.length, networks.length]).toEqual([8, 9]);
  const calls = [...commands, ...networks.map((name) => `run ${name}`)];
  const sections = helps(calls).map(
    (help, k) => `## cajal ${calls[k]}\n\n\`\`\`\n${help.trimEnd()}\n\`\`\`\n`,
  );
  expect(sections).toHaveLength(calls.length);
  const text = [
    "# Commands",
    "",
    "What `npx cajal COMMAND --help` prints. Exit codes: 0 done, 1 failed, 2 used in a wrong way, 3 parts of a file",
    "that was read are damaged and were left out, 130 interrupted.",
    "",
    ...sections,
  ].join("\n");
  if (process.env.CAJAL_WRITE) writeFileSync(page, text);
  expect(readFileSync(page, "utf8")).toBe(text);
});
