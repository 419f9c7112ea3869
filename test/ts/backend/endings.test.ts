// Threads and processes that end while simulations are under way in them.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const program = fileURLToPath(new URL("../../helpers/endings.mjs", import.meta.url));

const ending = (scenario: string, backend: string) =>
  spawnSync(process.execPath, [program, scenario, backend], { encoding: "utf8", timeout: 50_000 });

interface Ended {
  readonly said: readonly string[];
  readonly error?: string;
}
interface Report {
  readonly alive: boolean;
  readonly terminated: Ended;
  readonly thrown?: Ended;
  readonly same: boolean;
}

const worked = ["run", "build", "runSync"];
const everything = [...worked, "setWeights", "abandoned", "restore", "checkpoint", "dispose", "several"];

// The runs of these programs would take an hour: whatever ends within the limit was stopped.
describe.each([
  ["native", everything],
  ["wasm", worked],
])("an end before the work is done: %s", (backend, scenarios) => {
  it.each(scenarios)("of a worker thread leaves the process and its other threads alone: %s", (scenario) => {
    const { status, signal, stdout, stderr } = ending(scenario, backend);
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
    const { alive, terminated, thrown, same } = JSON.parse(stdout) as Report;
    expect(alive && same).toBe(true);
    expect(terminated.said).toEqual(["begun"]);
    if (thrown) expect(thrown).toMatchObject({ said: ["begun"], error: "mine" });
  });

  it("of the process keeps its exit code", () => {
    expect(ending("exit", backend)).toMatchObject({ status: 7, signal: null, stderr: "" });
  });

  it("by an uncaught error is said as the error", () => {
    const { status, signal, stderr } = ending("throw", backend);
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(stderr).toContain("Error: mine");
  });
});
