// Contrastive divergence: restricted Boltzmann machines learn the distribution of their visible units.
import { checkArgument, checkLength, checkParts } from "../../arguments/check.ts";
import { flag, listOf, listOfSome, numbers } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import { finite, positive, whole } from "../checks.ts";
import { type BoltzmannMachine, boltzmann, checkMachine } from "../machines/boltzmann.ts";
import {
  checkDistribution,
  exactDistribution,
  marginalDistribution,
  type StateDistribution,
} from "../machines/distribution.ts";
import { type Chain, checkChain } from "../samplers/chain.ts";
import { gibbsSampler } from "../samplers/gibbs-sampler.ts";
import type { ObserveOptions } from "../samplers/observe.ts";
import { uniformStream } from "../samplers/uniform-stream.ts";
import { type LearnedMachine, learningCurve, repeat } from "./boltzmann-learning.ts";
import { checkRate, decayingRate, type LearningRate, rateOf, stepped } from "./learning-steps.ts";

/** A Boltzmann machine without weights among visible or among hidden units; made by {@link restrictedMachine}. */
export interface RestrictedParameters {
  /** A row for every visible unit, a column for every hidden one. */
  readonly weights: readonly ArrayLike<number>[];
  readonly visibleBiases: ArrayLike<number>;
  readonly hiddenBiases: ArrayLike<number>;
}

/**
 * A restricted Boltzmann machine: its first units are the visible ones.
 *
 * @throws CajalError E_SHAPE, E_TYPE, E_BUFFER, E_NOT_FINITE
 */
export function restrictedMachine(parameters: RestrictedParameters): BoltzmannMachine {
  const call = "restrictedMachine";
  checkParts(parameters, call, "parameters", {});
  const { weights: rows, visibleBiases, hiddenBiases } = parameters;
  checkArgument(rows, call, "weights", listOf(numbers));
  checkArgument(visibleBiases, call, "visibleBiases", numbers);
  checkArgument(hiddenBiases, call, "hiddenBiases", numbers);
  const [visible, hidden] = [visibleBiases.length, hiddenBiases.length];
  checkLength(rows, visible, call, "weights");
  const units = visible + hidden;
  const weights = new Float64Array(units * units);
  for (const [row, values] of rows.entries()) {
    checkLength(values, hidden, call, `weights[${row}]`);
    for (let column = 0; column < hidden; column++) {
      const weight = finite(values[column], call, `weights[${row}][${column}]`);
      weights[row * units + visible + column] = weight;
      weights[(visible + column) * units + row] = weight;
    }
  }
  return boltzmann({ weights, biases: [...Array.from(visibleBiases), ...Array.from(hiddenBiases)] });
}

/** Options of {@link contrastiveDivergence}. */
export interface ContrastiveDivergenceOptions extends ObserveOptions {
  /** Number of visible units: the first ones of the machine. */
  readonly visible: number;
  /** Examples: 0 or 1 for every visible unit. One is drawn at random in each step. */
  readonly examples: readonly ArrayLike<number>[];
  /** Number of updates; default 15,000. */
  readonly steps?: number;
  /** Learning rate by step; default 10 / (100 + t). */
  readonly rate?: LearningRate;
  /** The sampler; default `gibbsSampler` with the seed. */
  readonly chain?: Chain;
  /** How long an example is held before the hidden units are read, in the chain's unit of time; default 1. */
  readonly imprint?: number;
  /** How long the chain then runs freely before all units are read; default 1. */
  readonly release?: number;
  /**
   * Go on from where the last free phase ended, instead of from the example; default false. It is one chain, which
   * may miss modes for long: choose a longer `release` and a lower rate.
   */
  readonly persistent?: boolean;
  /** The distribution of the visible units: the divergence from it is measured, up to 20 units in all. */
  readonly target?: StateDistribution;
  /** Steps between two measurements; default 100. */
  readonly every?: number;
  /** A whole number from 0, of the order of the examples; default 1. */
  readonly seed?: number;
}

const names = [
  ...["visible", "examples", "steps", "rate", "chain", "imprint", "release", "persistent", "target", "every"],
  ...["seed", "onProgress", "signal"],
];

