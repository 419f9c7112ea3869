// A test that is skipped says why, in its name and at the end of `npm test`, and is counted there.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { fromVitest, skipReasons } from "../../scripts/results.mjs";
import { root, tool } from "../../scripts/steps.mjs";

const folder = mkdtempSync(join(root, "build/skipped-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = `
import { describe, it } from "vitest";
import { needing } from "${join(root, "test/helpers/needs.ts")}";
const moon = needing(false, "needs the moon");
moon.describe("tides", () => { it("rise", () => {}); it("fall", () => {}); });
moon.it("shines", () => {});
describe("without a reason", () => it.skip("sleeps", () => {}));
needing(true, "needs the sun").it("is warm", () => {});
`;

it("is counted, and named with its reason", () => {
  writeFileSync(join(folder, "some.test.ts"), program);
  writeFileSync(join(folder, "vitest.config.ts"), "export default {};");
  const report = join(folder, "report.json");
  const args = ["run", "--root", folder, "--reporter=json", `--outputFile=${report}`];
  const { status } = spawnSync(process.execPath, [tool("vitest/vitest.mjs"), ...args]);
  const path = relative(root, report);
  expect(fromVitest(status, path)).toEqual({ passed: 1, failed: 0, skipped: 4 });
  expect(skipReasons(path)).toEqual(["3 skipped: needs the moon", "1 skipped: without a reason sleeps"]);
});

it("is skipped by name everywhere, never by returning early", () => {
  const files = ["ts", "both", "web", "scripts"].flatMap((room) =>
    readdirSync(join(root, "test", room), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => join(root, "test", room, name)),
  );
  const silent = files.filter((file) =>
    /\b(skipIf|runIf)\(|if \((process\.platform|!?existsSync\("\/dev)[^)]*\)+ return;/.test(
      readFileSync(file, "utf8"),
    ),
  );
  expect(silent.map((file) => relative(root, file))).toEqual([]);
});
