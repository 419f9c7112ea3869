// The solutions of tau_m dV = (mu - V) dt + noise between two borders, at a complex frequency.
//
// With s = i omega tau_m, Psi(x) = e^(x^2 / 4) U(s - 1/2, -x) solves Psi'' = x Psi' + s Psi. It is taken as P, with
// P = 1 somewhere, its slope as s H, and what it gains as s g, so that nothing degenerates at s = 0, where g is the
// mean time between the borders:
//   g' = H,   H' = x H + P,   P = P(from) + s g.
// Below `edgeOf(s)` H / P is a continued fraction; from there on the equations are solved by their Taylor series,
// upward, where Psi dominates the other solution.
//   DLMF 12.5.1, 12.8
import { type Complex, complex } from "./complex.ts";
import { cos, exp, sin } from "./elementary.ts";
import { overPanel } from "./quadrature.ts";

/** What Psi does between two borders; all four have the same scale. */
export interface CylinderPassage {
  /** P at the lower border. */
  readonly start: Complex;
  /** H at the lower border and at the upper one. */
  readonly lower: Complex;
  readonly upper: Complex;
  /** (P(to) - P(from)) / s. */
  readonly gain: Complex;
}

/** Below it Psi has no zeros, and the fraction converges quickly. */
const edgeOf = ({ re }: Complex): number => -3 - 2 * Math.sqrt(Math.max(0, -re));

/**
 * H / P at x below the edge: 1 / (|x| + (1 + s) / (|x| + (2 + s) / (|x| + ...))), the recurrence of derivatives
 * Psi'''... = x Psi''... + (k + s) Psi'... backwards (Lentz 1976).
 */
function slopeBelow(s: Complex, x: number): Complex {
  const size = -x;
  // Continued fraction f = |x| + a1 / (|x| + a2 / ...), by ratios of numerators and of denominators.
  let [fr, fi, cr, ci, dr, di] = [size, 0, size, 0, 0, 0];
  for (let term = 1; term < 2000; term++) {
    const [ar, ai] = [term + s.re, s.im];
    let [real, imaginary] = [size + ar * dr - ai * di, ar * di + ai * dr];
    let norm = real * real + imaginary * imaginary;
    [dr, di] = [real / norm, -imaginary / norm];
    norm = cr * cr + ci * ci;
    [cr, ci] = [size + (ar * cr + ai * ci) / norm, (ai * cr - ar * ci) / norm];
    [real, imaginary] = [cr * dr - ci * di, cr * di + ci * dr];
    [fr, fi] = [fr * real - fi * imaginary, fr * imaginary + fi * real];
    if (Math.abs(real - 1) + Math.abs(imaginary) < 2e-16) break;
  }
  const norm = fr * fr + fi * fi;
  return { re: fr / norm, im: -fi / norm };
}

/** g, H and P(from), which `advance` carries on: [g, H, P] with real and imaginary parts. */
type State = [number, number, number, number, number, number];

/** One step of the Taylor series. */
function advance(state: State, s: Complex, x: number, step: number): void {
  const [gr, gi, hr, hi, pr, pi] = state;
  const [along, square] = [x * step, step * step];
  // Terms of g, each with its power of the step; those of H are k times them, over the step.
  let [br, bi] = [hr * step, hi * step];
  let [cr, ci] = [
    ((along * hr) / step + pr + s.re * gr - s.im * gi) * (square / 2),
    ((along * hi) / step + pi + s.re * gi + s.im * gr) * (square / 2),
  ];
  let [sumR, sumI, slopeR, slopeI] = [gr + br + cr, gi + bi + ci, br + 2 * cr, bi + 2 * ci];
  for (let k = 1; k < 300; k++) {
    const factor = 1 / ((k + 2) * (k + 1));
    const [first, second] = [along * (k + 1) * factor, square * factor];
    const real = (k + s.re) * br - s.im * bi;
    const imaginary = (k + s.re) * bi + s.im * br;
    [br, bi, cr, ci] = [cr, ci, first * cr + second * real, first * ci + second * imaginary];
    sumR += cr;
    sumI += ci;
    slopeR += (k + 2) * cr;
    slopeI += (k + 2) * ci;
    const term = (k + 2) * (Math.abs(cr) + Math.abs(ci) + Math.abs(br) + Math.abs(bi));
    if (term < 1e-17 * (Math.abs(slopeR) + Math.abs(slopeI))) break;
  }
  state[0] = sumR;
  state[1] = sumI;
  state[2] = slopeR / step;
  state[3] = slopeI / step;
}

// Above it all numbers are made smaller.
const large = 1e100;

