// `cajal run multi-area` as users start it, on few areas and few neurons.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Network } from "../../../ts/index.ts";
import { miniatureDataModel, miniatureNpy, miniatureRepository } from "../../helpers/miniature-repository.ts";
import { cajal, type Result } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-multi-area-"));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const run = (...args: string[]): Promise<Result> =>
  cajal(["run", "multi-area", "--time", "100", "--presim", "50", "--threads", "1", ...args], folder);

describe("cajal run multi-area", () => {
  const small = ["--synthetic", "4", "--scale", "0.004", "--show", "A2,A4"];
  let result: Result;
  // biome-ignore lint/suspicious/noExplicitAny: the document is what is tested
  let document: any;
  beforeAll(async () => {
    const how = ["--laminar-flow", "--connectivity", "made", "--memory-limit", "8.5GB"];
    result = await run(...small, ...how, "--json", "--out", "one");
    document = JSON.parse(result.stdout);
  });

  it("says what it runs on", () => {
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("synthetic connectome of 4 areas, seed 1");
  });

  it("measures the areas that are shown, and tells the rates of all populations beside theory", () => {
    const labels = document.populations.map(({ label }: { label: string }) => label);
    expect(labels.length).toBe(16);
    expect([labels[0], labels[8]]).toEqual(["A2-23E", "A4-23E"]);
    expect(document.rates.length).toBe(32);
    const spikes = document.rates.reduce(
      (sum: number, { rate, neurons }: { rate: number; neurons: number }) => sum + rate * neurons * 0.1,
      0,
    );
    expect(spikes).toBeCloseTo(document.run.spikes, 6);
    for (const { theory, reference } of document.rates) {
      expect(theory).toBeGreaterThan(0);
      expect(reference).toBeNull();
    }
  });

  it("writes these rates as a table, and draws them", () => {
    const rows = csvParse(read("one/rates.csv"));
    expect(rows.length).toBe(32);
    expect(rows[31]?.population).toBe("A4-6I");
    expect(Number(rows[0]?.["rate (1/s)"])).toBe(document.rates[0].rate);
    const page = read("one/index.html");
    for (const part of ["area-rates.svg", "Rates of areas (1/s)", "raster.svg", "rates.csv"])
      expect(page).toContain(part);
    for (const part of [
      "area-trace-2.svg",
      "area-neuron-rates.svg",
      "Activity of areas",
      "areas.csv",
      "needs more time",
      "laminar flow: ",
    ])
      expect(page).toContain(part);
    expect(document.areas.map(({ area }: { area: string }) => area)).toEqual(["A1", "A2", "A3", "A4"]);
    const rate = document.areas[3].rate;
    const own = document.rates.slice(24);
    const neurons = own.reduce((sum: number, one: { neurons: number }) => sum + one.neurons, 0);
    const spikes = own.reduce(
      (sum: number, one: { neurons: number; rate: number }) => sum + one.neurons * one.rate,
      0,
    );
    // The file's window counts a spike on its edge otherwise than the run does.
    expect(Math.abs(rate - spikes / neurons)).toBeLessThan(3 / neurons / 0.1);
    expect(read("one/area-rates.svg")).toContain("4E");
  });

  it("keeps them when it is analysed again", async () => {
    expect((await cajal(["analyse", "one"], folder)).code).toBe(0);
    const page = read("one/index.html");
    for (const part of ["area-rates.svg", "Rates of areas (1/s)", "synthetic connectome of 4 areas"])
      expect(page).toContain(part);
  });

  it("can be one of a study, whose points are checked before the first one runs", async () => {
    const study = { network: "multi-area", options: { synthetic: 2 }, vary: { chi: [1, -1] } };
    writeFileSync(join(folder, "chi.json"), JSON.stringify(study));
    const refused = await cajal(["study", "chi.json"], folder);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining("the point chi -1 cannot be run"),
    ]);
    writeFileSync(join(folder, "chi.json"), JSON.stringify({ ...study, vary: { chi: [1, 1.9] } }));
    expect((await cajal(["study", "chi.json", "--dry"], folder)).stdout).toContain(
      "2 points, 0 done already",
    );
  });

  it("writes down its network beside a short summary", () => {
    expect(read("one/summary.json").length).toBeLessThan(100_000);
    expect(read("one/index.html")).toContain('href="network.json.gz"');
    const network = Network.from(
      JSON.parse(gunzipSync(readFileSync(join(folder, "one/network.json.gz"))).toString()),
    );
    const rates: { neurons: number }[] = document.rates;
    expect(network.size).toBe(rates.reduce((sum, { neurons }) => sum + neurons, 0));
  });

  it("can be repeated as its page says", async () => {
    const { options } = JSON.parse(read("one/summary.json"));
    expect(options).toMatchObject({ synthetic: 4, scale: 0.004, indegreeScale: 0.2, show: "A2,A4", seed: 1 });
    expect(options).toMatchObject({ connectivity: "made", memoryLimit: "8500 MB", laminarFlow: true });
    const [, command] = /npx cajal ([^<\n]*)/.exec(read("one/index.html")) as RegExpExecArray;
    const words = [...(command as string).matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    );
    const again = await cajal(
      [...(words as string[]), "--record", "none", "--json", "--out", "again"],
      folder,
    );
    const { digest, connectivity } = JSON.parse(again.stdout);
    expect([digest, connectivity.form]).toEqual([document.digest, "made"]);
  });

  it("replaces areas that are not simulated, and counts spikes without recording them", async () => {
    const alone = await run(
      ...small.slice(0, 4),
      "--areas",
      "A1,A3",
      "--record",
      "none",
      "--json",
      "--out",
      "two",
    );
    const { populations, rates } = JSON.parse(alone.stdout);
    expect(populations.map(({ label }: { label: string }) => label)[8]).toBe("A3-23E");
    expect(rates.map(({ rate }: { rate: number }) => rate)).toEqual(
      populations.map(({ rate }: { rate: number }) => rate),
    );
  });
});

