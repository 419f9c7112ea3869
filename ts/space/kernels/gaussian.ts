import { checkArgument } from "../../arguments/check.ts";
import { finite, positive } from "../../arguments/kinds.ts";
import { distance, type Expression } from "../expression.ts";

/**
 * exp(-(d - mean)^2 / (2 std^2)) of the distance d, with the value 1 at d = mean.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE
 * @example net.connect(E, E, bernoulli(gaussian(0.1).times(0.3)), { weight: 20 });
 */
export function gaussian(std: number, mean = 0): Expression {
  checkArgument(std, "gaussian", "std", positive);
  checkArgument(mean, "gaussian", "mean", finite);
  const deviation = mean === 0 ? distance : distance.minus(mean);
  return deviation
    .times(deviation)
    .times(-1 / (2 * std * std))
    .exp();
}
