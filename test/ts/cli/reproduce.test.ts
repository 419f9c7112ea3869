// Chains from data to figures: what is done again and what is not, what a record says, and a whole figure.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stepOfTheory } from "../../../ts/cli/reproduce/chain.ts";
import { Interrupted } from "../../../ts/cli/reproduce/run-step.ts";
import { readLedger, take } from "../../../ts/cli/reproduce/steps.ts";
import { syntheticConnectome } from "../../../ts/networks/index.ts";
import { cajal, cajalAlone } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-reproduce-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

describe("a step", () => {
  write("in.txt", "one");
  const step = (parameters: object) => ({
    name: "double",
    parameters: { ...parameters },
    inputs: ["in.txt"],
    work: async () => {
      write("out.txt", read("in.txt").repeat(2));
      return ["out.txt"];
    },
  });

  it("is done again only where the content of something has changed", async () => {
    expect(await take(folder, step({ a: 1 }))).toBe(true);
    expect(await take(folder, step({ a: 1 }))).toBe(false);
    write("in.txt", "one");
    expect(await take(folder, step({ a: 1, b: undefined }))).toBe(false);
    write("in.txt", "two");
    expect(await take(folder, step({ a: 1 }))).toBe(true);
    expect(read("out.txt")).toBe("twotwo");
    expect(await take(folder, step({ a: 2 }))).toBe(true);
    write("out.txt", "damaged");
    expect(await take(folder, step({ a: 2 }))).toBe(true);
    rmSync(join(folder, "out.txt"));
    expect(await take(folder, step({ a: 2 }))).toBe(true);
    expect(await take(folder, step({ a: 2 }))).toBe(false);
  });

  const stopped = (): Promise<never> => Promise.reject(new Error("stopped"));

  it("that failed is not taken for done, nor is what it has left of its files", async () => {
    const harmful = async () => {
      write("out.txt", "half");
      return stopped();
    };
    await expect(take(folder, { ...step({ a: 3 }), work: harmful })).rejects.toThrow("stopped");
    expect(readLedger(folder)).toEqual({});
    expect(await take(folder, step({ a: 2 }))).toBe(true);
  });

  it("that failed before it touched its files leaves what was done, and no folder where there was none", async () => {
    await expect(take(folder, { ...step({ a: 3 }), work: stopped })).rejects.toThrow("stopped");
    expect(await take(folder, step({ a: 2 }))).toBe(false);
    const fresh = join(folder, "fresh");
    await expect(take(fresh, { ...step({}), inputs: [], work: stopped })).rejects.toThrow("stopped");
    expect(existsSync(fresh)).toBe(false);
  });
});

