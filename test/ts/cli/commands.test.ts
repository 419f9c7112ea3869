import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit } from "../../../ts/cli/doctor.ts";
import { allToAll, Network, poisson } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { cajalAlone as cajal, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("cajal run FILE.json", () => {
  beforeAll(() => {
    const net = new Network({ seed: 7 });
    const E = net.population(iaf_psc_exp, 20, { I_e: 400 }, { label: "driven" });
    const S = net.population(iaf_psc_exp, 10, {}, { label: "silent" });
    net.connect(E, S, allToAll(), { weight: 0.1, delay: 1 });
    net.stimulate(E, poisson({ rate: 1000 }), { weight: 50, delay: 1 });
    net.record(E.slice(0, 10), "spikes");
    net.record(S, "spikes");
    net.record(E.slice(0, 2), ["V_m", "I_syn_ex"], { every: 0.5 });
    writeFileSync(join(folder, "net.json"), JSON.stringify(net));
  });

  it("runs it and writes spikes, traces and figures", async () => {
    const result = await cajal(["run", "net.json", "--time", "200", "--json", "--out", "net"], folder);
    expect(result.stderr).toContain("net.json: 30 neurons");
    expect(result.code).toBe(0);
    const [driven, silent] = JSON.parse(result.stdout).populations;
    expect(driven).toMatchObject({ label: "driven", size: 10 });
    expect(driven.rate).toBeGreaterThan(20);
    expect(silent).toMatchObject({ label: "silent", size: 10, rate: 0, cvIsi: null, correlation: null });
    const lines = readFileSync(join(folder, "net", "traces-1.csv"), "utf8")
      .trim()
      .split("\n");
    expect(lines[0]).toBe("time_ms,neuron,V_m,I_syn_ex");
    expect(lines.length).toBe(1 + 2 * 400);
    expect(lines[1]).toMatch(/^0\.5,0,-\d+/);
    for (const name of ["raster.png", "traces-1.svg", "traces-1.png", "spikes.cajal"]) {
      expect(existsSync(join(folder, "net", name)), name).toBe(true);
    }
    expect(readFileSync(join(folder, "net", "traces-1.svg"), "utf8")).toContain("V_m (mV)");
    const page = readFileSync(join(folder, "net", "index.html"), "utf8");
    for (const name of ["traces-1.svg", "spikes.cajal"]) expect(page).toContain(name);
    expect(page).not.toContain("Verdict");
  });

  it("cuts long names in tables, so that numbers stay in sight", async () => {
    const net = new Network({ seed: 1 });
    const long = net.population(
      iaf_psc_exp,
      3,
      { I_e: 400 },
      { label: "a very long name ".repeat(12).trim() },
    );
    net.record(long, "spikes");
    writeFileSync(join(folder, "long.json"), JSON.stringify(net));
    const { stdout } = await cajal(["run", "long.json", "--time", "100", "--out", "long"], folder);
    expect(stdout).toMatch(/\n {2}a very long name a very… {2,}3 /);
  });

  it("says what is wrong with a file", async () => {
    writeFileSync(join(folder, "broken.json"), "{ no json");
    writeFileSync(join(folder, "other.json"), JSON.stringify({ populations: [] }));
    const missing = await cajal(["run", "none.json"], folder);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("none.json cannot be used")]);
    const broken = await cajal(["run", "broken.json"], folder);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/broken\.json: .*not JSON/)]);
    writeFileSync(join(folder, "binary.json"), "\u001b[31m\u0007");
    expect((await cajal(["run", "binary.json"], folder)).stderr).not.toContain("\u001b");
    expect((await cajal(["run", "other.json"], folder)).code).toBe(2);
  });
});

