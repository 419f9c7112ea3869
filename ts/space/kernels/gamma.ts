import { checkArgument } from "../../arguments/check.ts";
import { positive } from "../../arguments/kinds.ts";
import { distance, type Expression } from "../expression.ts";

/** ln Gamma(x) for x > 0: Stirling's series, raised to where it is exact (DLMF 5.11.1, 5.5.1). */
function logGamma(x: number): number {
  let [at, product] = [x, 1];
  for (; at < 12; at++) product *= at;
  const w = 1 / (at * at);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}

/**
 * The density of a gamma distribution, d^(kappa - 1) exp(-d / theta) / (theta^kappa Gamma(kappa)), of the distance d.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE
 * @example net.connect(E, I, bernoulli(gamma(3, 0.1).times(0.05)), { weight: 20 });
 */
export function gamma(kappa: number, theta: number): Expression {
  checkArgument(kappa, "gamma", "kappa", positive);
  checkArgument(theta, "gamma", "theta", positive);
  const constant = -kappa * Math.log(theta) - logGamma(kappa);
  const decay = distance.times(-1 / theta).plus(constant);
  return (
    kappa === 1
      ? decay
      : distance
          .log()
          .times(kappa - 1)
          .plus(decay)
  ).exp();
}
