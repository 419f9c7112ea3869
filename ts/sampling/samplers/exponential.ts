// Exponential and logarithm of our own. Engines differ in the last digit of Math.exp and Math.log; these use + - * /
// and comparisons alone, so that what a sampler draws is the same on every machine. Method and constants are those of
// core/base/math.hpp.

// 2^-1074 to 2^1023, made without a power function: doubling and halving are exact.
const lowest = -1074;
const powers = new Float64Array(1024 - lowest);
powers[-lowest] = 1;
for (let k = 1; k <= 1023; k++) powers[k - lowest] = 2 * (powers[k - 1 - lowest] as number);
for (let k = -1; k >= lowest; k--) powers[k - lowest] = (powers[k + 1 - lowest] as number) / 2;

// ln 2 in two parts; the first has 42 bits, so that k times it is exact.
const lnTwoHead = 0.6931471805598903;
const lnTwoTail = 5.497923018708371e-14;

// Adding and taking away 1.5 * 2^52 rounds to the nearest integer.
const rounder = 6755399441055744;

/**
 * e^x; error below 1 ulp where the result is normal, 0 below -746, infinite above 709.8. The series is summed in pairs,
 * so that a processor can work on several at a time.
 */
export function exp(x: number): number {
  if (!(x > -746)) return Number.isNaN(x) ? x : 0;
  if (x > 710) return Infinity;
  const k = x * Math.LOG2E + rounder - rounder;
  const head = x - k * lnTwoHead;
  const tail = k * lnTwoTail;
  const r = head - tail;
  const lost = head - r - tail;
  const square = r * r;
  const fourth = square * square;
  const low = 1 / 2 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120));
  const middle = 1 / 720 + r * (1 / 5040) + square * (1 / 40320 + r * (1 / 362880));
  const high = 1 / 3628800 + r * (1 / 39916800) + square * (1 / 479001600 + r * (1 / 6227020800));
  const value = 1 + (r + (square * (low + fourth * (middle + fourth * high)) + lost));
  if (k >= -1022 && k <= 1023) return value * (powers[k - lowest] as number);
  const half = Math.floor(k / 2); // 2^k lies outside the normal numbers: multiply twice
  return value * (powers[half - lowest] as number) * (powers[k - half - lowest] as number);
}

const words = new DataView(new ArrayBuffer(8));
const rootHalf = 0x3fe6a09e; // upper word of sqrt(1/2)

/** Natural logarithm of a normal number above 0; error below 1 ulp. */
export function log(x: number): number {
  words.setFloat64(0, x);
  const shifted = words.getUint32(0) + (0x3ff00000 - rootHalf);
  const k = (shifted >>> 20) - 1023;
  words.setUint32(0, (shifted & 0x000fffff) + rootHalf);
  const f = words.getFloat64(0) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const upper = 2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21))));
  const series = z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * upper)))));
  const halfSquare = 0.5 * f * f;
  const small = s * (halfSquare + series) + k * lnTwoTail;
  return k * lnTwoHead - (halfSquare - small - f);
}

/** 1 / (1 + e^-u). */
export const logistic = (u: number): number => 1 / (1 + exp(-u));
