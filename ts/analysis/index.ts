// Measures on spike trains: pure functions on typed arrays, usable without a simulation.
export { binCount } from "./bins.ts";
export * from "./causality/index.ts";
export * from "./communities/index.ts";
export * from "./correlation/index.ts";
export * from "./counts/index.ts";
export * from "./distances/index.ts";
export * from "./intervals/index.ts";
export * from "./proxies/index.ts";
export { uniforms } from "./random.ts";
export * from "./rates/index.ts";
export * from "./readout/index.ts";
export * from "./samples/index.ts";
export * from "./spectra/index.ts";
export * from "./surrogates/index.ts";
export * from "./synchrony/index.ts";
export { train, trainCount } from "./train-access.ts";
export {
  type RecordedSpikes,
  type Selection,
  type SpikeSource,
  type Trains,
  toTrains,
  trainsOf,
} from "./trains.ts";
export * from "./validation/index.ts";
