// Networks on a line whose connections reach over a distance: which waves grow.
//   S20  Senk, Korvasova, Schuecker, Hagen, Tetzlaff, Diesmann & Helias (2020) Phys. Rev. Res. 2:023174, section III
import { checkArgument, checkLength, checkOptions } from "../../arguments/check.ts";
import { finite, flag, listOfSome, notNegative, optional, positive } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import { type ComplexMatrix, zeros } from "../algebra/complex-matrix.ts";
import { eigensystem } from "../algebra/eigenvalues.ts";
import { meanResponse, synapticFilter } from "../lif/transfer-function.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import {
  type Complex,
  complex,
  difference,
  exponential,
  modulus,
  product,
  quotient,
  scaled,
  sumOf,
} from "../special/complex.ts";
import { lambertW } from "../special/lambert-w.ts";
import { checkPoint, inputAt } from "./point.ts";
import { type RateModel, rateModel } from "./rate-model.ts";

/** What a network on a line needs beside its working point. */
export interface SpatialOptions {
  /** Half the width over which each source reaches, the same everywhere within it [mm]. */
  readonly widths: ArrayLike<number>;
  /** The delay of all synapses [ms], above 0. */
  readonly delay: number;
  /** Wavenumbers 2 pi / wavelength [1/mm]. */
  readonly wavenumbers: ArrayLike<number>;
  /** Branches of Lambert's W; default 0 and -1, of which the slowest waves are. */
  readonly branches?: ArrayLike<number>;
  /** Whether roots are followed from the rate model to the spiking neurons; default false. */
  readonly spiking?: boolean;
}

/** How a wave grows and turns: e^(lambda t). */
export interface SpatialRoot {
  /** [1/mm] */
  readonly wavenumber: number;
  readonly branch: number;
  /** [1/ms]; waves with a positive real part grow, and the imaginary one is the angular frequency. */
  readonly root: Complex;
}

const spatialChecks = {
  widths: listOfSome(notNegative),
  delay: positive,
  wavenumbers: listOfSome(finite),
  branches: optional(listOfSome(finite)),
  spiking: optional(flag),
};

/** The Fourier transform of connections that are equal up to a distance, 1 at wavenumber 0. */
export function boxcar(wavenumber: number, width: number): number {
  checkArgument(wavenumber, "boxcar", "wavenumber", finite);
  checkArgument(width, "boxcar", "width", notNegative);
  const phase = wavenumber * width;
  return Math.abs(phase) < 1e-6 ? 1 - phase ** 2 / 6 : Math.sin(phase) / phase;
}

/** The eigenvalue of a matrix that is largest, or nearest to another. */
function eigenvalueOf(matrix: ComplexMatrix, near?: Complex): Complex | undefined {
  const values = eigensystem(matrix)?.values;
  const merit = (value: Complex): number => (near ? -modulus(difference(value, near)) : modulus(value));
  return values?.reduce((best, value) => (merit(value) > merit(best) ? value : best));
}

/** Weights times profiles, each target's by a factor. */
function profiled(weights: Float64Array, profiles: Float64Array, factors: readonly Complex[]): ComplexMatrix {
  const size = profiles.length;
  const matrix = zeros(size);
  weights.forEach((weight, place) => {
    const { re, im } = factors[Math.floor(place / size)] as Complex;
    const size0 = weight * (profiles[place % size] as number);
    matrix.re[place] = size0 * re;
    matrix.im[place] = size0 * im;
  });
  return matrix;
}

/** What a population of the rate model and one of neurons answer with, relative to the former at rest. */
function blend(point: WorkingPoint, { filters }: RateModel, lambda: Complex, share: number): Complex[] {
  return filters.map(({ gain, tau }, index) => {
    const unit = quotient(complex(1 - share), sumOf(complex(1), scaled(lambda, tau)));
    if (share === 0) return unit;
    const neuron = point.neurons[index] as (typeof point.neurons)[number];
    const s = scaled(lambda, neuron.tau_m);
    const answer = meanResponse(neuron, inputAt(point, index), s, { method: point.method });
    return sumOf(unit, scaled(product(answer, synapticFilter(neuron, s)), share / gain));
  });
}

/** Zero at the roots: the eigenvalue of the blended connectivity times e^(-lambda delay), less 1. */
type Characteristic = (lambda: Complex, share: number, near: Complex) => Complex | undefined;

// A root that moves farther in one step is another one.
const farthest = 0.2;

