// The files of the command: few, since to find and read the six hundred that it is made of took longer than most
// commands.
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { expect, it } from "vitest";

const folder = new URL("../../../dist/cli/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
const scripts = names.filter((name) => name.endsWith(".js"));

it("hold what they import", () => {
  expect(scripts).toContain("main.js");
  expect(scripts).toContain("learning/worker.js");
  expect(scripts.length).toBeLessThan(100);
  const imported = scripts.flatMap((name) => [
    ...read(name).matchAll(/^import (?:.*? from )?"(.*?)";$|\bimport\("(.*?)"\)/gm),
  ]);
  expect(imported.length).toBeGreaterThan(scripts.length);
  const named = imported.map(([, first, second]) => (first ?? second) as string);
  expect(named.filter((name) => !/^\.{1,2}\//.test(name) && !isBuiltin(name))).toEqual([]);
});

it("come with the licences of the packages that they hold", () => {
  const licences = read("licences.md");
  for (const name of ["commander", "zod", "@observablehq/plot", "fflate"]) {
    const [, licence = ""] = licences.split(`\n## ${name} - `);
    expect(licence.split("\n## ")[0], name).toMatch(/^\d.*\((MIT|ISC)\)[\s\S]*Permission/);
  }
});
