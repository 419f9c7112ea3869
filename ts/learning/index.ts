// Learning from patterns: tasks, trainings and their curves, and networks that learn without a kernel.
export { type Backpropagation, type BackpropagationOptions, backpropagation } from "./backpropagation.ts";
export {
  type DendriticLearner,
  type DendriticLearnerOptions,
  dendriticLearner,
} from "./dendritic-learner.ts";
export type { DendriticErrors } from "./dendritic-recorders.ts";
export { type CurveGroup, type LearningCurvesOptions, learningCurves } from "./figures.ts";
export type {
  Learner,
  LearnerState,
  Presentation,
  SynchronousLearner,
  WeightMatrix,
} from "./learner.ts";
export { checkMasks, checkPresentation, restoreArrays, stepsOfPresentation } from "./learner.ts";
export { energy, errorsOf, mismatchesOf, residual } from "./least-action/energy.ts";
export {
  type DendriticMixing,
  dendriticErrors,
  type ErrorRule,
  gradientErrors,
} from "./least-action/error-rules.ts";
export {
  type LatentEquilibrium,
  type LatentEquilibriumOptions,
  latentEquilibrium,
} from "./least-action/latent-equilibrium.ts";
export { type LeastAction, type LeastActionOptions, leastAction } from "./least-action/least-action.ts";
export {
  type Given,
  type LeastActionNetwork,
  type LeastActionNetworkOptions,
  layered,
  leastActionNetwork,
  type WeightBlock,
  type Wiring,
} from "./least-action/network.ts";
export type { LeastActionTimes } from "./least-action/plasticity.ts";
export { type Drift, residualJacobian, velocity } from "./least-action/velocity.ts";
export {
  apicalNorm,
  feedbackWeightError,
  feedforwardWeightError,
  interneuronError,
} from "./microcircuit-errors.ts";
export { type Purpose, type RandomStream, randomStream } from "./random.ts";
export {
  type BarsImplementation,
  type PublishedCurve,
  publishedBarsCurves,
} from "./reference/published-bars-curves.ts";
export { type PublishedSummary, publishedBarsSummary } from "./reference/published-bars-summary.ts";
export { accuracy, largest, meanSquaredError } from "./scores.ts";
export type { Sample, Task } from "./task.ts";
export { oneHot } from "./task.ts";
export {
  type BarsOptions,
  type BarsProtocol,
  type BarsRates,
  bars,
  barsDurations,
  barsRates,
  barsReadFrom,
} from "./tasks/bars.ts";
export { type DigitFiles, type DigitOptions, digits } from "./tasks/digits.ts";
export { type IdxBytes, readIdx } from "./tasks/idx.ts";
export { type SelfPredictionOptions, selfPrediction } from "./tasks/self-prediction.ts";
export { type TeacherOptions, type TeacherVariant, teacher } from "./tasks/teacher.ts";
export { type YinYangOptions, yinYang, yinYangClass } from "./tasks/yin-yang.ts";
export type { CurveRow, EarlyStop } from "./training/curve.ts";
export type { Dropout } from "./training/dropout.ts";
export type { TrainingOptions } from "./training/options.ts";
export { type TrainingState, trainingFromJson, trainingToJson } from "./training/state.ts";
export {
  presentationTimeStudy,
  type StudyCase,
  type StudyOptions,
  type StudyProgress,
  type StudyRow,
} from "./training/study.ts";
export {
  type Training,
  type TrainingProgress,
  type TrainingWatch,
  train,
  training,
} from "./training/training.ts";
export {
  hardSigmoid,
  hyperbolic,
  linear,
  logistic,
  type SoftplusParameters,
  softplus,
  type Transfer,
} from "./transfer.ts";
