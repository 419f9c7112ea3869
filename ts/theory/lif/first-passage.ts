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
  if (reset <= 0)
    return 2 * dawsonOf(threshold) + exp(-square) * erfcxIntegral(threshold, -reset);
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

const scales = [0, 1, 2, 4, 8, 16, 32];

/** e^(x^2 - 2 exponent) times the integral of e^(u^2) erfc(-u)^2 from minus infinity to x, with s = x - u. */
function inner(x: number, exponent: number): number {
  const unit = 1 / (1 + Math.abs(x));
  const value = (s: number): number => (exp((s * (2 * x - s)) / 2 - exponent) * erfcxOf(s - x)) ** 2;
  let sum = 0;
  for (let panel = 1; panel < scales.length; panel++)
    sum += overPanel(value, (scales[panel - 1] as number) * unit, (scales[panel] as number) * unit);
  return sum;
}

// What is e^-40 of the whole is none of its digits.
const negligible = 40;

/**
 * The variance of that time, in squared membrane time constants (B00 appendix A.1); its exponent is twice the square of
 * a threshold above 0.
 */
export function passageVariance({ reset, threshold }: Borders): Scaled {
  const exponent = Math.max(threshold, 0) ** 2;
  let sum = 0;
  for (let high = threshold; high > reset; ) {
    if (high > 0 && 2 * (exponent - high * high) > negligible) break;
    // Panels of half a unit, in proportion to x far below zero, and narrower where the integrand is steep.
    const width = 0.5 * (high < 0 ? Math.max(1, -high) : Math.min(1, 6 / high));
    const low = Math.max(reset, high - width);
    sum += overPanel((x) => inner(x, exponent), low, high);
    high = low;
  }
  return { value: 2 * Math.PI * sum, exponent: 2 * exponent };
}
