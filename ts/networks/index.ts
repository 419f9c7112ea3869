// Published networks, ready to build.
export {
  type Microcircuit,
  type MicrocircuitOptions,
  microcircuit,
  type ThalamicPulse,
} from "./microcircuit.ts";
export {
  type PopulationLabel,
  populationLabels,
  populationSizes,
  referenceRates,
  thalamicParameters,
} from "./microcircuit-parameters.ts";
export {
  type MicrocircuitScale,
  type MicrocircuitTables,
  microcircuitTables,
  potentialToCurrent,
  synapseNumber,
} from "./microcircuit-tables.ts";
