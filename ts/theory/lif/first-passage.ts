// The time that white noise takes from reset to threshold: its first two moments, from scaled error functions.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, equation 21 and appendix A.1
import { exp } from "../special/elementary.ts";
import { dawsonOf, erfcxOf } from "../special/faddeeva.ts";
import { overPanel } from "../special/quadrature.ts";
import type { Borders } from "./neuron.ts";

const rootPi = Math.sqrt(Math.PI);

/** A number as value e^exponent, where the number itself may be too large. */
export interface Scaled {
  readonly value: number;
  readonly exponent: number;
}

/** The integral of erfcx between two places from 0 on, with its sign. */
function erfcxIntegral(from: number, to: number): number {
  if (to < from) return -erfcxIntegral(to, from);
  let sum = 0;
  for (let low = from; low < to; ) {
    const high = Math.min(to, low + Math.max(1, low / 2));
    sum += overPanel(erfcxOf, low, high);
    low = high;
  }
  return sum;
}

/** e^(y^2) (1 + erf y) e^(-exponent), which is finite where the exponent is y^2 or more. */
export function scaledSlope(border: number, exponent: number): number {
  if (border < 0) return exp(-exponent) * erfcxOf(-border);
  return 2 * exp(border * border - exponent) - exp(-exponent) * erfcxOf(border);
}

// Where the two borders are as near as this, in squares, the difference of two of Dawson's integrals loses digits.
const near = 2;

/** The integral of e^(u^2 - threshold^2) (1 + erf u) between the borders, threshold above 0. */
function belowThreshold({ reset, threshold }: Borders): number {
  const square = threshold * threshold;
  if (reset <= 0) return 2 * dawsonOf(threshold) + exp(-square) * erfcxIntegral(threshold, -reset);
  if (square - reset * reset < near) return overPanel((u) => scaledSlope(u, square), reset, threshold);
  const fromReset = 2 * exp(reset * reset - square) * dawsonOf(reset);
  return 2 * dawsonOf(threshold) - fromReset - exp(-square) * erfcxIntegral(reset, threshold);
}

/**
 * The mean time from reset to threshold, in membrane time constants (B00 equation 21), as the reference writes it with
 * erfcx and Dawson's integral; its exponent is the square of a threshold above 0.
 */
export function meanPassage(borders: Borders): Scaled {
  const { reset, threshold } = borders;
  if (threshold <= 0) return { value: rootPi * erfcxIntegral(-threshold, -reset), exponent: 0 };
  return { value: rootPi * belowThreshold(borders), exponent: threshold * threshold };
}

/** e^(-exponent) times the integral of e^(x^2) from a place to threshold. */
function growth(from: number, threshold: number, exponent: number): number {
  const [low, high] = [from * from - exponent, threshold * threshold - exponent];
  if (Math.abs(high - low) < near && threshold - from < 2)
    return overPanel((x) => exp(x * x - exponent), from, threshold);
  return exp(high) * dawsonOf(threshold) - exp(low) * dawsonOf(from);
}

/** e^(u^2 - exponent) (1 + erf u)^2. */
function squared(u: number, exponent: number): number {
  if (u < 0) return erfcxOf(-u) ** 2 * exp(-u * u - exponent);
  return (exp(-u * u) * erfcxOf(-u)) ** 2 * exp(u * u - exponent);
}

// What is e^-40 of the whole is none of its digits.
const negligible = 40;

/** The integral of a function like e^(u^2) above 0, and like e^(-u^2) below if it is `steep` there, downward. */
function downward(value: (u: number) => number, from: number, to: number, steep: boolean): number {
  let sum = 0;
  for (let high = from; high > to; ) {
    const start = high > 0 ? from : Math.min(from, 0);
    // The difference of the squares, which themselves may overflow.
    const passed = Math.abs((start - high) * (start + high));
    if (passed > negligible && (high > 0 ? value(0) < 1e-17 * sum : steep)) break;
    // Where it is not steep it varies with the distance from where it begins, and with that from 0.
    const slow = Math.min(0.5 * Math.max(1, -high), Math.max(from - high, 1 / (1 + Math.abs(from))));
    const wanted = high > 0 || steep ? Math.min(0.5, 2 / Math.abs(high)) : slow;
    // What is less than the last digits of a place does not move it.
    const low = Math.max(to, high - Math.max(wanted, 1e-12 * Math.abs(high)));
    sum += overPanel(value, low, high);
    high = low;
  }
  return sum;
}

/**
 * The variance of that time, in squared membrane time constants (B00 appendix A.1); its exponent is twice the square of
 * a threshold above 0. The order of the two integrals is changed, so that the inner one is Dawson's:
 * 2 pi times the integral of e^(u^2) (1 + erf u)^2 G(max(u, reset)) up to threshold, G(x) that of e^(v^2) from x to it.
 */
export function passageVariance({ reset, threshold }: Borders): Scaled {
  const exponent = Math.max(threshold, 0) ** 2;
  // Of the two factors the latter has e^(-exponent), and far below 0 what the former has as e^(-u^2).
  const split = (u: number): number => (u < 0 ? Math.max(u * u, exponent) : exponent);
  const between = downward(
    (u) => squared(u, 2 * exponent - split(u)) * growth(u, threshold, split(u)),
    threshold,
    reset,
    false,
  );
  const own = Math.max(exponent, reset < 0 ? reset * reset : 0);
  const below = downward((u) => squared(u, 2 * exponent - own), reset, -Infinity, true);
  return { value: 2 * Math.PI * (between + below * growth(reset, threshold, own)), exponent: 2 * exponent };
}
