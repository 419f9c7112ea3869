// `npm test`: sets up, runs the C++ tests and the TypeScript tests, and closes with one line of counts.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWeb } from "./build-web.mjs";
import { buildTests } from "./native.mjs";
import { closingLine, fromDoctest, fromVitest, sum } from "./results.mjs";
import { setupAll } from "./setup.mjs";
import { main, root, run, runBeside, say, step, tool } from "./steps.mjs";

const report = "build/reports/vitest.json";

/** Runs the C++ tests of one build folder through ctest. */
export async function runCoreTests(folder) {
  say(`\ncajal: C++ tests of ${folder}`);
  const result = await runBeside("ctest", ["--test-dir", folder, "--verbose", "--no-tests=error"]);
  const counts = fromDoctest(result);
  if (counts.failed > 0) say(result.output);
  say(`  ${folder}: ${closingLine(counts)}`);
  return counts;
}

function runTypeScriptTests() {
  say("\ncajal: TypeScript tests");
  rmSync(join(root, report), { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = run(process.execPath, [tool("vitest/vitest.mjs"), "run", ...reporters], { show: true });
  return fromVitest(status, report);
}

/** Sets up and runs all tests; returns their counts. */
export async function test() {
  setupAll(["doctest-dev", "chromium", "python3-numpy", "python3-h5py", "python3-pandas"]);
  step("web site", buildWeb);
  step("C++ tests", buildTests);
  return sum([await runCoreTests("build/node"), runTypeScriptTests()]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await main(async () => {
    const result = await test();
    console.log(`\n${closingLine(result)}`);
    process.exitCode = result.failed > 0 ? 1 : 0;
  });
}
