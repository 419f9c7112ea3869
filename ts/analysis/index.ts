// Measures on spike trains: pure functions on typed arrays, usable without a simulation.
export { binCount } from "./bins.ts";
export { type CvOptions, cvIsi } from "./cv-isi.ts";
export { type Distribution, type DistributionOptions, distribution } from "./distribution.ts";
export { firingRates } from "./firing-rates.ts";
export { distanceToQuantiles, kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
export { mean, standardDeviation, variance } from "./moments.ts";
export {
  type CorrelationOptions,
  type PairwiseCorrelation,
  pairwiseCorrelation,
} from "./pairwise-correlation.ts";
export { type BinOptions, populationCounts, populationRate } from "./population-histogram.ts";
export {
  type PopulationSamples,
  populationSamples,
  type SampleName,
  type SampleOptions,
  sampleNames,
} from "./population-samples.ts";
export { type PowerSpectrum, powerSpectrum, type SpectrumOptions } from "./power-spectrum.ts";
export { type BoxStatistics, boxStatistics, quantiles, sortedFinite } from "./quantiles.ts";
export {
  type Comparison,
  compareWithReference,
  type ReferencePopulation,
  type ReferenceSample,
} from "./reference-comparison.ts";
export { subsample } from "./subsample.ts";
export { varianceOverMean } from "./synchrony.ts";
export { synchronyIndex } from "./synchrony-index.ts";
export {
  type RecordedSpikes,
  type Selection,
  type SpikeSource,
  type Trains,
  toTrains,
  train,
  trainCount,
  trainsOf,
} from "./trains.ts";
export { type TransientOptions, type TransientResponse, transientResponse } from "./transient-response.ts";
