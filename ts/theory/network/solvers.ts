// Fixed points of a map of rates: by Newton's method along the way that rates would take, or by that way itself.
//   KK98  Kelley & Keyes (1998) SIAM J. Numer. Anal. 35:508-523: pseudo-transient continuation
//   DP80  Dormand & Prince (1980) J. Comput. Appl. Math. 6:19-26
import { solveReal } from "../algebra/real.ts";
import type { MeanField } from "./mean-field.ts";
import type { Relaxed } from "./relaxation.ts";

/** What stays open at rates: the largest difference from their answer, relative to 1 + rate. */
export function residualOf(rates: Float64Array, answers: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < rates.length; index++) {
    const rate = rates[index] as number;
    const open = Math.abs((answers[index] as number) - rate) / (1 + Math.abs(rate));
    // One that is no number is the largest.
    if (!(open <= largest)) largest = open;
  }
  return largest;
}

const precise = 1e-12;
const mostSteps = 300;
// No neuron fires so often [1/s].
const runaway = 1e8;

/**
 * One implicit step: (1 + 1 / time - slopes) move = answer - rate. Nothing where that has no solution, or `along` the
 * way of the rates one backwards: where they run away from each other faster than in that time.
 */
function implicitStep(
  { count, slopes }: MeanField,
  rates: Float64Array,
  answers: Float64Array,
  time: number,
  along: boolean,
): Float64Array | undefined {
  const matrix = slopes(rates, answers).map((slope) => -slope);
  for (let index = 0; index < count; index++) (matrix[index * (count + 1)] as number) += 1 + 1 / time;
  const move = answers.map((answer, index) => answer - (rates[index] as number));
  const sign = solveReal(matrix, move);
  if (sign === 0 || (along && sign < 0)) return undefined;
  return rates.map((rate, index) => rate + (move[index] as number));
}

/**
 * Newton's method as implicit steps of d rate / ds = answer - rate that become longer as the rates come to rest (KK98):
 * from far away it goes where the rates would go, near the end it converges as Newton's does.
 *
 * @param negative whether rates may be negative, as those of the Taylor series
 * @param first the first step's length [time constants]; long ones are Newton's from the beginning, and may end in
 * unstable points too
 */
export function newton(field: MeanField, start: Float64Array, negative: boolean, first = 1): Relaxed {
  let rates: Float64Array = start.slice();
  let answers = field.answers(rates);
  let residual = residualOf(rates, answers);
  let [time, steps] = [first, 0];
  for (; residual > precise && steps < mostSteps && time > 1e-9; steps++) {
    const next = implicitStep(field, rates, answers, time, first <= 1);
    // What jumps over silence has gone too far.
    if (!next?.every((rate) => (negative || rate >= 0) && Math.abs(rate) < runaway)) time /= 4;
    else {
      rates = next;
      answers = field.answers(rates);
      const before = residual;
      residual = residualOf(rates, answers);
      time *= Math.min(20, Math.max(0.2, (2 * before) / residual));
    }
  }
  // What rounding leaves of rates that large is no difference.
  return { rates, settled: residual <= 1e-9, steps };
}

// Places, slopes and weights of the Dormand-Prince pair of orders 5 and 4.
const stages: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const fifthLessFourth = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

function combined(
  rates: Float64Array,
  slopes: readonly Float64Array[],
  weights: readonly number[],
  step: number,
) {
  return rates.map((rate, index) =>
    weights.reduce((sum, weight, stage) => sum + step * weight * (slopes[stage]?.[index] ?? 0), rate),
  );
}

// Rates that change by less in one time constant are at rest [1/s].
const resting = 1e-7;
const [relative, absolute] = [1e-6, 1e-9];

/**
 * Follows d rate / ds = answer - rate with steps of controlled error (DP80) until no rate changes by 1e-7 1/s in a time
 * constant any more, for 1,000 of them at most. Finds stable fixed points only.
 */
export function follow(field: MeanField, start: Float64Array): Relaxed {
  const slopeAt = (rates: Float64Array): Float64Array =>
    field.answers(rates).map((answer, index) => answer - (rates[index] as number));
  let rates: Float64Array = start.slice();
  let first = slopeAt(rates);
  let [time, step, steps, mark] = [0, 0.1, 0, rates];
  let unit = 1;
  while (time < 1000 && steps++ < 20_000) {
    const slopes = [first];
    let next = rates;
    for (const weights of stages) {
      next = combined(rates, slopes, weights, step);
      slopes.push(slopeAt(next));
    }
    const errors = combined(new Float64Array(rates.length), slopes, fifthLessFourth, step);
    let error = 0;
    for (let index = 0; index < errors.length; index++) {
      const size = absolute + relative * Math.abs(next[index] as number);
      error = Math.max(error, Math.abs(errors[index] as number) / size);
    }
    if (!(error < Infinity)) return { rates, settled: false, steps };
    if (error <= 1) {
      [time, rates, first] = [time + step, next, slopes.at(-1) as Float64Array];
      if (time >= unit) {
        const before = mark;
        if (rates.every((rate, index) => Math.abs(rate - (before[index] as number)) < resting))
          return { rates, settled: true, steps };
        [mark, unit] = [rates, time + 1];
      }
    }
    step *= Math.min(5, Math.max(0.2, 0.9 * Math.max(error, 1e-9) ** -0.2));
  }
  return { rates, settled: false, steps };
}
