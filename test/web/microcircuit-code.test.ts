// The program that the microcircuit page shows does what the page did, bit by bit.
import { describe, expect, it } from "vitest";
import { microcircuit, microcircuitControls } from "../../ts/networks/index.ts";
import { codeOf } from "../../web/pages/microcircuit/code.ts";
import type { Action } from "../../web/pages/microcircuit/messages.ts";
import { settingsSchema } from "../../web/pages/microcircuit/settings.ts";
import { digestOf, runCode } from "../helpers/run-code.ts";

const settings = settingsSchema.parse({ scale: 0.02, seed: 9, thalamus: true, background: 1.4, g: 5 });

const actions: Action[] = [
  { time: 20, kind: "background", value: 1.4 },
  { time: 50.3, kind: "inhibition", value: -5 },
  { time: 60, kind: "pulse", rate: 150, duration: 5 },
];

/** The page's own way: short pieces, actions between them. */
async function asThePageDoes(until: number): Promise<string> {
  const circuit = microcircuit({ scale: 0.02, seed: 9, thalamus: true });
  const controls = microcircuitControls(circuit);
  const sim = await circuit.network.build({ threads: 2 });
  const due = [...actions];
  while (sim.time < until) {
    const [next] = due;
    if (next && next.time === sim.time) {
      due.shift();
      if (next.kind === "background") controls.background(sim, next.value);
      if (next.kind === "inhibition") await controls.inhibition(sim, next.value);
      if (next.kind === "pulse") controls.pulse(sim, { rate: next.rate, duration: next.duration });
      continue;
    }
    const piece = Math.min(7.7, (next?.time ?? until) - sim.time, until - sim.time);
    await sim.run(Number(piece.toPrecision(10)));
  }
  const digest = sim.digest();
  sim.dispose();
  return digest;
}

describe("the code of the microcircuit page", { timeout: 300_000 }, () => {
  it("repeats what was done on the page, with the same digest", async () => {
    const lines = await runCode(codeOf(settings, actions, 100));
    expect(digestOf(lines)).toBe(await asThePageDoes(100));
    const other = await runCode(codeOf(settings, actions.slice(0, 2), 100));
    expect(digestOf(other)).not.toBe(digestOf(lines));
  });

  it("states the settings when nothing was done yet, and runs", async () => {
    const code = codeOf({ ...settings, drive: "dc", weights: "compact" }, [], 0);
    for (const part of ["scale: 0.02", "seed: 9", 'drive: "dc"', 'weights: "compact"', "sim, 1.4", "sim, -5"])
      expect(code).toContain(part);
    const lines = await runCode(code);
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^L23E \d+\.\d\d spikes\/s$/);
  });

  it("says nothing of what is as published", () => {
    const code = codeOf(settingsSchema.parse({}), [], 0);
    expect(code).toContain("scale: 0.1, seed: 55");
    expect(code).not.toMatch(/controls|weights:|thalamus:/i);
  });
});
