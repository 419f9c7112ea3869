// Files: the recording format of cajal, which needs Node, and tables for other programs, which need nothing.
export { type CsvColumn, csv, spikesCsv, tracesCsv } from "./csv.ts";
export type { NpyArray, NumberColumn } from "./npy.ts";
export { decodeNpz, encodeNpz, type NpzArrays, type NpzOptions, spikesNpz, tracesNpz } from "./npz.ts";
export { readSpikeFile, type SpikeFile, type SpikeReadOptions } from "./spike-reader.ts";
export { type SpikeFileWriter, type SpikeWriterOptions, spikeFileWriter } from "./spike-writer.ts";
