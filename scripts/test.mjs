// `npm test`: sets up, runs the C++ tests and the TypeScript tests, and closes with one line of counts.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildTests } from "./native.mjs";
import { closingLine, fromDoctest, fromVitest, skipReasons, sum } from "./results.mjs";
import { setupKernel, setupTypeScript } from "./setup.mjs";
import { main, root, runBeside, StepError, say, step, tool } from "./steps.mjs";

// Projects of vitest.config.ts: these groups run beside each other, those within one after the other. Three beside each
// other wait for each other's threads.
const groups = [
  ["all cores", "alone"],
  ["one core", "pages"],
];

/** Runs the C++ tests of one build folder through ctest, of those that match `tests`. */
export async function runCoreTests(folder, tests = "core") {
  say(`\ncajal: C++ tests of ${folder}`);
  const result = await runBeside("ctest", [
    ...["--test-dir", folder, "--tests-regex", tests, "--parallel", "2"],
    ...["--verbose", "--no-tests=error"],
  ]);
  const counts = fromDoctest(result);
  if (counts.failed > 0) say(result.output);
  say(`  ${folder}: ${closingLine(counts)}`);
  return counts;
}

async function runProjects(projects) {
  const report = `build/reports/vitest ${projects.join(", ")}.json`;
  rmSync(join(root, report), { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const wanted = projects.flatMap((project) => ["--project", project]);
  const args = [tool("vitest/vitest.mjs"), "run", ...wanted, ...reporters];
  const { status } = await runBeside(process.execPath, args, { show: (text) => process.stderr.write(text) });
  return { counts: fromVitest(status, report), reasons: skipReasons(report) };
}

async function runTypeScriptTests() {
  say("\ncajal: TypeScript tests");
  const results = await Promise.all(groups.map(runProjects));
  for (const reason of results.flatMap(({ reasons }) => reasons)) say(`  ${reason}`);
  return sum(results.map(({ counts }) => counts));
}

/** Sets up and runs all tests; returns their counts. */
export async function test() {
  const python = ["python3-numpy", "python3-h5py", "python3-pandas"];
  setupKernel(["emscripten", "doctest-dev", "chromium-headless-shell", ...python]);
  // What pages need takes one core only for half of its time; the rest of the set-up and the C++ tests run beside it.
  const show = (text) => process.stderr.write(text);
  const web = runBeside(process.execPath, ["scripts/build-web.mjs"], { show });
  setupTypeScript();
  step("C++ tests", buildTests);
  const core = await runCoreTests("build/node");
  if ((await web).status !== 0)
    throw new StepError("The web site was not built.", "correct the first error above.");
  return sum([core, await runTypeScriptTests()]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(async () => {
    const result = await test();
    console.log(`\n${closingLine(result)}`);
    process.exitCode = result.failed > 0 ? 1 : 0;
  });
}
