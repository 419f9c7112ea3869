// The options of `cajal run dendritic-bars`, which all experiments of learning share: what is refused, and how.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "../../../ts/cli/failure.ts";
import { barsExperiment, dendriticBarsCommand } from "../../../ts/cli/run-dendritic-bars.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-options-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The experiment that options ask for. */
function experiment(...options: string[]) {
  const command = dendriticBarsCommand();
  command.parseOptions(options);
  return barsExperiment(command.opts());
}

describe("options of learning", () => {
  it.each([
    ["--presentation-time", "0"],
    ["--presentation-time", "5,x"],
    ["--presentation-time", "5,5"],
    ["--presentation-time", "0.04"],
    ["--presentation-time", "0.25"],
    ["--target-delay", "50"],
    ["--psi", "50"],
    ["--t-ref", "1"],
    ["--apical-capacitance", "5"],
    ["--threads", "5000"],
    ["--form", "spike"],
    ["--hidden", "30,0"],
    ["--dropout", "1"],
    ["--connection-probability", "0"],
    ["--eta-up", "-1"],
    ["--eta-up", "1,2,3"],
    ["--delay", "0.01"],
    ["--seeds", "0"],
    ["--processes", "0"],
    ["--stop-accuracy", "-1"],
    ["--stop-accuracy", "90"],
  ])("are refused before anything is written: %s %s", async (option, value) => {
    const command = dendriticBarsCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    const asked = command.parseAsync([option, value, "--out", join(folder, "bad")], { from: "user" });
    await expect(asked).rejects.toSatisfy(
      (error) => error instanceof UsageError || error instanceof CommanderError,
    );
    expect(existsSync(join(folder, "bad"))).toBe(false);
  });

  it("are refused where they would do nothing, with the forms they belong to", () => {
    expect(() => experiment("--psi", "50")).toThrow(
      new UsageError("--psi does nothing with --form rate; leave it out, or take --form spikes"),
    );
    expect(() => experiment("--form", "spikes", "--sigma", "1")).toThrow("take --form rate");
    expect(() => experiment("--apical-capacitance", "2")).toThrow("take --form events or --form spikes");
    expect(() => experiment("--form", "events", "--apical-capacitance", "2")).not.toThrow();
  });
});
