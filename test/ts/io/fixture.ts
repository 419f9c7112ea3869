// Recordings for the tests of files, other programs' views of them, and damage with fixed seeds.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll } from "vitest";
import type { FormatName } from "../../../ts/io/formats/format.ts";
import { type SpikeTrains, spikeTrains, type Traces, traces } from "../../../ts/simulate/recording.ts";
import { type Need, needing } from "../../helpers/needs.ts";

/** Endings of file names by format. */
export const endings: Readonly<Record<FormatName, string>> = {
  cajal: "cajal",
  csv: "csv",
  nest: "dat",
  npy: "npy",
  npz: "npz",
  nwb: "nwb",
  parquet: "parquet",
  sonata: "h5",
};

export const spikeFormats = Object.keys(endings) as FormatName[];
export const traceFormats = ["csv", "nest", "npz", "parquet", "sonata"] as const satisfies FormatName[];

/** A folder that is removed after the tests; a function that makes a new path in it. */
export function testFolder(): (ending: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "cajal-io-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  return (ending) => join(folder, `${files++}.${ending}`);
}

/** What needs Python with some modules, and the path of that Python. */
export function pythonWith(modules: readonly string[]): Need & { readonly path: string } {
  const command = `import ${modules.join(", ")}`;
  const found = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", command]).status === 0);
  const packages = modules.map((name) => `python3-${name}`).join(" ");
  return { path: found ?? "", ...needing(found !== undefined, `apt-get install ${packages}`) };
}

/** What a program in Python prints, as JSON. */
export function runPython(python: string, lines: readonly string[], args: readonly string[]): unknown {
  return JSON.parse(execFileSync(python, ["-c", lines.join("\n"), ...args], { encoding: "utf8" }));
}

/** Spikes on a grid of 0.1 ms, sorted, with silent neurons and ties. */
export function recording(spikes: number, neurons = 20): SpikeTrains {
  const pairs = Array.from(
    { length: spikes },
    (_, k) => [1 + Math.floor((k * 7) / 5), (k * 13) % 17] as const,
  );
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return spikeTrains({
    ids: Uint32Array.from(pairs, ([, id]) => id),
    times: Float64Array.from(pairs, ([step]) => step / 10),
    neurons: Uint32Array.from({ length: neurons }, (_, k) => k),
    tStart: 0,
    tStop: Math.ceil((spikes * 7) / 50) + 1,
  });
}

/** Samples of two variables of three neurons. */
export function samples(count = 40, names: readonly string[] = ["V_m", "I_syn_ex"]): Traces {
  const width = 3;
  return traces({
    times: Float64Array.from({ length: count }, (_, k) => (k + 1) / 10),
    ids: Uint32Array.of(4, 9, 2),
    names,
    samples: Float64Array.from({ length: count * width * names.length }, (_, k) => Math.sin(k) * 70),
  });
}

/** Any recording on a grid, neurons of any number among it. */
export const anyRecording = fc
  .record({
    spikes: fc.array(fc.tuple(fc.nat(1e7), fc.nat(9)), { maxLength: 60 }),
    neurons: fc.uniqueArray(fc.nat(0xffffffff), { minLength: 10, maxLength: 14 }),
    resolution: fc.constantFrom(0.1, 1, 0.025),
  })
  .map(({ spikes, neurons, resolution }) => {
    const ids = Uint32Array.from(neurons).sort();
    const ticks = Math.round(resolution * 1e6);
    const pairs = spikes
      .map(([step, k]) => [(step * ticks) / 1e6, ids[k] as number] as const)
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return spikeTrains({
      ids: Uint32Array.from(pairs, ([, id]) => id),
      times: Float64Array.from(pairs, ([time]) => time),
      neurons: ids,
      tStart: -1,
      tStop: (1e7 * ticks) / 1e6 + 1,
    });
  });

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
