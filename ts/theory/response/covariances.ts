// Covariances of spike counts over long times, from how rates answer to each other.
//   H13  Helias, Tetzlaff & Diesmann (2013) New J. Phys. 15:023002
//   D19  Dahmen, Gruen, Diesmann & Helias (2019) PNAS 116:13051-13060, methods
import { notNegative } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { identityMinus, inverseOf, zeros } from "../algebra/complex-matrix.ts";
import { eigensystem } from "../algebra/eigenvalues.ts";
import { solveReal } from "../algebra/real.ts";
import { inputGainOf } from "../lif/rate.ts";
import { checkNumbers } from "../network/mean-field-network.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import { checkPoint, inputAt } from "./point.ts";

/** Covariances in theory; P populations, matrices are [target * P + source]. */
export interface Covariances {
  /** By how much a rate grows with another, through mean and variance of the input [1]. */
  readonly effective: Float64Array;
  /** Covariances of the counts in a long window, over its length [1/s]; of populations those of the rate per neuron. */
  readonly covariance: Float64Array;
  /** What each adds by its own irregularity [1/s]. */
  readonly noise: Float64Array;
  /** The largest real part of the eigenvalues of `effective`; theory holds below 1. */
  readonly bound: number;
}

/** The effective connectivity at frequency 0, the variance of the input included (H13). */
function effectiveOf(point: WorkingPoint): Float64Array {
  const count = point.neurons.length;
  return Float64Array.from(point.weights, (weight, place) => {
    const target = Math.floor(place / count);
    const neuron = point.neurons[target] as (typeof point.neurons)[number];
    return (point.inDegrees[place] as number) * inputGainOf(neuron, inputAt(point, target), weight);
  });
}

function refuse(value: number, call: string): never {
  const allowed = "a stable point: eigenvalues of the effective connectivity with real parts below 1";
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "point",
    value,
    allowed,
    must: `point must be ${allowed}; the largest is the value`,
    hint: "beyond it activity grows by itself, and has no covariance in linear theory",
  });
}

/**
 * Noise of which all variances are those of renewal processes, cv^2 rate, for single neurons (D19); populations of many
 * neurons have that of their neurons, over their number.
 */
function noiseOf({ cvs, rates, sizes }: WorkingPoint, response: Float64Array): Float64Array | undefined {
  const own = Float64Array.from(rates, (rate, index) => (cvs[index] as number) ** 2 * rate);
  if (sizes.some((size) => size !== 1)) return own.map((value, index) => value / (sizes[index] as number));
  const squares = response.map((value) => value * value);
  return solveReal(squares, own) === 0 ? undefined : own;
}

/**
 * Covariances of spike counts in long windows (H13): C = A diag(noise) A^T with A = (1 - W)^-1 and W the effective
 * connectivity at frequency 0. Populations of size 1 are neurons, whose variances are those of renewal processes.
 *
 * @throws CajalError as `effectiveConnectivity`; E_SHAPE without cvs; E_PARAM_RANGE for a point that is not stable;
 * E_NUMERIC where no noise makes the variances
 * @example pairwiseCovariances(workingPoint(network)).covariance;
 */
export function pairwiseCovariances(point: WorkingPoint): Covariances {
  const call = "pairwiseCovariances";
  checkPoint(point, call);
  const size = point.neurons.length;
  checkNumbers(point.cvs, size, call, "point.cvs", notNegative);
  const effective = effectiveOf(point);
  const matrix = { ...zeros(size), re: effective.slice() };
  const system = eigensystem(matrix);
  const bound = system ? Math.max(...system.values.map(({ re }) => re)) : Infinity;
  if (!(bound < 1)) refuse(bound, call);
  const response = inverseOf(identityMinus(matrix))?.re ?? refuse(bound, call);
  const noise =
    noiseOf(point, response) ??
    fail("E_NUMERIC", {
      call,
      parameter: "point",
      allowed: "one whose matrix of squared responses has an inverse",
      must: "point must have noise that makes the variances of its neurons",
    });
  const covariance = Float64Array.from(effective, (_, place) => {
    const [row, column] = [Math.floor(place / size), place % size];
    let sum = 0;
    for (let source = 0; source < size; source++)
      sum +=
        (response[row * size + source] as number) *
        (noise[source] as number) *
        (response[column * size + source] as number);
    return sum;
  });
  return { effective, covariance, noise, bound };
}
