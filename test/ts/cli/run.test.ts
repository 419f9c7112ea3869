import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { readSpikeFile } from "../../../ts/io/index.ts";
import { populationLabels } from "../../../ts/networks/index.ts";
import { onLinux } from "../../helpers/needs.ts";
import { cajal, type Result, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const small = ["run", "microcircuit", "--scale", "0.02", "--time", "100", "--presim", "50"];
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("cajal run microcircuit --json", () => {
  let result: Result;
  // biome-ignore lint/suspicious/noExplicitAny: the document is what is tested
  let document: any;
  beforeAll(async () => {
    result = await cajal([...small, "--json", "--out", "one", "--threads", "1"], folder);
    document = JSON.parse(result.stdout);
  });

  it("ends with 0 and prints exactly one document on stdout", () => {
    expect(result.code).toBe(0);
    expect(result.stdout.trim().split("\n").length).toBe(1);
    expect(result.stderr).toContain("population");
  });

  it("has the promised shape", () => {
    expect(document).toMatchObject({
      backend: "native",
      threads: 1,
      isa: expect.any(String),
      weights: "exact",
      connectivity: { form: "stored", reasons: [expect.stringMatching(/^stored synapses take .* of /)] },
      build: {
        seconds: expect.any(Number),
        synapses: expect.any(Number),
        bytesPerSynapse: expect.any(Number),
      },
      memory: { peakBytes: expect.any(Number) },
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      interrupted: false,
    });
    expect(Object.keys(document.run.phases)).toEqual(["deliver", "update", "exchange", "record"]);
    expect(document.run.simulated).toBe(100);
    expect(document.run.realTimeFactor).toBeCloseTo(document.run.wall / 0.1, 9);
    expect(document.presim.simulated).toBe(50);
    expect(document.build.synapses).toBeGreaterThan(119_000);
    expect(document.memory.peakBytes).toBeGreaterThan(30e6);
  });

  it("names every population with size, rate and irregularity", () => {
    expect(document.populations.map(({ label }: { label: string }) => label)).toEqual([...populationLabels]);
    expect(document.populations[0].size).toBe(414);
    for (const { size, rate } of document.populations) {
      expect(size).toBeGreaterThan(20);
      expect(rate).toBeGreaterThanOrEqual(0);
      expect(rate).toBeLessThan(60);
    }
  });

  it("counts the spikes of the measured time only, and the file has them all", () => {
    const all = readSpikeFile(join(folder, "one", "spikes.cajal"));
    expect(all.complete).toBe(true);
    const measured = readSpikeFile(join(folder, "one", "spikes.cajal"), { tStart: 50, tStop: 150 }).spikes;
    expect(measured.length).toBe(document.run.spikes);
    expect(all.spikes.length).toBeGreaterThan(measured.length);
    const total = document.populations.reduce(
      (sum: number, { size, rate }: { size: number; rate: number }) => sum + size * rate * 0.1,
      0,
    );
    // Rates take both edges of the window, the file's reader only the later one.
    expect(Math.abs(total - measured.length)).toBeLessThan(20);
  });

  it("writes summary, figures and page", () => {
    const figures = ["complexity-excitatory", "complexity-inhibitory"];
    figures.push("distribution-correlation", "distribution-cv", "distribution-rate", "raster", "rates");
    const drawn = figures.flatMap((name) => [`${name}.png`, `${name}.svg`, `${name}-dark.svg`]);
    const names = [...drawn, "index.html", "spikes.cajal", "summary.json"];
    expect(readdirSync(join(folder, "one")).sort()).toEqual(names.sort());
    const summary = JSON.parse(read("one/summary.json"));
    expect(summary.window).toEqual({ tStart: 50, tStop: 150 });
    expect(summary.options).toMatchObject({ scale: 0.02, seed: 55, drive: "poisson", time: 100, presim: 50 });
    expect(summary.network.populations.length).toBe(8);
    expect(summary.versions.cajal).toMatch(/^\d+\.\d+\.\d+/);
    expect(summary.digest).toBe(document.digest);
    expect(read("one/index.html")).toContain('<img class="on-light" src="raster.svg"');
  });

  it("gives the same digest with two threads, made synapses and no recording, another for another seed", async () => {
    const same = await cajal(
      [...small, "--json", "--threads", "2", "--record", "none", "--connectivity", "made", "--out", "two"],
      folder,
    );
    const again = JSON.parse(same.stdout);
    expect(again.connectivity).toEqual({ form: "made", reasons: ["asked for"] });
    expect(again.digest).toBe(document.digest);
    expect(again.populations[0]).toMatchObject({ label: "L23E", size: 414, cvIsi: null });
    for (const [index, { size, rate }] of again.populations.entries()) {
      const recorded = document.populations[index];
      // The file's window counts a spike on its left edge too.
      expect(Math.abs(rate - recorded.rate)).toBeLessThan(3 / size / 0.1);
    }
    expect(again.populations[4].rate).toBeGreaterThan(0);
    expect(same.stderr).toContain("The CV of ISI is not known");
    expect(existsSync(join(folder, "two", "spikes.cajal"))).toBe(false);
    const other = await cajal([...small, "--json", "--seed", "1", "--out", "three"], folder);
    expect(JSON.parse(other.stdout).digest).not.toBe(document.digest);
  });
});

describe("the folder of results", () => {
  it("gets a number when it is occupied, unless overwriting is asked for", async () => {
    const short = [
      "run",
      "microcircuit",
      "--scale",
      "0.01",
      "--time",
      "10",
      "--presim",
      "0",
      "--out",
      "results",
    ];
    const first = await cajal(short, folder);
    expect(first.code).toBe(0);
    await cajal(short, folder);
    expect(existsSync(join(folder, "results-2", "summary.json"))).toBe(true);
    writeFileSync(join(folder, "results", "mine.txt"), "kept");
    expect((await cajal([...short, "--overwrite", "--record", "none"], folder)).code).toBe(0);
    expect(readdirSync(join(folder, "results")).sort()).toEqual(["index.html", "mine.txt", "summary.json"]);
    expect(existsSync(join(folder, "results-3"))).toBe(false);
  });

  it.each([
    ["microcircuit", ["--scale", "0.02"]],
    ["multi-area", ["--synthetic", "1"]],
    ["tiny.json", []],
  ])("keeps what it holds where there is no memory for what would replace it: %s", async (network, size) => {
    const tiny = new Network();
    tiny.record(tiny.population("iaf_psc_exp", 2, { I_e: 400 }), "spikes");
    writeFileSync(join(folder, "tiny.json"), JSON.stringify(tiny));
    const results = join(folder, "kept");
    mkdirSync(results, { recursive: true });
    for (const name of ["summary.json", "spikes.cajal"])
      writeFileSync(join(results, name), "of an earlier run");
    const args = ["run", network, ...size, "--out", "kept", "--overwrite", "--memory-limit", "1 B"];
    const { code, stderr } = await cajal(args, folder);
    expect([code, stderr]).toEqual([1, expect.stringContaining("[E_MEMORY_BUDGET]")]);
    expect(readdirSync(results).sort()).toEqual(["spikes.cajal", "summary.json"]);
    expect(read("kept/summary.json")).toBe("of an earlier run");
    const elsewhere = await cajal(
      ["run", network, ...size, "--out", "none", "--memory-limit", "1 B"],
      folder,
    );
    expect([elsewhere.code, existsSync(join(folder, "none"))]).toEqual([1, false]);
  });

  it("that cannot be made is reported with a remedy", async () => {
    writeFileSync(join(folder, "file"), "");
    const result = await cajal([...small, "--out", "file/below"], folder);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/cannot write file\/below.*choose another folder, as with --out.*\[E_IO\]/);
    expect(result.stderr).not.toContain("    at ");
  });

  onLinux.it("below which no folder can be made is reported, not tried for ever", async () => {
    const result = await cajal([...small, "--out", "/proc/cajal/x"], folder);
    expect(result.code).toBe(1);
    expect(result.stderr).toContain("[E_IO]");
  });
});

