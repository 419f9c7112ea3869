// What pairs of trains have in common.

export {
  type AutocorrelationTimescaleOptions,
  autocorrelationTimescale,
} from "./autocorrelation-timescale.ts";
export { correlationMatrix, covarianceMatrix } from "./correlation-matrix.ts";
export type { CorrelationOptions } from "./covariances.ts";
export {
  autoCorrelogram,
  type Correlogram,
  type CorrelogramOptions,
  type CrossCorrelogramOptions,
  crossCorrelogram,
} from "./cross-correlogram.ts";
export type { DecayFit } from "./decay-fit.ts";
export {
  type IntrinsicTimescale,
  type IntrinsicTimescaleOptions,
  intrinsicTimescale,
} from "./intrinsic-timescale.ts";
export { type LagHierarchy, type LagHierarchyOptions, lagHierarchy } from "./lag-hierarchy.ts";
export { meanCorrelation } from "./mean-correlation.ts";
export type { PairOptions, SinglePair, TrainMatrix } from "./pairs.ts";
export {
  type PairwiseCorrelation,
  pairwiseCorrelation,
  type WindowedCorrelationOptions,
  windowedCorrelation,
} from "./pairwise-correlation.ts";
export { rateCorrelation, signalCorrelation } from "./rate-correlation.ts";
export { type SignalLagOptions, type SignalLags, signalLags } from "./signal-lags.ts";
export {
  type SignalTimescale,
  type SignalTimescaleOptions,
  signalTimescale,
} from "./signal-timescale.ts";
export { spikeTimeTiling, spikeTimeTilingMatrix, type TilingOptions } from "./spike-time-tiling.ts";
