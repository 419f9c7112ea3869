// Files: the recording format of cajal, and pictures. Needs Node.
export { readSpikeFile, type SpikeFile, type SpikeReadOptions } from "./spike-reader.ts";
export { type SpikeFileWriter, type SpikeWriterOptions, spikeFileWriter } from "./spike-writer.ts";
