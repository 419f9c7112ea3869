// Files: the recording format of cajal and those of other programs, and tables as text. What belongs to one format only
// is loaded when that format is used.

export { readSpikeFile, type SpikeFile, type SpikeReadOptions } from "./cajal/spike-reader.ts";
export { type SpikeFileWriter, type SpikeWriterOptions, spikeFileWriter } from "./cajal/spike-writer.ts";
export type { ChunkOptions } from "./columns/ordered.ts";
export { readCheckpoint, writeCheckpoint } from "./files/checkpoint-file.ts";
export { type Libraries, useLibrary } from "./files/libraries.ts";
export type { FileInput } from "./files/source.ts";
export type {
  DamagedPart,
  FormatName,
  FormatReadOptions,
  FormatWriteOptions,
  LabelledNeurons,
  SpikeChunk,
  TraceTable,
} from "./formats/format.ts";
export { decodeNpy, encodeNpy, type NpyArray, type NumberColumn } from "./numpy/npy.ts";
export { decodeNpz, encodeNpz, type NpzArrays, type NpzOptions, spikesNpz, tracesNpz } from "./numpy/npz.ts";
export { type PngOptions, renderPng } from "./png.ts";
export { type Conversion, type ConvertOptions, convertFile } from "./recordings/convert.ts";
export {
  encodeSpikes,
  encodeTraces,
  type ReadOptions,
  type Recorded,
  readSpikes,
  readTraces,
  spikeChunks,
  type WriteOptions,
  writeSpikes,
  writeTraces,
} from "./recordings/recordings.ts";
export { type CsvColumn, csv, spikesCsv, tracesCsv } from "./tables/csv.ts";
