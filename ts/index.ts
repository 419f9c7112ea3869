/** The public names of cajal: describe a network, build it, run it, read typed arrays. */

export type { BackendName, Machine, SynapseColumns } from "./backend/backend.ts";
export { type BackendChoice, selectBackend } from "./backend/select.ts";
export { CajalError, type ErrorDetail } from "./error.ts";
export type {
  Model,
  ModelName,
  Output,
  Port,
  Receptor,
  Recordable,
  SynapseName,
  Variable,
} from "./models/model.ts";
export {
  ac,
  dc,
  inhomogeneousPoisson,
  mip,
  noiseCurrent,
  poisson,
  pulsePacket,
  type Stimulus,
  sinusoidalPoisson,
  spikeGenerator,
  stepCurrent,
} from "./network/devices/devices.ts";
export type { Course, DeviceName, DeviceParameters, StimulusChange } from "./network/devices/parameters.ts";
export type { Recorder, SpikeRecorder, StateRecorder } from "./network/devices/recorder.ts";
export { type RecordedTrains, type ReplayOptions, replay } from "./network/devices/replay.ts";
export type { SpikeSink, SpikeSinkInfo } from "./network/devices/sink.ts";
export type { Estimate, EstimateOptions } from "./network/estimate/estimate.ts";
export type { NetworkJson } from "./network/json/schema.ts";
export type { Parameters } from "./network/neurons/parameters.ts";
export type { Population, View, Views } from "./network/neurons/view.ts";
export type {
  NetworkOptions,
  PopulationOptions,
  Projection,
  SpikeRecorderOptions,
  StateRecorderOptions,
  StimulusHandle,
  StimulusOptions,
  SynapseOptions,
} from "./network/options.ts";
export {
  type Autapses,
  allToAll,
  bernoulli,
  fixedIndegree,
  fixedOutdegree,
  fixedTotalNumber,
  type Multapses,
  oneToOne,
  pairs,
  type Rule,
} from "./network/synapses/rules.ts";
export type { Synapse, SynapseParameters } from "./network/synapses/synapse.ts";
export {
  type Distribution,
  exponential,
  type Limits,
  lognormal,
  normal,
  type Scalar,
  uniform,
} from "./network/values/distributions.ts";
export type { Warning } from "./network/values/fields.ts";
export { parseQuantity, type Quantity } from "./network/values/units.ts";
export type { NumberArray, Value } from "./network/values/value.ts";
export type { Action, Times } from "./simulate/at.ts";
export type { BuildOptions } from "./simulate/build.ts";
export { Network } from "./simulate/network.ts";
export type { Operations } from "./simulate/operations.ts";
export type { Frame, ReadOptions, StepsOptions } from "./simulate/options.ts";
export type { Progress, Watch } from "./simulate/progress.ts";
export {
  type SpikeData,
  type SpikeTrains,
  spikeTrains,
  type TraceData,
  type Traces,
  traces,
} from "./simulate/recording.ts";
export type { Phases, Report, RunReport } from "./simulate/report.ts";
export { type RestoreOptions, Simulation } from "./simulate/restore.ts";
export type { RunOptions } from "./simulate/run.ts";
export type { SynapseChange } from "./simulate/synapses.ts";
