// The pages of docs/measures: runs the example of each and draws its picture. With names as arguments, only those.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { main, root, StepError, say } from "./steps.mjs";

const folder = join(root, "docs/measures");

/** The names of all pages. */
export const pageNames = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => basename(name, ".md"))
    .sort();

/** The text of a page. */
export const pageText = (name) => readFileSync(join(folder, `${name}.md`), "utf8");

/** Where the picture of a page lies. */
export const picturePath = (name) => join(folder, "images", `${name}.svg`);

/** Runs the example of a page against dist, as a user's program would, and returns its figure: the text of an SVG. */
export async function drawPage(name) {
  const example = /```ts\n([\s\S]*?)```/.exec(pageText(name))?.[1];
  if (example === undefined)
    throw new StepError(`docs/measures/${name}.md has no example.`, "add a block of ts.");
  const target = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const program = join(root, "build", "measure-pages", `${name}-${process.pid}.mjs`);
  mkdirSync(join(root, "build", "measure-pages"), { recursive: true });
  writeFileSync(program, ts.transpileModule(example, { compilerOptions: target }).outputText);
  try {
    const { figure } = await import(pathToFileURL(program).href);
    if (typeof figure === "string") return figure;
  } finally {
    rmSync(program);
  }
  throw new StepError(
    `The example of docs/measures/${name}.md exports no figure.`,
    "end it with `export const figure`.",
  );
}

async function writePages(names) {
  for (const name of names) {
    const svg = await drawPage(name);
    const same = existsSync(picturePath(name)) && readFileSync(picturePath(name), "utf8") === svg;
    if (!same) writeFileSync(picturePath(name), svg);
    say(`  ${name.padEnd(34)} ${same ? "up to date" : "drawn"}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(() => {
    mkdirSync(join(folder, "images"), { recursive: true });
    const names = process.argv.slice(2);
    return writePages(names.length > 0 ? names : pageNames());
  });
}
