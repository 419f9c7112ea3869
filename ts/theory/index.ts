// Theory beside simulations: leaky integrate-and-fire neurons in the diffusion approximation, and linear response.

export type { ComplexMatrix } from "./algebra/complex-matrix.ts";
export type { ComplexVector } from "./algebra/inverse-iteration.ts";
export type { Assumption } from "./description/assumptions.ts";
export { type Theory, type TheoryOptions, theory } from "./description/theory.ts";
export type { Adaptation, ConductanceNeuron } from "./lif/conductance.ts";
export { type LifCvOptions, lifCv } from "./lif/cv.ts";
export type { LifInput, LifMethod, LifNeuron } from "./lif/neuron.ts";
export { type LifRateOptions, type LifSlopes, lifInputGain, lifRate, lifSlopes } from "./lif/rate.ts";
export {
  type ComplexValues,
  lifTransferFunction,
  type ResponseOptions,
  type TransferFunctionOptions,
} from "./lif/transfer-function.ts";
export {
  type ExternalRates,
  type ExternalRatesOptions,
  type ExternalSource,
  externalRatesFor,
} from "./network/external-rates.ts";
export type { Input } from "./network/input.ts";
export type { Surroundings } from "./network/mean-field.ts";
export type { ExternalInput, MeanFieldNetwork, MeanFieldPopulation } from "./network/mean-field-network.ts";
export {
  type FixedPointsOptions,
  fixedPoints,
  type WorkingPoint,
  type WorkingPointOptions,
  workingPoint,
} from "./network/working-point.ts";
export { type Covariances, pairwiseCovariances } from "./response/covariances.ts";
export { type DelayDistribution, delayFactor } from "./response/delays.ts";
export {
  effectiveConnectivity,
  type LinearOptions,
  transferFunctions,
} from "./response/effective-connectivity.ts";
export {
  type EigenvaluePoint,
  type EigenvalueTrajectories,
  eigenvalueTrajectories,
  type PeakOrigin,
  type PeakOriginsOptions,
  peakOrigins,
  type Sensitivity,
  type SensitivityOptions,
  sensitivity,
} from "./response/eigenmodes.ts";
export { type LowPass, type RateModel, type RateModelOptions, rateModel } from "./response/rate-model.ts";
export { boxcar, type SpatialOptions, type SpatialRoot, spatialRoots } from "./response/spatial.ts";
export { crossSpectra, powerSpectra, propagators, type TheorySpectrum } from "./response/spectra.ts";
export type { Complex } from "./special/complex.ts";
export { dawson, erfcx, faddeeva } from "./special/faddeeva.ts";
export { lambertW } from "./special/lambert-w.ts";
export { parabolicCylinderU } from "./special/parabolic-cylinder.ts";
export { type Basin, type Basins, type BasinsOptions, basins } from "./stability/basins.ts";
export {
  type Branch,
  type BranchPoint,
  type ContinuationOptions,
  continueFixedPoint,
} from "./stability/continuation.ts";
export type { NetworkFamily } from "./stability/family.ts";
export {
  type BistabilityOptions,
  bistability,
  type ScannedState,
  type ScannedValue,
} from "./stability/scan.ts";
export {
  type Stabilisation,
  type StabilisationRound,
  type StabiliseOptions,
  stabilise,
} from "./stability/stabilise.ts";
export { type Stability, type StabilityOptions, stability } from "./stability/stability.ts";
export {
  type Arrival,
  type Transition,
  type TransitionOptions,
  transition,
  type UnstablePoint,
} from "./stability/transition.ts";
