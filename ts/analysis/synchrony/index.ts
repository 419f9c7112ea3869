// How far a whole population fires together.
export { type SpikeContrast, type SpikeContrastOptions, spikeContrast } from "./spike-contrast.ts";
export { signalSynchronyIndex, synchronyIndex } from "./synchrony-index.ts";
export { varianceOverMean } from "./variance-over-mean.ts";
