// `npm run check`: everything that reads the sources without running them. With names as arguments, only those.
import { pathToFileURL } from "node:url";
import { checkErrors } from "./check-errors.mjs";
import { checkForm } from "./check-form.mjs";
import { checkImports } from "./check-imports.mjs";
import { checkIncludes } from "./check-includes.mjs";
import { checkIsa } from "./check-isa.mjs";
import { filesBelow } from "./directions.mjs";
import { checkExports } from "./docs.mjs";
import { checkModelDocs } from "./generate-model-docs.mjs";
import { closingLine, nothing, sum } from "./results.mjs";
import { found, run, say, tool } from "./steps.mjs";

/** The C++ files that clang-format looks after. */
export const cppFiles = () =>
  ["core", "bindings", "wasm", "test/core", "bench/core"].flatMap((f) => filesBelow(f, /\.(hpp|cc)$/));

function program(command, args) {
  const { status, output } = run(command, args);
  return status === 0 ? [] : [output.trim() || `${command} ended with exit code ${status}`];
}

function clangFormat() {
  if (!found("clang-format")) return undefined;
  const { output } = run("clang-format", ["--dry-run", ...cppFiles()]);
  const files = new Set([...output.matchAll(/^(\S+?):\d+:\d+: warning/gm)].map(([, file]) => file));
  return [...files].map((file) => `${file}: not formatted, \`npm run format\` does it`);
}

const checks = {
  biome: () =>
    program(process.execPath, [
      tool("@biomejs/biome/bin/biome"),
      "ci",
      "--colors=off",
      "--reporter=summary",
      ".",
    ]),
  "clang-format": clangFormat,
  types: () =>
    ["tsconfig.json", "web/tsconfig.json"].flatMap((project) =>
      program(process.execPath, [tool("typescript/bin/tsc"), "-p", project]),
    ),
  imports: checkImports,
  includes: checkIncludes,
  isa: checkIsa,
  errors: checkErrors,
  form: checkForm,
  "model-pages": checkModelDocs,
  exports: checkExports,
};

/** Runs the checks, each counting as one; one that lacks its program is skipped, loudly. */
export function check(names = Object.keys(checks)) {
  const one = (name) => {
    const wrong = checks[name]();
    if (wrong === undefined) say(`  check ${name}: SKIPPED, its program is not installed`);
    else say(`  check ${name}: ${wrong.length === 0 ? "passed" : "FAILED"}`);
    for (const line of wrong ?? []) say(`    ${line.replaceAll("\n", "\n    ")}`);
    if (wrong === undefined) return { ...nothing, skipped: 1 };
    return wrong.length === 0 ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
  };
  return sum(names.map(one));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const names = process.argv.slice(2);
  const result = check(names.length > 0 ? names : undefined);
  console.log(closingLine(result));
  process.exitCode = result.failed > 0 ? 1 : 0;
}
