import { checkOptions } from "../../arguments/check.ts";
import { finite, inside, optional, positive } from "../../arguments/kinds.ts";
import { components, type Expression } from "../expression.ts";

/** The shape of {@link gaussian2D}. */
export interface Gaussian2D {
  /** Standard deviations along x and y. */
  readonly std_x: number;
  readonly std_y: number;
  /** Where the value is 1; default 0. */
  readonly mean_x?: number | undefined;
  readonly mean_y?: number | undefined;
  /** Correlation, between -1 and 1; default 0. */
  readonly rho?: number | undefined;
}

const call = "gaussian2D";

/**
 * exp(-(dx^2 / std_x^2 + dy^2 / std_y^2 - 2 rho dx dy / (std_x std_y)) / (2 (1 - rho^2))) of the displacement from the
 * mean (dx, dy).
 *
 * @throws CajalError E_PARAM_POSITIVE, E_PARAM_RANGE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example net.connect(E, I, bernoulli(gaussian2D({ std_x: 0.4, std_y: 0.1 })), { weight: 20 });
 */
export function gaussian2D(shape: Gaussian2D): Expression {
  checkOptions(shape, call, {
    std_x: positive,
    std_y: positive,
    mean_x: optional(finite),
    mean_y: optional(finite),
    rho: optional(inside(-1, 1)),
  });
  const { std_x, std_y, mean_x = 0, mean_y = 0, rho = 0 } = shape;
  const [x, y] = components([mean_x, mean_y]) as [Expression, Expression];
  const [u, v] = [x.over(std_x), y.over(std_y)];
  // As a sum of squares it is bounded well over a cell.
  const across = v.minus(u.times(rho));
  const form = u.times(u).plus(across.times(across).over(1 - rho * rho));
  return form.times(-0.5).exp();
}
