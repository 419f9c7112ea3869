// Recordings in all formats: what is written is read back, by path and as bytes.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodeSpikes,
  encodeTraces,
  readSpikes,
  readTraces,
  spikeChunks,
  writeSpikes,
  writeTraces,
} from "../../../ts/io/index.ts";
import { type SpikeTrains, spikeTrains } from "../../../ts/simulate/recording.ts";
import { effort } from "../../helpers/effort.ts";
import {
  anyRecording,
  endings,
  recording,
  samples,
  spikeFormats,
  testFolder,
  traceFormats,
} from "./fixture.ts";

const newPath = testFolder();

const columns = ({ ids, times }: Pick<SpikeTrains, "ids" | "times">) => ({
  ids: Array.from(ids),
  times: Array.from(times, (time) => time + 0),
});

/** Formats that keep silent neurons, and those that keep the window. */
const keepsNeurons = ["cajal", "npz", "nwb", "parquet", "sonata"];
const keepsWindow = ["cajal", "npz", "nwb", "parquet", "sonata"];

describe.each(spikeFormats)("spikes as %s", (format) => {
  it("come back, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(anyRecording, async (trains) => {
        const found = await readSpikes(await encodeSpikes(trains, { format }), { format });
        expect(columns(found)).toEqual(columns(trains));
        const fired = Uint32Array.from(new Set(trains.ids)).sort();
        expect(found.neurons).toEqual(keepsNeurons.includes(format) ? trains.neurons : fired);
        const last = trains.times.at(-1) ?? 0;
        const window = keepsWindow.includes(format) ? [trains.tStart, trains.tStop] : [0, last];
        expect([found.tStart, found.tStop]).toEqual(window);
      }),
      { numRuns: effort(15, 40), seed: 4 },
    );
  });

  it("are the same in a file, found by its content or ending, in any chunks and a window", async () => {
    const path = newPath(endings[format]);
    const trains = recording(500);
    await writeSpikes(path, trains);
    expect(columns(await readSpikes(path))).toEqual(columns(trains));
    for (const chunk of [1, 7, 499, 500, 501]) {
      const lengths: number[] = [];
      const ids: number[] = [];
      for await (const part of spikeChunks(path, { chunk })) {
        lengths.push(part.ids.length);
        ids.push(...part.ids);
      }
      expect(Math.max(...lengths)).toBe(Math.min(chunk, 500));
      expect(ids).toEqual(Array.from(trains.ids));
    }
    const window = await readSpikes(path, { tStart: 20, tStop: 40.1 });
    const inside = Array.from(trains.times).filter((time) => time > 20 && time <= 40.1);
    expect(Array.from(window.times)).toEqual(inside);
    expect([window.tStart, window.tStop]).toEqual([20, 40.1]);
  });

  it("may be none at all", async () => {
    const none = spikeTrains({ ...recording(0, 5), ids: new Uint32Array(0), times: new Float64Array(0) });
    const found = await readSpikes(await encodeSpikes(none, { format }), { format });
    expect(found.length).toBe(0);
    expect(found.neurons.length).toBe(keepsNeurons.includes(format) ? 5 : 0);
  });

  it("replace a file only when asked to, and leave nothing beside it", async () => {
    const path = newPath(endings[format]);
    await writeSpikes(path, recording(3));
    await expect(writeSpikes(path, recording(4))).rejects.toMatchObject({ code: "E_IO", parameter: "path" });
    expect((await readSpikes(path)).length).toBe(3);
    await writeSpikes(path, recording(4), { overwrite: true });
    expect((await readSpikes(path)).length).toBe(4);
    expect(readdirSync(dirname(path)).filter((name) => name.includes(".part-"))).toEqual([]);
  });
});

