// What a downstream neuron could read from the activity.
export { accuracy, cohensKappa } from "./agreement.ts";
export { covarianceEigenvalues, kernelRank, participationRatio, singularValues } from "./dimensionality.ts";
export { type LinearReadout, linearReadout, type ReadoutOptions, readoutOutput } from "./linear-readout.ts";
export { type LiquidStateOptions, liquidState } from "./liquid-state.ts";
export type { StateMatrix } from "./matrix.ts";
export { type Separability, type SeparabilityOptions, separability } from "./separability.ts";
