// `cajal run hpc-benchmark` as a user starts it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { hpcBenchmark } from "../../../ts/networks/index.ts";
import { cajal } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-hpc-"));
afterAll(() => rmSync(folder, { recursive: true }));

const small = ["run", "hpc-benchmark", "--scale", "0.05", "--indegree-scale", "0.05", "--time", "50"];

describe("cajal run hpc-benchmark", () => {
  it("runs the network that the same options of hpcBenchmark describe, and draws the weights it learned", async () => {
    const { code, stdout } = await cajal([...small, "--json", "--out", "plastic"], folder);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    const described = hpcBenchmark({ scale: 0.05, indegreeScale: 0.05 });
    const sim = await described.network.build();
    await sim.run(100);
    expect(document.digest).toBe(sim.digest());
    expect(document.run.spikes).toBeGreaterThan(0);
    sim.dispose();
    expect(readFileSync(join(folder, "plastic/weights.svg"), "utf8")).toContain("weight (pA)");
    expect(readFileSync(join(folder, "plastic/index.html"), "utf8")).toContain("weights.svg");
    expect(existsSync(join(folder, "plastic/weights.png"))).toBe(true);
    const kept = JSON.parse(readFileSync(join(folder, "plastic/summary.json"), "utf8")).network;
    expect(Network.from(kept).size).toBe(563);
  });

  it("keeps all weights where asked to, and refuses what makes no network", async () => {
    const still = await cajal([...small, "--no-plasticity", "--record", "none", "--out", "still"], folder);
    expect(still.code).toBe(0);
    expect(existsSync(join(folder, "still/weights.svg"))).toBe(false);
    const wrong = await cajal(["run", "hpc-benchmark", "--scale", "0"], folder);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("--scale");
  });
});
