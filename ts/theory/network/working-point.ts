// The state of a network in theory: rates that are what their own input makes of them.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179

import { uniforms } from "../../analysis/random.ts";
import { type Checks, checkOptions } from "../../arguments/check.ts";
import { notNegative, numbers, oneOf, optional, wholeFrom, within } from "../../arguments/kinds.ts";
import { refuseNull } from "../../error.ts";
import { cvOf } from "../lif/cv.ts";
import { type LifMethod, largestSynapticShare } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import type { DelayDistribution } from "../response/delays.ts";
import { type MeanField, meanFieldOf, type Surroundings } from "./mean-field.ts";
import { checkNetwork, checkNumbers, labelsOf, type MeanFieldNetwork } from "./mean-field-network.ts";
import { type Relaxed, relax } from "./relaxation.ts";
import { follow, newton, residualOf } from "./solvers.ts";

/**
 * A state of a network in theory; P populations, matrices are [target * P + source]. It has all that the functions of
 * linear response need, and may be written by hand.
 */
export interface WorkingPoint extends Surroundings {
  readonly labels: readonly string[];
  /** Neurons by population. */
  readonly sizes: Float64Array;
  readonly inDegrees: Float64Array;
  readonly delays?: DelayDistribution | readonly DelayDistribution[];
  readonly method: LifMethod;
  /** [1/s] */
  readonly rates: Float64Array;
  /** Coefficients of variation of the intervals between spikes; those of the shifted borders with either method. */
  readonly cvs: Float64Array;
  /** Whether the rates are a fixed point; where theory has no stable one, or none at all, they are not. */
  readonly settled: boolean;
  /** The largest difference between a rate and its answer, relative to 1 + rate. */
  readonly residual: number;
  /** Steps of the solver. */
  readonly steps: number;
  /** What speaks against these numbers, one sentence each. */
  readonly remarks: readonly string[];
}

/** Options of {@link workingPoint}. */
export interface WorkingPointOptions {
  /** How exponential synapses enter; default "shift". */
  readonly method?: LifMethod;
  /**
   * "newton" (default) is quick, and from afar goes where the rates would go; "ode" follows d rate / ds = answer - rate
   * until it rests, "iteration" does so in steps of 0.1 as published (S17), for 200 time constants: both find stable
   * points only.
   */
  readonly solver?: "newton" | "ode" | "iteration";
  /** Where it begins [1/s]; default silence. */
  readonly initialRates?: ArrayLike<number>;
}

/** Options of {@link fixedPoints}. */
export interface FixedPointsOptions {
  readonly method?: LifMethod;
  /** How many random starts there are beside silence; default 20. */
  readonly starts?: number;
  /** Initial rates go up to this [1/s], half of them uniform, half of them even over three decades; default 200. */
  readonly highest?: number;
  /** All initial rates follow from it; default 1. */
  readonly seed?: number;
}

const iterationTime = 200;

const solve: Record<string, (field: MeanField, start: Float64Array, negative: boolean) => Relaxed> = {
  newton: (field, start, negative) => newton(field, start, negative),
  ode: follow,
  iteration: (field, start) => relax(field.answers, start, iterationTime),
};

/** What speaks against a working point. */
function remarksOf(
  { neurons }: Surroundings,
  rates: Float64Array,
  labels: readonly string[],
  method: LifMethod,
  settled: boolean,
): string[] {
  const remarks: string[] = [];
  if (!settled)
    remarks.push(
      "the rates are no fixed point: theory has no stable one near, or more than the solver found; try others of the " +
        "solvers and initial rates",
    );
  const slow = neurons.findIndex(({ tau_m, tau_syn = 0 }) => tau_syn > largestSynapticShare * tau_m);
  if (slow >= 0) {
    const { tau_m, tau_syn = 0 } = neurons[slow] as (typeof neurons)[number];
    const ratio = Math.sqrt(tau_syn / tau_m).toPrecision(3);
    remarks.push(
      `sqrt(tau_syn / tau_m) is ${ratio} in ${labels[slow]}; theory expands in it and is meant for 0.316 at most`,
    );
  }
  const below = rates.findIndex((rate) => rate < 0);
  if (method === "taylor" && below >= 0)
    remarks.push(`the Taylor series has a negative rate in ${labels[below]}; use the method "shift"`);
  return remarks;
}

