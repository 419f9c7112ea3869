// The options of `cajal run dendritic-bars`, which all experiments of learning share: what is refused, and how.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { afterAll, describe, expect, it } from "vitest";
import { barsExperiment, dendriticBarsCommand } from "../../../ts/cli/run/run-dendritic-bars.ts";
import { UsageError } from "../../../ts/cli/terminal/failure.ts";

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
    ["--target-delay", "0.25"],
    ["--target-delay", "0.04"],
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
    ["--seeds", "100000000"],
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
    expect(() => experiment("--error-potential", "somatic")).toThrow(
      new UsageError("--error-potential does nothing with --form rate; leave it out, or take --form events"),
    );
  });

  it("let events learn from the shown potential and from the soma's, what was published beside the first", () => {
    const events = (...more: string[]) => experiment("--form", "events", "--no-baseline", ...more);
    const linesOf = (...more: string[]) =>
      events(...more).conditions.map(({ label, summary }) => [label, summary?.accuracy]);
    expect(linesOf("--presentation-time", "50")).toEqual([
      ["latent equilibrium", 1],
      ["latent equilibrium, somatic errors", undefined],
      ["without latent equilibrium", 0.6375],
    ]);
    expect(linesOf("--presentation-time", "50", "--error-potential", "somatic")[0]).toEqual([
      "latent equilibrium, somatic errors",
      1,
    ]);
    const { specs, remarks } = events("--presentation-time", "50");
    expect(specs.map(({ name }) => name)).toEqual([
      "le-50ms-seed1",
      "le-somatic-50ms-seed1",
      "plain-50ms-seed1",
    ]);
    expect(remarks?.[0]).toContain("--error-potential");
  });
});
