// Samples of numbers: their distributions, and how far two of them differ.
export { type Distribution, type DistributionOptions, distribution } from "./distribution.ts";
export { type EffectSize, effectSize } from "./effect-size.ts";
export { eigenangle } from "./eigenangle.ts";
export { holm } from "./holm.ts";
export { distanceToQuantiles, kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
export { kolmogorovSmirnovTest } from "./kolmogorov-smirnov-test.ts";
export { type KullbackLeibler, type KullbackLeiblerOptions, kullbackLeibler } from "./kullback-leibler.ts";
export { leveneTest } from "./levene.ts";
export { mannWhitneyTest } from "./mann-whitney.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export { type PermutationOptions, type PermutationTest, permutationTest } from "./permutation-test.ts";
export { type BoxStatistics, boxStatistics, quantiles, sortedFinite } from "./quantiles.ts";
export { subsample } from "./subsample.ts";
export type { TwoSampleTest } from "./two-samples.ts";
export { wassersteinDistance } from "./wasserstein.ts";
export { welchTest } from "./welch-t.ts";
