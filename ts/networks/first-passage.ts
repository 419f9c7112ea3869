// The time that white noise takes from reset to threshold: its first two moments, from scaled error functions.
//   B00  Brunel (2000) J. Comput. Neurosci. 8:183-208, equation 21 and appendix A.1

import erfc from "@stdlib/math-base-special-erfc";
import { exp } from "./elementary.ts";

const rootPi = Math.sqrt(Math.PI);

// From here on the continued fraction (DLMF 7.9.4) has all its digits after the terms below.
const farOut = 5;
const terms = 60;

/** e^(x^2) erfc(x) for x >= 0. */
function scaledErfcOfPositive(x: number): number {
  if (x < farOut) return exp(x * x) * erfc(x);
  let fraction = x;
  for (let term = terms; term > 0; term--) fraction = x + term / 2 / fraction;
  return 1 / (rootPi * fraction);
}

/** e^(x^2) erfc(x), which decays like 1 / x; relative error below 1e-14 for x > -10. */
export function scaledErfc(x: number): number {
  return x < 0 ? 2 * exp(x * x) - scaledErfcOfPositive(-x) : scaledErfcOfPositive(x);
}

/** Nodes above the middle of (-1, 1) and their weights in the Gauss-Legendre rule of sixteen points. */
const nodes: readonly (readonly [place: number, weight: number])[] = [
  [0.09501250983763744, 0.1894506104550685],
  [0.2816035507792589, 0.18260341504492358],
  [0.45801677765722737, 0.16915651939500254],
  [0.6178762444026438, 0.14959598881657674],
  [0.755404408355003, 0.12462897125553388],
  [0.8656312023878318, 0.09515851168249279],
  [0.9445750230732326, 0.062253523938647894],
  [0.9894009349916499, 0.027152459411754096],
];

/** Integral over an interval that is short for the function. */
function overPanel(value: (x: number) => number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  let sum = 0;
  for (const [place, weight] of nodes)
    sum += weight * (value(middle - half * place) + value(middle + half * place));
  return sum * half;
}

/** Integral from a place on up to another, in panels of half a unit, and in proportion to x far below zero. */
function upTo(to: number, from: number, value: (x: number) => number): number {
  let sum = 0;
  for (let high = to; high > from; ) {
    const low = Math.max(from, high - 0.5 * Math.max(1, -high));
    sum += overPanel(value, low, high);
    high = low;
  }
  return sum;
}

const scales = [0, 1, 2, 4, 8, 16, 32];

/** e^(x^2) times the integral of e^(u^2) erfc(-u)^2 from minus infinity to x, written with s = x - u. */
function inner(x: number): number {
  const unit = 1 / (1 + Math.abs(x));
  const value = (s: number): number => exp(s * (2 * x - s)) * scaledErfc(s - x) ** 2;
  let sum = 0;
  for (let panel = 1; panel < scales.length; panel++)
    sum += overPanel(value, (scales[panel - 1] as number) * unit, (scales[panel] as number) * unit);
  return sum;
}

/**
 * The mean time from reset to threshold, in membrane time constants; reset and threshold relative to the mean
 * potential, in units of the fluctuations (B00: sigma, whose square is twice the variance of the free potential).
 */
export const meanPassage = (reset: number, threshold: number): number =>
  rootPi * upTo(threshold, reset, (x) => scaledErfc(-x));

/** By how much that time grows with the place of the threshold, and shrinks with that of the reset. */
export const passageSlope = (border: number): number => rootPi * scaledErfc(-border);

/** The variance of that time, in squared membrane time constants. */
export const passageVariance = (reset: number, threshold: number): number =>
  2 * Math.PI * upTo(threshold, reset, inner);
