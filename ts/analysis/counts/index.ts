// Spikes counted in windows and bins.
export {
  type BinnedCounts,
  type Bins,
  binnedCounts,
  type CountOptions,
  type OccupiedBins,
  occupiedBins,
} from "./binned-counts.ts";
export {
  type ComplexityDistribution,
  type ComplexityOptions,
  complexityDistribution,
  independentComplexity,
} from "./complexity.ts";
export { fanoTrials, fanoWindows } from "./fano-factor.ts";
