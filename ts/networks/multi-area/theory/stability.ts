// Whether a state of theory is stable: how strongly its populations answer to each other's rates.
//   S17   Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
//   S18b  Schmidt et al. (2018) PLoS Comput. Biol. 14:e1006359, figures 4 and 7
import { checkOptions } from "../../../arguments/check.ts";
import { numbers, oneOf, optional } from "../../../arguments/kinds.ts";
import { fail, refuseNull } from "../../../error.ts";
import { eigenvectorsOf } from "../../../theory/algebra/inverse-iteration.ts";
import { type Input, type InputFactors, inputOf } from "../../../theory/network/input.ts";
import { criticalAmong, eigenvaluesOf } from "../../../theory/stability/eigenvalues.ts";
import { checkConnectome } from "../arguments.ts";
import type { Connectome } from "../connectome.ts";
import { fullSize, type MultiAreaStateOptions, stateChecks, stateOf } from "../full-size.ts";
import { checkRates } from "../options.ts";
import { factorsOf } from "./input.ts";
import { type MultiAreaMeanField, meanFieldOf } from "./mean-field.ts";
import { slopesOf, type ThresholdShift } from "./neuron-rate.ts";
import { isSettled } from "./relaxation.ts";

/** Options of {@link multiAreaStability}. */
export interface MultiAreaStabilityOptions extends MultiAreaStateOptions {
  /** Rates at which it is asked, by population [1/s]; default: those of `multiAreaMeanField`. */
  readonly rates?: ArrayLike<number>;
  /**
   * Coloured noise shifts threshold and reset in proportion to the deviation of the input. When a rate changes that
   * deviation, the shift stays ("fixed", the default, as in the published eigenvalues) or goes with it ("following"),
   * which is how rates relax.
   */
  readonly shift?: ThresholdShift;
}

/** An eigenvalue. */
export interface Eigenvalue {
  readonly re: number;
  readonly im: number;
}

/** A state of theory and its stability; P populations. */
export interface MultiAreaStability extends MultiAreaMeanField {
  /** [target * P + source]: by how much the rate of the target grows with that of the source [1]. */
  readonly effective: Float64Array;
  /** The eigenvalue with the largest real part; of a conjugate pair the one with the positive imaginary part. */
  readonly critical: Eigenvalue;
  /** Its right eigenvector by population, with 1 for the population that takes part most. */
  readonly vector: { readonly re: Float64Array; readonly im: Float64Array };
  /** Whether small changes of the rates decay: the critical eigenvalue has a real part below 1. */
  readonly stable: boolean;
}

const checks = {
  ...stateChecks,
  rates: optional(numbers),
  shift: optional(oneOf(["fixed", "following"])),
};

/** M_ij = tau_m (S_i K_ij J_ij + T_i K_ij J_ij^2) with the derivatives S by mean and T by variance (S17). */
function effectiveOf(
  { mean, variance }: InputFactors,
  { means, deviations }: Input,
  shift: ThresholdShift,
): Float64Array {
  const count = means.length;
  const effective = new Float64Array(mean.length);
  for (let target = 0; target < count; target++) {
    const slopes = slopesOf(means[target] as number, deviations[target] as number, shift);
    for (let place = target * count; place < (target + 1) * count; place++)
      effective[place] =
        slopes.mean * (mean[place] as number) + slopes.variance * (variance[place] as number);
  }
  return effective;
}

/** The eigenvalue with the largest real part, and its vector. */
function criticalOf(effective: Float64Array, call: string): Pick<MultiAreaStability, "critical" | "vector"> {
  const critical = criticalAmong(eigenvaluesOf(effective, call, "connectome"));
  return { critical, vector: eigenvectorsOf(effective, critical).right };
}

/** The rates that were given, or those of theory, with their input. */
function stateAt(
  connectome: Connectome,
  options: MultiAreaStabilityOptions,
  factors: InputFactors,
  call: string,
): MultiAreaMeanField {
  if (!options.rates) return meanFieldOf(connectome, stateOf(options), call);
  const rates = Float64Array.from(options.rates);
  const input = inputOf(factors, rates);
  return { rates, ...input, settled: isSettled(factors, rates) };
}

/**
 * Stability of a state of theory: the effective connectivity, by how much the rates of populations grow with each
 * other, and its critical eigenvalue. States are stable below 1. The published figure 4 (S18b) shows the square root of
 * its real part. Derivatives are exact; the published ones are differences over 0.01 mV.
 *
 * @throws CajalError E_TYPE, E_SHAPE and others for what is no connectome; E_UNKNOWN_PARAM, E_UNKNOWN_NAME,
 * E_PARAM_RANGE, E_TYPE, E_SHAPE, E_NOT_FINITE for options; E_NOT_FINITE where the numbers of the connectome are too
 * large for theory
 * @example
 * const { critical, stable } = multiAreaStability(syntheticConnectome({ areas: 4 }), { state: "metastable" });
 */
export function multiAreaStability(
  connectome: Connectome,
  options: MultiAreaStabilityOptions = {},
): MultiAreaStability {
  const call = "multiAreaStability";
  checkConnectome(connectome, call);
  checkOptions(options, call, checks);
  refuseNull(options, call);
  const count = connectome.populations.length;
  if (options.rates) checkRates(options.rates, count, { call, parameter: "rates" });
  const factors = factorsOf(fullSize(connectome, stateOf(options), call));
  const state = stateAt(connectome, options, factors, call);
  const effective = effectiveOf(factors, state, options.shift ?? "fixed");
  if (!effective.every(Number.isFinite)) refuseSize(call);
  const found = criticalOf(effective, call);
  return { ...state, effective, ...found, stable: found.critical.re < 1 };
}

function refuseSize(call: string): never {
  const allowed = "one with which, at these rates, theory gives finite numbers";
  const hint = "look for in-degrees or rates beyond all bounds";
  return fail("E_NOT_FINITE", {
    call,
    parameter: "connectome",
    allowed,
    must: `connectome must be ${allowed}`,
    hint,
  });
}
