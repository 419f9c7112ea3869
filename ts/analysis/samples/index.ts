// Samples of numbers: their distributions, and how far two of them differ.
export { type Distribution, type DistributionOptions, distribution } from "./distribution.ts";
export { distanceToQuantiles, kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export { type BoxStatistics, boxStatistics, quantiles, sortedFinite } from "./quantiles.ts";
export { subsample } from "./subsample.ts";
