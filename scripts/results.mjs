// Counts of tests from the reports of the test programs, and the line that closes a run.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./steps.mjs";

export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** The sum of several counts. */
export function sum(results) {
  return results.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    nothing,
  );
}

export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Counts from the closing line of another script here; one that ended without it counts as a failure. */
export function fromClosingLine({ status, output }) {
  const line = output.match(/^(\d+) passed, (\d+) failed, (\d+) skipped$/m);
  if (!line) return { ...nothing, failed: 1 };
  const [passed, failed, skipped] = line.slice(1).map(Number);
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed, skipped };
}

/** Counts from doctest's closing lines; a program that failed without one, or ran nothing, counts as a failure. */
export function fromDoctest({ status, output }) {
  const lines = [...output.matchAll(/test cases:\s*\d+\s*\|\s*(\d+) passed\s*\|\s*(\d+) failed/g)];
  const total = (column) => lines.reduce((all, line) => all + Number(line[column]), 0);
  const [passed, failed] = [total(1), total(2)];
  const empty = lines.filter((line) => Number(line[1]) + Number(line[2]) === 0).length;
  const unexplained = (status !== 0 && failed === 0) || lines.length === 0 ? 1 : 0;
  // What doctest calls skipped is what a program was not asked for.
  return { passed, failed: failed + empty + unexplained, skipped: 0 };
}

/** Why tests of vitest's JSON report were skipped, a line per reason; those whose names do not say it by name. */
export function skipReasons(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  const skipped = JSON.parse(readFileSync(full, "utf8")).testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "pending" || status === "skipped"),
  );
  const reasons = skipped.map(({ fullName }) => fullName.match(/\[skipped: (.+?)\]/)?.[1] ?? fullName);
  return [...new Set(reasons)].map((reason) => {
    const count = reasons.filter((one) => one === reason).length;
    return `${count} skipped: ${reason}`;
  });
}

/** Counts from vitest's JSON report; files that failed to load count as failures. */
export function fromVitest(status, path) {
  const full = join(root, path);
  if (!existsSync(full)) return { ...nothing, failed: 1 };
  const report = JSON.parse(readFileSync(full, "utf8"));
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + broken.length;
  const unexplained = (status !== 0 && failed === 0) || report.numTotalTests === 0;
  return {
    passed: report.numPassedTests,
    failed: unexplained ? failed + 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}
