/** Numbers that depend on where a target lies as seen from its source, as small data objects. */

import { fail } from "../error.ts";
import { show } from "../text/show.ts";
import { checkSteps, evaluateSteps, type Step } from "./steps.ts";

/** What an expression can be combined with. */
export type Operand = number | Expression;

/**
 * A number for each displacement from a source to a target, over periodic edges the shortest one: a probability, a
 * weight, a delay, or for masks 1 inside and 0 outside. Made of `distance`, `x`, `y`, `z` and the functions of
 * `cajal/space`.
 */
export interface Expression {
  /** What it consists of, in postfix order, as in files. */
  readonly steps: readonly Step[];
  plus(other: Operand): Expression;
  minus(other: Operand): Expression;
  times(other: Operand): Expression;
  over(other: Operand): Expression;
  /** The lesser of both. */
  min(other: Operand): Expression;
  /** The greater of both. */
  max(other: Operand): Expression;
  /** 1 where this is at most the other, else 0. */
  isAtMost(other: Operand): Expression;
  /** e to this power. */
  exp(): Expression;
  /** The natural logarithm. */
  log(): Expression;
  sqrt(): Expression;
  /** The cosine of an angle [rad]. */
  cos(): Expression;
  /** Sets what lies outside to the nearest limit. @throws CajalError E_DISTRIBUTION_EMPTY if min > max */
  clip(limits: { readonly min?: number | undefined; readonly max?: number | undefined }): Expression;
  /** The value at a displacement, a coordinate per dimension. */
  at(displacement: ArrayLike<number>): number;
}

// Survives two copies of the package on one page, unlike instanceof.
const brand = Symbol.for("cajal.expression");

/** Whether a value is an expression. */
export const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" && value !== null && brand in value;

/** The steps of an operand. @throws CajalError E_TYPE, E_NOT_FINITE */
function stepsOf(operand: unknown, call: string): readonly Step[] {
  if (isExpression(operand)) return operand.steps;
  const place = { call, parameter: "other", value: operand, allowed: "a finite number or an expression" };
  if (typeof operand !== "number") fail("E_TYPE", { ...place, must: `other must be ${place.allowed}` });
  if (!Number.isFinite(operand)) fail("E_NOT_FINITE", { ...place, must: `other must be ${place.allowed}` });
  return [operand];
}

function clipped(expression: Expression, min = -Infinity, max = Infinity): Expression {
  if (min > max) {
    const must = `min must not be above max (${show(max)})`;
    fail("E_DISTRIBUTION_EMPTY", {
      call: "clip",
      parameter: "min",
      value: min,
      allowed: `at most ${max}`,
      must,
    });
  }
  const raised = min === -Infinity ? expression : expression.max(min);
  return max === Infinity ? raised : raised.min(max);
}

/** The expression of some steps. @throws CajalError E_TYPE where they are no expression, or are nested too deeply */
export function expressionOf(steps: readonly Step[], call = "expression", parameter = "steps"): Expression {
  checkSteps(steps, call, parameter);
  const both =
    (name: string) =>
    (other: Operand): Expression =>
      expressionOf([...steps, ...stepsOf(other, name), name], name, "expression");
  const own = (name: string) => (): Expression => expressionOf([...steps, name], name, "expression");
  const made: Expression = {
    steps: Object.freeze([...steps]),
    plus: both("plus"),
    minus: both("minus"),
    times: both("times"),
    over: both("over"),
    min: both("min"),
    max: both("max"),
    isAtMost: both("isAtMost"),
    exp: own("exp"),
    log: own("log"),
    sqrt: own("sqrt"),
    cos: own("cos"),
    clip: (limits) => clipped(made, limits.min, limits.max),
    at: (displacement) => evaluateSteps(steps, displacement),
  };
  Object.defineProperty(made, brand, { value: true });
  return Object.freeze(made);
}

/** The distance from source to target, in the unit of the positions. */
export const distance: Expression = expressionOf(["distance"]);
/** The first coordinate of the target minus that of the source. */
export const x: Expression = expressionOf(["x"]);
/** The second one. */
export const y: Expression = expressionOf(["y"]);
/** The third one. */
export const z: Expression = expressionOf(["z"]);
/**
 * The same number everywhere.
 *
 * @example const p = number(0.3).minus(distance);
 */
export const number = (value: number): Expression => expressionOf(stepsOf(value, "number"));

/** The components of the displacement, relative to a point beside the source. */
export const components = (anchor: readonly number[]): Expression[] =>
  [x, y, z]
    .slice(0, anchor.length)
    .map((side, d) => (anchor[d] === 0 ? side : side.minus(anchor[d] as number)));

/** The sum of squares. */
export const squares = (parts: readonly Expression[]): Expression =>
  parts.map((part) => part.times(part)).reduce((sum, part) => sum.plus(part));
