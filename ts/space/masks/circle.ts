import { checkArgument } from "../../arguments/check.ts";
import { positive } from "../../arguments/kinds.ts";
import type { Expression } from "../expression.ts";
import { type Anchor, distanceFrom } from "./anchor.ts";

/**
 * All targets at most `radius` away: an interval, a circle or a sphere.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_SHAPE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example net.connect(E, I, bernoulli(0.5, { mask: circle(0.2) }), { weight: 20 });
 */
export function circle(radius: number, options: Anchor = {}): Expression {
  checkArgument(radius, "circle", "radius", positive);
  return distanceFrom(options, "circle").isAtMost(radius);
}
