// Sums and means.

export const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** Adds to one number of many. */
export const add = (values: Float64Array, at: number, value: number): void => {
  values[at] = (values[at] as number) + value;
};

export const mean = (values: readonly number[]): number => sum(values) / values.length;
