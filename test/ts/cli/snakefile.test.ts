// The chain of figures as a file for Snakemake: complete, and doing what the command itself does.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkAsked } from "../../../ts/cli/reproduce/asked.ts";
import type { ChainOptions } from "../../../ts/cli/reproduce/chain.ts";
import { schmidt2018 } from "../../../ts/cli/reproduce/schmidt2018.ts";
import { snakefile } from "../../../ts/cli/reproduce/snakefile.ts";
import { needing } from "../../helpers/needs.ts";
import { cajal } from "./command.ts";

interface Rule {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What the shell gets, before Snakemake fills in {threads}. */
  readonly command: string;
  readonly rest: string;
}

const strings = (text: string): string[] =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)].map(([one]) => JSON.parse(one));

/** The rules of a file by their names. */
function rulesOf(text: string): Map<string, Rule> {
  const value = (name: string): string => {
    const [, found] = new RegExp(`^${name} = .*?("(?:[^"\\\\]|\\\\.)*")\\)?$`, "m").exec(
      text,
    ) as RegExpExecArray;
    return JSON.parse(found as string);
  };
  const part = (rule: string, name: string): string =>
    new RegExp(`^    ${name}:\\n((?:        .*\\n?)*)`, "m").exec(rule)?.[1] ?? "";
  const all = [...text.matchAll(/^rule (\w+):\n((?: {4}.*\n?)*)/gm)].map(([, name, body = ""]) => {
    const words = /" (reproduce [^"]*)"/.exec(part(body, "shell"))?.[1];
    return [
      name as string,
      {
        inputs: strings(part(body, "input")),
        outputs: strings(part(body, "output")),
        command: words === undefined ? "" : `${words}${value("OPTIONS")}`,
        rest: body,
      },
    ] as const;
  });
  return new Map(all);
}

const options: ChainOptions = {
  figure: "all",
  synthetic: 4,
  connectomeSeed: 1,
  scale: 0.004,
  seed: 1,
  threads: "auto",
  out: "results",
};

describe("a Snakefile", () => {
  const rules = rulesOf(snakefile(options));
  const allRuns = new Set(Object.values(schmidt2018).flatMap(({ runs }) => runs.map(({ name }) => name)));
  const theories = ["theory-stability", "theory-random-starts"];

  it("has a rule for every run, every question to theory and every figure of the paper, and no other", () => {
    const steps = [...rules.values()].flatMap(({ command }) => /--step (\S+)/.exec(command)?.[1] ?? []);
    const figures = Object.keys(schmidt2018).map((number) => `figure-${number}`);
    const runs = [...allRuns].map((run) => `run-${run}`);
    expect(steps.sort()).toEqual([...runs, ...theories, ...figures].sort());
    expect(rules.size).toBe(steps.length + 2);
  });

  it("makes figures of their runs and of theory, and the record of all figures", () => {
    for (const [number, { runs }] of Object.entries(schmidt2018)) {
      const steps = [...runs.map(({ name }) => `run-${name}`), ...(number === "4" ? theories : [])];
      expect(rules.get(`figure_${number}`)?.inputs).toEqual(steps.map((step) => `steps/${step}.json`));
    }
    const outputs = [...rules.values()].flatMap((rule) => rule.outputs);
    expect(new Set(outputs).size).toBe(outputs.length);
    for (const { inputs } of rules.values()) for (const input of inputs) expect(outputs).toContain(input);
    expect(rules.get("record")?.inputs.length).toBe(3 * Object.keys(schmidt2018).length);
    expect(rules.get("all")?.inputs).toEqual(rules.get("record")?.outputs);
  });

  it("gives runs their threads and memory, and leaves small steps where it is started", () => {
    const text = snakefile({ ...options, threads: 3, memoryLimit: 8e9 });
    expect(text).toContain('THREADS = int(config.get("threads", 3))');
    const limited = rulesOf(text);
    expect(limited.get("run_ground")?.rest).toContain("threads: THREADS\n    resources: mem_mb=12000");
    expect(limited.get("run_ground")?.command).toContain("--memory-limit '8000000000 B'");
    expect(text).toMatch(/^localrules: all, figure_2, .*figure_9, record$/m);
    expect(rules.get("figure_3")?.rest).not.toContain("threads");
  });

  it("passes on what was asked for, whatever the names of folders", () => {
    const odd = {
      ...options,
      data: '/it\'s {odd} "here"',
      seconds: 2,
      starts: 30,
      indegreeScale: 0.3,
      seed: 7,
    };
    const command = rulesOf(snakefile({ ...odd, figure: "3" })).get("figure_3")?.command as string;
    // As Snakemake fills it in, and as a shell takes it apart.
    const filled = command.replaceAll("{{", "{").replaceAll("}}", "}");
    const words = execFileSync("sh", ["-c", `printf '%s\\n' ${filled}`], { encoding: "utf8" })
      .trim()
      .split("\n");
    expect(words).toEqual([
      ...[
        "reproduce",
        "schmidt2018",
        "--step",
        "figure-3",
        "--data",
        '/it\'s {odd} "here"',
        "--seconds",
        "2",
      ],
      ...["--starts", "30", "--scale", "0.004", "--indegree-scale", "0.3", "--seed", "7", "--out", "."],
    ]);
  });

  it("of one figure has its runs only", () => {
    const few = rulesOf(snakefile({ ...options, figure: "2" }));
    expect([...few.keys()]).toEqual(["all", "run_LA", "run_HA", "run_ground", "figure_2", "record"]);
    expect(few.get("record")?.command).toContain("--figure 2 ");
  });
});

