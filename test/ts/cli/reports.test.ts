// The commands that look at runs again: analyse, compare, study.
import {
  copyFileSync,
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
import type { Comparison } from "../../../ts/analysis/index.ts";
import { Network, poisson } from "../../../ts/index.ts";
import { iaf_psc_exp } from "../../../ts/models/index.ts";
import { cajal, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown): void =>
  writeFileSync(join(folder, name), JSON.stringify(content));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** A network of neurons that fire by themselves, at a rate that follows the weight. */
function network(): Network {
  const net = new Network({ seed: 1 });
  const E = net.population(iaf_psc_exp, 50, {}, { label: "E" });
  net.stimulate(E, poisson({ rate: 8000 }), { weight: 60, delay: 1 });
  net.record(E, "spikes");
  return net;
}

const writeStudy = (name: string, vary: object): void =>
  write(name, { network: "net.json", options: { time: 500 }, vary });

beforeAll(async () => {
  write("net.json", network());
  writeFileSync(join(folder, "broken.json"), "{");
  writeStudy("seeds.json", { "/seed": [1, 2, 3, 4] });
  writeStudy("strong.json", { "/stimuli/0/parameters/rate": [8800], "/seed": [5, 6, 7] });
});

describe("cajal study", () => {
  it("runs every point in a folder of its own and makes one table", async () => {
    const { code, stdout, stderr } = await cajal(["study", "seeds.json", "--processes", "2"], folder);
    expect([code, stdout]).toEqual([0, expect.stringContaining("4 of 4 points are done")]);
    expect(stderr.match(/done +[\d.]+ s +seed \d/g)?.length).toBe(4);
    const points = ["seed=1", "seed=2", "seed=3", "seed=4"];
    expect(readdirSync(join(folder, "results/seeds")).sort()).toEqual([
      "index.html",
      "points.json",
      ...points,
      "table.csv",
    ]);
    const page = read("results/seeds/index.html");
    const links = [...page.matchAll(/href="([^"#]+index.html)"/g)].map(([, link]) =>
      decodeURIComponent(link as string),
    );
    expect(links).toEqual(points.map((point) => `${point}/index.html`));
    const lines = read("results/seeds/table.csv").trim().split("\n");
    expect(lines[0]).toMatch(/^folder,\/seed,real-time factor,digest,size of E,rate of E,cvIsi of E/);
    const digests = lines.slice(1).map((line) => line.split(",")[3]);
    expect(new Set(digests).size).toBe(4);
  });

  it("goes on where it was stopped, and repeats what was changed", async () => {
    rmSync(join(folder, "results/seeds/seed=2/point.json"));
    const again = await cajal(["study", "seeds.json"], folder);
    expect(again.stdout).toContain("4 points, 3 done already");
    expect(again.stderr.match(/done /g)?.length).toBe(1);
    writeFileSync(join(folder, "results/seeds/seed=3/point.json"), '{"args":');
    expect((await cajal(["study", "seeds.json", "--dry"], folder)).stdout).toMatch(/seed=3 +3 +open/);
    await cajal(["study", "seeds.json"], folder);
    const seeds = JSON.parse(read("seeds.json"));
    write("seeds.json", { ...seeds, options: { time: 501 } });
    expect((await cajal(["study", "seeds.json", "--dry"], folder)).stdout).toContain(
      "4 points, 0 done already",
    );
    write("seeds.json", seeds);
  });

  it("goes on after Ctrl-C", async () => {
    write("long.json", { network: "net.json", options: { time: 1e7 }, vary: { "/seed": [1, 2] } });
    const { child, result } = start(["study", "long.json", "--processes", "1"], folder);
    while (!existsSync(join(folder, "results/long/seed=1/spikes.cajal")))
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { code, stdout } = await result;
    expect([code, stdout]).toEqual([130, expect.stringContaining("The same command goes on")]);
    expect((await cajal(["study", "long.json", "--dry"], folder)).stdout).toContain(
      "2 points, 0 done already",
    );
  });

  it("keeps its points when it grows, and readers take no others", async () => {
    const seeds = JSON.parse(read("seeds.json"));
    write("seeds.json", { ...seeds, vary: { "/seed": [9, 2, 3, 4] } });
    expect((await cajal(["study", "seeds.json"], folder)).stdout).toContain("4 points, 3 done already");
    const { stderr } = await cajal(["compare", "results/seeds", "results/seeds"], folder);
    expect(stderr).toContain("4 runs of results/seeds"); // not that of seed 1, which is still there
    write("seeds.json", seeds);
    expect((await cajal(["study", "seeds.json"], folder)).stdout).toContain("4 points, 4 done already");
  });

  it("tells which points failed and why, and does the others", async () => {
    const net = new Network();
    net.record(net.population(iaf_psc_exp, 2, { C_m: 250, V_m: -49 }, { label: "E" }), "spikes");
    net.stimulate(net.populations[0] as never, poisson({ rate: 8000 }), { weight: 60, delay: 1 });
    write("fragile.json", net);
    write("mixed.json", {
      network: "fragile.json",
      options: { time: 20 },
      vary: { "/populations/0/parameters/C_m": [250, 1e-308] },
    });
    const { code, stdout } = await cajal(["study", "mixed.json"], folder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/Warning: in 1 of 2 points, as C_m=250: .*W_INITIAL_ABOVE_THRESHOLD/);
    expect(stdout).toContain("1 of 2 points are done");
    expect(stdout).toMatch(/C_m=1e-308 after .*E_NUMERIC/);
  });

  const circuit = (vary: unknown) => ({ network: "microcircuit", options: { time: 10, presim: 0 }, vary });
  const wrong: [string, unknown, RegExp][] = [
    ["another form", { network: "net.json" }, /vary/],
    ["an empty list", { network: "net.json", vary: { "/seed": [] } }, /vary/],
    ["an unknown key", { network: "net.json", vary: {}, varry: {} }, /varry/],
    ["a place that is not there", { network: "net.json", vary: { "/sed": [1] } }, /nothing at \/sed/],
    [
      "a place in a published network",
      { network: "microcircuit", vary: { "/seed": [1] } },
      /a network's file/,
    ],
    ["what the study decides", { network: "microcircuit", vary: { out: ["x"] } }, /decides that itself/],
    ["a name in both", { network: "microcircuit", options: { seed: 1 }, vary: { seed: [1] } }, /both in/],
    ["a network that is no JSON", { network: "broken.json", vary: { "/seed": [1] } }, /no JSON/],
    ["what every object has", { network: "net.json", vary: { "/toString": [1] } }, /nothing at/],
    ["an option without a name", { network: "microcircuit", vary: { "": [1] } }, /decides that itself/],
    [
      "an option's name that is mistyped",
      circuit({ scale: [0.01], seeds: [1] }),
      /'seeds'.*did you mean.*seed/,
    ],
    [
      "an option between yes and no",
      circuit({ thalamus: [true, 0.5] }),
      /thalamus must be true or false, got 0.5/,
    ],
    ["an option that is no flag", circuit({ seed: [1, false] }), /seed must be .*got false/],
    ["an option of another type", circuit({ drive: [true] }), /drive must be poisson, dc, got true/],
    [
      "a value out of range in the last point",
      circuit({ scale: [0.01, 99] }),
      /scale 99 .*at most 10, got 99/,
    ],
    [
      "a number where none is meant",
      circuit({ scale: [0.01], threads: [1, "many"] }),
      /threads many .*auto or/,
    ],
    [
      "a time off the grid",
      { network: "microcircuit", vary: { scale: [0.01], time: [10, 10.05] } },
      /time 10.05 .*E_TIME_GRID/,
    ],
    [
      "a parameter out of range in the last point",
      { network: "net.json", vary: { "/populations/0/size": [50, -1] } },
      /size -1 .*E_SIZE/,
    ],
    ["a network that is not there", { network: "none.json", vary: { "/seed": [1] } }, /does not exist/],
  ];
  it.each(wrong)("refuses %s", async (_, content, message) => {
    write("wrong.json", content);
    const { code, stderr } = await cajal(["study", "wrong.json"], folder);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("    at ");
    expect(existsSync(join(folder, "results/wrong"))).toBe(false);
  });
});

describe("cajal analyse", () => {
  it("measures runs again, writes their pages, and keeps an ensemble", async () => {
    const first = join(folder, "results/seeds/seed=1");
    rmSync(join(first, "index.html"));
    const { code, stdout } = await cajal(
      ["analyse", "results/seeds", "--save", "kept.json", "--json"],
      folder,
    );
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.length).toBe(4);
    const summary = JSON.parse(read("results/seeds/seed=1/summary.json"));
    expect(document[0].populations).toEqual(summary.populations);
    expect(readFileSync(join(first, "index.html"), "utf8")).toContain("distribution-rate.svg");
    const kept = JSON.parse(read("kept.json"));
    expect(kept).toMatchObject({ runs: 4, window: { tStart: 0, tStop: 500 } });
    expect(kept.populations.E.rate.spread.mean).toBeGreaterThan(0);
  });

  it("refuses folders without runs, spikes or an end", async () => {
    mkdirSync(join(folder, "empty"));
    const empty = await cajal(["analyse", "empty"], folder);
    expect([empty.code, empty.stderr]).toEqual([
      1,
      expect.stringContaining("name a folder written by cajal run"),
    ]);
    await cajal(
      ["run", "microcircuit", "--scale", "0.01", "--time", "10", "--record", "none", "--out", "none"],
      folder,
    );
    const none = await cajal(["analyse", "none"], folder);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("has no recorded spikes")]);
    const unwritable = await cajal(["analyse", "results/seeds", "--save", "empty"], folder);
    expect([unwritable.code, unwritable.stderr]).toEqual([1, expect.stringContaining("name a file")]);
  });
});

