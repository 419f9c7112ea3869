// What a spike file says of the run it comes from, and files of the first version, which say nothing.
import { existsSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSpikeFile, readSpikes, spikeFileWriter } from "../../../ts/io/index.ts";
import { crc32c } from "../../../ts/text/crc32.ts";
import { testFolder } from "./fixture.ts";

const inFolder = testFolder();
const newPath = (): string => inFolder("cajal");
const neurons = Uint32Array.from({ length: 50 }, (_, index) => (index < 40 ? index : index + 100));

/** A file of version 1: one header without a note, a footer without the end of the recording. */
function firstVersion(): Uint8Array {
  const sealed = (length: number, fill: (view: DataView) => void): Uint8Array => {
    const bytes = new Uint8Array(length + 4);
    const view = new DataView(bytes.buffer);
    fill(view);
    view.setUint32(length, crc32c(bytes.subarray(0, length)), true);
    return bytes;
  };
  const words = (view: DataView, at: number, values: readonly number[]): void => {
    for (const [k, value] of values.entries()) view.setUint32(at + 4 * k, value, true);
  };
  const header = sealed(36, (view) => {
    new Uint8Array(view.buffer).set(new TextEncoder().encode("cajalspk"));
    words(view, 8, [1, 20]);
    view.setFloat64(16, 0.1, true);
    words(view, 24, [1, 5, 3]);
  });
  const frame = sealed(36, (view) => words(view, 0, [0x464b5053, 16, 10, 0, 2, 5, 7, 0, 3]));
  const footer = sealed(44, (view) => {
    words(view, 0, [0x494b5053, 24, 13, 0, 1]);
    for (const [k, value] of [40, 10, 13].entries()) view.setFloat64(20 + 8 * k, value, true);
  });
  const trailer = new Uint8Array(12);
  words(new DataView(trailer.buffer), 0, [80, 0, 0x454b5053]);
  return Buffer.concat([header, frame, footer, trailer]);
}

describe("what a file says of its run", () => {
  const info = {
    ids: neurons,
    resolution: 0.1,
    time: 0,
    seed: 7,
    description: () => "0123456789abcdef",
    populations: [
      { label: "E", neurons: neurons.subarray(0, 40) },
      { label: "I", neurons: neurons.subarray(40) },
    ],
  };

  it("stands in it from the first byte on", () => {
    const path = newPath();
    const writer = spikeFileWriter(path, { tStop: 1500 });
    writer.begin(info);
    const found = readSpikeFile(path);
    expect(found).toMatchObject({ complete: false, seed: 7, description: "0123456789abcdef" });
    expect(found.populations).toEqual(info.populations);
    expect(found.version).toMatch(/^\d+\.\d+\.\d+/);
    // What was to be reached was not.
    expect(found).toMatchObject({ planned: 1500, reached: undefined, spikes: { tStop: 0 } });
    writer.end();
  });

  it("has the end that the run has reached, silent or not", () => {
    const path = newPath();
    const writer = spikeFileWriter(path, { flushEvery: 0 });
    writer.begin(info);
    writer.write(Float64Array.of(1000), Uint32Array.of(3));
    writer.reached?.(5000);
    expect(readSpikeFile(path).spikes).toMatchObject({ tStart: 0, tStop: 500, length: 1 });
    writer.reached?.(15_000);
    writer.end();
    const found = readSpikeFile(path);
    expect(found).toMatchObject({ complete: true, reached: 1500, spikes: { tStop: 1500, length: 1 } });
  });

  it("is left out where no run began", () => {
    const path = newPath();
    spikeFileWriter(path).end();
    expect(existsSync(path)).toBe(false);
  });

  it("is not in files of the first version, which are read as before", async () => {
    const path = newPath();
    writeFileSync(path, firstVersion());
    const { spikes, populations, complete, seed } = readSpikeFile(path);
    expect({ populations, complete, seed }).toEqual({
      populations: undefined,
      complete: true,
      seed: undefined,
    });
    expect([...spikes]).toEqual([
      [1, 5],
      [1.3, 7],
    ]);
    expect([Array.from(spikes.neurons), spikes.tStart, spikes.tStop]).toEqual([[5, 6, 7], 0, 1.3]);
    expect([...(await readSpikes(path))]).toEqual([...spikes]);
  });
});
