// Tests of several C++ programs are counted together, and a program that died among them is not overlooked.
import { expect, it } from "vitest";
import { fromDoctest } from "../../scripts/results.mjs";

const line = (passed: number, failed: number): string =>
  `1: [doctest] test cases: ${passed + failed} | ${passed} passed | ${failed} failed | 7 skipped\n`;

it.each([
  ["programs that passed", 0, line(219, 0) + line(59, 0), { passed: 278, failed: 0 }],
  ["a program with failures", 8, line(217, 2) + line(59, 0), { passed: 276, failed: 2 }],
  ["a program that ended without its line", 8, line(59, 0), { passed: 59, failed: 1 }],
  ["a program that found no tests", 0, line(219, 0) + line(0, 0), { passed: 219, failed: 1 }],
  ["nothing at all", 0, "No tests were found!!!", { passed: 0, failed: 1 }],
])("%s", (_, status, output, expected) => {
  expect(fromDoctest({ status, output })).toEqual({ ...expected, skipped: 0 });
});