it("the thalamic pulse is measured when it lies in the recorded time", async () => {
  const args = ["--scale", "0.05", "--presim", "600", "--time", "200", "--thalamus", "--out", "pulse"];
  const result = await cajal(["run", "microcircuit", ...args], folder);
  expect(result.stdout).toContain("Answer to the stimulus at 700 ms");
  const { responses } = JSON.parse(read("pulse/summary.json"));
  expect(responses.map(({ label }: { label: string }) => label)).toEqual([...populationLabels]);
  const layer4 = responses[2];
  expect(layer4.onsetLatency).toBeGreaterThan(1.5);
  expect(layer4.onsetLatency).toBeLessThan(12);
  expect(layer4.extraSpikes).toBeGreaterThan(10);
});

describe("wrong usage ends with 2 and says what is right", () => {
  const cases: [string[], RegExp][] = [
    [["run", "microcircuit", "--drive", "ac"], /Allowed choices are poisson, dc/],
    [["run", "microcircuit", "--time", "-5"], /a number above 0/],
    [["run", "microcircuit", "--threads", "0"], /auto or a whole number from 1/],
    [["run", "microcircuit", "--connectivity", "procedural"], /Allowed choices are auto, stored, made/],
    [["run", "microcircuit", "--memory-limit", "12"], /above 0 with its unit, such as '12 GB'/],
    [["run", "multi-are"], /did you mean 'multi-area'/],
    [["run", "microcircuit", "--scale", "20"], /at most 10, got 20/],
    [["run", "microcircuit", "--seed", "1.5"], /a whole number from 0 to 2\^53 - 1/],
    [["run", "microcircuit", "--time", "0.25"], /--time must be a multiple of .* nearest are 0.2 and 0.3 ms/],
    [["run", "microcircuit", "--resolution", "0.3"], /--presim must be a multiple of the resolution/],
    [["run", "microcircuit", "--time", "1e300"], /104 days/],
    [["run", "microcircuit", "--out", ""], /--out must be the path of a folder/],
    [["run"], /cajal run microcircuit, or a file/],
    [["info", "fixed_indegre"], /did you mean 'fixed_indegree'/],
    [["run", "microcircuit", "--sed", "1"], /unknown option '--sed'/],
    [["run", "microcircut"], /did you mean 'microcircuit'/],
    [["simulate"], /unknown command 'simulate'/],
    [["info", "iaf_psc_ex"], /did you mean 'iaf_psc_exp'/],
  ];
  it.each(cases)("%j", async (args, message) => {
    const result = await cajal(args, folder);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toContain("    at ");
    expect(result.stdout).toBe("");
  });
});

