// All that must hold before a change lands: tests, sanitizer builds and checks, closed by one line of counts. With
// --thorough (`npm run verify`) everything in full, which takes longer than one waits for.
import { buildPreset } from "./native.mjs";
import { ensurePackages } from "./packages.mjs";
import { closingLine, fromClosingLine, nothing, sum } from "./results.mjs";
import { runBeside, StepError, say, step } from "./steps.mjs";
import { runCoreTests, test } from "./test.mjs";

/** Goes on after a step that failed, so that one run reports everything; the failure counts as one. */
async function attempt(name, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    say(`\n${name}: ${error.message}${error.advice ? `\nWhat to do: ${error.advice}` : ""}`);
    return { ...nothing, failed: 1 };
  }
}

// Tests that draw random cases try more of them when they find this variable.
const thorough = process.argv.includes("--thorough");
if (thorough) process.env.CAJAL_THOROUGH = "1";

/**
 * The C++ tests under the sanitizers. Those of threads take one core for as long as the other sanitizer's are built and
 * run beside them. Thorough: with every check and test, on every instruction set, and from files that must include
 * what they use.
 */
async function sanitized() {
  const options = thorough ? ["-DCAJAL_ISAS=", "-DCAJAL_PRECOMPILE=OFF", "-DCMAKE_UNITY_BUILD=OFF"] : [];
  step("build tsan", () => buildPreset("tsan", options));
  const threads = runCoreTests("build/tsan", thorough ? "core" : "core_threads");
  const addresses = thorough ? "asan-full" : "asan";
  step(`build ${addresses}`, () => buildPreset(addresses, options));
  return sum(await Promise.all([threads, runCoreTests(`build/${addresses}`)]));
}

/** The checks in a process of their own, so that tests can run beside them. */
async function check() {
  return fromClosingLine(
    await runBeside(process.execPath, ["scripts/check.mjs"], { show: (text) => process.stderr.write(text) }),
  );
}

const results = [
  await attempt("packages", () => {
    step("packages for the checks", () => ensurePackages(["clang-format"]));
    return nothing;
  }),
  await attempt("tests", test),
  // The checks begin when the sanitizer builds are done, and take the gaps of their tests.
  ...(await Promise.all([attempt("sanitizers", sanitized), attempt("checks", check)])),
];
const result = sum(results);
console.log(`\n${closingLine(result)}`);
process.exitCode = result.failed > 0 ? 1 : 0;
