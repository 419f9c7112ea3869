// The energy of a network and what follows from it: mismatches, errors, residual.
import { checkVector } from "../checks.ts";
import { squaredDistance } from "../scores.ts";
import { checkGiven, checkPotentials } from "./checks.ts";
import type { Given, LeastActionNetwork } from "./network.ts";

/** The sources of all weights: the inputs, then the rates of the neurons. */
export function ratesOf(
  { transfer }: LeastActionNetwork,
  u: Float64Array,
  input: Float64Array,
): Float64Array {
  const rates = new Float64Array(input.length + u.length);
  rates.set(input);
  for (let k = 0; k < u.length; k++) rates[input.length + k] = transfer.value(u[k] as number);
  return rates;
}

/** Predictions W r of all potentials. */
export function predictionsOf({ wiring, weights }: LeastActionNetwork, rates: Float64Array): Float64Array {
  const predictions = new Float64Array(wiring.neurons);
  for (const { targets, sources } of wiring.blocks)
    for (let target = targets[0]; target < targets[1]; target++) {
      const start = target * rates.length;
      let sum = 0;
      for (let source = sources[0]; source < sources[1]; source++)
        sum += (weights[start + source] as number) * (rates[source] as number);
      predictions[target] = (predictions[target] as number) + sum;
    }
  return predictions;
}

/** B m: what comes back to each neuron from those it speaks to, through the feedback weights. */
export function fedBack(network: LeastActionNetwork, mismatches: Float64Array): Float64Array {
  const { wiring, weights, feedback } = network;
  const { inputs, neurons } = wiring;
  const back = new Float64Array(neurons);
  for (const { targets, sources } of wiring.blocks)
    for (let target = targets[0]; target < targets[1]; target++) {
      const mismatch = mismatches[target] as number;
      for (let source = Math.max(sources[0], inputs); source < sources[1]; source++) {
        const cell = source - inputs;
        const weight = feedback
          ? (feedback[cell * neurons + target] as number)
          : (weights[target * (inputs + neurons) + source] as number);
        back[cell] = (back[cell] as number) + weight * mismatch;
      }
    }
  return back;
}

/**
 * Mismatches u - W r between potentials and their predictions.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function mismatchesOf(
  network: LeastActionNetwork,
  u: Float64Array,
  input: Float64Array,
): Float64Array {
  checkPotentials(network, u, "mismatchesOf");
  checkVector(input, network.wiring.inputs, "mismatchesOf", "input");
  return mismatchesAt(network, u, input);
}

/** {@link mismatchesOf} in each step. */
export function mismatchesAt(
  network: LeastActionNetwork,
  u: Float64Array,
  input: Float64Array,
): Float64Array {
  const predictions = predictionsOf(network, ratesOf(network, u, input));
  return u.map((potential, k) => potential - (predictions[k] as number));
}

/**
 * The energy E = |u - W r|^2 / 2 + beta |target - u of the outputs|^2 / 2: the mismatch between all potentials and
 * what the network predicts them to be, and the cost of the outputs.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function energy(network: LeastActionNetwork, u: Float64Array, given: Given): number {
  checkGiven(network, u, given, "energy");
  const { input, target } = given;
  const mismatches = mismatchesAt(network, u, input);
  const inside = mismatches.reduce((sum, mismatch) => sum + mismatch * mismatch, 0) / 2;
  if (!target) return inside;
  return inside + (network.beta * squaredDistance(u.subarray(u.length - target.length), target)) / 2;
}

/** Adds the pull of the target on the outputs, beta (target - u). */
export function addPull(
  { beta }: LeastActionNetwork,
  u: Float64Array,
  target: Float64Array | null,
  errors: Float64Array,
): void {
  if (!target) return;
  const first = u.length - target.length;
  for (let k = 0; k < target.length; k++)
    errors[first + k] =
      (errors[first + k] as number) + beta * ((target[k] as number) - (u[first + k] as number));
}

/**
 * Errors of all neurons: e = transfer'(u) * B (u - W r), and beta (target - u) at the outputs, where B is the
 * transposed W or what the network has instead.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function errorsOf(
  network: LeastActionNetwork,
  u: Float64Array,
  given: Given,
  mismatches?: Float64Array,
): Float64Array {
  checkGiven(network, u, given, "errorsOf");
  if (mismatches !== undefined) checkVector(mismatches, network.wiring.neurons, "errorsOf", "mismatches");
  return errorsAt(network, u, given, mismatches ?? mismatchesAt(network, u, given.input));
}

function errorsAt(
  network: LeastActionNetwork,
  u: Float64Array,
  given: Given,
  mismatches: Float64Array,
): Float64Array {
  const errors = fedBack(network, mismatches);
  for (let k = 0; k < u.length; k++)
    errors[k] = (errors[k] as number) * network.transfer.slope(u[k] as number);
  addPull(network, u, given.target, errors);
  return errors;
}

/**
 * The residual u - W r - e, which is the gradient of the {@link energy} by u where errors come back through the
 * transposed weights.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function residual(network: LeastActionNetwork, u: Float64Array, given: Given): Float64Array {
  checkGiven(network, u, given, "residual");
  return residualAt(network, u, given);
}

/** {@link residual} in each step. */
export function residualAt(network: LeastActionNetwork, u: Float64Array, given: Given): Float64Array {
  const mismatches = mismatchesAt(network, u, given.input);
  const errors = errorsAt(network, u, given, mismatches);
  return mismatches.map((mismatch, k) => mismatch - (errors[k] as number));
}
