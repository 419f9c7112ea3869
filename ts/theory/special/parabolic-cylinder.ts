// The parabolic cylinder function U.
//   DLMF  NIST Digital Library of Mathematical Functions, chapter 12
import { checkArgument } from "../../arguments/check.ts";
import { within, withParts } from "../../arguments/kinds.ts";
import {
  type Complex,
  complex,
  difference,
  exponential,
  logarithm,
  product,
  quotient,
  scaled,
  sumOf,
} from "./complex.ts";
import { cylinderAbove, cylinderPassage } from "./cylinder-passage.ts";

/** A part of an order: beyond it the recurrences are too long. */
const order = within(-10_000, 10_000);

// Stirling's series (DLMF 5.11.1).
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** 1 / gamma(z). */
function inverseGamma(z: Complex): Complex {
  let shifted = z;
  let factor = complex(1);
  while (shifted.re < 15) {
    factor = product(factor, shifted);
    shifted = sumOf(shifted, complex(1));
  }
  const inverse = quotient(complex(1), shifted);
  const square = product(inverse, inverse);
  const tail = product(
    stirling.reduceRight((sum, term) => sumOf(product(sum, square), complex(term)), complex(0)),
    inverse,
  );
  const main = product(sumOf(shifted, complex(-0.5)), logarithm(shifted));
  const size = sumOf(difference(main, shifted), sumOf(tail, complex(Math.log(2 * Math.PI) / 2)));
  return product(factor, exponential(scaled(size, -1)));
}

/** U(a, 0) = sqrt(pi) 2^(-a/2 - 1/4) / gamma(3/4 + a/2) (DLMF 12.2.6). */
function atZero(a: Complex): Complex {
  const power = exponential(scaled(sumOf(scaled(a, 0.5), complex(0.25)), -Math.LN2));
  const gamma = inverseGamma(sumOf(scaled(a, 0.5), complex(0.75)));
  return scaled(product(power, gamma), Math.sqrt(Math.PI));
}

/** -U'(a, 0) / (a + 1/2), which is regular: sqrt(pi) 2^(-a/2 - 3/4) / gamma(5/4 + a/2) (DLMF 12.2.7). */
function slopeAtZero(a: Complex): Complex {
  const power = exponential(scaled(sumOf(scaled(a, 0.5), complex(0.75)), -Math.LN2));
  const gamma = inverseGamma(sumOf(scaled(a, 0.5), complex(1.25)));
  return scaled(product(power, gamma), Math.sqrt(Math.PI));
}

/** U(a, x) for Re a > -1/2 and x > 0. */
function above(a: Complex, x: number): Complex {
  const s = sumOf(a, complex(0.5));
  const { start, gain } = cylinderPassage(s, -x, 0);
  const ratio = quotient(start, sumOf(start, product(s, gain)));
  return scaled(product(ratio, atZero(a)), Math.exp((-x * x) / 4));
}

/** U(a, x) for x > 0: from orders above -1/2 by U(a - 1, x) = x U(a, x) + (a + 1/2) U(a + 1, x) (DLMF 12.8.1). */
function byRecurrence({ re, im }: Complex, x: number): Complex {
  const down = Math.max(0, Math.floor(0.5 - re));
  let current = above({ re: re + down, im }, x);
  if (down === 0) return current;
  let next = above({ re: re + down + 1, im }, x);
  for (let left = down; left > 0; left--) {
    const factor = { re: re + left + 0.5, im };
    [current, next] = [sumOf(scaled(current, x), product(factor, next)), current];
  }
  return current;
}

/**
 * The parabolic cylinder function U(a, x) of complex order and real argument (DLMF 12.2.5), also written
 * D_(-a - 1/2)(x). Relative error below 2e-12 for |a| up to 30 and |x| up to 10, except near its zeros.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE
 * @example parabolicCylinderU({ re: 0.5, im: 0 }, 0).re; // sqrt(pi / 2) = 1.2533141373155003
 */
export function parabolicCylinderU(a: Complex | number, x: number): Complex {
  const given = typeof a === "number" ? complex(a) : a;
  checkArgument(given, "parabolicCylinderU", "a", withParts({ re: order, im: order }));
  checkArgument(x, "parabolicCylinderU", "x", within(-1000, 1000));
  if (x > 0) return byRecurrence(given, x);
  return cylinderAbove(sumOf(given, complex(0.5)), atZero(given), slopeAtZero(given), -x);
}