/** Solves the equations from x to another place, and rescales the numbers of `others` with them. */
function carry(state: State, s: Complex, from: number, to: number, others: Float64Array): void {
  const widest = Math.min(0.5, 2 / Math.sqrt(1 + Math.hypot(s.re, s.im)));
  for (let x = from; x < to; ) {
    const left = to - x;
    const step = Math.min(widest, 4 / (1 + Math.abs(x)));
    const taken = step >= left * (1 - 1e-12) ? left : step;
    advance(state, s, x, taken);
    x = taken === left ? to : x + taken;
    if (Math.abs(state[2]) + Math.abs(state[3]) < large) continue;
    for (let index = 0; index < 6; index++) (state[index] as number) /= large;
    for (let index = 0; index < others.length; index++) (others[index] as number) /= large;
  }
}

/** The integral of H / P between two places below the edge; it varies in proportion to them. */
function logarithmicGain(s: Complex, from: number, to: number): Complex {
  let [re, im] = [0, 0];
  for (let high = to; high > from; ) {
    const low = Math.max(from, high * 1.4);
    re += overPanel((x) => slopeBelow(s, x).re, low, high);
    if (s.im !== 0) im += overPanel((x) => slopeBelow(s, x).im, low, high);
    high = low;
  }
  return { re, im };
}

/** The passage between two places below the edge. */
function passageBelow(s: Complex, from: number, to: number): CylinderPassage {
  const gain = logarithmicGain(s, from, to);
  const power = { re: s.re * gain.re - s.im * gain.im, im: s.re * gain.im + s.im * gain.re };
  const grown = exp(power.re);
  const half = sin(power.im / 2);
  // e^power - 1
  const change = { re: Math.expm1(power.re) * cos(power.im) - 2 * half * half, im: grown * sin(power.im) };
  const size = s.re * s.re + s.im * s.im;
  const ratio = {
    re: (change.re * s.re + change.im * s.im) / size,
    im: (change.im * s.re - change.re * s.im) / size,
  };
  const slope = slopeBelow(s, to);
  const [pr, pi] = [change.re + 1, change.im];
  return {
    start: complex(1),
    lower: slopeBelow(s, from),
    upper: { re: slope.re * pr - slope.im * pi, im: slope.re * pi + slope.im * pr },
    gain: size > 0 ? ratio : gain,
  };
}

const partsOf = (values: ArrayLike<number>, place: number): Complex => ({
  re: values[place] as number,
  im: values[place + 1] as number,
});

/**
 * Psi between two borders x = sqrt(2) (V - mu) / sigma, from < to. Relative error some 1e-13 for imaginary s up
 * to 1,000i and borders from -1e6 to 37.
 */
export function cylinderPassage(s: Complex, from: number, to: number): CylinderPassage {
  const edge = edgeOf(s);
  if (to <= edge) return passageBelow(s, from, to);
  const first = Math.min(from, edge);
  if (from < edge) {
    const below = passageBelow(s, from, edge);
    const { start, upper, gain } = below;
    const state: State = [gain.re, gain.im, upper.re, upper.im, start.re, start.im];
    const lower = Float64Array.of(below.lower.re, below.lower.im);
    carry(state, s, edge, to, lower);
    return {
      start: partsOf(state, 4),
      lower: partsOf(lower, 0),
      upper: partsOf(state, 2),
      gain: partsOf(state, 0),
    };
  }
  const slope = slopeBelow(s, first);
  const state: State = [0, 0, slope.re, slope.im, 1, 0];
  carry(state, s, first, from, new Float64Array(0));
  const [gr, gi, hr, hi, pr, pi] = state;
  // From here on the gain is that from the lower border.
  const restarted: State = [0, 0, hr, hi, pr + s.re * gr - s.im * gi, pi + s.re * gi + s.im * gr];
  const lower = Float64Array.of(hr, hi);
  carry(restarted, s, from, to, lower);
  return {
    start: partsOf(restarted, 4),
    lower: partsOf(lower, 0),
    upper: partsOf(restarted, 2),
    gain: partsOf(restarted, 0),
  };
}

/** P at x >= 0 from P and H at 0, times e^(-x^2 / 4). */
export function cylinderAbove(s: Complex, p: Complex, h: Complex, x: number): Complex {
  const state: State = [0, 0, h.re, h.im, p.re, p.im];
  const scale = Float64Array.of(1);
  carry(state, s, 0, x, scale);
  const [gr, gi, , , pr, pi] = state;
  const factor = exp((-x * x) / 4 - Math.log(scale[0] as number));
  return { re: factor * (pr + s.re * gr - s.im * gi), im: factor * (pi + s.re * gi + s.im * gr) };
}
