// Sampling networks that are each other's noise: no random number is drawn once they run.

import { checkArgument } from "../../arguments/check.ts";
import { listOf } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { poisson } from "../../network/devices/devices.ts";
import type { SpikeRecorder } from "../../network/devices/recorder.ts";
import type { Population } from "../../network/neurons/view.ts";
import { pairs } from "../../network/synapses/rules.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { Network } from "../../simulate/network.ts";
import { checkWatch } from "../../simulate/progress.ts";
import type { RunOptions } from "../../simulate/run.ts";
import { positive, whole } from "../checks.ts";
import { type BoltzmannMachine, checkMachine } from "../machines/boltzmann.ts";
import { exactDistribution, marginals } from "../machines/distribution.ts";
import type { StateSequence } from "../machines/state-sequence.ts";
import { balancingShifts, noiseWiring } from "./ensemble-wiring.ts";
import { connectMachine, depressionOf, type LifSynapses } from "./lif-network.ts";
import { checkLifParameters, type LifParameters } from "./lif-parameters.ts";
import { lifPopulation } from "./lif-population.ts";
import { calibrationOf } from "./lif-sampler.ts";
import { statesOfSpikes } from "./spike-states.ts";
import { type Calibration, translate } from "./translation.ts";

/** Options of {@link lifEnsemble}. */
export interface LifEnsembleOptions {
  /** Default `lifCalibration`, of neurons under Poisson background; better that of `calibrateEnsemble`. */
  readonly calibration?: Calibration;
  /** What differs from `lifParameters`. */
  readonly parameters?: Partial<LifParameters>;
  /** Default "renewing". */
  readonly synapses?: LifSynapses;
  /**
   * Neurons of other machines that excite each neuron, and as many that inhibit it; default: as many as together fire
   * `noise_rate` spikes per second when all machines have their distribution.
   */
  readonly indegree?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** A whole number from 0, of connections and the first spikes; default 1. */
  readonly seed?: number;
}

/** A described ensemble of sampling networks. */
export interface LifEnsemble {
  readonly network: Network;
  /** The neurons of each machine. */
  readonly populations: readonly Population<"iaf_cond_exp">[];
  readonly spikes: SpikeRecorder;
  /** Excitatory, and as many inhibitory, background synapses of each neuron. */
  readonly indegree: number;
}

// Poisson spikes set the ensemble going for so long [ms].
const kick = 200;
// When what they caused is forgotten [ms].
const settled = 1000;
/** The names of {@link LifEnsembleOptions}. */
export const ensembleOptionNames: readonly string[] = [
  "calibration",
  "parameters",
  "synapses",
  "indegree",
  "resolution",
  "seed",
];

/** Neurons that fire `noise_rate` spikes per second together, if units are 1 for this part of the time on average. */
function neededIndegree(on: Float64Array, { noise_rate, t_ref }: LifParameters): number {
  const mean = on.reduce((sum, value) => sum + value, 0) / on.length;
  return Math.max(1, Math.round(noise_rate / ((1000 * mean) / t_ref)));
}

/** What an ensemble is described with. */
interface EnsembleSetup {
  readonly parameters: LifParameters;
  readonly calibration: Calibration;
  readonly depression: ReturnType<typeof depressionOf>;
  readonly on: Float64Array;
  readonly indegree: number;
  readonly sizes: readonly number[];
  readonly network: Network;
}

/**
 * An ensemble's options, checked and complete, and how often its units are 1.
 *
 * @throws CajalError as `lifEnsemble`
 */
export function ensembleSetup(
  machines: readonly BoltzmannMachine[],
  options: LifEnsembleOptions,
  call: string,
): EnsembleSetup {
  checkArgument(
    machines,
    call,
    "machines",
    listOf((machine, { parameter }) => checkMachine(machine as BoltzmannMachine, call, parameter)),
  );
  if (machines.length < 2) {
    const [value, allowed] = [machines.length, "2 or more"];
    const must = "an ensemble takes 2 machines or more";
    fail("E_SIZE", { call, parameter: "machines", value, allowed, must });
  }
  const { synapses = "renewing", resolution = 0.1, seed = 1 } = options;
  const parameters = checkLifParameters(options.parameters ?? {}, call);
  const calibration = calibrationOf(options.calibration, parameters, call);
  const depression = depressionOf(synapses, parameters, call);
  const on = Float64Array.from(machines.flatMap((machine) => [...marginals(exactDistribution(machine))]));
  const indegree = whole(options.indegree ?? neededIndegree(on, parameters), 1, call, "indegree");
  const sizes = machines.map(({ units }) => units);
  return {
    parameters,
    calibration,
    depression,
    on,
    indegree,
    sizes,
    network: new Network({ resolution, seed }),
  };
}

