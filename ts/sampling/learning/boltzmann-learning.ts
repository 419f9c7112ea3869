// Contrastive learning of a Boltzmann machine all of whose units are visible.
import { checkArgument } from "../../arguments/check.ts";
import { callback } from "../../arguments/kinds.ts";
import { optionsOf } from "../../network/values/fields.ts";
import { checkWatch } from "../../simulate/progress.ts";
import { whole } from "../checks.ts";
import { type BoltzmannMachine, checkMachine } from "../machines/boltzmann.ts";
import {
  checkDistribution,
  checkMoments,
  exactDistribution,
  type Moments,
  momentsOf,
  type StateDistribution,
} from "../machines/distribution.ts";
import { divergence } from "../machines/divergence.ts";
import { type Chain, checkChain } from "../samplers/chain.ts";
import {
  type ChainMomentsOptions,
  chainMoments,
  checkSamples,
  type ObserveOptions,
} from "../samplers/observe.ts";
import { checkRate, contrast, decayingRate, type LearningRate, rateOf, stepped } from "./learning-steps.ts";

/** The moments of a machine, exact or from samples of any sampler. */
export type ModelMoments = (machine: BoltzmannMachine, step: number) => Moments | Promise<Moments>;

/** Moments by enumeration of all states, up to 20 units. @throws CajalError E_TYPE, E_BUFFER, E_SIZE */
export const exactMoments: ModelMoments = (machine) => momentsOf(exactDistribution(machine));

/**
 * Moments from samples of a chain that goes on from step to step and takes the weights of each.
 *
 * @throws CajalError E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_BUFFER, E_UNKNOWN_PARAM
 * @example
 * learnBoltzmann(start, { data, steps: 300, moments: sampledMoments(neuralSampler(start), { samples: 5000 }) });
 */
export function sampledMoments(chain: Chain, options: ChainMomentsOptions): ModelMoments {
  checkChain(chain, "sampledMoments");
  checkSamples(options, "sampledMoments");
  return (machine) => {
    chain.adopt(machine);
    return chainMoments(chain, options);
  };
}

/** Options of {@link learnBoltzmann}. */
export interface BoltzmannLearningOptions extends ObserveOptions {
  /** Moments of the data. */
  readonly data: Moments;
  /** Number of updates. */
  readonly steps: number;
  /** Learning rate by step; default 10 / (100 + t). */
  readonly rate?: LearningRate;
  /** Where the model's moments come from; default {@link exactMoments}. */
  readonly moments?: ModelMoments;
  /** The distribution of the data, up to 20 units: the divergence from it is measured as learning goes on. */
  readonly target?: StateDistribution;
  /** Steps between two measurements; default 1. */
  readonly every?: number;
}

/** What was learned, and how. */
export interface LearnedMachine {
  readonly machine: BoltzmannMachine;
  /** Number of updates before each measurement; the last one is of the learned machine. */
  readonly steps: Float64Array;
  /** D(target || machine) [nat] at these steps; empty without a target. */
  readonly divergence: Float64Array;
}

/** Measures machines against a target as learning goes on. */
export function learningCurve(
  target: StateDistribution | undefined,
  measured: (machine: BoltzmannMachine) => StateDistribution = exactDistribution,
): {
  measure(machine: BoltzmannMachine, step: number): void;
  end(): { readonly steps: Float64Array; readonly divergence: Float64Array };
} {
  const steps: number[] = [];
  const values: number[] = [];
  return {
    measure(machine: BoltzmannMachine, step: number): void {
      if (!target) return;
      steps.push(step);
      values.push(divergence(target, measured(machine)));
    },
    end: () => ({ steps: Float64Array.from(steps), divergence: Float64Array.from(values) }),
  };
}

const names = ["data", "steps", "rate", "moments", "target", "every", "onProgress", "signal"];
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const longestTurn = 15; // [ms]

/** Repeats a step; the event loop has its turns, a signal ends it. */
export async function repeat(
  steps: number,
  { onProgress, signal }: ObserveOptions,
  step: (number: number) => void | Promise<void>,
): Promise<void> {
  let begin = performance.now();
  for (let number = 0; number < steps; number++) {
    signal?.throwIfAborted();
    await step(number);
    if (performance.now() - begin < longestTurn && number + 1 < steps) continue;
    onProgress?.((number + 1) / steps);
    await turn();
    begin = performance.now();
  }
}

/**
 * Learns a machine whose moments are those of data, by ascending the likelihood step after step.
 *
 * @param start the machine to begin with
 * @throws CajalError E_SHAPE, E_SIZE, E_UNKNOWN_PARAM, E_TYPE, E_BUFFER, E_PARAM_RANGE; E_NOT_FINITE when a learning
 * rate blows up, with the first such weight; the signal's reason when aborted
 * @example
 * const { machine } = await learnBoltzmann(start, { data: momentsOf(target), target, steps: 500 });
 */
export async function learnBoltzmann(
  start: BoltzmannMachine,
  options: BoltzmannLearningOptions,
): Promise<LearnedMachine> {
  const call = "learnBoltzmann";
  checkMachine(start, call, "start");
  const given = optionsOf(options, names, call);
  checkWatch(given, call);
  const steps = whole(given.get("steps"), 0, call, "steps");
  const every = whole(given.get("every") ?? 1, 1, call, "every");
  const { data, rate = decayingRate, moments = exactMoments, target } = options;
  checkMoments(data, call, "data");
  checkRate(rate, call);
  checkArgument(moments, call, "moments", callback);
  if (target !== undefined) checkDistribution(target, call, "target");
  const curve = learningCurve(target);
  let machine = start;
  await repeat(steps, options, async (step) => {
    if (step % every === 0) curve.measure(machine, step);
    const length = rateOf(rate, step, call);
    machine = stepped(machine, contrast(data, await moments(machine, step)), length);
  });
  curve.measure(machine, steps);
  return { machine, ...curve.end() };
}
