import { checkArgument } from "../../arguments/check.ts";
import { positive } from "../../arguments/kinds.ts";
import { distance, type Expression } from "../expression.ts";

/**
 * exp(-d / beta) of the distance d.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE
 * @example net.connect(E, I, bernoulli(exponential(0.2)), { weight: 20 });
 */
export function exponential(beta: number): Expression {
  checkArgument(beta, "exponential", "beta", positive);
  return distance.times(-1 / beta).exp();
}