/**
 * Describes machines of LIF neurons that take the spikes of each other for noise: every neuron is excited by some
 * randomly chosen neurons of other machines, and inhibited by as many others. Poisson spikes set them going in the
 * first 200 ms, after which no random number is drawn. Sources fire at different rates, so that excitation and
 * inhibition do not balance; leak potentials are moved to where the mean potential is that of the calibration if all
 * machines have their distribution. Source: Dold et al. (2019) Neural Networks 119:200.
 *
 * Neurons share sources, and spikes of a neuron that is on come at regular intervals, so the distributions are less
 * accurate than under Poisson spikes: take many machines, and the calibration of `calibrateEnsemble`.
 *
 * @throws CajalError E_SIZE for less than two machines, or one above 20 units; E_INDEGREE when the other machines have
 * less than two neurons per in-degree; and as `lifSampler`
 */
export function lifEnsemble(
  machines: readonly BoltzmannMachine[],
  options: LifEnsembleOptions = {},
): LifEnsemble {
  const call = "lifEnsemble";
  optionsOf(options, ensembleOptionNames, call);
  const { parameters, calibration, depression, on, indegree, sizes, network } = ensembleSetup(
    machines,
    options,
    call,
  );
  const wiring = noiseWiring(sizes, { indegree, listeners: 0, seed: network.seed });
  const shifts = balancingShifts(wiring, on, on.length, calibration, parameters);
  let first = 0;
  const populations = machines.map((machine, place) => {
    const translated = translate(machine, calibration, parameters);
    const potentials = translated.potentials.map((potential, k) => potential + (shifts[first + k] as number));
    first += machine.units;
    const neurons = lifPopulation(network, parameters, potentials, `machine ${place}`);
    connectMachine(network, neurons, translated, depression);
    return neurons;
  });
  const { noise_rate, noise_weight } = parameters;
  for (const [sign, rule] of [
    [1, wiring.excitation],
    [-1, wiring.inhibition],
  ] as const) {
    const synapse = { weight: sign * noise_weight, delay: network.resolution };
    network.connect(populations, populations, pairs(rule), synapse);
    network.stimulate(populations, poisson({ rate: noise_rate, stop: kick }), synapse);
  }
  return { network, populations, spikes: network.record(populations, "spikes"), indegree };
}

/** Options of {@link ensembleStates}. */
export interface EnsembleStatesOptions extends LifEnsembleOptions, Pick<RunOptions, "onProgress" | "signal"> {
  /** Time of the sequences [ms]; 1000 ms before it do not count. */
  readonly duration: number;
}

/**
 * Builds and runs a {@link lifEnsemble}, and returns the states of every machine.
 *
 * @throws CajalError as `lifEnsemble` and `sim.run`; the signal's reason when aborted
 */
export async function ensembleStates(
  machines: readonly BoltzmannMachine[],
  options: EnsembleStatesOptions,
): Promise<StateSequence[]> {
  const call = "ensembleStates";
  const given = optionsOf(options, [...ensembleOptionNames, "duration", "onProgress", "signal"], call);
  const { duration, onProgress, signal, ...rest } = options;
  checkWatch(given, call);
  positive(duration, call, "duration");
  const { network, populations, spikes } = lifEnsemble(machines, rest);
  const { t_ref } = checkLifParameters(options.parameters ?? {}, call);
  await using sim = await network.build({ signal });
  await sim.run(settled + duration, { onProgress, signal });
  const trains = sim.read(spikes);
  return populations.map(({ ids }) => statesOfSpikes(trains, { tau: t_ref, neurons: ids, tStart: settled }));
}
