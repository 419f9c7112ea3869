// LIF neurons that sample from a Boltzmann machine.
import { fail } from "../../error.ts";
import { poisson, type Stimulus } from "../../network/devices/devices.ts";
import type { SpikeRecorder } from "../../network/devices/recorder.ts";
import type { Population } from "../../network/neurons/view.ts";
import type { Projection, StimulusHandle } from "../../network/options.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { Network } from "../../simulate/network.ts";
import { checkWatch } from "../../simulate/progress.ts";
import type { RunOptions } from "../../simulate/run.ts";
import { positive } from "../checks.ts";
import { type BoltzmannMachine, checkMachine } from "../machines/boltzmann.ts";
import { checkNumbered, type StateSequence } from "../machines/state-sequence.ts";
import { warmup } from "./activation.ts";
import { connectMachine, depressionOf, type LifSynapses } from "./lif-network.ts";
import { checkLifParameters, type LifParameters, lifParameters } from "./lif-parameters.ts";
import { lifPopulation } from "./lif-population.ts";
import { statesOfSpikes } from "./spike-states.ts";
import { type Calibration, checkCalibration, type LifMachine, translate } from "./translation.ts";

/**
 * Calibration of `lifParameters` at steps of 0.1 ms, measured by
 * `measureActivation({ points: 150, duration: 4e5, seed: 1 })`; standard errors 0.003 mV.
 */
export const lifCalibration: Calibration = { center: -50.604, width: 0.796 };

/**
 * The calibration given, or that of the default parameters.
 *
 * @throws CajalError E_TYPE when other parameters come without a calibration
 */
export function calibrationOf(
  given: Calibration | undefined,
  parameters: LifParameters,
  call: string,
): Calibration {
  if (given !== undefined) return checkCalibration(given, call);
  const standard = Object.entries(lifParameters).every(
    ([name, value]) => parameters[name as keyof LifParameters] === value,
  );
  if (standard) return lifCalibration;
  const allowed = "{ center, width } of these parameters";
  const hint = "measure it: calibration: await measureActivation({ parameters })";
  const must = `calibration must be ${allowed}`;
  return fail("E_TYPE", { call, parameter: "calibration", value: given, allowed, must, hint });
}

/** Options of {@link lifSampler}. */
export interface LifSamplerOptions {
  /** Of `measureActivation` at the same parameters and steps; default `lifCalibration`, for the default parameters. */
  readonly calibration?: Calibration;
  /** What differs from `lifParameters`; needs a calibration of its own. */
  readonly parameters?: Partial<LifParameters>;
  /** Default "renewing". */
  readonly synapses?: LifSynapses;
  /** Background spikes of each sign; default: Poisson spikes of `noise_rate`. */
  readonly noise?: Stimulus;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** A whole number from 0; default 1. */
  readonly seed?: number;
}

/** A described network whose spikes are samples. */
export interface LifSampler {
  readonly network: Network;
  /** Neuron k is unit k. */
  readonly neurons: Population<"iaf_cond_exp">;
  readonly spikes: SpikeRecorder;
  readonly synapses: Projection;
  /** Excitatory and inhibitory background. */
  readonly noise: readonly [StimulusHandle, StimulusHandle];
  /** Leak potentials and conductances. */
  readonly machine: LifMachine;
}

const names = ["calibration", "parameters", "synapses", "noise", "resolution", "seed"];

/**
 * Describes a network of LIF neurons under strong background, one for each unit of a machine: biases become leak
 * potentials, weights conductances. A unit is 1 while its neuron is refractory: `statesOfSpikes(sim.read(spikes),
 * { tau: 10, tStart: 500 })`.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_UNKNOWN_NAME, E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_DT
 */
export function lifSampler(machine: BoltzmannMachine, options: LifSamplerOptions = {}): LifSampler {
  const call = "lifSampler";
  checkMachine(machine, call);
  optionsOf(options, names, call);
  const { synapses: kind = "renewing", resolution = 0.1, seed = 1 } = options;
  const parameters = checkLifParameters(options.parameters ?? {}, call);
  const calibration = calibrationOf(options.calibration, parameters, call);
  const depression = depressionOf(kind, parameters, call);
  const translated = translate(machine, calibration, parameters);
  const network = new Network({ resolution, seed });
  const neurons = lifPopulation(network, parameters, translated.potentials, "samplers");
  const synapses = connectMachine(network, neurons, translated, depression);
  const background = options.noise ?? poisson({ rate: parameters.noise_rate });
  const stimulate = (sign: 1 | -1): StimulusHandle =>
    network.stimulate(neurons, background, { weight: sign * parameters.noise_weight, delay: resolution });
  const noise = [stimulate(1), stimulate(-1)] as const;
  const spikes = network.record(neurons, "spikes");
  return { network, neurons, spikes, synapses, noise, machine: translated };
}

/** Options of {@link lifStates}. */
export interface LifStatesOptions extends LifSamplerOptions, Pick<RunOptions, "onProgress" | "signal"> {
  /** Time of the sequence [ms]; 500 ms before it do not count. */
  readonly duration: number;
}

/**
 * Builds and runs a {@link lifSampler}, and returns its states.
 *
 * @throws CajalError E_SIZE above 31 units, and as `lifSampler` and `sim.run`; the signal's reason when aborted
 * @example divergence(distributionOf(await lifStates(machine, { duration: 1e5 })), exactDistribution(machine)); // 0.02
 */
export async function lifStates(
  machine: BoltzmannMachine,
  options: LifStatesOptions,
): Promise<StateSequence> {
  const call = "lifStates";
  const given = optionsOf(options, [...names, "duration", "onProgress", "signal"], call);
  checkMachine(machine, call);
  const { duration, onProgress, signal, ...rest } = options;
  checkWatch(given, call);
  positive(duration, call, "duration");
  checkNumbered(machine.units, call);
  const { network, spikes } = lifSampler(machine, rest);
  const { t_ref } = checkLifParameters(options.parameters ?? {}, call);
  await using sim = await network.build({ signal });
  await sim.run(warmup + duration, { onProgress, signal });
  return statesOfSpikes(sim.read(spikes), { tau: t_ref, tStart: warmup });
}
