// Files larger than memory: every step holds a bounded number of spikes. Counted, not timed.
import { describe, expect, it } from "vitest";
import { chunkBuilder } from "../../../ts/io/columns/chunk-builder.ts";
import { orderedSpikes } from "../../../ts/io/columns/ordered.ts";
import { spikeSorter } from "../../../ts/io/columns/sorter.ts";
import { type ByteSource, openSource } from "../../../ts/io/files/source.ts";
import { fileTarget } from "../../../ts/io/files/target.ts";
import type { Format, SpikeChunk, SpikeInput } from "../../../ts/io/formats/format.ts";
import { formatNamed } from "../../../ts/io/formats/formats.ts";
import { convertFile, spikeChunks } from "../../../ts/io/index.ts";
import { effort } from "../../helpers/effort.ts";
import { endings, randomNumbers, testFolder } from "./fixture.ts";

const newPath = testFolder();

const total = effort(300_000, 2_000_000);
const limit = 65_536;
const neurons = Uint32Array.from({ length: 1000 }, (_, k) => k);

/** Spikes by rule: three per step of 0.1 ms, in the order of (time, neuron). */
function spikes(from: number, to: number): SpikeChunk {
  const step = (k: number): number => Math.floor(k / 3) + 1;
  return {
    ids: Uint32Array.from({ length: to - from }, (_, k) => ((step(from + k) * 7) % 900) + ((from + k) % 3)),
    times: Float64Array.from({ length: to - from }, (_, k) => step(from + k) / 10),
  };
}

const summary = { neurons, tStart: 0, tStop: total, resolution: 0.1, spikes: total };

async function write(path: string, format: Format): Promise<void> {
  const target = fileTarget(path, false);
  const output = await format.writeSpikes?.(target, summary, {});
  for (let from = 0; from < total; from += limit)
    await output?.write(spikes(from, Math.min(total, from + limit)));
  await output?.end(summary);
  target.finish();
}

/** Compares chunks with the rule; returns the number of spikes and the longest chunk. */
async function compare(chunks: AsyncIterable<SpikeChunk>): Promise<{ count: number; longest: number }> {
  let [count, longest, wrong] = [0, 0, 0];
  for await (const { ids, times } of chunks) {
    const wanted = spikes(count, count + ids.length);
    for (let k = 0; k < ids.length; k++)
      if (ids[k] !== wanted.ids[k] || times[k] !== wanted.times[k]) wrong++;
    count += ids.length;
    longest = Math.max(longest, ids.length);
  }
  expect(wrong).toBe(0);
  return { count, longest };
}

/** A source that keeps count of the largest piece that is asked of it. */
function counting(path: string): ByteSource & { largest: number } {
  const source = openSource(path);
  const counted = {
    ...source,
    largest: 0,
    read(offset: number, length: number) {
      counted.largest = Math.max(counted.largest, length);
      return source.read(offset, length);
    },
  };
  return counted;
}

/** An input that keeps count of the most spikes it hands out at once. */
function watched(input: SpikeInput): SpikeInput & { most: number } {
  const seen = {
    ...input,
    most: 0,
    async *chunks(size: number) {
      for await (const chunk of input.chunks(size)) {
        seen.most = Math.max(seen.most, chunk.ids.length);
        yield chunk;
      }
    },
  };
  return seen;
}

describe.each(["cajal", "nest", "csv", "parquet", "sonata"] as const)("many spikes as %s", (name) => {
  const path = newPath(endings[name]);

  it("pass in chunks that never exceed the limit, read from pieces of the file", async () => {
    const format = formatNamed(name);
    await write(path, format);
    const source = counting(path);
    const input = watched((await format.open(source, {})) as SpikeInput);
    const found = await compare(orderedSpikes(input, path, { chunk: 10_000 }));
    input.close();
    expect(found).toEqual({ count: total, longest: 10_000 });
    expect(input.most).toBeLessThanOrEqual(131_072);
    expect(source.largest).toBeLessThanOrEqual(2 ** 21);
    expect(source.largest).toBeLessThan(0.6 * source.size);
  }, 120_000);

  it("become another file in as many steps", async () => {
    const other = newPath("cajal");
    const fractions: number[] = [];
    const options = { chunk: 50_000, onProgress: (part: number) => fractions.push(part) };
    const report = await convertFile(path, other, options);
    expect(report).toMatchObject({ count: total, kind: "spikes", to: "cajal" });
    expect(fractions.length).toBeGreaterThanOrEqual(total / 50_000);
    expect(fractions.every((part, k) => part >= (fractions[k - 1] ?? 0) && part <= 1)).toBe(true);
    expect(await compare(spikeChunks(other))).toEqual({ count: total, longest: limit });
  }, 120_000);
});

describe("sorting", () => {
  it("merges runs that are longer than what it holds, by time and by neuron", () => {
    const random = randomNumbers(3);
    const count = 20_000;
    const all = Array.from(
      { length: count },
      () => [Math.floor(random() * 50), Math.floor(random() * 1000)] as const,
    );
    for (const by of ["time", "neuron"] as const) {
      const sorter = spikeSorter(by, 700);
      const builder = chunkBuilder(999);
      for (const [id, time] of all) if (builder.push(id, time)) sorter.add(builder.take());
      sorter.add(builder.take());
      const found: (readonly [number, number])[] = [];
      for (const { ids, times } of sorter.sorted(512)) {
        expect(ids.length).toBeLessThanOrEqual(512);
        for (let k = 0; k < ids.length; k++) found.push([ids[k] as number, times[k] as number]);
      }
      sorter.dispose();
      const [first, second] = by === "time" ? ([1, 0] as const) : ([0, 1] as const);
      expect(found).toEqual([...all].sort((a, b) => a[first] - b[first] || a[second] - b[second]));
    }
  });

  it("is asked for where a file is out of order, which is refused otherwise", async () => {
    const chunk = { ids: Uint32Array.of(1, 2, 3), times: Float64Array.of(2, 1, 3) };
    const head = { neurons: undefined, tStart: undefined, tStop: undefined, resolution: undefined };
    const input = {
      kind: "spikes",
      head,
      ordered: true,
      chunks: () => [chunk],
      done: () => 1,
      close() {},
    } as const;
    const collect = async (options: object): Promise<number[]> => {
      const ids: number[] = [];
      for await (const part of orderedSpikes(input, "x.csv", options)) ids.push(...part.ids);
      return ids;
    };
    await expect(collect({})).rejects.toThrow(
      /x\.csv, spike 2: its time of 1 ms comes after 2 ms; sort the file/,
    );
    expect(await collect({ sort: true })).toEqual([2, 1, 3]);
  });
});
