// Files: the recording format of cajal and those of other programs, and tables as text. What belongs to one format only
// is loaded when that format is used.
export { readCheckpoint, writeCheckpoint } from "./checkpoint-file.ts";
export { type Conversion, type ConvertOptions, convertFile } from "./convert.ts";
export { type CsvColumn, csv, spikesCsv, tracesCsv } from "./csv.ts";
export type { FormatName, FormatReadOptions, FormatWriteOptions, SpikeChunk, TraceTable } from "./format.ts";
export { type Libraries, useLibrary } from "./libraries.ts";
export { decodeNpy, encodeNpy, type NpyArray, type NumberColumn } from "./npy.ts";
export { decodeNpz, encodeNpz, type NpzArrays, type NpzOptions, spikesNpz, tracesNpz } from "./npz.ts";
export type { ChunkOptions } from "./ordered.ts";
export {
  encodeSpikes,
  encodeTraces,
  type ReadOptions,
  readSpikes,
  readTraces,
  spikeChunks,
  type WriteOptions,
  writeSpikes,
  writeTraces,
} from "./recordings.ts";
export type { FileInput } from "./source.ts";
export { readSpikeFile, type SpikeFile, type SpikeReadOptions } from "./spike-reader.ts";
export { type SpikeFileWriter, type SpikeWriterOptions, spikeFileWriter } from "./spike-writer.ts";
