// Threads and processes that end while simulations are under way in them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { effort } from "../../helpers/effort.ts";

const program = fileURLToPath(new URL("../../helpers/endings.mjs", import.meta.url));

const ending = (backend: string, ...scenarios: string[]) =>
  spawnSync(process.execPath, [program, backend, ...scenarios], { encoding: "utf8", timeout: 100_000 });

interface Ended {
  readonly said: readonly string[];
  readonly error?: string;
}
interface Report {
  readonly scenario: string;
  readonly terminated: Ended;
  readonly thrown?: Ended;
  readonly same: boolean;
}

const everything = [
  "run",
  "build",
  "runSync",
  "setWeights",
  "abandoned",
  "restore",
  "checkpoint",
  "dispose",
  "several",
];

// The runs of these programs would take an hour: whatever ends within the limit was stopped.
describe.each([
  ["native", everything],
  ["wasm", effort(["run"], ["run", "build", "runSync"])],
])("an end before the work is done: %s", (backend, scenarios) => {
  it("of worker threads leaves the process and its other threads alone", () => {
    const { status, signal, stdout, stderr } = ending(backend, ...scenarios);
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
    const lines = stdout.trim().split("\n");
    const reports = lines.map((line) => JSON.parse(line) as Report);
    expect(reports.map(({ scenario }) => scenario)).toEqual(scenarios);
    for (const { scenario, terminated, thrown, same } of reports) {
      expect(same, scenario).toBe(true);
      expect(terminated.said, scenario).toEqual(["begun"]);
      if (scenario !== "runSync") expect(thrown, scenario).toMatchObject({ said: ["begun"], error: "mine" });
    }
  });

  it("of the process keeps its exit code", () => {
    expect(ending(backend, "exit")).toMatchObject({ status: 7, signal: null, stderr: "" });
  });

  it("by an uncaught error is said as the error", () => {
    const { status, signal, stderr } = ending(backend, "throw");
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(stderr).toContain("Error: mine");
  });
});