describe("what is asked of the chain", () => {
  it.each([
    [{ step: "run-nothing" }, /--step must be one of run-LA, .*figure-9, got 'run-nothing'/],
    [{ step: "figure-7", figure: "7" }, /leave out --figure/],
    [{ step: "figure-7", snakefile: true }, /give --figure in place of --step/],
    [{}, /give --figure .*, or --step/],
  ])("is refused where it is nothing, or too much: %j", (wrong, message) => {
    expect(() => checkAsked(wrong)).toThrow(message);
  });

  it("may be every step of a Snakefile", () => {
    const commands = [...rulesOf(snakefile(options)).values()].map(({ command }) => command);
    const steps = commands.flatMap((command) => /--step (\S+)/.exec(command)?.[1] ?? []);
    for (const step of steps) expect(() => checkAsked({ step })).not.toThrow();
  });
});

describe("cajal reproduce --snakefile", () => {
  const folder = mkdtempSync(join(tmpdir(), "cajal-snakefile-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const asked = ["--synthetic", "2", "--scale", "0.003", "--seconds", "0.2", "--out", "all"];
  const reproduce = (...args: string[]) => cajal(["reproduce", "schmidt2018", ...args], folder);
  const inFolder = (name: string): string => readFileSync(join(folder, "all", name), "utf8");
  let rules: Map<string, Rule>;
  beforeAll(async () => {
    expect((await reproduce(...asked, "--figure", "7", "--snakefile")).code).toBe(0);
    rules = rulesOf(inFolder("Snakefile"));
  });

  it("refuses a figure before its runs", async () => {
    const early = await reproduce(...asked, "--step", "figure-7");
    expect([early.code, early.stderr]).toEqual([2, expect.stringContaining("figure 7 needs run metastable")]);
  });

  it("writes commands that do the chain step by step, as the command does it at once", async () => {
    for (const name of ["run_metastable", "figure_7", "record"]) {
      const { command, outputs } = rules.get(name) as Rule;
      const filled = command.replace("{threads}", "1").split(" ");
      expect((await cajal(filled, join(folder, "all"))).code, name).toBe(0);
      for (const output of outputs) expect(inFolder(output).length).toBeGreaterThan(100);
    }
    const whole = await reproduce(...asked, "--figure", "7");
    expect(whole.stdout).toMatch(/run metastable +up to date\n +figure-7 +up to date/);
    const graph: Record<string, string>[] = JSON.parse(inFolder("ro-crate-metadata.json"))["@graph"];
    const files = graph.map((entity) => entity["@id"]);
    for (const file of ["steps/run-metastable.json", "steps/figure-7.json", "figure-7.png"])
      expect(files).toContain(file);
  });

  it("refuses to do nothing", async () => {
    const { code, stderr } = await reproduce(...asked);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("give --figure (2, 3, 4, 5, 6, 7, 8, 9 or all)"),
    ]);
  });

  const found = spawnSync("snakemake", ["--version"]).status === 0;
  needing(found, "needs snakemake").it("is one for Snakemake, which plans every step", () => {
    const plan = spawnSync("snakemake", ["--dry-run", "--forceall", "--cores", "1"], {
      cwd: join(folder, "all"),
      encoding: "utf8",
    });
    expect(plan.status, plan.stderr).toBe(0);
    for (const name of rules.keys()) expect(`${plan.stdout}${plan.stderr}`).toContain(name);
  });
});
