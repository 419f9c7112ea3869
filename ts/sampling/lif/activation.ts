// The activation function of a LIF neuron under background: how much of the time it is refractory.
import { checkArgument } from "../../arguments/check.ts";
import { interval } from "../../arguments/kinds.ts";
import { poisson } from "../../network/devices/devices.ts";
import type { SpikeSink } from "../../network/devices/sink.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { Network } from "../../simulate/network.ts";
import { checkWatch } from "../../simulate/progress.ts";
import type { RunOptions } from "../../simulate/run.ts";
import { entries, positive } from "../checks.ts";
import { checkLifParameters, highConductance, type LifParameters } from "./lif-parameters.ts";
import { lifPopulation } from "./lif-population.ts";
import { fitLogistic, type LogisticFit } from "./logistic-fit.ts";

/** Options of {@link measureActivation}. */
export interface ActivationOptions extends Pick<RunOptions, "onProgress" | "signal"> {
  /** What differs from `lifParameters`. */
  readonly parameters?: Partial<LifParameters>;
  /** Number of leak potentials, each of a neuron of its own; default 100. */
  readonly points?: number;
  /** The lowest and highest leak potential [mV]; default: 5 theoretical widths around the theoretical centre. */
  readonly range?: readonly [low: number, high: number];
  /** Time that counts [ms]; default 1e5. 500 ms before it do not. */
  readonly duration?: number;
  /** Length of a step [ms]; default 0.1. */
  readonly resolution?: number;
  /** A whole number from 0; default 1. */
  readonly seed?: number;
}

/** A measured activation function: p(E_L) = 1 / (1 + exp(-(E_L - center) / width)) about. */
export interface Activation extends LogisticFit {
  /** Leak potentials [mV] */
  readonly potentials: Float64Array;
  /** Part of the time that the neuron is refractory. */
  readonly probabilities: Float64Array;
  /** Standard errors of the probabilities, from 20 blocks of time. */
  readonly errors: Float64Array;
}

/** Time before anything counts [ms]: many time constants of the synapses. */
export const warmup = 500;
const blocks = 20;

/** Counts the spikes of neurons from a time on [ms], in blocks of a duration [ms]. */
export function blockCounter(
  first: number,
  neurons: number,
  begin: number,
  duration: number,
): { readonly counts: Float64Array; readonly sink: SpikeSink } {
  const counts = new Float64Array(neurons * blocks);
  let step = 0;
  const sink: SpikeSink = {
    begin: ({ resolution }) => {
      step = resolution;
    },
    end: () => undefined,
    write(steps, ids) {
      for (let spike = 0; spike < ids.length; spike++) {
        const time = (steps[spike] as number) * step - begin;
        if (time <= 0) continue;
        const block = Math.min(blocks - 1, Math.floor((time / duration) * blocks));
        const place = ((ids[spike] as number) - first) * blocks + block;
        counts[place] = (counts[place] as number) + 1;
      }
    },
  };
  return { counts, sink };
}

/** Mean of the blocks and its standard error. */
function summary(values: Float64Array): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (values.length - 1) / values.length)];
}

/** The activation function over leak potentials, from the spikes that a {@link blockCounter} counted. */
export function activationOf(
  potentials: Float64Array,
  counts: Float64Array,
  duration: number,
  { t_ref }: LifParameters,
): Activation {
  const refractory = counts.map((count) => (count * t_ref * blocks) / duration);
  const summaries = Array.from(potentials, (_, k) =>
    summary(refractory.subarray(k * blocks, (k + 1) * blocks)),
  );
  const probabilities = Float64Array.from(summaries, ([mean]) => mean);
  const errors = Float64Array.from(summaries, ([, error]) => error);
  return { ...fitLogistic(potentials, probabilities), potentials, probabilities, errors };
}

/** Evenly spaced potentials [mV]. */
export function spaced([low, high]: readonly [number, number], points: number): Float64Array {
  return Float64Array.from({ length: points }, (_, k) => low + ((high - low) * k) / (points - 1));
}

/** Five theoretical widths around the leak potential that brings the mean potential to threshold [mV]. */
export function defaultRange(parameters: LifParameters): [number, number] {
  const { V_th, g_L, E_ex, E_in } = parameters;
  const { g_tot, alphaLeak } = highConductance(parameters);
  const center = (g_tot * V_th - ((g_tot - g_L) / 2) * (E_ex + E_in)) / g_L;
  return [center - 5 * alphaLeak, center + 5 * alphaLeak];
}

/**
 * Measures the activation function in one simulation: a neuron for each leak potential, all under the same background,
 * none connected. Fits a logistic curve, whose centre and width translate biases into leak potentials:
 * E_L = center + width * b. The logistic is an approximation; the largest deviation is returned.
 *
 * @throws CajalError E_UNKNOWN_PARAM, E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE; E_NUMERIC when
 * the range does not hold the curve; the signal's reason when aborted
 * @example const { center, width } = await measureActivation({ duration: 1e5 }); // -50.60, 0.80 mV
 */
export async function measureActivation(options: ActivationOptions = {}): Promise<Activation> {
  const call = "measureActivation";
  const names = ["parameters", "points", "range", "duration", "resolution", "seed", "onProgress", "signal"];
  const given = optionsOf(options, names, call);
  const parameters = checkLifParameters(options.parameters ?? {}, call);
  const points = entries(given.get("points") ?? 100, 3, call, "points");
  const duration = positive(given.get("duration") ?? 1e5, call, "duration");
  const range = options.range ?? defaultRange(parameters);
  checkArgument(range, call, "range", interval);
  checkWatch(given, call);
  const { resolution = 0.1, seed = 1, onProgress, signal } = options;
  const network = new Network({ resolution, seed });
  const potentials = spaced(range, points);
  const neurons = lifPopulation(network, parameters, potentials, "activation");
  for (const sign of [1, -1])
    network.stimulate(neurons, poisson({ rate: parameters.noise_rate }), {
      weight: sign * parameters.noise_weight,
      delay: resolution,
    });
  const { counts, sink } = blockCounter(0, points, warmup, duration);
  network.record(neurons, "spikes", { to: sink });
  await using sim = await network.build({ signal });
  await sim.run(warmup + duration, { onProgress, signal });
  return activationOf(potentials, counts, duration, parameters);
}
