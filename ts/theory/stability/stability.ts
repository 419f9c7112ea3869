// Whether a state of a network is stable: how strongly its populations answer to each other's rates.
//   S17  Schuecker et al. (2017) PLoS Comput. Biol. 13:e1005179
import { checkOptions } from "../../arguments/check.ts";
import { notNegative, numbers, optional } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import { type ComplexVector, eigenvectorsOf } from "../algebra/inverse-iteration.ts";
import type { LifMethod } from "../lif/neuron.ts";
import { methodChecks } from "../lif/rate.ts";
import { type MeanField, meanFieldOf } from "../network/mean-field.ts";
import {
  checkNetwork,
  checkNumbers,
  labelsOf,
  type MeanFieldNetwork,
} from "../network/mean-field-network.ts";
import { newton, residualOf } from "../network/solvers.ts";
import type { Complex } from "../special/complex.ts";
import { eigenvaluesOf } from "./eigenvalues.ts";

/** A state of a network and its stability; P populations. */
export interface Stability {
  readonly labels: readonly string[];
  /** [1/s] */
  readonly rates: Float64Array;
  /** Whether the rates are a fixed point. */
  readonly settled: boolean;
  /** [target * P + source]: by how much the rate of the target grows with that of the source, at frequency 0 [1]. */
  readonly effective: Float64Array;
  /** By falling real part; of a conjugate pair the one with the positive imaginary part first. */
  readonly eigenvalues: readonly Complex[];
  /** The first of them. */
  readonly critical: Complex;
  /** Its right eigenvector, how much of each population takes part: 1 for the one that does most. */
  readonly right: ComplexVector;
  /** Its left eigenvector, what of the rates drives it, with 1 for the largest. */
  readonly left: ComplexVector;
  /** Whether small changes of the rates decay: the critical eigenvalue has a real part below 1. */
  readonly stable: boolean;
}

/** Options of {@link stability}. */
export interface StabilityOptions {
  readonly method?: LifMethod;
  /** Rates at which it is asked, by population [1/s]; default: those of `workingPoint`. */
  readonly rates?: ArrayLike<number>;
}

// What is left open of rates that a user has with six digits or more.
const settledResidual = 1e-6;

/** Refuses to go on where there is no fixed point. */
export function refuseUnsettled(call: string, parameter: string, where?: string): never {
  const allowed = "one whose rates have a fixed point near the initial ones";
  return fail("E_NUMERIC", {
    call,
    parameter,
    allowed,
    where,
    must: `${parameter} must be ${allowed}`,
    hint: "rates run away or turn in circles; give `rates`, or see what fixedPoints finds",
  });
}

/** Stability at rates of a checked network. */
export function stabilityAt(
  field: MeanField,
  rates: Float64Array,
  labels: readonly string[],
  call: string,
): Stability {
  const answers = field.answers(rates);
  const effective = field.slopes(rates, answers);
  const eigenvalues = eigenvaluesOf(effective, call, "network");
  const critical = eigenvalues[0] as Complex;
  const vectors = eigenvectorsOf(effective, critical);
  return {
    labels,
    rates,
    settled: residualOf(rates, answers) < settledResidual,
    effective,
    eigenvalues,
    critical,
    ...vectors,
    stable: critical.re < 1,
  };
}

/**
 * Stability of a state of d rate / ds = answer - rate (S17): the effective connectivity, which is the derivative of the
 * answers, its eigenvalues, and the critical one. Delays do not enter; for oscillations that come from them see
 * `eigenvalueTrajectories`.
 *
 * @throws CajalError as `workingPoint`; E_NUMERIC where there is no fixed point and no rates were given;
 * E_NOT_FINITE for
 * numbers beyond all bounds
 * @example const { critical, right, stable } = stability(network);
 */
export function stability(network: MeanFieldNetwork, options: StabilityOptions = {}): Stability {
  const call = "stability";
  checkNetwork(network, call);
  checkOptions(options, call, { ...methodChecks, rates: optional(numbers) });
  refuseNull(options, call);
  const { method = "shift", rates } = options;
  const field = meanFieldOf(network, method);
  if (rates) checkNumbers(rates, field.count, call, "rates", method === "taylor" ? () => {} : notNegative);
  if (rates) return stabilityAt(field, Float64Array.from(rates), labelsOf(network), call);
  const found = newton(field, new Float64Array(field.count), method === "taylor");
  if (!found.settled) refuseUnsettled(call, "network");
  return stabilityAt(field, found.rates, labelsOf(network), call);
}
