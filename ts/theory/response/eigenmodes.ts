// Eigenmodes of the effective connectivity: which oscillations a network is near to, and which synapses make them.
//   B16  Bos, Diesmann & Helias (2016) PLoS Comput. Biol. 12:e1005132, methods
import { checkArgument, checkOptions } from "../../arguments/check.ts";
import { notNegative, optional, wholeFrom, within } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import { assignment } from "../algebra/assignment.ts";
import type { ComplexMatrix } from "../algebra/complex-matrix.ts";
import { type Eigensystem, eigensystem } from "../algebra/eigenvalues.ts";
import type { ComplexValues } from "../lif/transfer-function.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import type { Complex } from "../special/complex.ts";
import { checkLinear, connectivityOf, type LinearOptions, linearChecks } from "./effective-connectivity.ts";
import { checkPoint } from "./point.ts";

/** An eigenvalue at a frequency. */
export interface EigenvaluePoint {
  /** The number of its trajectory. */
  readonly mode: number;
  /** [1/s] */
  readonly frequency: number;
  readonly value: Complex;
  /** From 1: the nearer, the larger the peak of the spectra. */
  readonly distance: number;
}

/** Eigenvalues of the effective connectivity over frequency. */
export interface EigenvalueTrajectories {
  /** [1/s] */
  readonly frequencies: Float64Array;
  /** The values of each mode, one per frequency. */
  readonly modes: readonly ComplexValues[];
  /** Where modes come nearest to 1, each local minimum of the distance, the nearest first. */
  readonly approaches: readonly EigenvaluePoint[];
}

/** What each synapse group adds to an eigenvalue. */
export interface Sensitivity {
  /** [1/s] */
  readonly frequency: number;
  readonly eigenvalue: Complex;
  /** [target * P + source] what a relative change of the group adds to the eigenvalue; their sum is the eigenvalue. */
  readonly measure: ComplexMatrix;
  /** The part of it towards 1, which raises the peak of the spectra, and the part across, which moves its frequency. */
  readonly amplitude: Float64Array;
  readonly shift: Float64Array;
}

function systemOf(matrix: ComplexMatrix, frequency: number, call: string): Eigensystem {
  const found = eigensystem(matrix);
  if (found) return found;
  const allowed = "one whose effective connectivity is finite";
  return fail("E_NOT_FINITE", {
    call,
    parameter: "point",
    allowed,
    must: `point must be ${allowed}; at ${frequency} 1/s it has no eigenvalues`,
    hint: "look for rates, weights or in-degrees beyond all bounds",
  });
}

const fromOne = ({ re, im }: Complex): number => Math.hypot(1 - re, im);

/** The order of values that follows another, with the smallest sum of squared distances. */
function following(before: readonly Complex[], values: readonly Complex[]): Complex[] {
  const size = values.length;
  const costs = Float64Array.from({ length: size * size }, (_, place) => {
    const [one, other] = [before[Math.floor(place / size)] as Complex, values[place % size] as Complex];
    return (one.re - other.re) ** 2 + (one.im - other.im) ** 2;
  });
  return Array.from(assignment(costs, size), (column) => values[column] as Complex);
}

/** Where a trajectory comes nearest to 1. */
function approachesOf(
  values: readonly Complex[],
  frequencies: Float64Array,
  mode: number,
): EigenvaluePoint[] {
  const distances = values.map(fromOne);
  const found: EigenvaluePoint[] = [];
  distances.forEach((distance, index) => {
    const [before, after] = [distances[index - 1] ?? Infinity, distances[index + 1] ?? Infinity];
    const inside = index > 0 && index < distances.length - 1;
    if ((inside || distances.length === 1) && distance < before && distance <= after)
      found.push({
        mode,
        frequency: frequencies[index] as number,
        value: values[index] as Complex,
        distance,
      });
  });
  return found;
}

/**
 * Eigenvalues of the effective connectivity over frequency, as trajectories: from each frequency to the next, values
 * are matched so that all together move least, which needs steps of some 0.5 1/s.
 *
 * @param frequencies [1/s], from 0 on, ascending
 * @throws CajalError as `effectiveConnectivity`
 * @example eigenvalueTrajectories(point, frequencies).approaches[0].frequency; // the main oscillation
 */
export function eigenvalueTrajectories(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: LinearOptions = {},
): EigenvalueTrajectories {
  const call = "eigenvalueTrajectories";
  checkLinear(point, frequencies, options, call);
  const connectivity = connectivityOf(point, options, call);
  const steps: (readonly Complex[])[] = [];
  for (let index = 0; index < frequencies.length; index++) {
    const frequency = frequencies[index] as number;
    const { values } = systemOf(connectivity(frequency), frequency, call);
    const before = steps.at(-1);
    steps.push(before ? following(before, values) : values);
  }
  const shared = Float64Array.from(frequencies);
  const lines = point.neurons.map((_, mode) => steps.map((values) => values[mode] as Complex));
  return {
    frequencies: shared,
    modes: lines.map((line) => ({
      re: Float64Array.from(line, ({ re }) => re),
      im: Float64Array.from(line, ({ im }) => im),
    })),
    approaches: lines
      .flatMap((line, mode) => approachesOf(line, shared, mode))
      .sort((one, other) => one.distance - other.distance),
  };
}