describe("the folder of a connectome", () => {
  const data = join(folder, "data");
  const tables = {
    areas: "# Made up (Doe 2001). Licence CC0 1.0.\narea,arch_type,hierarchy\nX,8,0\n",
    populations: "area,population,N_real,K_ext_kappa1\nX,23E,100,2000\nX,23I,25,2000\n",
    distances_mm: "area,X\nX,0\n",
    connections_unstabilized_chi1:
      "target,source,indegree,n_syn\n0,0,10,1000\n1,0,10,250\n0,1,5,500\n1,1,5,125\n",
    reference_rates: "index,nest_ground_rate\n0,1.5\n1,2.5\n",
  };
  beforeAll(() => {
    mkdirSync(data);
    for (const [name, text] of Object.entries(tables)) writeFileSync(join(data, `${name}.csv`), text);
    writeFileSync(join(data, "connections_ground.csv"), tables.connections_unstabilized_chi1);
  });

  it("gives its network, its citation and licence, and reference rates in the ground state", async () => {
    const { stderr, stdout, code } = await run("--data", data, "--scale", "1", "--json", "--out", "three");
    expect(code).toBe(0);
    expect(stderr).toContain("Made up (Doe 2001)");
    expect(stderr).toContain("licence: CC0 1.0");
    const { rates, build } = JSON.parse(stdout);
    expect(build.synapses).toBe(1875);
    expect(rates.map(({ reference }: { reference: number }) => reference)).toEqual([1.5, 2.5]);
    expect(read("three/index.html")).toContain("CC0 1.0");
  });

  it.each([
    [
      "index,nest_ground_rate\n0,1.5\n",
      /reference_rates.csv.*there must be 2 rows, one per population, got 1/,
    ],
    [
      "index,nest_ground_rate\n0,1.5\n1,fast\n",
      /reference_rates.csv.*line 3, column 'nest_ground_rate'.*'fast'/,
    ],
    ["index,rate\n0,1.5\n1,2.5\n", /reference_rates.csv.*there is no column 'nest_ground_rate'/],
    ["\u0000\u0001", /reference_rates.csv.*there is no column 'nest_ground_rate'/],
  ])("with wrong reference rates is refused before anything is run: %j", async (table, message) => {
    const damaged = join(folder, "damaged");
    mkdirSync(damaged, { recursive: true });
    for (const [name, text] of Object.entries(tables)) writeFileSync(join(damaged, `${name}.csv`), text);
    writeFileSync(join(damaged, "connections_ground.csv"), tables.connections_unstabilized_chi1);
    writeFileSync(join(damaged, "reference_rates.csv"), table);
    const { code, stderr } = await run("--data", damaged, "--scale", "1", "--out", "never");
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(join(folder, "never"))).toBe(false);
  });

  it("may be a clone of the macaque model's repository; it says which files are not the published ones", async () => {
    const few = ["--scale", "0.001", "--state", "LA", "--show", "TH", "--record", "none"];
    const { stderr, stdout, code } = await run(
      "--data",
      miniatureRepository(),
      ...few,
      "--json",
      "--out",
      "four",
    );
    expect(code).toBe(0);
    expect(stderr).toContain("licence: CC BY-NC-SA 4.0");
    const { populations, rates, warnings } = JSON.parse(stdout);
    expect([populations.length, rates.length]).toEqual([6, 38]);
    const changed = warnings.filter(({ code }: { code: string }) => code === "W_DATA_CHANGED");
    expect(changed.length).toBe(4);
  });

  it("may be the file that the repository's scripts make, with the stabilised in-degrees beside it", async () => {
    const file = join(folder, "model.json");
    writeFileSync(file, miniatureDataModel());
    writeFileSync(join(folder, "K_prime_original.npy"), miniatureNpy());
    const { stderr, stdout, code } = await run(
      ...["--data", file, "--scale", "1", "--state", "ground", "--record", "none", "--json", "--out", "five"],
    );
    expect(code).toBe(0);
    expect(stderr).toContain(`macaque multi-area network, from ${file}`);
    // 0.3 synapses for each of ten neurons.
    expect(JSON.parse(stdout).build.synapses).toBe(3);
  });

  it.each([
    [["--data", "nowhere"], /nowhere: there is no such folder.*docs\/guide\/multi-area.md.*\[E_IO\]/],
    [["--data", "."], /\.: there is no populations.csv, .*docs\/guide\/multi-area.md.*\[E_IO\]/],
    [["--data", ".", "--synthetic", "4"], /'--data <path>' cannot be used with option '--synthetic <areas>'/],
    [
      ["--data", ".", "--connectome-seed", "4"],
      /'--data <path>' cannot be used with .* '--connectome-seed <number>'/,
    ],
    [["--areas", "B1"], /areas\[0\] must be an area of the connectome: A1, .*, got 'B1'/],
    [["--synthetic", "2", "--show", "A3"], /--show must name simulated areas \(A1, A2\), got 'A3'/],
  ])("or another option that is wrong is usage: %j", async (args, message) => {
    const { code, stderr, stdout } = await cajal(["run", "multi-area", ...args], folder);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});
