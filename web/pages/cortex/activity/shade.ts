// How rates become colours.

/** The rate that has the full colour [1/s]. */
export const fullRate = 40;

/** Rates of the legend [1/s]. */
export const legendRates = [0, 5, 10, 20, fullRate] as const;

/** The share of the full colour. */
export const shadeOf = (rate: number): number => Math.min(1, Math.max(0, rate) / fullRate);

/** A matrix of shades: a row per area, the present on the right; what is not known yet is NaN. */
export function shadesOf(rates: readonly ArrayLike<number>[], columns: number): Float32Array {
  const shades = new Float32Array(rates.length * columns).fill(Number.NaN);
  for (const [row, course] of rates.entries()) {
    const shown = Math.min(columns, course.length);
    for (let back = 1; back <= shown; back++)
      shades[(row + 1) * columns - back] = shadeOf(course[course.length - back] as number);
  }
  return shades;
}
