// Transfer functions from potential to rate, with the derivatives that learning needs.
import { fail } from "../error.ts";
import { optionsOf } from "../network/values/fields.ts";
import { checkNumber, finite, positive } from "./checks.ts";

/** A transfer function. */
export interface Transfer {
  readonly name: string;
  /** Rate at a potential. */
  value(potential: number): number;
  /** First derivative. */
  slope(potential: number): number;
  /** Second derivative. */
  curvature(potential: number): number;
}

/** A transfer function, or the standard one in its place. @throws CajalError E_TYPE */
export function checkTransfer(value: unknown, standard: Transfer, call: string): Transfer {
  if (value === undefined) return standard;
  const functions = ["value", "slope", "curvature"] as const;
  const given = value as Partial<Transfer> | null;
  const known =
    typeof given?.name === "string" && functions.every((name) => typeof given[name] === "function");
  if (known) return value as Transfer;
  const allowed = "a transfer function, with name, value, slope and curvature";
  const must = `transfer must be ${allowed}`;
  return fail("E_TYPE", { call, parameter: "transfer", value, allowed, must, hint: "take softplus()" });
}

/** Parameters of {@link softplus}. */
export interface SoftplusParameters {
  /** Scale of the rate; default 1. */
  readonly gamma?: number;
  /** Steepness; default 1. */
  readonly beta?: number;
  /** Potential where it bends; default 0. */
  readonly theta?: number;
}

// Beyond this the function is its asymptote, as in the published microcircuits; the jump there is 3e-7.
const asymptotic = 15;

/**
 * gamma ln(1 + exp(beta (x - theta))), 0 below and the straight line above where beta (x - theta) leaves [-15, 15]
 * (Haider et al. 2021).
 *
 * @throws CajalError E_PARAM_RANGE unless gamma and beta are above 0, E_TYPE, E_NOT_FINITE, E_UNKNOWN_PARAM
 */
export function softplus(parameters: SoftplusParameters = {}): Transfer {
  optionsOf(parameters, ["gamma", "beta", "theta"], "softplus");
  const { gamma = 1, beta = 1, theta = 0 } = parameters;
  checkNumber(gamma, "softplus", "gamma", positive);
  checkNumber(beta, "softplus", "beta", positive);
  checkNumber(theta, "softplus", "theta", finite);
  const bend = (x: number): number => 1 / (1 + Math.exp(-beta * (x - theta)));
  return {
    name: "softplus",
    value(x) {
      const z = beta * (x - theta);
      if (z > asymptotic) return gamma * z;
      return z < -asymptotic ? 0 : gamma * Math.log1p(Math.exp(z));
    },
    slope(x) {
      const z = beta * (x - theta);
      if (z > asymptotic) return gamma * beta;
      return z < -asymptotic ? 0 : gamma * beta * bend(x);
    },
    curvature(x) {
      if (Math.abs(beta * (x - theta)) > asymptotic) return 0;
      const share = bend(x);
      return gamma * beta * beta * share * (1 - share);
    },
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** 1 / (1 + exp(-x)). */
export const logistic: Transfer = {
  name: "logistic",
  value: sigmoid,
  slope: (x) => sigmoid(x) * (1 - sigmoid(x)),
  curvature: (x) => sigmoid(x) * (1 - sigmoid(x)) * (1 - 2 * sigmoid(x)),
};

/** x between 0 and 1, constant outside. */
export const hardSigmoid: Transfer = {
  name: "hardSigmoid",
  value: (x) => Math.min(1, Math.max(0, x)),
  slope: (x) => (x > 0 && x < 1 ? 1 : 0),
  curvature: () => 0,
};

/** The hyperbolic tangent. */
export const hyperbolic: Transfer = {
  name: "hyperbolic",
  value: Math.tanh,
  slope: (x) => 1 - Math.tanh(x) ** 2,
  curvature: (x) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
};

/** The potential itself. */
export const linear: Transfer = { name: "linear", value: (x) => x, slope: () => 1, curvature: () => 0 };
