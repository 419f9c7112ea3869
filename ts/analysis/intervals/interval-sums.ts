// The sums over the intervals of a train, and every measure of intervals as a formula of them.

/**
 * A train is summed up in a row of `stride` numbers, one cache line. I_k are its intervals and
 * q_k = (I_k+1 - I_k) / (I_k+1 + I_k), the contrast of two neighbours.
 */
export const stride = 8;

/** First and last time, the last interval [ms]. */
const first = 0;
const last = 1;
const latest = 2;

/**
 * The first interval [ms], and the sum of (I_k - first interval)^2: squares about a typical value do not
 * cancel where intervals are regular. The relative error of the variance is at most the number of intervals
 * times that of a number, because the first interval is one of them.
 */
const reference = 3;
const squares = 4;

/** Sums of |q|, q^2, and q^2 / (I_k+1 + I_k) [1/ms]. */
const contrasts = 5;
const squaredContrasts = 6;
const shortened = 7;

/** Adds a spike to the sums in `row`, to which `spikes` have been added before. */
export function addSpike(row: Float64Array, base: number, spikes: number, time: number): void {
  if (spikes === 0) {
    row[base + first] = time;
  } else {
    const interval = time - (row[base + last] as number);
    if (spikes === 1) row[base + reference] = interval;
    else {
      const before = row[base + latest] as number;
      const deviation = interval - (row[base + reference] as number);
      const inverse = 1 / (interval + before);
      const contrast = (interval - before) * inverse;
      const square = contrast * contrast;
      row[base + squares] = (row[base + squares] as number) + deviation * deviation;
      row[base + contrasts] = (row[base + contrasts] as number) + Math.abs(contrast);
      row[base + squaredContrasts] = (row[base + squaredContrasts] as number) + square;
      row[base + shortened] = (row[base + shortened] as number) + square * inverse;
    }
    row[base + latest] = interval;
  }
  row[base + last] = time;
}

/**
 * All sums of the train `times[from .. to)`, into the first row: what {@link addSpike} gives, to the last
 * bit, but twice as fast, because the sums need not go through memory.
 */
export function sumTrain(row: Float64Array, times: Float64Array, from: number, to: number): void {
  const begin = startTrain(row, times, from, to);
  let time = row[last] as number;
  let before = row[latest] as number;
  const typical = row[reference] as number;
  let variation = 0;
  let absolute = 0;
  let squared = 0;
  let weighted = 0;
  for (let spike = begin; spike < to; spike++) {
    const next = times[spike] as number;
    const interval = next - time;
    const deviation = interval - typical;
    const inverse = 1 / (interval + before);
    const contrast = (interval - before) * inverse;
    const square = contrast * contrast;
    variation += deviation * deviation;
    absolute += Math.abs(contrast);
    squared += square;
    weighted += square * inverse;
    time = next;
    before = interval;
  }
  row[last] = time;
  row[latest] = before;
  row[squares] = variation;
  row[contrasts] = absolute;
  row[squaredContrasts] = squared;
  row[shortened] = weighted;
}

/** Begins the first row with the first two spikes of a train; returns where the third is. */
function startTrain(row: Float64Array, times: Float64Array, from: number, to: number): number {
  const begin = Math.min(to, from + 2);
  for (let slot = 0; slot < stride; slot++) row[slot] = 0;
  for (let spike = from; spike < begin; spike++) addSpike(row, 0, spike - from, times[spike] as number);
  return begin;
}

/**
 * The sums that CV and LV need, of the train `times[from .. to)`, into the first row.
 *
 * What limits a plain loop is the division, one per interval. Two contrasts a/x and b/y have the common
 * divisor x y, so that a^2/x^2 + b^2/y^2 takes one division per two intervals; and two sums of deviations do
 * not wait for each other. On an idle core that is 1.5 instead of 1.7 times the time of a plain sum over the
 * array, which waits for one addition per spike (bench/ts/statistics.mjs). The divisor stays in range for
 * intervals from 1e-70 to 1e70 ms.
 */
export function sumSquares(row: Float64Array, times: Float64Array, from: number, to: number): void {
  const begin = startTrain(row, times, from, to);
  const whole = to - ((to - begin) % 2);
  let time = row[last] as number;
  let before = row[latest] as number;
  const typical = row[reference] as number;
  let even = 0;
  let odd = 0;
  let contrast = 0;
  for (let spike = begin; spike < whole; spike += 2) {
    const middle = times[spike] as number;
    const end = times[spike + 1] as number;
    const one = middle - time;
    const two = end - middle;
    const deviationOne = one - typical;
    const deviationTwo = two - typical;
    even += deviationOne * deviationOne;
    odd += deviationTwo * deviationTwo;
    const x = one + before;
    const y = two + one;
    const a = (one - before) * y;
    const b = (two - one) * x;
    const divisor = x * y;
    contrast += (a * a + b * b) / (divisor * divisor);
    time = end;
    before = two;
  }
  row[last] = time;
  row[latest] = before;
  row[squares] = even + odd;
  row[squaredContrasts] = contrast;
  if (whole < to) addSpike(row, 0, whole - from, times[whole] as number);
}

/** What a measure may need beside the sums. */
export interface Formula {
  /** Intervals that a train must have for a CV. */
  readonly minIntervals: number;
  /** The R of LvR [ms]. */
  readonly refractory: number;
}

/** The measures of a train with `intervals` intervals, from the sums in its row. */
export const formulas = {
  /** [ms] */
  meanInterval: (row: Float64Array, base: number, intervals: number): number =>
    intervals < 1 ? Number.NaN : ((row[base + last] as number) - (row[base + first] as number)) / intervals,

  cv(row: Float64Array, base: number, intervals: number, { minIntervals }: Formula): number {
    if (intervals < minIntervals) return Number.NaN;
    const mean = formulas.meanInterval(row, base, intervals);
    const shift = mean - (row[base + reference] as number);
    const variance = (row[base + squares] as number) / intervals - shift * shift;
    return Math.sqrt(Math.max(0, variance)) / mean;
  },

  cv2: (row: Float64Array, base: number, intervals: number): number =>
    intervals < 2 ? Number.NaN : (2 * (row[base + contrasts] as number)) / (intervals - 1),

  lv: (row: Float64Array, base: number, intervals: number): number =>
    intervals < 2 ? Number.NaN : (3 * (row[base + squaredContrasts] as number)) / (intervals - 1),

  lvr(row: Float64Array, base: number, intervals: number, { refractory }: Formula): number {
    if (intervals < 2) return Number.NaN;
    const sum = (row[base + squaredContrasts] as number) + 4 * refractory * (row[base + shortened] as number);
    return (3 * sum) / (intervals - 1);
  },
} as const;
