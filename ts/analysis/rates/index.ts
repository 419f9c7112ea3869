// Firing rates, of neurons and over time.
export { firingRates } from "./firing-rates.ts";
export {
  type InstantaneousRate,
  type InstantaneousRateOptions,
  instantaneousRate,
} from "./instantaneous-rate.ts";
export { type Kernel, type KernelOptions, type KernelShape, kernelSamples } from "./kernels.ts";
export { optimalBandwidth } from "./optimal-bandwidth.ts";
export { type BinOptions, populationCounts, populationRate } from "./population-histogram.ts";
export { type Psth, psth } from "./psth.ts";
export { type TransientOptions, type TransientResponse, transientResponse } from "./transient-response.ts";
export { type TrialOptions, trialsAround } from "./trials-around.ts";
