// A straight line through points.
import { mean } from "./sums.ts";

/** y = intercept + slope * x */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** The line with the least squares of its errors in y. Needs two different x. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  let [products, squares] = [0, 0];
  for (const [x, y] of points) {
    products += (x - meanX) * (y - meanY);
    squares += (x - meanX) ** 2;
  }
  const slope = products / squares;
  return { intercept: meanY - slope * meanX, slope };
}

export const onLine = ({ intercept, slope }: Line, x: number): number => intercept + slope * x;
