// The multi-area model of macaque visual cortex, and connectomes to run it on.
export type { Area, AreaPopulation, Connectome } from "./connectome.ts";
export { type ConnectomeTables, connectomeFromCsv } from "./from-csv.ts";
export type { MultiAreaStateOptions } from "./full-size.ts";
export { type AreaInputStrengths, areaInputStrengths } from "./input-strengths.ts";
export {
  type MultiArea,
  type MultiAreaOptions,
  type MultiAreaPopulation,
  type MultiAreaProjection,
  multiArea,
  type RecordedMultiArea,
} from "./multi-area.ts";
export type { MultiAreaSize, RateCourse } from "./options.ts";
export {
  type MultiAreaState,
  type MultiAreaStateName,
  multiAreaChiScan,
  multiAreaStates,
} from "./parameters.ts";
export { type PopulationInput, populationInput } from "./population-input.ts";
export type { ReplacedCurrent, ReplacedTrains } from "./replaced.ts";
export { connectomeFromDataModel } from "./repository/from-data-model.ts";
export {
  connectomeFromRepository,
  type ReadConnectome,
  type RepositoryOptions,
} from "./repository/from-repository.ts";
export { multiAreaSilenceWarnings } from "./silence.ts";
export { type SyntheticOptions, syntheticConnectome } from "./synthetic/synthetic-connectome.ts";
export { type MultiAreaTables, multiAreaTables } from "./tables.ts";
export {
  type MultiAreaMeanField,
  type MultiAreaMeanFieldOptions,
  multiAreaMeanField,
} from "./theory/mean-field.ts";
export { type MultiAreaTheoryOptions, multiAreaTheory } from "./theory/network.ts";
export type { ThresholdShift } from "./theory/neuron-rate.ts";
export {
  type MultiAreaRandomStarts,
  type MultiAreaRandomStartsOptions,
  multiAreaRandomStarts,
} from "./theory/random-starts.ts";
export {
  type Eigenvalue,
  type MultiAreaStability,
  type MultiAreaStabilityOptions,
  multiAreaStability,
} from "./theory/stability.ts";
