// Neural sampling: networks of neurons whose spikes are samples from a probability distribution.

export {
  type BoltzmannLearningOptions,
  exactMoments,
  type LearnedMachine,
  learnBoltzmann,
  type ModelMoments,
  sampledMoments,
} from "./learning/boltzmann-learning.ts";
export {
  contrast,
  decayingRate,
  type LearningRate,
  type LearningStep,
  stepped,
} from "./learning/learning-steps.ts";
export {
  type ContrastiveDivergenceOptions,
  contrastiveDivergence,
  type RestrictedParameters,
  restrictedMachine,
} from "./learning/restricted-learning.ts";
export {
  type Activation,
  type ActivationOptions,
  measureActivation,
} from "./lif/activation.ts";
export { calibrateEnsemble, type EnsembleCalibrationOptions } from "./lif/ensemble-calibration.ts";
export {
  type EnsembleStatesOptions,
  ensembleStates,
  type LifEnsemble,
  type LifEnsembleOptions,
  lifEnsemble,
} from "./lif/lif-ensemble.ts";
export type { Depression, LifSynapses } from "./lif/lif-network.ts";
export {
  type HighConductance,
  highConductance,
  type LifParameters,
  lifParameters,
} from "./lif/lif-parameters.ts";
export {
  type LifSampler,
  type LifSamplerOptions,
  type LifStatesOptions,
  lifCalibration,
  lifSampler,
  lifStates,
} from "./lif/lif-sampler.ts";
export { fitLogistic, type LogisticFit } from "./lif/logistic-fit.ts";
export {
  inverseTemperature,
  type OscillatingRateOptions,
  type Oscillation,
  oscillatingRate,
  type RateTable,
  rateAt,
  type TroughOptions,
  troughWindows,
} from "./lif/oscillation.ts";
export { type SpikeStatesOptions, statesOfSpikes } from "./lif/spike-states.ts";
export {
  type Calibration,
  type LifMachine,
  translate,
  type WeightFactors,
  weightFactors,
} from "./lif/translation.ts";
export {
  type BoltzmannMachine,
  type BoltzmannParameters,
  boltzmann,
  energy,
  tempered,
} from "./machines/boltzmann.ts";
export {
  type ExactDistribution,
  exactDistribution,
  type Moments,
  marginalDistribution,
  marginals,
  momentsOf,
  type StateDistribution,
} from "./machines/distribution.ts";
export {
  type DivergenceCurve,
  type DivergenceCurveOptions,
  divergence,
  divergenceCurve,
  type SamplingError,
  samplingError,
} from "./machines/divergence.ts";
export {
  groupModes,
  type ModeOf,
  type ModeStatistics,
  modeProbabilities,
  modeStatistics,
} from "./machines/modes.ts";
export { distributionOf, type StateSequence, type TimeWindow } from "./machines/state-sequence.ts";
export type { Chain, Clamp } from "./samplers/chain.ts";
export { type ContinuousSamplerOptions, continuousSampler } from "./samplers/continuous-sampler.ts";
export { gibbsSampler } from "./samplers/gibbs-sampler.ts";
export { type NeuralSamplerOptions, neuralSampler } from "./samplers/neural-sampler.ts";
export {
  type ChainMomentsOptions,
  chainMoments,
  type ObserveOptions,
  observe,
  observeSync,
} from "./samplers/observe.ts";
export { absoluteGate, linearGate } from "./samplers/refractoriness.ts";
