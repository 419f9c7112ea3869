// Parquet as the Rust implementation (parquet-wasm) reads and writes it; its arrays are looked at through the
// Arrow C data interface, structure ArrowArray of 32-bit WebAssembly.
import {
  Compression,
  readParquet,
  type Table,
  WriterPropertiesBuilder,
  wasmMemory,
  writeParquet,
} from "parquet-wasm";
import { describe, expect, it } from "vitest";
import { encodeSpikes, encodeTraces, readSpikes, readTraces } from "../../../ts/io/index.ts";
import { recording, samples } from "./fixture.ts";

/** The columns of a table: numbers of 64-bit floats or unsigned 32-bit integers. */
function columnsOf(table: Table, types: readonly (typeof Float64Array | typeof Uint32Array)[]): number[][] {
  const found: number[][] = types.map(() => []);
  for (const batch of table.recordBatches()) {
    const array = batch.intoFFI().arrayAddr();
    const view = new DataView((wasmMemory() as WebAssembly.Memory).buffer);
    const length = Number(view.getBigInt64(array, true));
    const children = view.getUint32(array + 44, true);
    for (const [k, Type] of types.entries()) {
      const child = view.getUint32(children + 4 * k, true);
      const offset = Number(view.getBigInt64(child + 16, true));
      const data = view.getUint32(view.getUint32(child + 40, true) + 4, true);
      found[k]?.push(...new Type(view.buffer, data + offset * Type.BYTES_PER_ELEMENT, length));
    }
  }
  return found;
}

describe("Parquet", () => {
  const trains = recording(70_000);

  it("is what the Rust implementation reads: spikes in row groups", async () => {
    const table = readParquet(await encodeSpikes(trains, { format: "parquet" }));
    const [times, ids] = columnsOf(table, [Float64Array, Uint32Array]);
    expect(times).toEqual(Array.from(trains.times));
    expect(ids).toEqual(Array.from(trains.ids));
  });

  it("is what the Rust implementation reads: samples, a row per time and neuron", async () => {
    const traces = samples(20);
    const bytes = await encodeTraces({ traces, units: {} }, { format: "parquet" });
    const [, ids, V_m] = columnsOf(readParquet(bytes), [Float64Array, Uint32Array, Float64Array]);
    expect(ids).toEqual(Array.from({ length: 60 }, (_, k) => [4, 9, 2][k % 3]));
    expect(V_m).toEqual(Array.from(traces.values.V_m as Float64Array));
  });

  it.each(["UNCOMPRESSED", "SNAPPY", "GZIP"] as const)(
    "of the Rust implementation is read: %s",
    async (name) => {
      const properties = () =>
        new WriterPropertiesBuilder().setCompression(Compression[name]).setMaxRowGroupSize(10_000).build();
      const table = readParquet(await encodeSpikes(trains, { format: "parquet" }));
      const found = await readSpikes(writeParquet(table, properties()));
      expect(found.ids).toEqual(trains.ids);
      expect(found.times).toEqual(trains.times);
      const traces = samples(20);
      const other = readParquet(await encodeTraces({ traces, units: {} }, { format: "parquet" }));
      const read = await readTraces(writeParquet(other, properties()));
      expect(read.traces.values).toEqual(traces.values);
    },
  );

  it("in a compression that is not known is refused by name", async () => {
    const properties = new WriterPropertiesBuilder().setCompression(Compression.ZSTD).build();
    const table = readParquet(await encodeSpikes(trains, { format: "parquet" }));
    await expect(readSpikes(writeParquet(table, properties))).rejects.toMatchObject({
      code: "E_IO",
      message: expect.stringMatching(/ZSTD/i),
    });
  });
});