describe("Ctrl-C", () => {
  // Far more than an answer takes on a machine that is busy with others, far less than what is interrupted.
  const longest = 20_000;
  const interrupt = async (args: string[], text: string, ready: () => boolean) => {
    const { child, shown, result } = start(["run", "microcircuit", ...args], folder);
    await shown(text);
    while (!ready()) await new Promise((resolve) => setTimeout(resolve, 20));
    const begin = performance.now();
    child.kill("SIGINT");
    return { ...(await result), milliseconds: performance.now() - begin };
  };

  it("during the run keeps what was recorded and ends with 130", async () => {
    const args = ["--scale", "0.02", "--time", "1e8", "--presim", "100", "--json", "--out", "stopped"];
    const { code, stdout, milliseconds } = await interrupt(args, "warm-up", () => {
      const { reached = 0 } = readSpikeFile(join(folder, "stopped", "spikes.cajal"));
      return reached > 100;
    });
    expect(code).toBe(130);
    expect(milliseconds).toBeLessThan(longest);
    const document = JSON.parse(stdout);
    expect(document.interrupted).toBe(true);
    expect(document.run.simulated).toBeGreaterThan(0);
    const { spikes, complete } = readSpikeFile(join(folder, "stopped", "spikes.cajal"), { tStart: 100 });
    expect(complete).toBe(true);
    expect(spikes.length).toBe(document.run.spikes);
    expect(JSON.parse(read("stopped/summary.json"))).toMatchObject({
      interrupted: true,
      recording: "spikes.cajal",
    });
  });

  it("during the build ends with 130 and writes the summary", async () => {
    const { code, milliseconds } = await interrupt(["--scale", "0.5", "--out", "unbuilt"], "synapses", () =>
      existsSync(join(folder, "unbuilt", "summary.json")),
    );
    expect(code).toBe(130);
    expect(milliseconds).toBeLessThan(longest);
    expect(JSON.parse(read("unbuilt/summary.json"))).toMatchObject({
      interrupted: true,
      digest: "",
      recording: null,
    });
  });
});
