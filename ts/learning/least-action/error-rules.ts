// What neurons are told from above: the errors of neuronal least action, and those of dendrites that compare a cell
// with the interneuron that predicts it.
import { optionsOf } from "../../network/values/fields.ts";
import { checkNumber, checkVector, finite, share } from "../checks.ts";
import { checkPotentials } from "./checks.ts";
import { fedBack } from "./energy.ts";
import type { LeastActionNetwork } from "./network.ts";

/** Errors of all neurons from their prospective potentials and the predictions W r behind them. */
export type ErrorRule = (
  network: LeastActionNetwork,
  potentials: Float64Array,
  predictions: Float64Array,
) => Float64Array;

/**
 * e = transfer'(u) * B (u - W r): what the gradient of the energy demands.
 *
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE, E_PARAM_RANGE
 */
export const gradientErrors: ErrorRule = (network, potentials, predictions) => {
  checkPotentials(network, potentials, "gradientErrors", "potentials");
  checkVector(predictions, network.wiring.neurons, "gradientErrors", "predictions");
  return gradientErrorsAt(network, potentials, predictions);
};

/** {@link gradientErrors} in each step. */
export const gradientErrorsAt: ErrorRule = (network, potentials, predictions) => {
  const mismatches = potentials.map((potential, k) => potential - (predictions[k] as number));
  const slope = (error: number, k: number): number => error * network.transfer.slope(potentials[k] as number);
  return fedBack(network, mismatches).map(slope);
};

/** Mixing factors of {@link dendriticErrors}. */
export interface DendriticMixing {
  /** Share of the apical potential in that of the soma, ga / (gl + gb + ga). */
  readonly apical: number;
  /** Share of its sister's potential in that of an interneuron, gs / (gl + gb + gs). */
  readonly nudging: number;
}

/**
 * e = apical B (transfer(u) - transfer(p + nudging (u - p))): the apical potential of a microcircuit that predicts
 * itself, where p = W r is what cells predict, and what their interneurons predict with them.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_RANGE, E_UNKNOWN_PARAM
 */
export function dendriticErrors(mixing: DendriticMixing): ErrorRule {
  optionsOf(mixing, ["apical", "nudging"], "dendriticErrors");
  const { apical, nudging } = mixing;
  checkNumber(apical, "dendriticErrors", "apical", finite);
  checkNumber(nudging, "dendriticErrors", "nudging", share);
  return (network, potentials, predictions) => {
    const { value } = network.transfer;
    const differences = potentials.map((potential, k) => {
      const prediction = predictions[k] as number;
      return value(potential) - value(prediction + nudging * (potential - prediction));
    });
    return fedBack(network, differences).map((error) => apical * error);
  };
}
