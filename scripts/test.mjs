// `npm test`: sets up, runs the C++ tests and the TypeScript tests, and closes with one line of counts.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildTests } from "./native.mjs";
import { closingLine, fromDoctest, fromVitest, skipReasons, sum } from "./results.mjs";
import { setupAll } from "./setup.mjs";
import { main, root, runBeside, StepError, say, step, tool } from "./steps.mjs";

// Projects of vitest.config.ts: these groups run beside each other, those within one after the other. Three beside each
// other wait for each other's threads.
const groups = [
  ["all cores", "alone"],
  ["one core", "pages"],
];

/** Runs the C++ tests of one build folder through ctest. */
export async function runCoreTests(folder) {
  say(`\ncajal: C++ tests of ${folder}`);
  const result = await runBeside("ctest", ["--test-dir", folder, "--verbose", "--no-tests=error"]);
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

/** Builds the site, which takes one core. */
async function buildSite() {
  const show = (text) => process.stderr.write(text);
  const { status } = await runBeside(process.execPath, ["scripts/build-web.mjs"], { show });
  if (status !== 0) throw new StepError("The web site was not built.", "correct the first error above.");
}

/** Sets up and runs all tests; returns their counts. */
export async function test() {
  setupAll(["doctest-dev", "chromium-headless-shell", "python3-numpy", "python3-h5py", "python3-pandas"]);
  const site = buildSite();
  step("C++ tests", buildTests);
  await site;
  return sum([await runCoreTests("build/node"), await runTypeScriptTests()]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(async () => {
    const result = await test();
    console.log(`\n${closingLine(result)}`);
    process.exitCode = result.failed > 0 ? 1 : 0;
  });
}
