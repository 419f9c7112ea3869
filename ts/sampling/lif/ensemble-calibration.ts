// The calibration of neurons under the noise of an ensemble.
import { poisson } from "../../network/devices/devices.ts";
import { pairs } from "../../network/synapses/rules.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import type { RunOptions } from "../../simulate/run.ts";
import { entries, positive } from "../checks.ts";
import type { BoltzmannMachine } from "../machines/boltzmann.ts";
import { type Activation, activationOf, blockCounter, defaultRange, spaced, warmup } from "./activation.ts";
import { balancingShifts, noiseWiring, type PositionPairs } from "./ensemble-wiring.ts";
import { ensembleOptionNames, ensembleSetup, type LifEnsembleOptions } from "./lif-ensemble.ts";
import { connectMachine } from "./lif-network.ts";
import { lifPopulation } from "./lif-population.ts";
import { translate } from "./translation.ts";

/** Options of {@link calibrateEnsemble}; its `calibration` is that under Poisson background. */
export interface EnsembleCalibrationOptions
  extends LifEnsembleOptions,
    Pick<RunOptions, "onProgress" | "signal"> {
  /** Time that counts [ms], after 500 ms that do not; default 5e4. */
  readonly duration?: number;
  /** Neurons that only listen, each at a leak potential of its own; default 100. */
  readonly points?: number;
}

/**
 * Measures the activation function of neurons whose noise are the spikes of sampling machines, while these sample under
 * Poisson background: so the noise is what it should be in an ensemble that samples well. One that is calibrated badly
 * comes to rest, and its own noise would tell nothing.
 *
 * @returns the calibration for `lifEnsemble` and `ensembleStates` with the same other options, and how it was found
 * @throws CajalError as `lifEnsemble` and `measureActivation`; the signal's reason when aborted
 */
export async function calibrateEnsemble(
  machines: readonly BoltzmannMachine[],
  options: EnsembleCalibrationOptions = {},
): Promise<Activation> {
  const call = "calibrateEnsemble";
  const own = ["duration", "points", "onProgress", "signal"];
  const given = optionsOf(options, [...ensembleOptionNames, ...own], call);
  checkWatch(given, call);
  const { onProgress, signal } = options;
  const duration = positive(given.get("duration") ?? 5e4, call, "duration");
  const points = entries(given.get("points") ?? 100, 3, call, "points");
  const setup = ensembleSetup(machines, options, call);
  const { parameters, calibration, on, indegree, network } = setup;
  const populations = machines.map((machine, place) => {
    const translated = translate(machine, calibration, parameters);
    const neurons = lifPopulation(network, parameters, translated.potentials, `machine ${place}`);
    connectMachine(network, neurons, translated, setup.depression);
    return neurons;
  });
  const wiring = noiseWiring(setup.sizes, { indegree, listeners: points, seed: network.seed });
  const shifts = balancingShifts(wiring, on, on.length + points, calibration, parameters);
  const potentials = spaced(defaultRange(parameters), points);
  const shifted = potentials.map((potential, k) => potential + (shifts[on.length + k] as number));
  const probes = lifPopulation(network, parameters, shifted, "probes");
  const ontoProbes = ({ sources, targets }: PositionPairs): PositionPairs => ({
    sources: sources.subarray(on.length * indegree),
    targets: targets.subarray(on.length * indegree).map((target) => target - on.length),
  });
  for (const [sign, rule] of [
    [1, wiring.excitation],
    [-1, wiring.inhibition],
  ] as const) {
    const synapse = { weight: sign * parameters.noise_weight, delay: network.resolution };
    network.stimulate(populations, poisson({ rate: parameters.noise_rate }), synapse);
    network.connect(populations, probes, pairs(ontoProbes(rule)), synapse);
  }
  const { counts, sink } = blockCounter(on.length, points, warmup, duration);
  network.record(probes, "spikes", { to: sink });
  await using sim = await network.build({ signal });
  await sim.run(warmup + duration, { onProgress, signal });
  return activationOf(potentials, counts, duration, parameters);
}
