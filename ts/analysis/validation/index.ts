// Is one simulation statistically the same as another?
export { type CompareOptions, type Comparison, compare, type Limits } from "./compare.ts";
export { type ComparedMeasure, comparedMeasures } from "./compared-measures.ts";
export {
  bandPower,
  gammaBands,
  type PopulationMeasures,
  peakFrequency,
  populationMeasures,
  powerBands,
  rateSpectrum,
} from "./population-measures.ts";
export {
  type PopulationSamples,
  populationSamples,
  type SampleName,
  type SampleOptions,
  sampleNames,
} from "./population-samples.ts";
export {
  type MeasuredRun,
  type Spread,
  type StoredEnsemble,
  type StoredNumber,
  type StoredPopulation,
  type StoredSample,
  type StoredSpectrum,
  storeEnsemble,
} from "./stored-ensemble.ts";
