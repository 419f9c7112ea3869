// Complex numbers, for what is not computed often. Loops that are keep real and imaginary parts in variables.
import { cos, exp, sin } from "./elementary.ts";

/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im = 0): Complex => ({ re, im });

export const sumOf = (a: Complex, b: Complex): Complex => ({ re: a.re + b.re, im: a.im + b.im });

export const difference = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });

export const product = (a: Complex, b: Complex): Complex => ({
  re: a.re * b.re - a.im * b.im,
  im: a.re * b.im + a.im * b.re,
});

export const scaled = (a: Complex, factor: number): Complex => ({ re: factor * a.re, im: factor * a.im });

/** a / b without overflow in between (Smith 1962, Commun. ACM 5:435). */
export function quotient(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const size = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / size, im: (a.im - a.re * ratio) / size };
  }
  const ratio = b.re / b.im;
  const size = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / size, im: (a.im * ratio - a.re) / size };
}

export const modulus = ({ re, im }: Complex): number => Math.hypot(re, im);

/** e^(i angle). */
export const turned = (angle: number): Complex => ({ re: cos(angle), im: sin(angle) });

export function exponential({ re, im }: Complex): Complex {
  return scaled(turned(im), exp(re));
}

/** The logarithm whose imaginary part lies in (-pi, pi]. */
export const logarithm = (a: Complex): Complex => ({ re: Math.log(modulus(a)), im: Math.atan2(a.im, a.re) });

/** The root whose real part is not negative. */
export function squareRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im);
  const real = Math.sqrt((size + Math.abs(re)) / 2);
  if (real === 0) return { re: 0, im: 0 };
  if (re >= 0) return { re: real, im: im / (2 * real) };
  return { re: Math.abs(im) / (2 * real), im: im < 0 ? -real : real };
}
