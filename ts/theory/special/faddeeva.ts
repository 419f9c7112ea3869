// The Faddeeva function and its relatives on the real axis, by the trapezoidal rule with its poles taken out.
//   AC  Al Azah & Chandler-Wilde (2021) SIAM J. Numer. Anal. 59:2346-2367
//   DLMF  NIST Digital Library of Mathematical Functions, chapter 7
import erfcxOf from "@stdlib/math-base-special-erfcx";
import { checkArgument } from "../../arguments/check.ts";
import { finite, number, withParts } from "../../arguments/kinds.ts";
import { type Complex, complex, exponential, product, quotient, scaled, sumOf } from "./complex.ts";
import { cos, exp, sin } from "./elementary.ts";

// Nodes on the positive half axis, and the distance at which what they leave out is as small as what lies between them.
const count = 12;
const h = Math.sqrt(Math.PI / count);

/** Squares of the nodes at (k + 1/2) h, and of those at k h, with e^(-square). */
const nodesFrom = (first: number): readonly (readonly [square: number, weight: number])[] =>
  Array.from({ length: count }, (_, index) => {
    const square = ((index + first) * h) ** 2;
    return [square, exp(-square)] as const;
  });
const between = nodesFrom(0.5);
const upon = nodesFrom(1);

export { erfcxOf };

/** Sum of e^(-t^2) / (z^2 - t^2) over nodes t. */
function nodeSum(square: Complex, nodes: readonly (readonly [number, number])[]): Complex {
  let [re, im] = [0, 0];
  for (const [place, weight] of nodes) {
    const real = square.re - place;
    const size = real * real + square.im * square.im;
    re += (weight * real) / size;
    im -= (weight * square.im) / size;
  }
  return { re, im };
}

/** 2 e^(-z^2) / (1 + sign e^(-2 i pi z / h)): what the rule takes from the poles at z. */
function poleTerm(z: Complex, square: Complex, sign: 1 | -1): Complex {
  const turn = exponential({ re: (2 * Math.PI * z.im) / h, im: (-2 * Math.PI * z.re) / h });
  return quotient(scaled(exponential(scaled(square, -1)), 2), sumOf(complex(1), scaled(turn, sign)));
}

/** w(z) where neither part of z is negative (AC). */
function inQuadrant(z: Complex): Complex {
  const size = Math.max(z.re, z.im);
  if (size > 1e7) return quotient(complex(0, 1 / Math.sqrt(Math.PI)), z);
  const square = product(z, z);
  const factor = scaled({ re: -z.im, im: z.re }, (2 * h) / Math.PI);
  const fraction = z.re / h - Math.floor(z.re / h);
  if (z.im >= Math.max(z.re, Math.PI / h)) return product(factor, nodeSum(square, between));
  if (z.im < z.re && fraction >= 0.25 && fraction <= 0.75) {
    const middle = quotient(complex(0, h / Math.PI), z);
    const sum = sumOf(middle, product(factor, nodeSum(square, upon)));
    return sumOf(sum, poleTerm(z, square, -1));
  }
  return sumOf(product(factor, nodeSum(square, between)), poleTerm(z, square, 1));
}

/** w(z) in the upper half plane. */
function aboveAxis({ re, im }: Complex): Complex {
  if (re >= 0) return inQuadrant({ re, im });
  const mirrored = inQuadrant({ re: -re, im });
  return { re: mirrored.re, im: -mirrored.im };
}

/**
 * The Faddeeva function w(z) = e^(-z^2) erfc(-i z) (DLMF 7.2.3), with a relative error of the complex number below
 * 1e-14 in the upper half plane and near its zeros below 1e-14 of the larger of its two parts 2 e^(-z^2) and w(-z) in
 * the lower one, where it overflows from |Im z| = 26 on.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE
 * @example faddeeva({ re: 0, im: 1 }).re; // e erfc(1) = 0.4275835761558070
 */
export function faddeeva(z: Complex): Complex {
  checkArgument(z, "faddeeva", "z", withParts({ re: finite, im: finite }));
  return faddeevaOf(z);
}

/** {@link faddeeva} without a look at its argument. */
export function faddeevaOf(z: Complex): Complex {
  if (z.im >= 0) return aboveAxis(z);
  const exponent = (z.im - z.re) * (z.im + z.re);
  if (exponent < -745) return scaled(aboveAxis(scaled(z, -1)), -1);
  const gauss = scaled(exponential({ re: exponent, im: -2 * z.re * z.im }), 2);
  return sumOf(gauss, scaled(aboveAxis(scaled(z, -1)), -1));
}

/**
 * The scaled complementary error function e^(x^2) erfc(x) (DLMF 7.2). Relative error below 1e-15 for x >= 0, and that
 * of e^(x^2) below (6e-14 at x = -25); Infinity below -26.6.
 *
 * @throws CajalError E_TYPE
 * @example erfcx(1); // 0.4275835761558070
 */
export function erfcx(x: number): number {
  checkArgument(x, "erfcx", "x", number);
  return erfcxOf(x);
}

/** {@link dawson} without a look at its argument. */
export function dawsonOf(x: number): number {
  if (Math.abs(x) > 1e7) return 0.5 / x;
  const square = x * x;
  const places = Math.abs(x) / h;
  const fraction = places - Math.floor(places);
  const inner = fraction >= 0.25 && fraction <= 0.75;
  const angle = (Math.PI * x) / h;
  let sum = inner ? 0.5 / square : 0;
  for (const [place, weight] of inner ? upon : between) sum += weight / (square - place);
  // The poles add e^(-x^2) tan, or minus its cotangent.
  const pole = inner ? -cos(angle) / sin(angle) : sin(angle) / cos(angle);
  return (h * x * sum) / Math.sqrt(Math.PI) + (Math.sqrt(Math.PI) / 2) * exp(-square) * pole;
}

/**
 * Dawson's integral e^(-x^2) times the integral of e^(t^2) from 0 to x (DLMF 7.2.5). Relative error below 2e-15.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE
 * @example dawson(1); // 0.5380795069127684
 */
export function dawson(x: number): number {
  checkArgument(x, "dawson", "x", finite);
  return dawsonOf(x);
}
