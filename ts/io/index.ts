// Files: the recording format of cajal, and pictures. Needs Node.
export { type SpikeFile, type SpikeReadOptions, readSpikeFile } from "./spike-reader.ts";
export { type SpikeFileWriter, type SpikeWriterOptions, spikeFileWriter } from "./spike-writer.ts";