/** The working point at rates. */
function pointAt(
  network: MeanFieldNetwork,
  field: MeanField,
  method: LifMethod,
  found: Relaxed,
): WorkingPoint {
  const { rates, steps } = found;
  const labels = labelsOf(network);
  const surroundings = field.surroundings(rates);
  const { neurons, means, deviations } = surroundings;
  const residual = residualOf(rates, field.answers(rates));
  const settled = found.settled && Number.isFinite(residual);
  const { delays } = network;
  return {
    ...surroundings,
    labels,
    sizes: Float64Array.from(network.populations, ({ size }) => size),
    inDegrees: Float64Array.from(network.inDegrees),
    ...(delays === undefined ? {} : { delays }),
    method,
    rates,
    cvs: Float64Array.from(neurons, (neuron, index) =>
      cvOf(neuron, { mean: means[index] as number, deviation: deviations[index] as number }),
    ),
    settled,
    residual,
    steps,
    remarks: remarksOf(surroundings, rates, labels, method, settled),
  };
}

const checks: Checks = {
  ...methodChecks,
  solver: optional(oneOf(Object.keys(solve))),
  initialRates: optional(numbers),
};

/**
 * The working point of a network of leaky integrate-and-fire neurons: rates that equal the answers to the input that
 * they make (B00). Where there are several it is one that rates reach from the initial ones. Look at `settled` and
 * `remarks`.
 *
 * @throws CajalError E_TYPE, E_SHAPE, E_NOT_FINITE, E_PARAM_POSITIVE, E_PARAM_RANGE, E_UNKNOWN_PARAM, E_UNKNOWN_NAME
 * @example
 * const neuron = { tau_m: 20, t_ref: 2, V_th: 20, V_reset: 10 };
 * const { rates, cvs } = workingPoint({
 *   populations: [{ label: "E", size: 10_000, neuron }, { label: "I", size: 2500, neuron }],
 *   inDegrees: [1000, 250, 1000, 250],
 *   weights: [0.1, -0.5, 0.1, -0.5],
 *   external: [{ rates: [20_000, 20_000], weights: [0.1, 0.1] }],
 * }); // 37.9 1/s, 0.68
 */
export function workingPoint(network: MeanFieldNetwork, options: WorkingPointOptions = {}): WorkingPoint {
  const call = "workingPoint";
  checkNetwork(network, call);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const { method = "shift", solver = "newton", initialRates } = options;
  const count = network.populations.length;
  if (initialRates) checkNumbers(initialRates, count, call, "initialRates", notNegative);
  const start = initialRates ? Float64Array.from(initialRates) : new Float64Array(count);
  const field = meanFieldOf(network, method);
  const find = solve[solver] as (typeof solve)[string];
  return pointAt(network, field, method, find(field, start, method === "taylor"));
}

/** Whether two states are the same. */
const alike = (one: Float64Array, other: Float64Array): boolean =>
  one.every((rate, index) => Math.abs(rate - (other[index] as number)) <= 1e-6 * (1 + Math.abs(rate)));

/**
 * The fixed points that Newton's method finds from silence and from random rates, the quietest first; unstable ones may
 * be among them. None where it finds none.
 *
 * @throws CajalError as `workingPoint`
 * @example fixedPoints(network, { starts: 100 }).map(({ rates }) => rates[0]);
 */
export function fixedPoints(network: MeanFieldNetwork, options: FixedPointsOptions = {}): WorkingPoint[] {
  const call = "fixedPoints";
  checkNetwork(network, call);
  checkOptions(options, call, {
    ...methodChecks,
    starts: optional(within(0, 100_000)),
    highest: optional(within(0, 1e6)),
    seed: optional(wholeFrom(0)),
  });
  refuseNull(options, call);
  const { method = "shift", starts = 20, highest = 200, seed = 1 } = options;
  const field = meanFieldOf(network, method);
  const random = uniforms(seed);
  const found: Relaxed[] = [];
  for (let start = 0; start <= starts; start++) {
    // Every other start is even over the orders of magnitude, and may end where rates would not go.
    const odd = start % 2 === 1;
    const initial = Float64Array.from({ length: field.count }, () =>
      start === 0 ? 0 : highest * (odd ? 10 ** (-3 * random()) : random()),
    );
    const end = newton(field, initial, method === "taylor", odd ? 1e9 : 1);
    if (end.settled && !found.some(({ rates }) => alike(rates, end.rates))) found.push(end);
  }
  const total = ({ rates }: Relaxed): number => rates.reduce((sum, rate) => sum + rate, 0);
  found.sort((one, other) => total(one) - total(other));
  return found.map((end) => pointAt(network, field, method, end));
}
