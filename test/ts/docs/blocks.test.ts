// Every block of code in README.md and docs compiles against the package as it is published, as in a user's project.
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "cajal-blocks-"));
afterAll(() => rmSync(project, { recursive: true }));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Runs a program in a folder and returns what it printed. */
function output(command: string, args: readonly string[], cwd: string): string {
  const { stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  return `${stdout}${stderr}`;
}

/** Installs the packed package, and what it depends on, without what only its own tests know. */
function install(): void {
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "cajal"), { recursive: true });
  output("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", project], root);
  const [archive] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  output("tar", ["-xzf", archive as string, "--strip-components=1", "-C", join(modules, "cajal")], project);
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  for (const name of [...Object.keys(dependencies), "@types/node", "undici-types"]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
}

const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
].sort();

// Pages whose blocks are parts of one program, in their order.
const continued = [
  "analysing-runs",
  "first-network",
  "stimuli",
  "sonata",
  "neural-sampling",
  "learning-in-dendrites",
  "multi-area",
  "in-the-browser",
  "theory",
  "coming-from-nest",
  "coming-from-pynn",
  "coming-from-brian",
];

/** The programs of a page by the name of their file. */
function programsOf(page: string): [file: string, text: string][] {
  const blocks = [
    ...read(page).matchAll(/^```(?:ts|js|typescript|javascript)\b[^\n]*\n([\s\S]*?)^```/gm),
  ].map(([, text]) => text as string);
  const name = page.replace(/\.md$/, "").replaceAll("/", "-");
  const whole = continued.some((one) => page.endsWith(`${one}.md`));
  const parts = whole && blocks.length > 0 ? [blocks.join("\n")] : blocks;
  return parts.map((text, index) => [`${name}-${index + 1}.ts`, text]);
}

// What blocks take from the reader's own program.
const readers = `
declare const svg: string;
declare const slider: HTMLInputElement;
declare function draw(...values: unknown[]): void;
`;

it("compiles with names, types and calls", { timeout: 120_000 }, () => {
  install();
  const programs = pages.flatMap(programsOf);
  expect(programs.length).toBeGreaterThan(50);
  // A module each, so that equal names do not meet.
  for (const [file, text] of programs) writeFileSync(join(project, file), `${text}\nexport {};\n`);
  writeFileSync(join(project, "readers.d.ts"), readers);
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    module: "nodenext",
    types: ["node"],
    // As tsc --init has it: declarations of others are theirs to check.
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  expect(output(process.execPath, [tsc, "-p", "."], project)).toBe("");
});
