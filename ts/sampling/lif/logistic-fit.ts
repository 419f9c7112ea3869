// A logistic curve through measured probabilities.
import { checkArgument, checkLength } from "../../arguments/check.ts";
import { numbers } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";

/** p(x) = 1 / (1 + exp(-(x - center) / width)) as it fits measured values best. */
export interface LogisticFit {
  readonly center: number;
  readonly width: number;
  /** Standard errors from the scatter around the curve. */
  readonly centerError: number;
  readonly widthError: number;
  /** Largest distance of a value from the curve. */
  readonly largestDeviation: number;
}

const mostRounds = 200;

/** Where values that rise cross a level, by linear interpolation. */
function crossing(x: ArrayLike<number>, p: ArrayLike<number>, level: number): number | undefined {
  for (let k = 1; k < x.length; k++) {
    const [before, after] = [p[k - 1] as number, p[k] as number];
    if (!(before < level && after >= level)) continue;
    const left = x[k - 1] as number;
    return left + ((x[k] as number) - left) * ((level - before) / (after - before));
  }
  return undefined;
}

/** Normal equations of a Gauss-Newton step, and the sum of squares. */
function normalEquations(x: ArrayLike<number>, p: ArrayLike<number>, center: number, width: number) {
  const sums = { cc: 0, cw: 0, ww: 0, cr: 0, wr: 0, squares: 0, largest: 0 };
  for (let k = 0; k < x.length; k++) {
    const distance = ((x[k] as number) - center) / width;
    const value = 1 / (1 + Math.exp(-distance));
    const slope = value * (1 - value);
    const residual = (p[k] as number) - value;
    const [byCenter, byWidth] = [-slope / width, (-slope * distance) / width];
    sums.cc += byCenter * byCenter;
    sums.cw += byCenter * byWidth;
    sums.ww += byWidth * byWidth;
    sums.cr += byCenter * residual;
    sums.wr += byWidth * residual;
    sums.squares += residual * residual;
    sums.largest = Math.max(sums.largest, Math.abs(residual));
  }
  return { ...sums, determinant: sums.cc * sums.ww - sums.cw * sums.cw };
}

/**
 * Least squares by Gauss-Newton steps, halved where they would not lower the sum of squares.
 *
 * @param x positions, ascending
 * @param p measured probabilities; they must reach from below 0.27 to above 0.5, as that is where the fit begins
 * @throws CajalError E_TYPE, E_BUFFER, E_SHAPE for fewer than 3 or unequally many values, E_NUMERIC when the values
 * are no such curve
 */
export function fitLogistic(x: ArrayLike<number>, p: ArrayLike<number>): LogisticFit {
  const call = "fitLogistic";
  for (const [name, values] of Object.entries({ x, p })) checkArgument(values, call, name, numbers);
  if (x.length < 3) checkLength(x, 3, call, "x");
  checkLength(p, x.length, call, "p");
  const lost = (): never =>
    fail("E_NUMERIC", {
      call,
      parameter: "p",
      allowed: "values that rise from near 0 to near 1",
      must: "the values must rise like a logistic curve",
      hint: "widen the range of positions, or measure longer",
    });
  let center = crossing(x, p, 0.5) ?? lost();
  let width = center - (crossing(x, p, 1 / (1 + Math.E)) ?? lost());
  if (!(width > 0)) lost();
  for (let round = 0; round < mostRounds; round++) {
    const { cc, cw, ww, cr, wr, squares, determinant } = normalEquations(x, p, center, width);
    const [toCenter, toWidth] = [(ww * cr - cw * wr) / determinant, (cc * wr - cw * cr) / determinant];
    let part = 1;
    const lowers = (): boolean =>
      width + part * toWidth > 0 &&
      normalEquations(x, p, center + part * toCenter, width + part * toWidth).squares <= squares;
    while (part > 1e-9 && !lowers()) part /= 2;
    if (part <= 1e-9) break;
    center += part * toCenter;
    width += part * toWidth;
    if (Math.abs(toCenter) + Math.abs(toWidth) < 1e-12 * width) break;
  }
  const { cc, ww, squares, determinant, largest } = normalEquations(x, p, center, width);
  if (!Number.isFinite(center + width)) lost();
  const scatter = squares / (x.length - 2);
  const [centerError, widthError] = [
    Math.sqrt((scatter * ww) / determinant),
    Math.sqrt((scatter * cc) / determinant),
  ];
  return { center, width, centerError, widthError, largestDeviation: largest };
}
