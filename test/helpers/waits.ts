/** Intervals of neurons that fire with the same chance in every step, against the geometric distribution. */

/** Steps between spikes beyond the shortest interval. */
export const waitsOf = (trains: readonly (readonly number[])[], shortest: number): number[] =>
  trains.flatMap((train) => train.slice(1).map((step, k) => step - (train[k] ?? 0) - shortest));

/**
 * Standard scores of the mean of waits and of the share of waits above the expected median, for a chance per step.
 * Beyond 4 each has a probability of 6e-5.
 */
export function geometricScores(waits: readonly number[], chance: number): [mean: number, tail: number] {
  const n = waits.length;
  const stay = 1 - chance;
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / n;
  const limit = Math.max(1, Math.round(Math.log(0.5) / Math.log(stay)));
  const beyond = stay ** limit;
  const later = waits.filter((wait) => wait >= limit).length;
  return [
    (mean - stay / chance) / Math.sqrt(stay / chance ** 2 / n),
    (later - n * beyond) / Math.sqrt(n * beyond * (1 - beyond)),
  ];
}

/**
 * Standard scores of the number of spikes and of the spread of the neurons' numbers, where a spike does not keep the
 * next step from having another. Beyond 4 each has a probability of 6e-5.
 */
export function countScores(
  trains: readonly (readonly number[])[],
  steps: number,
  chance: number,
): [total: number, spread: number] {
  const n = trains.length;
  const [mean, variance] = [steps * chance, steps * chance * (1 - chance)];
  const total = trains.reduce((sum, { length }) => sum + length, 0);
  const spread = trains.reduce((sum, { length }) => sum + (length - mean) ** 2 / variance, 0);
  return [(total - n * mean) / Math.sqrt(n * variance), (spread - n) / Math.sqrt(2 * n)];
}

/** The standard score of chi-square for counts against expectations, by Wilson & Hilferty (1931). */
export function chiSquareScore(observed: readonly number[], expected: readonly number[]): number {
  const n = observed.length - 1;
  const sum = observed.reduce(
    (total, seen, k) => total + (seen - (expected[k] ?? 0)) ** 2 / (expected[k] ?? 0),
    0,
  );
  return (Math.cbrt(sum / n) - (1 - 2 / (9 * n))) / Math.sqrt(2 / (9 * n));
}
