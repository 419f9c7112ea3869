// Bins of equal width, closed on the left, and the rule that protects them against round-off.

// A quotient this close below a whole number is that number: times are multiples of a step that binary
// fractions cannot express, so an exact floor would move every other spike into the bin before.
const roundOff = 1e-8;

/** Whole number of bins that fit before `quotient = time / bin`, after correction of round-off. */
export function binIndex(quotient: number): number {
  const whole = Math.floor(quotient);
  return quotient - whole >= 1 - roundOff ? whole + 1 : whole;
}

/**
 * Number of whole bins in a window; a tail shorter than a bin is dropped.
 *
 * @param bin width [ms]
 * @throws RangeError unless `bin > 0` and at least one bin fits.
 */
export function binCount(tStart: number, tStop: number, bin: number): number {
  if (!(bin > 0 && Number.isFinite(bin))) throw new RangeError(`bin must be positive, got ${bin} ms`);
  const count = binIndex((tStop - tStart) / bin);
  if (count < 1) throw new RangeError(`no bin of ${bin} ms fits into [${tStart}, ${tStop}] ms`);
  return count;
}
