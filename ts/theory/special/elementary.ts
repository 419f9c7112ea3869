// Elementary functions with the same bits in every JavaScript engine. Those of `Math` may differ in the last digit
// (ECMA-262, 21.3.2: "implementation-approximated"), and so would the networks whose numbers come from them.
import exp from "@stdlib/math-base-special-exp";
import log from "@stdlib/math-base-special-ln";

export { default as cos } from "@stdlib/math-base-special-cos";
export { default as sin } from "@stdlib/math-base-special-sin";
export { exp, log };

/** The logarithm to base 10. */
export const log10 = (x: number): number => log(x) / Math.LN10;

/** log(1 + x) with all digits also where x is small (Goldberg 1991, ACM Comput. Surv. 23:5, theorem 4). */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 ? x : (x * log(sum)) / (sum - 1);
}

/** The distance of two places whose differences along two axes are given. */
export const hypotenuse = (x: number, y: number): number => Math.sqrt(x * x + y * y);
