// The programs of the guides run as they stand, as a user's program would: against the built package.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";
import { inVerify } from "../../helpers/needs.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const programs = join(root, "build/guides");

const guides = [
  "first-network",
  "stimuli",
  "space",
  "plasticity",
  "sonata",
  "analysing-runs",
  "learning-in-dendrites",
  "multi-area",
  "theory",
  "coming-from-nest",
  "coming-from-pynn",
  "coming-from-brian",
];
function runs(name: string): void {
  const page = readFileSync(join(root, `docs/guide/${name}.md`), "utf8");
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block as string);
  expect(blocks.length).toBeGreaterThan(0);
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  mkdirSync(programs, { recursive: true });
  const program = join(programs, `${name}.mjs`);
  writeFileSync(program, ts.transpileModule(blocks.join("\n"), { compilerOptions }).outputText);
  const { status, stderr } = spawnSync(process.execPath, [program], { cwd: programs, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
}

it.each(guides)("docs/guide/%s.md", runs);
inVerify.it("docs/guide/neural-sampling.md", () => runs("neural-sampling"));
