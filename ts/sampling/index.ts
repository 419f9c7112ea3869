// Neural sampling: networks of neurons whose spikes are samples from a probability distribution.
export {
  type Activation,
  type ActivationOptions,
  measureActivation,
} from "./activation.ts";
export {
  type BoltzmannMachine,
  type BoltzmannParameters,
  boltzmann,
  energy,
  tempered,
} from "./boltzmann.ts";
export {
  type BoltzmannLearningOptions,
  exactMoments,
  type LearnedMachine,
  learnBoltzmann,
  type ModelMoments,
  sampledMoments,
} from "./boltzmann-learning.ts";
export type { Chain, Clamp } from "./chain.ts";
export { type ContinuousSamplerOptions, continuousSampler } from "./continuous-sampler.ts";
export {
  type ExactDistribution,
  exactDistribution,
  type Moments,
  marginalDistribution,
  marginals,
  momentsOf,
  type StateDistribution,
} from "./distribution.ts";
export {
  type DivergenceCurve,
  type DivergenceCurveOptions,
  divergence,
  divergenceCurve,
  type SamplingError,
  samplingError,
} from "./divergence.ts";
export { calibrateEnsemble, type EnsembleCalibrationOptions } from "./ensemble-calibration.ts";
export { gibbsSampler } from "./gibbs-sampler.ts";
export { contrast, decayingRate, type LearningRate, type LearningStep, stepped } from "./learning-steps.ts";
export {
  type EnsembleStatesOptions,
  ensembleStates,
  type LifEnsemble,
  type LifEnsembleOptions,
  lifEnsemble,
} from "./lif-ensemble.ts";
export type { Depression, LifSynapses } from "./lif-network.ts";
export {
  type HighConductance,
  highConductance,
  type LifParameters,
  lifParameters,
} from "./lif-parameters.ts";
export {
  type LifSampler,
  type LifSamplerOptions,
  type LifStatesOptions,
  lifCalibration,
  lifSampler,
  lifStates,
} from "./lif-sampler.ts";
export { fitLogistic, type LogisticFit } from "./logistic-fit.ts";
export { groupModes, type ModeOf, type ModeStatistics, modeProbabilities, modeStatistics } from "./modes.ts";
export { type NeuralSamplerOptions, neuralSampler } from "./neural-sampler.ts";
export {
  type ChainMomentsOptions,
  chainMoments,
  type ObserveOptions,
  observe,
  observeSync,
} from "./observe.ts";
export {
  inverseTemperature,
  type OscillatingRateOptions,
  type Oscillation,
  oscillatingRate,
  type RateTable,
  rateAt,
  type TroughOptions,
  troughWindows,
} from "./oscillation.ts";
export { absoluteGate, linearGate } from "./refractoriness.ts";
export {
  type ContrastiveDivergenceOptions,
  contrastiveDivergence,
  type RestrictedParameters,
  restrictedMachine,
} from "./restricted-learning.ts";
export { type SpikeStatesOptions, statesOfSpikes } from "./spike-states.ts";
export { distributionOf, type StateSequence, type TimeWindow } from "./state-sequence.ts";
export {
  type Calibration,
  type LifMachine,
  translate,
  type WeightFactors,
  weightFactors,
} from "./translation.ts";
