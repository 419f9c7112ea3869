import { checkArgument, refuse } from "../../arguments/check.ts";
import { notNegative, positive } from "../../arguments/kinds.ts";
import { type Expression, number } from "../expression.ts";
import { type Anchor, distanceFrom } from "./anchor.ts";

/**
 * All targets at least `inner` and at most `outer` away.
 *
 * @throws CajalError E_PARAM_RANGE if inner is not below outer; E_PARAM_POSITIVE, E_SHAPE, E_NOT_FINITE, E_TYPE,
 * E_UNKNOWN_PARAM
 * @example net.connect(E, I, bernoulli(0.5, { mask: doughnut(0.1, 0.3) }), { weight: 20 });
 */
export function doughnut(inner: number, outer: number, options: Anchor = {}): Expression {
  const call = "doughnut";
  checkArgument(inner, call, "inner", notNegative);
  checkArgument(outer, call, "outer", positive);
  if (inner >= outer)
    refuse(inner, `a number from 0 to below outer (${outer})`, { call, parameter: "inner" });
  const distance = distanceFrom(options, call);
  return number(inner).isAtMost(distance).times(distance.isAtMost(outer));
}