/** A root near a place, by the secant method. */
function secant(value: (lambda: Complex) => Complex | undefined, start: Complex): Complex | undefined {
  let [before, now] = [start, sumOf(start, complex(1e-5, 1e-5))];
  let [last, current] = [value(before), value(now)];
  for (let step = 0; step < 25 && last && current; step++) {
    const move = product(current, quotient(difference(now, before), difference(current, last)));
    if (!Number.isFinite(modulus(move))) return modulus(current) < 1e-9 ? now : undefined;
    [before, last] = [now, current];
    now = difference(now, move);
    if (modulus(difference(now, start)) > farthest * (1 + modulus(start))) return undefined;
    if (modulus(move) <= 1e-12 * (1 + modulus(now))) return now;
    current = value(now);
  }
  return undefined;
}

const blendSteps = 20;
const smallestStep = 1 / 640;

/** Follows a root from the rate model to the neurons (S20), in smaller steps where it is lost. */
function followed(characteristic: Characteristic, root: Complex, branch: number, call: string): Complex {
  let [share, step, at] = [0, 1 / blendSteps, root];
  while (share < 1) {
    const next = Math.min(1, share + step);
    const from = at;
    const found = secant((lambda) => characteristic(lambda, next, from), from);
    if (found) {
      [share, at] = [next, found];
      step = Math.min(1 / blendSteps, step * 2);
    } else step /= 2;
    if (step < smallestStep) refuseLost(branch, share, call);
  }
  return at;
}

function refuseLost(branch: number, share: number, call: string): never {
  return fail("E_NUMERIC", {
    call,
    parameter: "branches",
    value: branch,
    allowed: "branches whose roots can be followed to the spiking neurons",
    must: `the root of branch ${branch} was lost at a share ${share.toFixed(3)} of the neurons`,
    hint: "leave the branch out, or take the rate model alone",
  });
}

/**
 * Growth and frequency of waves in a network on a line whose connections are equal up to a distance that depends on the
 * source: roots of the rate model of the point, all of whose filters must be (nearly) alike, by Lambert's W (S20);
 * with `spiking` carried on to the neurons themselves.
 *
 * @throws CajalError as `rateModel`; E_SHAPE for widths that are not one per population; E_PARAM_RANGE for filters that
 * differ by more than 1 %; E_NUMERIC for a root that cannot be followed
 * @example
 * spatialRoots(point, { widths: [0.2, 0.07], delay: 1.5, wavenumbers: [0, 10, 20] }).some(({ root }) => root.re > 0);
 */
export function spatialRoots(point: WorkingPoint, options: SpatialOptions): SpatialRoot[] {
  const call = "spatialRoots";
  checkPoint(point, call);
  checkOptions(options, call, spatialChecks);
  refuseNull(options, call);
  const { widths, delay, wavenumbers, branches = [0, -1], spiking = false } = options;
  checkLength(widths, point.neurons.length, call, "widths");
  const model = rateModel(point);
  const tau = commonTau(model, call);
  return Array.from(wavenumbers).flatMap((wavenumber) => {
    const profiles = Float64Array.from(widths, (width) => boxcar(wavenumber, width));
    const whole = profiles.map(() => 1);
    const plain = Array.from(whole, (one) => complex(one));
    const largest = eigenvalueOf(profiled(model.weights, profiles, plain)) ?? complex(0);
    const characteristic: Characteristic = (lambda, share, near) => {
      const back = exponential(scaled(near, delay));
      const matrix = profiled(model.weights, profiles, blend(point, model, lambda, share));
      const eigenvalue = eigenvalueOf(matrix, back);
      return eigenvalue && difference(product(eigenvalue, exponential(scaled(lambda, -delay))), complex(1));
    };
    return Array.from(branches, (branch) => {
      const root = rootOf(largest, tau, delay, branch);
      return { wavenumber, branch, root: spiking ? followed(characteristic, root, branch, call) : root };
    });
  });
}

/** -1 / tau + W_B(c delay / tau e^(delay / tau)) / delay (S20). */
function rootOf(eigenvalue: Complex, tau: number, delay: number, branch: number): Complex {
  const argument = scaled(eigenvalue, (delay / tau) * Math.exp(delay / tau));
  return sumOf(complex(-1 / tau), scaled(lambertW(argument, branch), 1 / delay));
}

function commonTau({ filters }: RateModel, call: string): number {
  const taus = filters.map(({ tau }) => tau);
  const [low, high] = [Math.min(...taus), Math.max(...taus)];
  if (high > 1.01 * low)
    fail("E_PARAM_RANGE", {
      call,
      parameter: "point",
      value: high / low,
      allowed: "one whose populations answer with the same time constant",
      must: "point must have populations that answer with the same time constant; their ratio is the value",
      hint: "Lambert's W solves the equation of one time constant only",
    });
  return taus.reduce((sum, tau) => sum + tau, 0) / taus.length;
}
