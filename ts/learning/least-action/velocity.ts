// The velocity of the potentials that neuronal least action demands: a system of linear equations in each step.
import { LuDecomposition, Matrix } from "ml-matrix";
import { checkOptions } from "../../arguments/check.ts";
import { anything } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { checkNumber, checkVector, positive } from "../checks.ts";
import { checkGiven } from "./checks.ts";
import { fedBack, mismatchesAt, ratesOf, residualAt } from "./energy.ts";
import type { Given, LeastActionNetwork } from "./network.ts";

/** How fast that changes which is not a potential [1/ms]; what is left out stands still. */
export interface Drift {
  readonly input?: Float64Array | undefined;
  readonly target?: Float64Array | null | undefined;
  /** As long as the weights. */
  readonly weights?: Float64Array | undefined;
}

/** Derivative of the residual by time at fixed potentials: -dW r - W dx - phi' (dB m - B (dW r + W dx)) - beta dt. */
function driftOf(
  network: LeastActionNetwork,
  u: Float64Array,
  given: Given,
  drift: Drift,
  mismatches: Float64Array,
): Float64Array {
  const { wiring, weights, transfer, beta, feedback } = network;
  const { inputs, neurons, blocks } = wiring;
  const width = inputs + neurons;
  const rates = ratesOf(network, u, given.input);
  const moved = new Float64Array(neurons);
  for (const { targets, sources } of blocks)
    for (let target = targets[0]; target < targets[1]; target++)
      for (let source = sources[0]; source < sources[1]; source++) {
        const place = target * width + source;
        const learned = (drift.weights?.[place] ?? 0) * (rates[source] as number);
        const given = source < inputs ? (weights[place] as number) * (drift.input?.[source] ?? 0) : 0;
        moved[target] = (moved[target] as number) + learned + given;
      }
  const back = fedBack(network, moved);
  const turned =
    drift.weights && !feedback
      ? fedBack({ ...network, weights: drift.weights }, mismatches)
      : new Float64Array(neurons);
  const first = neurons - wiring.outputs;
  return moved.map((shift, k) => {
    const slope = transfer.slope(u[k] as number);
    const pull = given.target && k >= first ? beta * (drift.target?.[k - first] ?? 0) : 0;
    return -shift + slope * ((back[k] as number) - (turned[k] as number)) - pull;
  });
}

/**
 * Derivative of the residual by the potentials: (1 - phi' B) (1 - W phi') - diag(phi'' B m) + beta at the outputs.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export function residualJacobian(network: LeastActionNetwork, u: Float64Array, given: Given): Matrix {
  checkGiven(network, u, given, "residualJacobian");
  return jacobianAt(network, u, given);
}

function jacobianAt(network: LeastActionNetwork, u: Float64Array, given: Given): Matrix {
  const { wiring, weights, transfer, feedback, beta } = network;
  const { inputs, neurons } = wiring;
  const slopes = u.map(transfer.slope);
  const forward = new Matrix(neurons, neurons);
  const back = new Matrix(neurons, neurons);
  for (let row = 0; row < neurons; row++)
    for (let column = 0; column < neurons; column++) {
      const same = row === column ? 1 : 0;
      const weight = weights[row * (inputs + neurons) + inputs + column] as number;
      forward.set(row, column, same - weight * (slopes[column] as number));
      const returned = feedback
        ? (feedback[row * neurons + column] as number)
        : (weights[column * (inputs + neurons) + inputs + row] as number);
      back.set(row, column, same - (slopes[row] as number) * returned);
    }
  const jacobian = back.mmul(forward);
  const returned = fedBack(network, mismatchesAt(network, u, given.input));
  const first = neurons - wiring.outputs;
  for (let k = 0; k < neurons; k++) {
    const bend = transfer.curvature(u[k] as number) * (returned[k] as number);
    const pull = given.target && k >= first ? beta : 0;
    jacobian.set(k, k, jacobian.get(k, k) - bend + pull);
  }
  return jacobian;
}

/**
 * The velocity du/dt at which (1 + tau d/dt) (u - W r - e) = 0 holds: the Euler-Lagrange equation of the
 * {@link energy}, whose residual so decays with the time constant `tau` [ms], whatever the inputs do.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM; E_NUMERIC if the
 *   equations have no single solution
 */
export function velocity(
  network: LeastActionNetwork,
  u: Float64Array,
  given: Given,
  tau: number,
  drift: Drift = {},
): Float64Array {
  const call = "velocity";
  checkGiven(network, u, given, call);
  checkNumber(tau, call, "tau", positive);
  checkOptions(drift, call, { input: anything, target: anything, weights: anything }, "drift");
  const { inputs, outputs } = network.wiring;
  const lengths = { input: inputs, target: outputs, weights: network.weights.length };
  for (const [name, length] of Object.entries(lengths)) {
    const speed = drift[name as keyof Drift];
    if (speed !== undefined && !(name === "target" && speed === null))
      checkVector(speed, length, call, `drift.${name}`);
  }
  return velocityAt(network, u, given, tau, drift);
}

/** {@link velocity} in each step. */
export function velocityAt(
  network: LeastActionNetwork,
  u: Float64Array,
  given: Given,
  tau: number,
  drift: Drift,
): Float64Array {
  const mismatches = mismatchesAt(network, u, given.input);
  const moved = driftOf(network, u, given, drift, mismatches);
  const right = residualAt(network, u, given).map((value, k) => -value / tau - (moved[k] as number));
  const decomposition = new LuDecomposition(jacobianAt(network, u, given));
  const unknown = decomposition.isSingular()
    ? undefined
    : Float64Array.from(decomposition.solve(Matrix.columnVector(right)).to1DArray());
  const place = unknown?.findIndex((value) => !Number.isFinite(value)) ?? 0;
  if (unknown && place < 0) return unknown;
  return fail("E_NUMERIC", {
    call: "velocity",
    parameter: `du/dt[${place}]`,
    value: unknown?.[place],
    must: "the velocity of the potentials must be finite",
    hint: "lower the weights, beta or the learning rate",
  });
}
