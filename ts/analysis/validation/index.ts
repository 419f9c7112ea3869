// Is one simulation statistically the same as another?
export {
  type PopulationSamples,
  populationSamples,
  type SampleName,
  type SampleOptions,
  sampleNames,
} from "./population-samples.ts";
export {
  type Comparison,
  compareWithReference,
  type ReferencePopulation,
  type ReferenceSample,
} from "./reference-comparison.ts";