describe("samples", () => {
  it.each(traceFormats)("come back as %s", async (format) => {
    const names = format === "sonata" ? ["V_m"] : ["V_m", "I_syn_ex"];
    const traces = samples(40, names);
    const units = { V_m: "mV" };
    const path = newPath(endings[format]);
    await writeTraces(path, { traces, units });
    for (const from of [path, await encodeTraces({ traces, units }, { format })]) {
      const found = await readTraces(from, { format });
      expect(found.traces.names).toEqual(names);
      expect(found.traces.ids).toEqual(traces.ids);
      expect(found.traces.times).toEqual(traces.times);
      expect(found.traces.values).toEqual(traces.values);
      expect(found.units).toEqual(format === "nest" ? {} : units);
    }
  });

  it("that do not fit into a format are refused, and nothing is written", async () => {
    const table = { traces: samples(), units: {} };
    const refused = async (ending: string, message: RegExp): Promise<void> => {
      const path = newPath(ending);
      await expect(writeTraces(path, table)).rejects.toMatchObject({
        code: "E_FORMAT",
        message: expect.stringMatching(message),
      });
      expect(existsSync(path)).toBe(false);
    };
    await refused("cajal", /cannot hold samples/);
    await refused("nwb", /cannot hold samples/);
    await refused("h5", /one variable of V_m, I_syn_ex/);
    const traces = samples(3, ["V_m"]);
    const uneven = { ...traces, times: Float64Array.of(0.1, 0.2, 0.4) };
    await expect(encodeTraces({ traces: uneven, units: {} }, { format: "sonata" })).rejects.toThrow(
      /sample 2 is not/,
    );
    await writeTraces(newPath("h5"), table, { variable: "I_syn_ex" });
  });
});

describe("what cannot be done", () => {
  it("an unknown format", async () => {
    await expect(writeSpikes(newPath("txt"), recording(1))).rejects.toMatchObject({ code: "E_FORMAT" });
    await expect(readSpikes(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: "E_FORMAT" });
    const wrong = { format: "sonate" as "sonata" };
    await expect(readSpikes(Uint8Array.of(1), wrong)).rejects.toThrow(/did you mean 'sonata'/);
  });

  it("a missing file, a folder, an empty file", async () => {
    const missing = newPath("csv");
    await expect(readSpikes(missing)).rejects.toThrow(/does not exist; check the path/);
    await expect(readSpikes(dirname(missing))).rejects.toMatchObject({ code: "E_IO" });
    writeFileSync(missing, "");
    await expect(readSpikes(missing)).rejects.toThrow(/it is empty/);
    const nowhere = `${dirname(missing)}/none/x.csv`;
    await expect(writeSpikes(nowhere, recording(1))).rejects.toThrow(/create the folder first/);
  });

  it("spikes where there are samples, and the other way round", async () => {
    const spikes = await encodeSpikes(recording(3), { format: "npz" });
    await expect(readTraces(spikes)).rejects.toMatchObject({ code: "E_FORMAT" });
    const traces = await encodeTraces({ traces: samples(), units: {} }, { format: "npz" });
    await expect(readSpikes(traces)).rejects.toMatchObject({ code: "E_FORMAT" });
  });

  it("chunks of no spikes", async () => {
    const bytes = await encodeSpikes(recording(3), { format: "npz" });
    await expect(readSpikes(bytes, { chunk: 0 })).rejects.toThrow("chunk must be a whole number from 1 on");
  });

  it("times of a .cajal file that are no whole nanoseconds, or before 0", async () => {
    const [ids, neurons] = [Uint32Array.of(0), Uint32Array.of(0)];
    const path = newPath("cajal");
    for (const time of [Math.PI, -1]) {
      const trains = spikeTrains({ ids, neurons, times: Float64Array.of(time), tStart: -2, tStop: 4 });
      await expect(writeSpikes(path, trains)).rejects.toMatchObject({
        code: expect.stringMatching(/E_TIME_GRID|E_DT|E_TYPE/),
      });
      expect(existsSync(path)).toBe(false);
    }
  });
});
