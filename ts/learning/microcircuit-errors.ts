// How far a dendritic microcircuit is from predicting itself: the four measures of Gille (2023).
import { type Checks, checkArgument, checkParts } from "../arguments/check.ts";
import { numbers, wholeFrom } from "../arguments/kinds.ts";
import { fail } from "../error.ts";
import { checkNumber, finite } from "./checks.ts";
import type { WeightMatrix } from "./learner.ts";
import { checkTransfer, softplus, type Transfer } from "./transfer.ts";

/** A matrix of weights, as those of a learner. */
type Weights = Omit<WeightMatrix, "name">;

const ofWeights: Checks = { rows: wholeFrom(0), columns: wholeFrom(0), values: numbers };

function checkShape(call: string, names: readonly [string, string], one: Weights, other: Weights): void {
  checkParts(one, call, names[0], ofWeights);
  checkParts(other, call, names[1], ofWeights);
  const shape = ({ rows, columns, values }: Weights): string =>
    values.length === rows * columns ? `${rows} x ${columns}` : `${values.length} values`;
  if (shape(one) === shape(other) && one.values.length > 0) return;
  const value = `${shape(one)} and ${shape(other)}`;
  fail("E_SHAPE", {
    call,
    parameter: names[1],
    value,
    must: "both matrices must have the same rows and columns",
  });
}

/** Mean of the squares of `one + factor other` over all places. */
function meanSquare(one: ArrayLike<number>, other: ArrayLike<number>, factor: number): number {
  let sum = 0;
  for (let place = 0; place < one.length; place++)
    sum += ((one[place] as number) + factor * (other[place] as number)) ** 2;
  return sum / one.length;
}

/**
 * Feedforward weight error: mean square of W_ip - ratio W_up, where W_ip leads to the interneurons of a layer and
 * W_up to the next layer. The ratio at which both predict the same is `sisterFactor` of cajal/networks, below the
 * output 1.
 *
 * @throws CajalError E_SHAPE, E_TYPE, E_BUFFER, E_PARAM_RANGE, E_NOT_FINITE
 */
export function feedforwardWeightError(ip: Weights, up: Weights, ratio = 1): number {
  checkShape("feedforwardWeightError", ["ip", "up"], ip, up);
  checkNumber(ratio, "feedforwardWeightError", "ratio", finite);
  return meanSquare(ip.values, up.values, -ratio);
}

/**
 * Feedback weight error: mean square of W_pi + W_down, where W_pi leads from the interneurons and W_down from the
 * next layer to the apical dendrites.
 *
 * @throws CajalError E_SHAPE, E_TYPE, E_BUFFER, E_PARAM_RANGE
 */
export function feedbackWeightError(pi: Weights, down: Weights): number {
  checkShape("feedbackWeightError", ["pi", "down"], pi, down);
  return meanSquare(pi.values, down.values, 1);
}

/**
 * Apical error: the Euclidean norm of the apical potentials, averaged over time before.
 *
 * @throws CajalError E_TYPE, E_BUFFER
 */
export function apicalNorm(potentials: ArrayLike<number>): number {
  checkArgument(potentials, "apicalNorm", "potentials", numbers);
  let sum = 0;
  for (let cell = 0; cell < potentials.length; cell++) sum += (potentials[cell] as number) ** 2;
  return Math.sqrt(sum);
}

/**
 * Interneuron error: mean square of the difference between the rates of interneurons and of their sisters, from
 * potentials that were averaged over time before.
 *
 * @throws CajalError E_SHAPE, E_TYPE, E_BUFFER
 */
export function interneuronError(
  interneurons: ArrayLike<number>,
  sisters: ArrayLike<number>,
  transfer: Transfer = softplus(),
): number {
  checkArgument(interneurons, "interneuronError", "interneurons", numbers);
  checkArgument(sisters, "interneuronError", "sisters", numbers);
  if (interneurons.length !== sisters.length || interneurons.length === 0)
    fail("E_SHAPE", {
      call: "interneuronError",
      parameter: "sisters",
      value: `${interneurons.length} and ${sisters.length}`,
      must: "every interneuron must have its sister",
    });
  checkTransfer(transfer, transfer, "interneuronError");
  const rates = (potentials: ArrayLike<number>): number[] => Array.from(potentials, transfer.value);
  return meanSquare(rates(interneurons), rates(sisters), -1);
}
