// Published networks, ready to build.
export {
  type Brunel,
  type BrunelOptions,
  brunel,
  brunelRate,
  brunelWeight,
  type RecordedBrunel,
} from "./brunel.ts";
export { type BrunelPoint, brunelBalance, brunelBoundaries } from "./brunel-boundaries.ts";
export {
  type BrunelExample,
  type BrunelRegime,
  brunelExamples,
  brunelNeuron,
  brunelSizes,
  brunelSynapses,
} from "./brunel-parameters.ts";
export { type BrunelOscillation, brunelOscillation } from "./brunel-stability.ts";
export { type BrunelInput, type BrunelState, brunelState } from "./brunel-theory.ts";
export * from "./dendritic/index.ts";
export {
  type HpcBenchmark,
  type HpcBenchmarkOptions,
  hpcBenchmark,
  hpcBenchmarkParameters,
} from "./hpc-benchmark.ts";
export {
  type Microcircuit,
  type MicrocircuitOptions,
  microcircuit,
  type RecordedMicrocircuit,
  type ThalamicPulse,
} from "./microcircuit.ts";
export {
  type MicrocircuitControls,
  microcircuitControls,
  publishedInhibition,
} from "./microcircuit-controls.ts";
export { microcircuitLimits } from "./microcircuit-limits.ts";
export {
  type PopulationLabel,
  populationLabels,
  populationSizes,
  referenceRates,
  thalamicParameters,
} from "./microcircuit-parameters.ts";
export { type CountedRun, silenceWarnings } from "./microcircuit-silence.ts";
export {
  type MicrocircuitScale,
  type MicrocircuitTables,
  microcircuitTables,
  potentialToCurrent,
  synapseNumber,
} from "./microcircuit-tables.ts";
export {
  type MicrocircuitVariant,
  type MicrocircuitVariantName,
  microcircuitVariants,
} from "./microcircuit-variants.ts";
export * from "./multi-area/index.ts";
export {
  type UrbanczikSenn,
  type UrbanczikSennOptions,
  urbanczikSenn,
  urbanczikSennPattern,
} from "./urbanczik-senn.ts";