describe("cajal info", () => {
  it("lists what there is", async () => {
    const { code, stdout } = await cajal(["info"], folder);
    expect(code).toBe(0);
    for (const name of ["iaf_psc_exp", "poisson_generator", "fixed_total_number"])
      expect(stdout).toContain(name);
  });

  it("describes a model with defaults and units, without colours", async () => {
    const { stdout } = await cajal(["info", "iaf_psc_exp"], folder);
    expect(stdout).toMatch(/tau_m\s+10\s+ms\s+> 0\s+membrane time constant/);
    expect(stdout).not.toContain("\u001b");
    const { parameters } = JSON.parse((await cajal(["info", "iaf_psc_exp", "--json"], folder)).stdout);
    expect(parameters.find(({ name }: { name: string }) => name === "C_m")).toMatchObject({
      value: 250,
      unit: "pF",
    });
  });
});

it("cajal info describes a synapse model, and the ports and outputs of a neuron model", async () => {
  expect((await cajal(["info"], folder)).stdout).toContain("urbanczik_synapse");
  const synapse = await cajal(["info", "rate_synapse"], folder);
  expect(synapse.stdout).toMatch(/Wmin\s+-inf/);
  expect(synapse.stdout).toMatch(/Wmax\s+inf/);
  expect(synapse.stdout).toMatch(/tau_Delta\s+0\s+ms\s+>= 0/);
  const neuron = await cajal(["info", "dendritic_rate"], folder);
  expect(neuron.stdout).toMatch(/port\s+unit\s+meaning\n.*\n?.*basal/);
  expect(neuron.stdout).toMatch(/output\s+unit[\s\S]*learning signal\s+unit/);
});

it("cajal info describes a rule", async () => {
  const { code, stdout } = await cajal(["info", "fixed_indegree"], folder);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining("indegree: number of synapses onto each target"),
  ]);
});

it("cajal doctor diagnoses wrong settings instead of failing on them", async () => {
  const isa = await cajal(["doctor"], folder, { CAJAL_ISA: "nonsense" });
  expect(isa.code).toBe(1);
  expect(isa.stdout).toMatch(/Problem: CAJAL_ISA: .*got 'nonsense'\n {2}What to do: unset CAJAL_ISA/);
  const binary = await cajal(["doctor"], folder, { CAJAL_BINARY: "/nowhere" });
  expect(binary.code).toBe(1);
  expect(binary.stdout).toContain("What to do: correct or unset CAJAL_BINARY");
  expect(isa.stderr + binary.stderr).toBe("");
});

it("a reader that stops reading does not stop the writing of results", async () => {
  const args = ["run", "net.json", "--time", "20", "--out", "piped"];
  const { child, result, shown } = start(args, folder);
  child.stdout?.destroy();
  await shown("run ");
  expect((await result).code).toBe(0);
  expect(existsSync(join(folder, "piped", "index.html"))).toBe(true);
});

it("cajal doctor says how the microcircuit fits into the memory there is", () => {
  const needs = { exact: 1.9e9, compact: 1.3e9, made: 1e8 };
  const said = [2e9, 1.5e9, 1e9, 3e7].map((usable) => fit(usable, needs));
  expect(said.map((text) => /fits: |compact weights|are made|--scale 0.5/.exec(text)?.[0])).toEqual([
    "fits: ",
    "compact weights",
    "are made",
    "--scale 0.5",
  ]);
});

it("cajal doctor tells about kernel, threads and memory", async () => {
  const { code, stdout } = await cajal(["doctor", "--json"], folder);
  expect(code).toBe(0);
  const findings = JSON.parse(stdout);
  expect(findings.kernel).toMatchObject({ name: "native", machine: { hardwareThreads: expect.any(Number) } });
  expect(findings.memory.usable).toBeGreaterThan(0);
  const { exact, compact, made } = findings.microcircuit;
  expect([exact > compact, compact > 3 * made]).toEqual([true, true]);
  expect(findings.problems).toEqual([]);
  expect((await cajal(["doctor"], folder)).stdout).toMatch(/kernel\s+native/);
});
