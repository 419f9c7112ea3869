// The distribution function behind Student's t and Fisher's F.
import gammaln from "@stdlib/math-base-special-gammaln";

// Smallest number that divisions are kept away from, and the relative size of terms that no longer matter.
const tiny = 1e-300;
const enough = 1e-16;

const awayFromZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** Continued fraction of the incomplete beta function (DLMF 8.17.22), by the method of Lentz (1976). */
function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = denominator;
  // Converges in about sqrt(max(a, b)) pairs of terms.
  const most = 100 + 10 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m <= most; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let factor = 1;
    for (const coefficient of [even, odd]) {
      denominator = 1 / awayFromZero(1 + coefficient * denominator);
      numerator = awayFromZero(1 + coefficient / numerator);
      factor = denominator * numerator;
      value *= factor;
    }
    if (Math.abs(factor - 1) < enough) break;
  }
  return value;
}

/**
 * Regularised incomplete beta function I_x(a, b). Our own because the library's probes the host with `eval`, which the
 * content policy of a page forbids.
 *
 * @param x from 0 to 1
 * @param a above 0
 * @param b above 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const scale = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return (scale * continuedFraction(x, a, b)) / a;
  return 1 - (scale * continuedFraction(1 - x, b, a)) / b;
}
