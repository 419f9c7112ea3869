// Bins of equal width, closed on the left, and the rule that protects them against round-off.
import { checkArgument, refuse } from "../arguments/check.ts";
import { finite, positive } from "../arguments/kinds.ts";

// A quotient this close below a whole number is that number: times are multiples of a step that binary
// fractions cannot express, so an exact floor would move every other spike into the bin before.
const roundOff = 1e-8;

/** Whole number of bins that fit before `quotient = time / bin`, after correction of round-off. */
export function binIndex(quotient: number): number {
  const whole = Math.floor(quotient);
  return quotient - whole >= 1 - roundOff ? whole + 1 : whole;
}

/** What is counted in so many bins takes 2 GiB. */
export const mostBins: number = 2 ** 28;

/**
 * Number of whole bins in a window; a tail shorter than a bin is dropped.
 *
 * @param tStart begin of the window [ms]
 * @param tStop end of the window [ms]
 * @param bin width [ms]
 * @throws CajalError E_TYPE, E_NOT_FINITE, E_PARAM_POSITIVE; E_PARAM_RANGE unless at least one bin fits.
 * @example binCount(0, 1000, 3); // 333
 */
export function binCount(tStart: number, tStop: number, bin: number): number {
  checkArgument(tStart, "binCount", "tStart", finite);
  checkArgument(tStop, "binCount", "tStop", finite);
  checkArgument(bin, "binCount", "bin", positive);
  return binsWithin(tStart, tStop, bin, "binCount");
}

/** Number of whole bins in a window, of checked numbers. @throws CajalError E_PARAM_RANGE unless one fits */
export function binsWithin(
  tStart: number,
  tStop: number,
  bin: number,
  call: string,
  most: number = mostBins,
): number {
  const count = binIndex((tStop - tStart) / bin);
  const place = { call, parameter: "bin" };
  if (!(count >= 1)) refuse(bin, `a width that fits into [${tStart}, ${tStop}]`, place);
  if (count > most) refuse(bin, `a width of which at most ${most} fit into [${tStart}, ${tStop}]`, place);
  return count;
}
