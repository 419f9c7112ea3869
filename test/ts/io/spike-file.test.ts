import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import { readSpikeFile, readSpikes, spikeFileWriter } from "../../../ts/io/index.ts";
import { crc32c } from "../../../ts/text/crc32.ts";
import { onLinux } from "../../helpers/needs.ts";

const folder = mkdtempSync(join(tmpdir(), "cajal-spikes-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newPath = (): string => join(folder, `${files++}.cajal`);

const neurons = Uint32Array.from({ length: 50 }, (_, index) => (index < 40 ? index : index + 100));

/** Spikes of 50 neurons in batches; a flush after each batch makes each a frame. */
const batches = Array.from({ length: 12 }, (_, batch) => ({
  steps: Float64Array.from({ length: 1 + (batch % 5) }, (_, spike) => 1000 * batch + 7 * spike),
  ids: Uint32Array.from(
    { length: 1 + (batch % 5) },
    (_, spike) => neurons[(13 * batch + spike) % 50] as number,
  ),
}));

function writeBatches(path: string, flushEvery = 0): void {
  const writer = spikeFileWriter(path, { flushEvery });
  writer.begin({ ids: neurons, resolution: 0.1 });
  for (const { steps, ids } of batches) writer.write(steps, ids);
  writer.end();
}

const allIds = batches.flatMap((batch) => Array.from(batch.ids));
const allTimes = batches.flatMap((batch) => Array.from(batch.steps, (step) => step / 10));

/** Where the frames begin, from the layout alone: behind two headers of equal length. */
const headersEnd = (bytes: Uint8Array): number =>
  2 * (16 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true) + 4);

/** Each frame's begin and end and the spikes up to there, from the layout alone. */
function framesIn(bytes: Uint8Array): { begin: number; end: number; spikes: number }[] {
  let end = headersEnd(bytes);
  let spikes = 0;
  return batches.map(({ ids }) => {
    const begin = end;
    end += 20 + 8 * ids.length + 4;
    spikes += ids.length;
    return { begin, end, spikes };
  });
}

it("crc32c gives the check value of the catalogue of parametrised CRC algorithms", () => {
  expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
});

describe("a spike file that was ended", () => {
  it("gives back what was written", () => {
    const path = newPath();
    writeBatches(path);
    const { spikes, resolution, complete, droppedBytes } = readSpikeFile(path);
    expect(Array.from(spikes.ids)).toEqual(allIds);
    expect(Array.from(spikes.times)).toEqual(allTimes);
    expect(spikes.neurons).toEqual(neurons);
    expect({ resolution, complete, droppedBytes }).toEqual({
      resolution: 0.1,
      complete: true,
      droppedBytes: 0,
    });
  });

  it("is the same for any way of cutting the spikes into batches, and more than one frame holds", () => {
    const steps = Float64Array.from({ length: 300_000 }, (_, spike) => Math.floor(spike / 3));
    const ids = Uint32Array.from(steps, (_, spike) => spike % 50);
    const once = newPath();
    const writer = spikeFileWriter(once, { flushEvery: 1e9 });
    writer.begin({ ids: neurons, resolution: 0.1 });
    writer.write(steps, ids);
    expect(writer.spikes).toBe(300_000);
    writer.end();
    const pieces = newPath();
    const other = spikeFileWriter(pieces, { flushEvery: 1e9 });
    other.begin({ ids: neurons, resolution: 0.1 });
    for (let from = 0; from < steps.length; from += 977) {
      other.write(steps.subarray(from, from + 977), ids.subarray(from, from + 977));
    }
    other.end();
    expect(readFileSync(pieces).equals(readFileSync(once))).toBe(true);
    expect(readSpikeFile(once).spikes.ids).toEqual(ids);
  });

  it("can be read in a window (tStart, tStop]", () => {
    const path = newPath();
    writeBatches(path);
    const { spikes } = readSpikeFile(path, { tStart: 200, tStop: 401.4 });
    expect(Array.from(spikes.times)).toEqual(allTimes.filter((time) => time > 200 && time <= 401.4 + 1e-9));
    expect([spikes.tStart, spikes.tStop]).toEqual([200, 401.4]);
  });

  it("holds steps far apart", () => {
    const path = newPath();
    const writer = spikeFileWriter(path);
    writer.begin({ ids: neurons, resolution: 1 });
    writer.write(Float64Array.of(1, 2 ** 32, 2 ** 40), Uint32Array.of(0, 1, 2));
    writer.end();
    expect(Array.from(readSpikeFile(path).spikes.times)).toEqual([1, 2 ** 32, 2 ** 40]);
  });

  it("may be empty", () => {
    const path = newPath();
    const writer = spikeFileWriter(path);
    writer.begin({ ids: new Uint32Array(0), resolution: 0.1 });
    writer.end();
    writer.end();
    expect(readSpikeFile(path)).toMatchObject({ complete: true, droppedBytes: 0 });
    expect(readSpikeFile(path).spikes.length).toBe(0);
  });
});

describe("a damaged spike file", () => {
  const whole = newPath();
  const damaged = newPath();
  let bytes: Buffer;
  let headerEnd = 0;
  let frames: ReturnType<typeof framesIn> = [];
  beforeAll(() => {
    writeBatches(whole);
    bytes = readFileSync(whole);
    headerEnd = headersEnd(bytes);
    frames = framesIn(bytes);
  });

  /** Without footer and trailer, as a killed program leaves it. */
  const unclosed = (): Buffer => bytes.subarray(0, frames.at(-1)?.end);

  it("that was cut, at whichever byte, gives every frame that lies wholly before the cut", () => {
    for (let cut = bytes.length - 1; cut >= 0; cut--) {
      writeFileSync(damaged, bytes.subarray(0, cut));
      if (cut < headerEnd / 2) {
        expect(() => readSpikeFile(damaged)).toThrow(CajalError);
        continue;
      }
      const frame = frames.findLast(({ end }) => end <= cut) ?? { end: headerEnd, spikes: 0 };
      const { spikes, ...rest } = readSpikeFile(damaged);
      expect(Array.from(spikes.ids)).toEqual(allIds.slice(0, frame.spikes));
      expect(Array.from(spikes.times)).toEqual(allTimes.slice(0, frame.spikes));
      expect(rest).toMatchObject({
        complete: false,
        droppedBytes: Math.max(0, cut - frame.end),
        damaged: [],
      });
    }
  });

  it("holds a prefix of the spikes for any recording and any cut", () => {
    const batch = fc.array(fc.tuple(fc.nat(1e6), fc.nat(0xffffffff)), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(batch, { maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (recording, part) => {
          const path = newPath();
          const writer = spikeFileWriter(path, { flushEvery: 0 });
          writer.begin({ ids: neurons, resolution: 0.1 });
          let step = 0;
          const written: number[] = [];
          for (const spikes of recording) {
            const steps = Float64Array.from(spikes, ([distance]) => (step += distance + 1));
            writer.write(
              steps,
              Uint32Array.from(spikes, ([, id]) => id),
            );
            written.push(...spikes.map(([, id]) => id));
          }
          writer.end();
          expect(Array.from(readSpikeFile(path).spikes.ids)).toEqual(written);
          const size = readFileSync(path).length;
          truncateSync(path, headerEnd + Math.floor(part * (size - headerEnd)));
          const kept = Array.from(readSpikeFile(path).spikes.ids);
          expect(kept).toEqual(written.slice(0, kept.length));
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it.each(["ended", "not ended"])(
    "that was %s, with any flipped bit, gives all frames but the one it lies in",
    (kind) => {
      const good = kind === "ended" ? bytes : unclosed();
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 8 * good.length - 1 }), (bit) => {
          const changed = Buffer.from(good);
          const at = bit >> 3;
          changed[at] = (changed[at] as number) ^ (1 << (bit & 7));
          writeFileSync(damaged, changed);
          const { spikes, damaged: parts, complete } = readSpikeFile(damaged);
          const hit = frames.findIndex(({ begin, end }) => at >= begin && at < end);
          const [from, to] = hit < 0 ? [0, 0] : [frames[hit - 1]?.spikes ?? 0, frames[hit]?.spikes ?? 0];
          expect(Array.from(spikes.ids)).toEqual([...allIds.slice(0, from), ...allIds.slice(to)]);
          expect(Array.from(spikes.times)).toEqual([...allTimes.slice(0, from), ...allTimes.slice(to)]);
          if (hit < 0) return;
          expect(complete).toBe(false);
          const [part, ...others] = parts;
          expect(others).toEqual([]);
          const offset = frames[hit]?.begin as number;
          expect(part).toMatchObject({ where: `frame ${hit + 1} at byte ${offset}`, offset });
          expect([to - from, undefined]).toContain(part?.spikes);
          expect(part).toMatchObject({ after: allTimes[from - 1], before: allTimes[to] });
        }),
        { numRuns: 300, seed: 2 },
      );
    },
  );

  it("is refused by readSpikes, with the frame, unless it hears of damage", async () => {
    const changed = Buffer.from(unclosed());
    changed[(frames[3]?.begin as number) + 30] = 255;
    const place = `frame 4 at byte ${frames[3]?.begin}`;
    await expect(readSpikes(changed)).rejects.toMatchObject({ code: "E_IO", where: place });
    const parts: string[] = [];
    const found = await readSpikes(changed, { onDamage: ({ where }) => void parts.push(where) });
    expect(parts).toEqual([place]);
    const [from, to] = [frames[2]?.spikes, frames[3]?.spikes] as [number, number];
    expect(Array.from(found.ids)).toEqual([...allIds.slice(0, from), ...allIds.slice(to)]);
  });

  it("whose end a file system has filled with zeros was cut, not damaged", () => {
    writeFileSync(damaged, Buffer.concat([unclosed(), Buffer.alloc(5000)]));
    const { spikes, damaged: parts, droppedBytes } = readSpikeFile(damaged);
    expect(Array.from(spikes.ids)).toEqual(allIds);
    expect({ parts, droppedBytes }).toEqual({ parts: [], droppedBytes: 5000 });
  });

  it("that is something else, of another version or missing is refused with path and remedy", () => {
    writeFileSync(damaged, "time,neuron\n1.0,3\n");
    expect(() => readSpikeFile(damaged)).toThrow(/not a spike file/);
    const changed = Buffer.from(bytes);
    const length = headerEnd / 2;
    changed[8] = 9;
    changed.writeUInt32LE(crc32c(changed.subarray(0, length - 4)), length - 4);
    writeFileSync(damaged, changed);
    expect(() => readSpikeFile(damaged)).toThrow(/its version is 9, not 2; update cajal/);
    expect(() => readSpikeFile("no-such.cajal")).toThrow(/no-such\.cajal cannot be read: it does not exist/);
  });
});

describe("the writer", () => {
  it("refuses to overwrite unless asked", () => {
    const path = newPath();
    writeBatches(path);
    const before = readFileSync(path);
    try {
      spikeFileWriter(path);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CajalError);
      expect(error).toMatchObject({
        code: "E_IO",
        value: path,
        hint: "choose another name or allow overwriting",
      });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    const writer = spikeFileWriter(path, { overwrite: true });
    writer.begin({ ids: neurons, resolution: 0.1 });
    writer.end();
    expect(readSpikeFile(path).spikes.length).toBe(0);
  });

  it("says what to do when the folder is missing", () => {
    expect(() => spikeFileWriter(join(folder, "none", "x.cajal"))).toThrow(/create the folder first/);
  });

  onLinux.it("reports a full disk and closes", () => {
    const writer = spikeFileWriter("/dev/full", { overwrite: true });
    expect(() => writer.begin({ ids: neurons, resolution: 0.1 })).toThrow(/make room on the disk/);
    writer.end();
    expect(() => writer.begin({ ids: neurons, resolution: 0.1 })).toThrow(/is closed/);
  });

  it("flushes by the clock, so that spikes can be read while the recording goes on", async () => {
    const path = newPath();
    const writer = spikeFileWriter(path, { flushEvery: 20 });
    writer.begin({ ids: neurons, resolution: 0.1 });
    writer.write(Float64Array.of(1, 2), Uint32Array.of(3, 4));
    await expect.poll(() => readSpikeFile(path).spikes.length, { interval: 10 }).toBe(2);
    writer.end();
  });
});