function checkExamples(examples: readonly ArrayLike<number>[], visible: number, call: string): void {
  checkArgument(examples, call, "examples", listOfSome(numbers));
  for (const [row, example] of examples.entries()) {
    checkLength(example, visible, call, `examples[${row}]`);
    for (let unit = 0; unit < visible; unit++) {
      const value = example[unit];
      if (value === 0 || value === 1) continue;
      const parameter = `examples[${row}][${unit}]`;
      fail("E_PARAM_RANGE", {
        call,
        parameter,
        value,
        allowed: "0 or 1",
        must: `${parameter} must be 0 or 1`,
      });
    }
  }
}

/** Adds sign * z_i z_k, where the machine has a weight to learn: between visible and hidden units. */
function addProducts(sum: Float64Array, z: Uint8Array, visible: number, sign: 1 | -1): void {
  const units = z.length;
  for (let row = 0; row < visible; row++) {
    if (z[row] === 0) continue;
    for (let column = visible; column < units; column++) {
      if (z[column] === 0) continue;
      sum[row * units + column] = (sum[row * units + column] as number) + sign;
      sum[column * units + row] = (sum[column * units + row] as number) + sign;
    }
  }
}

/**
 * Learns a restricted machine by contrastive divergence: an example clamps the visible units until the hidden ones are
 * read, then all run freely and are read again; the difference of the products is the step. With `gibbsSampler` and one
 * sweep each this is CD-1; with `neuralSampler` times are those of spiking neurons, such as tau each. Hinton (2002)
 * Neural Computation 14:1771; persistent chains: Tieleman (2008) ICML.
 *
 * @throws CajalError E_SHAPE, E_SIZE, E_UNKNOWN_PARAM, E_TYPE, E_BUFFER, E_PARAM_RANGE, E_PARAM_POSITIVE; E_NOT_FINITE
 * when a learning rate blows up; the signal's reason when aborted
 */
export async function contrastiveDivergence(
  start: BoltzmannMachine,
  options: ContrastiveDivergenceOptions,
): Promise<LearnedMachine> {
  const call = "contrastiveDivergence";
  checkMachine(start, call, "start");
  const given = optionsOf(options, names, call);
  checkWatch(given, call);
  const { examples, rate = decayingRate, target, persistent = false } = options;
  const visible = whole(given.get("visible"), 1, call, "visible");
  const { units } = start;
  if (visible >= units) checkLength(start.biases, visible + 1, call, "start");
  checkExamples(examples, visible, call);
  const seed = whole(given.get("seed") ?? 1, 0, call, "seed");
  const [imprint, release] = [positive(options.imprint ?? 1, call, "imprint"), options.release ?? 1];
  positive(release, call, "release");
  const every = whole(given.get("every") ?? 100, 1, call, "every");
  const steps = whole(given.get("steps") ?? 15_000, 0, call, "steps");
  checkRate(rate, call);
  checkArgument(persistent, call, "persistent", flag);
  if (target !== undefined) checkDistribution(target, call, "target");
  const chain = options.chain ?? gibbsSampler(start, { seed });
  checkChain(chain, call);
  checkLength(chain.z, units, call, "chain");
  const uniform = uniformStream(seed);
  const free: (0 | 1 | undefined)[] = Array.from({ length: units }, () => undefined);
  const all = Array.from({ length: visible }, (_, unit) => unit);
  const curve = learningCurve(target, (machine) => {
    const exact = exactDistribution(machine);
    return { ...marginalDistribution(exact, all), logPartition: exact.logPartition };
  });
  let fantasy: Uint8Array | undefined;
  let machine = start;
  await repeat(steps, options, (step) => {
    if (step % every === 0) curve.measure(machine, step);
    const example = examples[Math.floor(uniform() * examples.length)] as ArrayLike<number>;
    const weights = new Float64Array(units * units);
    chain.adopt(machine);
    chain.clamp(free.map((_, unit) => (unit < visible ? (example[unit] as 0 | 1) : undefined)));
    chain.advance(imprint);
    const held = chain.z.slice();
    addProducts(weights, held, visible, 1);
    if (persistent && fantasy) chain.clamp(Array.from(fantasy) as (0 | 1)[]);
    chain.clamp(free);
    chain.advance(release);
    addProducts(weights, chain.z, visible, -1);
    if (persistent) fantasy = chain.z.slice();
    const biases = Float64Array.from(held, (value, unit) => value - (chain.z[unit] as number));
    machine = stepped(machine, { weights, biases }, rateOf(rate, step, call));
  });
  curve.measure(machine, steps);
  return { machine, ...curve.end() };
}
