// Runs that did not come to their end: interrupted, killed, failed. What they recorded can be analysed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { convertFile, readSpikeFile, readSpikes } from "../../../ts/io/index.ts";
import { cajal, start } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-early-"));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (...names: string[]): string => join(folder, ...names);
const summaryOf = (run: string) => JSON.parse(readFileSync(inFolder(run, "summary.json"), "utf8"));
const endless = ["run", "microcircuit", "--scale", "0.02", "--time", "1e8", "--presim", "100"];

/** Starts a run, and ends it by a signal when its recording has come past the given time [ms]. */
async function endedBy(signal: "SIGINT" | "SIGKILL", out: string, past: number): Promise<number | null> {
  const { child, shown, result } = start([...endless, "--out", out], folder);
  await shown("warm-up");
  const reached = (): number => readSpikeFile(inFolder(out, "spikes.cajal")).reached ?? 0;
  while (reached() <= past) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill(signal);
  return (await result).code;
}

describe("a run that was interrupted", () => {
  beforeAll(async () => {
    expect(await endedBy("SIGINT", "stopped", 400)).toBe(130);
  });

  it("says so, and is analysed as far as it came", async () => {
    const summary = summaryOf("stopped");
    expect(summary).toMatchObject({ state: "interrupted", interrupted: true });
    const { code, stdout, stderr } = await cajal(["analyse", "stopped", "--json"], folder);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/Warning: stopped: the run was interrupted/)]);
    const [analysed] = JSON.parse(stdout);
    expect(analysed.window).toEqual(summary.window);
    const { spikes } = readSpikeFile(inFolder("stopped", "spikes.cajal"), summary.window);
    const counted = analysed.populations.reduce(
      (sum: number, { size, rate }: { size: number; rate: number }) =>
        sum + (size * rate * (summary.window.tStop - summary.window.tStart)) / 1000,
      0,
    );
    // Rates take both edges of the window, the file's reader only the later one.
    expect(Math.abs(counted - spikes.length)).toBeLessThan(20);
  });
});

describe("a run that was killed", () => {
  beforeAll(async () => {
    expect(await endedBy("SIGKILL", "killed", 400)).toBe(null);
  });

  it("has said from its beginning what it is, and is analysed with that", async () => {
    const summary = summaryOf("killed");
    expect(summary).toMatchObject({ state: "running", interrupted: false, recording: "spikes.cajal" });
    expect(summary).toMatchObject({ window: { tStart: 100, tStop: 1e8 + 100 }, options: { seed: 55 } });
    const file = readSpikeFile(inFolder("killed", "spikes.cajal"));
    expect(file).toMatchObject({ complete: false, seed: 55, planned: 1e8 + 100 });
    expect(file.populations?.map(({ label }) => label)).toEqual(
      summary.groups.map(({ label }: { label: string }) => label),
    );
    const { code, stdout, stderr } = await cajal(["analyse", "killed", "--json"], folder);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/is still running or was killed/)]);
    expect(JSON.parse(stdout)[0].window).toEqual({ tStart: 100, tStop: file.reached });
  });

  it("before its measured time is refused with the reason", async () => {
    const summary = summaryOf("killed");
    const late = { ...summary, window: { tStart: 1e7, tStop: 2e7 } };
    writeFileSync(inFolder("killed", "summary.json"), JSON.stringify(late));
    const { code, stderr } = await cajal(["analyse", "killed"], folder);
    expect([code, stderr]).toEqual([2, expect.stringContaining("before its measured time began")]);
  });
});

describe("a run whose recording is damaged", () => {
  it("is analysed and compared without that part, which the exit code tells", async () => {
    await cajal(
      ["run", "microcircuit", "--scale", "0.02", "--time", "300", "--presim", "0", "--out", "bad"],
      folder,
    );
    const path = inFolder("bad", "spikes.cajal");
    const found = await readSpikes(path);
    expect([found.tStart, found.tStop]).toEqual([0, 300]);
    const bytes = readFileSync(path);
    const begin = 2 * (20 + bytes.readUInt32LE(12));
    bytes[begin + 100] = (bytes[begin + 100] as number) ^ 1;
    writeFileSync(path, bytes);
    for (const command of [
      ["analyse", "bad", "--json"],
      ["compare", "bad", "bad"],
    ]) {
      const { code, stderr } = await cajal(command, folder);
      expect([code, stderr]).toEqual([
        3,
        expect.stringMatching(/frame \d+ at byte \d+ is damaged; its \d+ spikes/),
      ]);
    }
  });
});

it("one population of a run is converted alone, and all of them keep their names", async () => {
  await cajal(
    [
      "run",
      "microcircuit",
      "--scale",
      "0.1",
      "--drive",
      "dc",
      "--time",
      "20",
      "--presim",
      "0",
      "--out",
      "all",
    ],
    folder,
  );
  const spikes = join("all", "spikes.cajal");
  const { code, stdout } = await cajal(
    ["convert", spikes, "l4e.h5", "--population", "L4E", "--json"],
    folder,
  );
  expect([code, JSON.parse(stdout).neurons]).toEqual([0, 2192]);
  expect((await readSpikes(inFolder("l4e.h5"), { population: "L4E" })).neurons.length).toBe(2192);
  const wrong = await cajal(["convert", spikes, "no.h5", "--population", "L4"], folder);
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/populations are L23E, L23I, L4E/)]);
  const whole = await readSpikes(inFolder(spikes));
  for (const ending of ["h5", "nwb"]) {
    await convertFile(inFolder(spikes), inFolder(`all.${ending}`));
    const part = await readSpikes(inFolder(`all.${ending}`), { population: "L5I" });
    expect(part.neurons.length).toBe(107);
    const again = await readSpikes(inFolder(`all.${ending}`));
    expect([again.ids, again.times, again.neurons]).toEqual([whole.ids, whole.times, whole.neurons]);
    expect([again.tStart, again.tStop]).toEqual([0, 20]);
  }
});
