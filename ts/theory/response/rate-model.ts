// A network of rate units that answers like one of spiking neurons: low-pass filters in place of transfer functions.
//   S20  Senk, Korvasova, Schuecker, Hagen, Tetzlaff, Diesmann & Helias (2020) Phys. Rev. Res. 2:023174, section III.D
import { checkOptions } from "../../arguments/check.ts";
import { listOfSome, optional } from "../../arguments/kinds.ts";
import { fail, refuseNull } from "../../error.ts";
import type { WorkingPoint } from "../network/working-point.ts";
import { type LinearOptions, linearChecks, transferFunctions } from "./effective-connectivity.ts";
import { checkPoint, frequency } from "./point.ts";

/** A low-pass filter gain / (1 + i omega tau) and how well it fits. */
export interface LowPass {
  /** [1/(s mV)] */
  readonly gain: number;
  /** [ms] */
  readonly tau: number;
  /** Standard errors of both, relative to them, as the root of the sum of their squares. */
  readonly error: number;
}

/** Rate units in place of neurons; P populations. */
export interface RateModel {
  readonly filters: readonly LowPass[];
  /** [target * P + source] what a rate adds to another at rest [1]: gain tau_m K J. */
  readonly weights: Float64Array;
}

/** Options of {@link rateModel}. */
export interface RateModelOptions extends LinearOptions {
  /** Where both are to agree [1/s], three at least; default 1, 2, ... 199. */
  readonly frequencies?: ArrayLike<number>;
}

/** Sums of products of the residuals' derivatives by gain and by tau, and of the squared residuals. */
function normalEquations(moduli: Float64Array, omegas: Float64Array, gain: number, tau: number) {
  const sums = { gg: 0, gt: 0, tt: 0, gr: 0, tr: 0, squares: 0 };
  moduli.forEach((modulus, index) => {
    const omega = omegas[index] as number;
    const factor = 1 / Math.sqrt(1 + (omega * tau) ** 2);
    const rest = modulus - gain * factor;
    const [byGain, byTau] = [factor, -gain * omega * omega * tau * factor ** 3];
    sums.gg += byGain * byGain;
    sums.gt += byGain * byTau;
    sums.tt += byTau * byTau;
    sums.gr += byGain * rest;
    sums.tr += byTau * rest;
    sums.squares += rest * rest;
  });
  return sums;
}

/** Where the modulus has fallen to 1 / sqrt 2 of its first value. */
function startOf(moduli: Float64Array, omegas: Float64Array): { gain: number; tau: number } {
  const gain = moduli[0] as number;
  const place = moduli.findIndex((modulus) => modulus < gain / Math.SQRT2);
  return { gain, tau: 1 / (omegas[place < 0 ? omegas.length - 1 : place] as number) };
}

/** Least squares of the moduli (Levenberg 1944, Marquardt 1963). */
function fitted(moduli: Float64Array, omegas: Float64Array): LowPass {
  let { gain, tau } = startOf(moduli, omegas);
  let sums = normalEquations(moduli, omegas, gain, tau);
  let damping = 1e-3;
  for (let step = 0; step < 200 && damping < 1e12; step++) {
    const [gg, tt] = [sums.gg * (1 + damping), sums.tt * (1 + damping)];
    const size = gg * tt - sums.gt ** 2;
    const moved = {
      gain: gain + (sums.gr * tt - sums.tr * sums.gt) / size,
      tau: tau + (sums.tr * gg - sums.gr * sums.gt) / size,
    };
    const next = normalEquations(moduli, omegas, moved.gain, moved.tau);
    if (!(next.squares <= sums.squares)) {
      damping *= 10;
      continue;
    }
    const change = Math.abs(moved.tau / tau - 1) + Math.abs(moved.gain / gain - 1);
    ({ gain, tau } = moved);
    sums = next;
    damping /= 10;
    if (change < 1e-13) break;
  }
  const scatter = sums.squares / (moduli.length - 2) / (sums.gg * sums.tt - sums.gt ** 2);
  const error = Math.sqrt((scatter * sums.gg) / tau ** 2 + (scatter * sums.tt) / gain ** 2);
  return { gain, tau: Math.abs(tau), error };
}

/**
 * The rate model of a working point (S20): each transfer function, its synapses included, as a low-pass filter with the
 * same moduli in least squares, and weights gain tau_m K J. `error` says how far neurons are from such filters.
 *
 * @throws CajalError as `effectiveConnectivity`; E_SHAPE for fewer than three frequencies, E_PARAM_RANGE for a
 * population that never fires, which has no filter
 * @example rateModel(workingPoint(network)).filters[0].tau;
 */
export function rateModel(point: WorkingPoint, options: RateModelOptions = {}): RateModel {
  const call = "rateModel";
  checkPoint(point, call);
  checkOptions(options, call, { ...linearChecks, frequencies: optional(listOfSome(frequency)) });
  refuseNull(options, call);
  const { frequencies = Array.from({ length: 199 }, (_, index) => index + 1), ...linear } = options;
  if (frequencies.length < 3)
    fail("E_SHAPE", {
      call,
      parameter: "frequencies",
      value: frequencies.length,
      allowed: "three or more",
      must: "frequencies must be three or more",
    });
  const omegas = Float64Array.from(frequencies, (value) => (2 * Math.PI * value) / 1000);
  const filters = transferFunctions(point, frequencies, linear).map(({ re, im }, index) => {
    if (point.rates[index] === 0) refuseSilent(point.labels[index] as string, call);
    return fitted(
      re.map((value, place) => Math.hypot(value, im[place] as number)),
      omegas,
    );
  });
  const count = filters.length;
  const weights = Float64Array.from(point.weights, (weight, place) => {
    const target = Math.floor(place / count);
    const { tau_m } = point.neurons[target] as (typeof point.neurons)[number];
    return (((filters[target] as LowPass).gain * tau_m) / 1000) * weight * (point.inDegrees[place] as number);
  });
  return { filters, weights };
}

function refuseSilent(label: string, call: string): never {
  const allowed = "one at which all populations fire";
  return fail("E_PARAM_RANGE", {
    call,
    parameter: "point.rates",
    value: 0,
    allowed,
    where: label,
    must: `point must be ${allowed}`,
  });
}