describe("cajal reproduce", () => {
  const args = [
    "reproduce",
    "schmidt2018",
    "--synthetic",
    "4",
    "--scale",
    "0.004",
    "--seconds",
    "0.5",
    "--out",
    "all",
  ];

  it("makes a figure with a record of it, and goes on from there", async () => {
    const first = await cajal([...args, "--figure", "8"], folder);
    expect([first.code, first.stdout]).toEqual([
      0,
      expect.stringMatching(/run metastable +done\n +figure-8 +done/),
    ]);
    const figure = read("all/figure-8.svg");
    for (const text of [
      "From synaptic currents",
      "is too short or has too few areas for it",
      "it needs correlations of fMRI",
    ])
      expect(figure).toContain(text);
    const graph: Record<string, unknown>[] = JSON.parse(read("all/ro-crate-metadata.json"))["@graph"];
    const ids = new Set(graph.map((entity) => entity["@id"]));
    const named = [...JSON.stringify(graph).matchAll(/\{"@id":"([^"]+)"\}/g)].map(([, id]) => id);
    expect([...new Set(named.filter((id) => !ids.has(id)))]).toEqual(["https://w3id.org/ro/crate/1.1"]);
    const drawn = graph.find((entity) => entity["@id"] === "figure-8.svg");
    expect(drawn?.sha256).toBe(createHash("sha256").update(figure).digest("hex"));
    rmSync(join(folder, "all/figure-8.png"));
    const again = await cajal([...args, "--figure", "8", "--threads", "1"], folder);
    expect(again.stdout).toMatch(/run metastable +up to date\n +figure-8 +done/);
    expect(existsSync(join(folder, "all/figure-8.png"))).toBe(true);
  });

  it("asks theory as a step of its own, with a table beside the drawing", async () => {
    const own = args.with(args.indexOf("all"), "theory").with(args.indexOf("4"), "1");
    const step = (name: string, ...more: string[]) => cajal([...own, "--step", name, ...more], folder);
    expect((await step("theory-random-starts", "--starts", "7")).stdout).toMatch(/starts +done/);
    const means = read("theory/theory/random-starts/random-starts.csv").trim().split("\n");
    expect([means[0], means.length]).toEqual(["start,mean_rate", 8]);
    expect(read("theory/theory/random-starts/random-starts.svg")).toContain(
      "7 random starts (published: 1000)",
    );
    expect((await step("theory-random-starts", "--starts", "7")).stdout).toMatch(/starts +up to date/);
    expect((await step("theory-stability")).stdout).toMatch(/theory stability +done/);
    const [names, ...rows] = read("theory/theory/stability/stability.csv").trim().split("\n");
    expect(names).toBe("chi,from,settled,mean_rate,eigenvalue_re,eigenvalue_im,leading_population");
    // A single area knows no chi: eleven times the same from silence, and the same followed.
    expect(rows.length).toBe(22);
    expect(new Set(rows.map((row) => Number(row.split(",")[4]).toFixed(6))).size).toBe(1);
  });

  const theory = { figure: "4", synthetic: 1, connectomeSeed: 1, scale: 1, seed: 1, threads: 1 } as const;
  const connectome = syntheticConnectome({ areas: 1 });

  it.each([
    [{}, 1000],
    [{ seconds: 0.5 }, 50],
    [{ seconds: 0.01 }, 10],
    [{ seconds: 60 }, 1000],
    [{ seconds: 60, starts: 7 }, 7],
  ])("gives theory as many random starts as fit to the time of runs: %j is %s", (asked, starts) => {
    const { signal } = new AbortController();
    const options = { ...theory, ...asked, out: folder };
    const { parameters } = stepOfTheory(options, "random-starts", connectome, signal);
    expect(parameters).toMatchObject({ synthetic: 1, connectomeSeed: 1, seed: 1, starts });
  });

  it.each(["stability", "random-starts"] as const)(
    "leaves nothing of theory that was interrupted: %s",
    async (name) => {
      const out = join(folder, "interrupted");
      const step = stepOfTheory({ ...theory, out }, name, connectome, AbortSignal.abort());
      await expect(take(out, step)).rejects.toBeInstanceOf(Interrupted);
      expect(existsSync(out)).toBe(false);
    },
  );

  it("refuses figures that there are not, and no folder", async () => {
    expect((await cajal([...args, "--figure", "1"], folder)).code).toBe(2);
    const nowhere = await cajal([...args, "--figure", "8", "--out", ""], folder);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      2,
      "cajal: reproduce: --out must be the path of a folder, got ''\n",
    ]);
  });

  it.each([
    [2, ["--scale", "5"], "scale must be a number from 0 to 1, got 5"],
    [1, ["--scale", "0.005", "--memory-limit", "50 kB"], "must fit into 50.0 kB of memory"],
  ])("ends with code %s where a run does, which takes nothing away: %j", async (code, wrong, message) => {
    // What the run says goes to the stderr of its command's process.
    const failed = await cajalAlone([...args, ...wrong, "--figure", "8"], folder);
    expect([failed.code, failed.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(failed.stderr).toContain("what was done before is kept");
    const again = await cajal([...args, "--figure", "8"], folder);
    expect(again.stdout).toMatch(/run metastable +up to date\n +figure-8 +up to date/);
  });
});
