// Descriptions of networks in and beside summary.json, and the program that a page has for them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { keptNetwork, setAside } from "../../../ts/cli/files/network-file.ts";
import type { Summary } from "../../../ts/cli/files/summary.ts";
import { repetitionOf } from "../../../ts/cli/report/repetition.ts";
import { executionSettings } from "../../../ts/cli/run/run-options.ts";
import { Network } from "../../../ts/index.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-network-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Some populations, so that the description gets long. */
function described(populations: number, seed: number, rate = 1): Network {
  const network = new Network({ seed });
  for (let index = 0; index < populations; index++)
    network.population("iaf_psc_exp", 1, { I_e: rate }, { label: `P${index}` });
  return network;
}

const times = { presim: 0, time: 10, threads: 1, weights: "exact", connectivity: "auto" } as const;
const summaryOf = (network: unknown, options: Summary["options"] = {}): Summary => ({
  title: "one",
  command: "run multi-area",
  options,
  window: { tStart: 0, tStop: 10 },
  recording: null,
  groups: [],
  interrupted: false,
  network,
});

describe("the description of a network", () => {
  it("stands in the summary where it is short", () => {
    const network = described(2, 1);
    expect(keptNetwork(folder, network)).toBe(network);
    expect(existsSync(join(folder, "network.json.gz"))).toBe(false);
    expect(repetitionOf(summaryOf(network)).code).toContain('readFileSync("summary.json"');
  });

  it("stands in a file beside it where it is long, and is read back whole", () => {
    const network = described(2000, 1);
    const kept = keptNetwork(folder, network);
    expect(JSON.stringify(kept).length).toBeLessThan(150);
    const { file } = setAside(kept) as { file: string };
    const text = gunzipSync(readFileSync(join(folder, file))).toString();
    expect(text).toBe(JSON.stringify(network));
    expect(Network.from(JSON.parse(text)).size).toBe(2000);
    expect(repetitionOf(summaryOf(kept)).code).toContain(`gunzipSync(readFileSync("${file}"))`);
  });

  it("has a digest there in which networks differ, and seeds do not", () => {
    const digest = (seed: number, rate: number): string | undefined =>
      setAside(keptNetwork(folder, described(2000, seed, rate)))?.digest;
    expect(digest(1, 1)).toBe(digest(2, 1));
    expect(digest(1, 1)).not.toBe(digest(1, 2));
  });
});

describe("how a run was built", () => {
  it.each([
    [undefined, []],
    [12e9, ["--memory-limit", "'12 GB'"]],
    [1.5e9, ["--memory-limit", "'1500 MB'"]],
    [4096, ["--memory-limit", "'4096 B'"]],
  ])("is typed again with a limit of %s bytes", (memoryLimit, typed) => {
    const settings = executionSettings({ ...times, ...(memoryLimit ? { memoryLimit } : {}) });
    const { command } = repetitionOf(summaryOf(undefined, settings));
    const begin = "npx cajal run multi-area --time 10 --presim 0 --weights exact --connectivity auto";
    expect(command).toBe([begin, ...typed].join(" "));
  });

  it("stands in the program", () => {
    const settings = executionSettings({ ...times, connectivity: "made", memoryLimit: 2e9 });
    expect(repetitionOf(summaryOf(undefined, settings)).code).toContain(
      'build({ weights: "exact", connectivity: "made", memoryLimit: "2 GB" })',
    );
    expect(repetitionOf(summaryOf(undefined, executionSettings(times))).code).toContain(
      'build({ weights: "exact" })',
    );
  });
});
