import { type Expression, number } from "../expression.ts";

/** Components turned back by an angle [degrees] in the plane of the first two. */
export function turnedBack(parts: readonly Expression[], azimuth: number): Expression[] {
  const [x, y, ...others] = parts;
  if (azimuth === 0 || !x || !y) return [...parts];
  const angle = (azimuth * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return [x.times(cosine).plus(y.times(sine)), y.times(cosine).minus(x.times(sine)), ...others];
}

/** Whether a component lies in [low, high]. */
export const between = (part: Expression, low: number, high: number): Expression =>
  number(low).isAtMost(part).times(part.isAtMost(high));
