import { checkOptions } from "../../arguments/check.ts";
import { finite, optional, positive } from "../../arguments/kinds.ts";
import { type Expression, x, y } from "../expression.ts";

/** The shape of {@link gabor}. */
export interface Gabor {
  /** Wavelength. */
  readonly lam: number;
  /** Standard deviation of the envelope. */
  readonly std: number;
  /** Orientation [degrees]; default 0. */
  readonly theta?: number | undefined;
  /** Ratio of the widths along and across the wave; default 1. */
  readonly gamma?: number | undefined;
  /** Phase [degrees]; default 0. */
  readonly psi?: number | undefined;
}

/**
 * exp(-(gamma^2 u^2 + v^2) / (2 std^2)) max(cos(2 pi v / lam + psi), 0) with u = x cos theta + y sin theta and
 * v = y cos theta - x sin theta.
 *
 * @throws CajalError E_PARAM_POSITIVE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example net.connect(E, I, bernoulli(gabor({ lam: 0.5, std: 0.3, theta: 45 })), { weight: 20 });
 */
export function gabor(shape: Gabor): Expression {
  checkOptions(shape, "gabor", {
    lam: positive,
    std: positive,
    theta: optional(finite),
    gamma: optional(positive),
    psi: optional(finite),
  });
  const { lam, std, theta = 0, gamma = 1, psi = 0 } = shape;
  const angle = (theta * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const u = x.times(cosine).plus(y.times(sine)).times(gamma);
  const v = y.times(cosine).minus(x.times(sine));
  const envelope = u
    .times(u)
    .plus(v.times(v))
    .times(-1 / (2 * std * std))
    .exp();
  const wave = v
    .times((2 * Math.PI) / lam)
    .plus((psi * Math.PI) / 180)
    .cos()
    .max(0);
  return envelope.times(wave);
}
