import { checkArgument } from "../../arguments/check.ts";
import { finite } from "../../arguments/kinds.ts";
import { distance, type Expression } from "../expression.ts";

/**
 * offset + slope d of the distance d.
 *
 * @throws CajalError E_NOT_FINITE, E_TYPE
 * @example net.connect(E, E, rule, { weight: 20, delay: linear(0.5, 2) }); // 0.5 ms, and 2 ms per unit
 */
export function linear(offset: number, slope: number): Expression {
  checkArgument(offset, "linear", "offset", finite);
  checkArgument(slope, "linear", "slope", finite);
  return distance.times(slope).plus(offset);
}