/** What synapses add to the eigenvalue at a place of a system. */
function measureOf(matrix: ComplexMatrix, system: Eigensystem, mode: number, call: string): ComplexMatrix {
  const { right, left } = system;
  if (!left)
    return fail("E_NUMERIC", {
      call,
      parameter: "frequency",
      allowed: "one at which eigenvalues are different",
      must: "frequency must be one at which the effective connectivity has as many eigenvectors as populations",
      hint: "take one nearby",
    });
  const { size } = matrix;
  const measure = { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
  for (let target = 0; target < size; target++)
    for (let source = 0; source < size; source++) {
      const [place, row, column] = [target * size + source, mode * size + target, source * size + mode];
      const [lr, li] = [left.re[row] as number, left.im[row] as number];
      const [rr, ri] = [right.re[column] as number, right.im[column] as number];
      const [pr, pi] = [lr * rr - li * ri, lr * ri + li * rr];
      const [wr, wi] = [matrix.re[place] as number, matrix.im[place] as number];
      measure.re[place] = pr * wr - pi * wi;
      measure.im[place] = pr * wi + pi * wr;
    }
  return measure;
}

/** Options of {@link sensitivity}. */
export interface SensitivityOptions extends LinearOptions {
  /** Which eigenvalue, in the order of their distance from 1; default 0, the nearest. */
  readonly order?: number;
}

/** {@link sensitivity} without a look at its arguments. */
function sensitivityAt(
  matrix: ComplexMatrix,
  frequency: number,
  call: string,
  choose: (values: readonly Complex[]) => number,
): Sensitivity {
  const system = systemOf(matrix, frequency, call);
  const mode = choose(system.values);
  const eigenvalue = system.values[mode] as Complex;
  const distance = fromOne(eigenvalue);
  // The direction from the eigenvalue to 1.
  const [along, across] = distance > 0 ? [(1 - eigenvalue.re) / distance, -eigenvalue.im / distance] : [1, 0];
  const measure = measureOf(matrix, system, mode, call);
  const { re, im } = measure;
  return {
    frequency,
    eigenvalue,
    measure,
    amplitude: re.map((real, place) => real * along + (im[place] as number) * across),
    shift: re.map((real, place) => -real * across + (im[place] as number) * along),
  };
}

/**
 * Which groups of synapses make an oscillation: what a relative change of the strength of each group adds to an
 * eigenvalue of the effective connectivity, towards 1 (the height of the peak) and across (its frequency) (B16).
 *
 * @param frequency [1/s]
 * @throws CajalError as `effectiveConnectivity`; E_NUMERIC where eigenvalues coincide
 * @example sensitivity(point, 64).amplitude; // of the low-gamma peak of the microcircuit
 */
export function sensitivity(
  point: WorkingPoint,
  frequency: number,
  options: SensitivityOptions = {},
): Sensitivity {
  const call = "sensitivity";
  checkPoint(point, call);
  checkArgument(frequency, call, "frequency", within(0, 1e6));
  const order: typeof linearChecks.refractory = (value, place) => {
    optional(wholeFrom(0))(value, place);
    within(0, point.neurons.length - 1)(value ?? 0, place);
  };
  checkOptions(options, call, { ...linearChecks, order });
  refuseNull(options, call);
  const matrix = connectivityOf(point, options, call)(frequency);
  return sensitivityAt(matrix, frequency, call, (values) => {
    const sorted = values.map((_, index) => index);
    sorted.sort((one, other) => fromOne(values[one] as Complex) - fromOne(values[other] as Complex));
    return sorted[options.order ?? 0] as number;
  });
}

/** A peak of the spectra and the synapses that make it. */
export interface PeakOrigin extends Sensitivity {
  /** Distance of the eigenvalue from 1. */
  readonly distance: number;
  /** Groups of synapses by what they add to the height of the peak, the largest effects first. */
  readonly groups: readonly {
    readonly target: string;
    readonly source: string;
    /** What a relative change adds to the height, and to the frequency. */
    readonly amplitude: number;
    readonly shift: number;
  }[];
}

/** Options of {@link peakOrigins}. */
export interface PeakOriginsOptions extends LinearOptions {
  /** Eigenvalues that stay farther from 1 make no peak; default 0.5. */
  readonly within?: number;
}

/**
 * The peaks of the spectra, each with the groups of synapses that make it: where an eigenvalue comes nearest to 1, and
 * its sensitivity there.
 *
 * @param frequencies [1/s], in steps of some 0.5
 * @throws CajalError as `sensitivity`
 */
export function peakOrigins(
  point: WorkingPoint,
  frequencies: ArrayLike<number>,
  options: PeakOriginsOptions = {},
): PeakOrigin[] {
  const call = "peakOrigins";
  checkPoint(point, call);
  checkOptions(options, call, { ...linearChecks, within: optional(notNegative) });
  refuseNull(options, call);
  const { within: farthest = 0.5, ...linear } = options;
  const { approaches } = eigenvalueTrajectories(point, frequencies, linear);
  const connectivity = connectivityOf(point, linear, call);
  const count = point.neurons.length;
  return approaches
    .filter(({ distance }) => distance <= farthest)
    .map(({ frequency, value, distance }) => {
      const nearest = (values: readonly Complex[]): number => {
        const far = ({ re, im }: Complex): number => Math.hypot(re - value.re, im - value.im);
        return values.reduce(
          (best, one, index) => (far(one) < far(values[best] as Complex) ? index : best),
          0,
        );
      };
      const found = sensitivityAt(connectivity(frequency), frequency, call, nearest);
      const groups = Array.from(found.amplitude, (amplitude, place) => ({
        target: point.labels[Math.floor(place / count)] as string,
        source: point.labels[place % count] as string,
        amplitude,
        shift: found.shift[place] as number,
      }));
      groups.sort((one, other) => Math.abs(other.amplitude) - Math.abs(one.amplitude));
      return { ...found, distance, groups: groups.filter(({ amplitude }) => amplitude !== 0) };
    });
}
