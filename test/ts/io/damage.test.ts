// Files that were cut or whose bits were flipped: the right data, or a CajalError; where a format has no checksum, the
// test says what may pass.
import { readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { CajalError } from "../../../ts/error.ts";
import type { FormatName } from "../../../ts/io/formats/format.ts";
import { convertFile, encodeSpikes, encodeTraces, readSpikes, readTraces } from "../../../ts/io/index.ts";
import { effort } from "../../helpers/effort.ts";
import {
  endings,
  randomNumbers,
  recording,
  samples,
  spikeFormats,
  testFolder,
  traceFormats,
} from "./fixture.ts";

const newPath = testFolder();

const trains = recording(3000);
const traces = samples(300, ["V_m"]);

interface Content {
  readonly numbers: readonly (readonly number[])[];
}

async function spikesOf(bytes: Uint8Array, format: FormatName): Promise<Content> {
  const { ids, times, neurons, tStart, tStop } = await readSpikes(bytes, { format });
  return { numbers: [Array.from(ids), Array.from(times), Array.from(neurons), [tStart, tStop]] };
}

async function tracesOf(bytes: Uint8Array, format: FormatName): Promise<Content> {
  const { traces: found, units } = await readTraces(bytes, { format });
  const texts = [...new TextEncoder().encode(JSON.stringify([found.names, units]))];
  const values = found.names.map((name) => Array.from(found.values[name] as Float64Array));
  return { numbers: [Array.from(found.times), Array.from(found.ids), texts, ...values] };
}

const cases: readonly (readonly [string, FormatName, () => Promise<Uint8Array>, typeof spikesOf])[] = [
  ...spikeFormats.map(
    (format) => ["spikes", format, () => encodeSpikes(trains, { format }), spikesOf] as const,
  ),
  ...traceFormats.map(
    (format) => ["samples", format, () => encodeTraces({ traces, units: {} }, { format }), tracesOf] as const,
  ),
];

/** `right`, `damaged` for a CajalError, `other` for other data; anything else is a failure. */
async function outcome(
  read: typeof spikesOf,
  bytes: Uint8Array,
  format: FormatName,
  good: Content,
): Promise<"right" | "damaged" | Content> {
  try {
    const found = await read(bytes, format);
    return JSON.stringify(found) === JSON.stringify(good) ? "right" : found;
  } catch (error) {
    if (!(error instanceof CajalError)) throw error;
    // A changed letter in a line of names may turn spikes into samples.
    expect(isText(format) ? ["E_IO", "E_FORMAT"] : ["E_IO"]).toContain(error.code);
    expect(error.hint).toBeTruthy();
    return "damaged";
  }
}

const isText = (format: FormatName): boolean => format === "csv" || format === "nest";

/** Whether content is what stands before a cut. */
const isPrefix = ({ numbers: [ids = [], times = []] }: Content, whole: Content): boolean =>
  ids.every((id, k) => id === whole.numbers[0]?.[k]) &&
  times.every((time, k) => time === whole.numbers[1]?.[k]);

const cuts = 120;
const flips = effort(64, 160);

describe.each(cases)("damaged %s as %s", (_kind, format, encode, read) => {
  it("that were cut", async () => {
    const bytes = await encode();
    const good = await read(bytes, format);
    const random = randomNumbers(7);
    const counts = { right: 0, damaged: 0, prefix: 0 };
    for (let k = 0; k < cuts; k++) {
      const length = k < 20 ? bytes.length - 1 - k : Math.floor(random() * bytes.length);
      const found = await outcome(read, bytes.slice(0, length), format, good);
      if (typeof found === "string") counts[found]++;
      else {
        // A text that ends with a line, and a recording of cajal that ends with a frame, are whole for all one can see.
        expect(isText(format) || format === "cajal", `cut at ${length}`).toBe(true);
        expect(isPrefix(found, good), `cut at ${length}`).toBe(true);
        counts.prefix++;
      }
    }
    if (format !== "cajal") expect(counts.right).toBe(0);
    if (!isText(format) && format !== "cajal") expect(counts).toEqual({ right: 0, damaged: cuts, prefix: 0 });
  });

  it("with flipped bits", async () => {
    const bytes = await encode();
    const good = await read(bytes, format);
    const random = randomNumbers(11);
    let others = 0;
    for (let k = 0; k < flips; k++) {
      const wrong = bytes.slice();
      const reach = k % 2 === 0 ? bytes.length : Math.min(bytes.length, 1500);
      for (let flip = 0; flip <= k % 3; flip++) {
        const at =
          k % 4 === 3 ? bytes.length - 1 - Math.floor(random() * reach) : Math.floor(random() * reach);
        wrong[at] = (wrong[at] as number) ^ (1 << Math.floor(random() * 8));
      }
      const found = await outcome(read, wrong, format, good);
      if (typeof found === "string") continue;
      others++;
      if (format === "cajal") expect(isPrefix(found, good)).toBe(true);
      else expect(isText(format) || format === "npy", `flips ${k}`).toBe(true);
    }
    // Texts and matrices have no checksum: a changed digit is a digit.
    if (isText(format) || format === "npy") expect(others).toBeGreaterThan(0);
  });
});

it("files are read after one at which the HDF5 library had to stop", async () => {
  const format = "sonata";
  const bytes = await encodeSpikes(trains, { format });
  const good = await spikesOf(bytes, format);
  const random = randomNumbers(5);
  for (let k = 0; k < 600; k++) {
    const wrong = bytes.slice();
    const at = Math.floor(random() * Math.min(1500, bytes.length));
    wrong[at] = Math.floor(random() * 256);
    expect(await outcome(spikesOf, wrong, format, good)).toBeTypeOf("string");
    if (k % 50 === 0) expect(await spikesOf(bytes, format)).toEqual(good);
  }
  expect(await spikesOf(bytes, format)).toEqual(good);
});

it("a conversion of a damaged file leaves nothing behind", async () => {
  for (const format of spikeFormats) {
    const path = newPath(endings[format]);
    const bytes = await encodeSpikes(trains, { format });
    writeFileSync(path, bytes.slice(0, format === "cajal" ? 20 : bytes.length - 3));
    for (const to of ["csv", "h5", "nwb", "parquet", "cajal"]) {
      await expect(convertFile(path, newPath(to)), `${format} to ${to}`).rejects.toMatchObject({
        code: "E_IO",
        message: expect.stringContaining(path),
      });
    }
  }
  const left = readdirSync(dirname(newPath("x")));
  expect(left.length).toBe(spikeFormats.length);
});
