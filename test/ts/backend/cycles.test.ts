// Simulations that come and go leave nothing behind, however they end: disposed, forgotten, aborted, refused, restored.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { effort } from "../../helpers/effort.ts";
import { inVerify } from "../../helpers/needs.ts";

const program = fileURLToPath(new URL("../../helpers/cycles.mjs", import.meta.url));
// V8 compiles and collects as it likes; so it takes as much memory at any time as it has to.
const quiet = ["--expose-gc", "--single-threaded", "--no-opt", "--max-semi-space-size=1"];

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

// A network takes more than 1 % of the process (in WebAssembly, with its module, more than 10 %): one that is left
// behind in every cycle would let it grow by half in the few cycles, and double it in many.
const doesNotGrow = (backend: string, cycles: number, most: number) => (): void => {
  const readings = 12;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...quiet, program, backend, String(cycles), String(readings)],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const memory = JSON.parse(stdout) as number[];
  const [before, after] = [median(memory.slice(2, 5)), median(memory.slice(-3))];
  expect(after / before - 1, `${memory}`).toBeLessThan(most);
};

const name = "after a quarter of its cycles a process grows no more";
it(`${name}: native`, doesNotGrow("native", effort(60, 200), effort(0.05, 0.01)));
inVerify.it(`${name}: wasm`, doesNotGrow("wasm", 200, 0.05));
