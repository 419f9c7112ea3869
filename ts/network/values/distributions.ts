/** Values drawn per element from the network's seed, as small data objects. */

import { fail } from "../../error.ts";
import type { Quantity } from "./units.ts";

/** The shapes of distributions the kernel can draw from. */
export type DistributionKind = "uniform" | "normal" | "lognormal" | "exponential";

/** A number in the unit of the parameter it is for, or a text with its unit. */
export type Scalar = number | Quantity;

/** Limits of drawn values; a side that is left out is open. */
export interface Limits {
  readonly min?: Scalar | undefined;
  readonly max?: Scalar | undefined;
}

/** How values are drawn. Made by `uniform`, `normal`, `lognormal` and `exponential`. */
export interface Distribution {
  readonly kind: DistributionKind;
  /** Its numbers in the order of the function that made it. */
  readonly numbers: readonly Scalar[];
  /** What happens outside the limits: `redraw` keeps the density inside, `clip` puts the mass on the border. */
  readonly limit: "none" | "redraw" | "clip";
  readonly limits: Limits;
  /** Draws again until min <= value <= max. Throws E_DISTRIBUTION_EMPTY if min > max. */
  redraw(limits: Limits): Distribution;
  /** Sets values outside to the nearest limit. Throws E_DISTRIBUTION_EMPTY if min > max. */
  clip(limits: Limits): Distribution;
}

// Survives two copies of the package on one page, unlike instanceof.
const brand = Symbol.for("cajal.distribution");

/** Whether a value was made by one of the functions of this file. */
export function isDistribution(value: unknown): value is Distribution {
  return typeof value === "object" && value !== null && brand in value;
}

function checkScalar(value: unknown, call: string, parameter: string): void {
  if (typeof value === "number" ? Number.isFinite(value) : typeof value === "string") return;
  const code = typeof value === "number" ? "E_NOT_FINITE" : "E_TYPE";
  const allowed = "a finite number, or a text with its unit";
  fail(code, { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
}

function checkLimits(limits: Limits, call: string): void {
  if (typeof limits !== "object" || limits === null)
    fail("E_TYPE", {
      call,
      value: limits,
      must: "limits must be an object { min, max }",
      allowed: "{ min, max }",
    });
  for (const key of Object.keys(limits))
    if (key !== "min" && key !== "max")
      fail("E_UNKNOWN_PARAM", { call, parameter: key, must: `unknown limit '${key}'`, allowed: "min, max" });
  const { min, max } = limits;
  if (min !== undefined) checkScalar(min, call, "min");
  if (max !== undefined) checkScalar(max, call, "max");
  if (typeof min === "number" && typeof max === "number" && min > max) {
    const must = `min must not be above max (${max})`;
    fail("E_DISTRIBUTION_EMPTY", { call, parameter: "min", value: min, allowed: `at most ${max}`, must });
  }
}

function make(
  kind: DistributionKind,
  numbers: readonly Scalar[],
  limit: Distribution["limit"] = "none",
  limits: Limits = {},
): Distribution {
  const limited = (how: "redraw" | "clip") => (bounds: Limits) => {
    checkLimits(bounds, `${kind}.${how}`);
    return make(kind, numbers, how, { ...bounds });
  };
  const made = { kind, numbers, limit, limits, redraw: limited("redraw"), clip: limited("clip") };
  Object.defineProperty(made, brand, { value: true });
  return Object.freeze(made);
}

function checkNotNegative(value: Scalar, call: string, parameter: string): void {
  checkScalar(value, call, parameter);
  if (typeof value !== "number" || value >= 0) return;
  fail("E_PARAM_RANGE", {
    call,
    parameter,
    value,
    allowed: "0 or more",
    must: `${parameter} must not be negative`,
  });
}

/**
 * Uniform on [low, high), in the unit of the parameter it is for. As a delay it is rounded to steps, so that a border
 * that lies on a step has half the share of the steps between: `uniform(0.95, 2.05)` draws 1, 1.1, ... 2 ms alike.
 *
 * @throws CajalError E_PARAM_RANGE if low > high, E_NOT_FINITE, E_TYPE
 * @example net.set(E, { V_m: uniform(-65, -50) });
 */
export function uniform(low: Scalar, high: Scalar): Distribution {
  checkScalar(low, "uniform", "low");
  checkScalar(high, "uniform", "high");
  if (typeof low === "number" && typeof high === "number" && low > high) {
    const must = `low must not be above high (${high})`;
    fail("E_PARAM_RANGE", {
      call: "uniform",
      parameter: "low",
      value: low,
      allowed: `at most ${high}`,
      must,
    });
  }
  return make("uniform", [low, high]);
}

/**
 * Normal with mean and standard deviation, in the unit of the parameter it is for.
 *
 * @throws CajalError E_PARAM_RANGE if std < 0, E_NOT_FINITE, E_TYPE
 * @example net.connect(I, E, fixedIndegree(10), { weight: normal(-100, 10).redraw({ max: 0 }) });
 */
export function normal(mean: Scalar, std: Scalar): Distribution {
  checkScalar(mean, "normal", "mean");
  checkNotNegative(std, "normal", "std");
  return make("normal", [mean, std]);
}

/**
 * exp(N(mu, sigma)): the two numbers belong to the logarithm of the value in the unit of the parameter.
 *
 * @throws CajalError E_PARAM_RANGE if sigma < 0, E_NOT_FINITE, E_TYPE
 * @example net.connect(E, I, fixedIndegree(10), { weight: lognormal(3, 0.5) }); // median e^3 = 20.1 pA
 */
export function lognormal(mu: number, sigma: number): Distribution {
  for (const [parameter, value] of Object.entries({ mu, sigma }))
    if (typeof value !== "number")
      fail("E_TYPE", {
        call: "lognormal",
        parameter,
        value,
        must: `${parameter} must be a number`,
        allowed: "a number",
      });
  checkScalar(mu, "lognormal", "mu");
  checkNotNegative(sigma, "lognormal", "sigma");
  return make("lognormal", [mu, sigma]);
}

/**
 * Exponential with a mean, in the unit of the parameter it is for.
 *
 * @throws CajalError E_PARAM_RANGE if mean < 0, E_NOT_FINITE, E_TYPE
 * @example net.connect(E, I, fixedIndegree(10), { delay: exponential(1.5).redraw({ min: 0.1 }) }); // ms
 */
export function exponential(mean: Scalar): Distribution {
  checkNotNegative(mean, "exponential", "mean");
  return make("exponential", [mean]);
}