describe("cajal compare", () => {
  it("finds runs equivalent to an ensemble of the same network, stored or not", async () => {
    await cajal(["run", "net.json", "--time", "500", "--out", "single"], folder);
    const stored = await cajal(["compare", "single", "kept.json"], folder);
    expect([stored.code, stored.stdout]).toEqual([0, expect.stringMatching(/E +rate .* equivalent/)]);
    const ensemble = await cajal(["compare", "single", "results/seeds", "--json", "--out", "page"], folder);
    const { comparisons } = JSON.parse(ensemble.stdout);
    expect(comparisons[0]).toMatchObject({ population: "E", measure: "rate", verdict: "equivalent" });
    expect(comparisons[0].distances.length).toBe(4);
    expect(read("page/comparison.html")).toContain("Verdict");
  });

  it("finds another input different, and ends with 1", async () => {
    await cajal(["study", "strong.json"], folder);
    const { code, stdout } = await cajal(["compare", "results/strong", "results/seeds"], folder);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/E +rate .* DIFFERENT/)]);
  });

  it("finds no difference at all between a run and itself, also as it was kept", async () => {
    // More neurons than are correlated, and one of seven in silence.
    const net = new Network({ seed: 1 });
    const E = net.population(iaf_psc_exp, 700, {}, { label: "E" });
    net.stimulate(E.slice(0, 600), poisson({ rate: 8000 }), { weight: 60, delay: 1 });
    net.record(E, "spikes");
    write("wide.json", net);
    await cajal(["run", "wide.json", "--time", "500", "--out", "wide"], folder);
    const { code, stdout } = await cajal(["compare", "wide", "wide", "--json"], folder);
    expect(code).toBe(0);
    const comparisons: Comparison[] = JSON.parse(stdout).comparisons;
    expect(comparisons.length).toBe(7);
    for (const { measure, distance, means, verdict } of comparisons) {
      expect([distance, means[0], measure]).toEqual([distance === null ? null : 0, means[1], measure]);
      expect(verdict).toBe(distance === null ? "undecided" : "equivalent");
    }
    await cajal(["analyse", "wide", "--save", "wide-kept.json"], folder);
    const kept = JSON.parse((await cajal(["compare", "wide", "wide-kept.json", "--json"], folder)).stdout);
    // Numbers are kept with six digits.
    for (const { measure, means } of kept.comparisons as Comparison[])
      if (means[0] !== null) expect(means[0] / means[1], measure).toBeCloseTo(1, 5);
  });

  it("refuses runs that differ in more than the seed, and other populations", async () => {
    writeStudy("rates.json", { "/stimuli/0/parameters/rate": [8000, 9000] });
    await cajal(["study", "rates.json"], folder);
    for (const args of [
      ["compare", "results/rates", "results/seeds"],
      ["analyse", "results/rates", "--save", "rates-kept.json"],
    ]) {
      const { code, stderr } = await cajal(args, folder);
      expect([code, stderr]).toEqual([2, expect.stringContaining("differ in more than the seed")]);
    }
    const summary = JSON.parse(read("single/summary.json"));
    mkdirSync(join(folder, "renamed"));
    copyFileSync(join(folder, "single/spikes.cajal"), join(folder, "renamed/spikes.cajal"));
    write("renamed/summary.json", { ...summary, groups: [{ ...summary.groups[0], label: "X" }] });
    const renamed = await cajal(["compare", "single", "renamed"], folder);
    expect([renamed.code, renamed.stderr]).toEqual([2, expect.stringContaining("only one has X, E")]);
  });

  it("refuses runs of another length, and files of another form", async () => {
    await cajal(["run", "net.json", "--time", "400", "--out", "short"], folder);
    const short = await cajal(["compare", "short", "kept.json"], folder);
    expect([short.code, short.stderr]).toEqual([
      2,
      expect.stringContaining("equally long, got 400 ms in short and 500 ms"),
    ]);
    copyFileSync(join(folder, "single/summary.json"), join(folder, "form.json"));
    const form = await cajal(["compare", "single", "form.json"], folder);
    expect([form.code, form.stderr]).toEqual([1, expect.stringContaining("form.json cannot be used")]);
    const swapped = await cajal(["compare", "kept.json", "single"], folder);
    expect([swapped.code, swapped.stderr]).toEqual([2, expect.stringContaining("'kept.json' is no folder")]);
    const missing = await cajal(["compare", "single", "nowhere"], folder);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining("nowhere/summary.json")]);
    expect((await cajal(["compare", "single"], folder)).code).toBe(2);
  });
});
