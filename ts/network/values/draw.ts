/** How values reach the kernel: a kind, its numbers in the parameter's unit, and limits; and what can be said of it. */

import type { DistributionKind } from "./distributions.ts";

/** One value per element: the same for all, listed, or drawn. The kernel's record of the same name. */
export interface Draw {
  readonly kind: "constant" | "array" | DistributionKind | "expression";
  /** value | one per element | low, high | mean, std | mu, sigma | mean | instructions (ts/space/steps.ts) */
  readonly numbers: readonly number[] | Float64Array;
  readonly limit: "none" | "redraw" | "clip";
  /** Limits of redraw or clip; infinite where there is none. */
  readonly low: number;
  readonly high: number;
}

/** A draw without limits. */
export function draw(kind: Draw["kind"], numbers: Draw["numbers"]): Draw {
  return { kind, numbers, limit: "none", low: -Infinity, high: Infinity };
}

/** The same value for all elements. */
export const constant = (value: number): Draw => draw("constant", [value]);

/** Whether the values are known without drawing. */
export const isKnown = ({ kind }: Draw): boolean => kind === "constant" || kind === "array";

/** Complement of the error function: Taylor series of erf below 2, continued fraction above (DLMF 7.6.2, 7.9.2). */
function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 60; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 80; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

const standardNormal = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** P(X <= x) of a drawn value before any limit. */
function cumulative({ kind, numbers }: Draw, x: number): number {
  const [a = 0, b = 0] = numbers;
  if (x === Infinity || x === -Infinity) return x > 0 ? 1 : 0;
  if (kind === "uniform") return a === b ? Number(x >= a) : Math.min(1, Math.max(0, (x - a) / (b - a)));
  if (kind === "exponential") return x <= 0 ? 0 : a === 0 ? 1 : -Math.expm1(-x / a);
  if (kind === "lognormal" && x <= 0) return 0;
  const value = kind === "lognormal" ? Math.log(x) : x;
  return b === 0 ? Number(value >= a) : standardNormal((value - a) / b);
}

/** Where the density lies before any limit. */
function range({ kind, numbers }: Draw): readonly [number, number] {
  const [a = 0, b = 0] = numbers;
  if (kind === "uniform") return [a, b];
  if (kind === "exponential") return [0, a === 0 ? 0 : Infinity];
  if (b === 0) return kind === "lognormal" ? [Math.exp(a), Math.exp(a)] : [a, a];
  return [kind === "lognormal" ? 0 : -Infinity, Infinity];
}

/** The smallest and largest value that can come out. */
export function support(draw: Draw): readonly [number, number] {
  if (draw.kind === "constant") return [draw.numbers[0] ?? 0, draw.numbers[0] ?? 0];
  if (draw.kind === "array") {
    let [low, high] = [Infinity, -Infinity];
    for (const number of draw.numbers) [low, high] = [Math.min(low, number), Math.max(high, number)];
    return [low, high];
  }
  if (draw.kind === "expression") return [draw.low, draw.high];
  const [low, high] = range(draw);
  const inside = (x: number): number => Math.min(draw.high, Math.max(draw.low, x));
  return draw.limit === "none" ? [low, high] : [inside(low), inside(high)];
}

// The kernel draws from words of 32 bits, which do not reach the tails of a distribution (core/base/normal.hpp).
const largestDeviate = 6.4;
const largestExponential = 33 * Math.LN2;

/** The smallest and largest value that the kernel can draw: `support` without the tails that it never reaches. */
export function extent(draw: Draw): readonly [number, number] {
  const { kind, numbers, limit, low, high } = draw;
  if (kind !== "normal" && kind !== "lognormal" && kind !== "exponential") return support(draw);
  const [a = 0, b = 0] = numbers;
  const ends = [a - largestDeviate * b, a + largestDeviate * b] as const;
  const [from, to] =
    kind === "exponential"
      ? [0, largestExponential * a]
      : kind === "normal"
        ? ends
        : [Math.exp(ends[0]), Math.exp(ends[1])];
  const inside = (x: number): number => Math.min(high, Math.max(low, x));
  return limit === "none" ? [from, to] : [inside(from), inside(to)];
}

/** The share of draws that `redraw` keeps; 1 where nothing is drawn again. */
export function acceptance(draw: Draw): number {
  if (isKnown(draw) || draw.limit !== "redraw") return 1;
  const [low, high] = range(draw);
  if (low === high) return low >= draw.low && low <= draw.high ? 1 : 0;
  return Math.max(0, cumulative(draw, draw.high) - cumulative(draw, draw.low));
}

/** The share of the elements whose value is below x. */
export function shareBelow(draw: Draw, x: number): number {
  if (isKnown(draw)) {
    let below = 0;
    for (const number of draw.numbers) if (number < x) below++;
    return draw.numbers.length === 0 ? 0 : below / draw.numbers.length;
  }
  const [low, high] = support(draw);
  if (x <= low) return 0;
  if (x > high) return 1;
  // As if all values between were equally frequent.
  if (draw.kind === "expression") return (x - low) / (high - low);
  if (draw.limit !== "redraw") return cumulative(draw, x);
  const start = cumulative(draw, draw.low);
  return (cumulative(draw, x) - start) / (cumulative(draw, draw.high) - start);
}

/** Standard deviation of the values before any limit: how far they spread, for estimates. */
export function spread({ kind, numbers, low, high }: Draw): number {
  if (kind === "expression") return (high - low) / Math.sqrt(12);
  const [a = 0, b = 0] = numbers;
  if (kind === "uniform") return (b - a) / Math.sqrt(12);
  if (kind === "exponential") return a;
  if (kind === "normal") return b;
  if (kind === "lognormal") return Math.exp(a + (b * b) / 2) * Math.sqrt(Math.expm1(b * b));
  return 0;
}
