/** Expressions of the displacement from a source to a target as lists in postfix order, and what is known of them. */

import { fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";

/** A number, the name of something of the displacement, or of what is done with the one or two before. */
export type Step = number | string;

/** How the kernel numbers operations (core/kernels/expression.hpp), and how many operands they take. */
const operations: Readonly<Record<string, readonly [code: number, operands: number, own: number]>> = {
  distance: [1, 0, 0],
  x: [2, 0, 0],
  y: [2, 0, 1],
  z: [2, 0, 2],
  plus: [3, 2, 0],
  minus: [4, 2, 0],
  times: [5, 2, 0],
  over: [6, 2, 0],
  min: [7, 2, 0],
  max: [8, 2, 0],
  isAtMost: [9, 2, 0],
  exp: [10, 1, 0],
  log: [11, 1, 0],
  sqrt: [12, 1, 0],
  cos: [13, 1, 0],
};

// What the kernel keeps at once (core/kernels/expression.hpp).
const deepest = 16;

/** From the least to the greatest. */
export type Interval = readonly [low: number, high: number];

/**
 * Steps that may come from a file.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_NAME, E_NOT_FINITE
 */
export function checkSteps(steps: unknown, call: string, parameter: string): readonly Step[] {
  const refuse = (must: string): never =>
    fail("E_TYPE", {
      call,
      parameter,
      value: steps,
      allowed: "steps of an expression",
      must: `${parameter} ${must}`,
    });
  if (!Array.isArray(steps)) return refuse("must be a list of steps");
  let depth = 0;
  for (const [k, step] of steps.entries()) {
    const place = { call, parameter: `${parameter}[${k}]`, value: step };
    if (typeof step === "number") {
      if (!Number.isFinite(step))
        fail("E_NOT_FINITE", {
          ...place,
          allowed: "a finite number",
          must: `${place.parameter} must be finite`,
        });
      depth++;
    } else {
      const names = Object.keys(operations);
      if (typeof step !== "string" || !names.includes(step))
        fail("E_UNKNOWN_NAME", {
          ...place,
          allowed: names.join(", "),
          must: `${place.parameter} must be a number or a known step`,
          hint: suggestion(String(step), names),
        });
      const [, operands] = operations[step] as readonly [number, number, number];
      if (depth < operands) refuse(`lacks an operand of '${step}'`);
      depth += 1 - operands;
    }
    if (depth > deepest) refuse(`keeps more than ${deepest} numbers at once`);
  }
  if (depth !== 1) refuse("must leave one number");
  return steps as Step[];
}

/** The instructions of the kernel. */
export const encodeSteps = (steps: readonly Step[]): number[] =>
  steps.flatMap((step) => {
    if (typeof step === "number") return [0, step];
    const [code, , own] = operations[step] as readonly [number, number, number];
    return [code, own];
  });

/** The steps of instructions. */
export function decodeSteps(instructions: ArrayLike<number>): Step[] {
  const steps: Step[] = [];
  for (let k = 0; k < instructions.length; k += 2) {
    const [code, own] = [instructions[k] as number, instructions[k + 1] as number];
    const found = Object.entries(operations).find(([, one]) => one[0] === code && one[2] === own);
    steps.push(code === 0 ? own : ((found as [string, unknown])[0] as Step));
  }
  return steps;
}

/** How many coordinates an expression needs. */
export function dimensionsOf(steps: readonly Step[]): number {
  const needs: Readonly<Record<string, number>> = { distance: 1, x: 1, y: 2, z: 3 };
  return Math.max(0, ...steps.map((step) => (typeof step === "string" ? (needs[step] ?? 0) : 0)));
}

function operate(name: string, a: number, b: number): number {
  switch (name) {
    case "plus":
      return a + b;
    case "minus":
      return a - b;
    case "times":
      return a * b;
    case "over":
      return a / b;
    case "min":
      return b < a ? b : a;
    case "max":
      return b > a ? b : a;
    case "isAtMost":
      return a <= b ? 1 : 0;
    case "exp":
      return Math.exp(a);
    case "log":
      return Math.log(a);
    case "sqrt":
      return Math.sqrt(a);
    default:
      return Math.cos(a);
  }
}

/** The value at a displacement. The kernel's has the same digits, up to the last ones of exp, log and cos. */
export function evaluateSteps(steps: readonly Step[], displacement: ArrayLike<number>): number {
  const stack: number[] = [];
  for (const step of steps) {
    const component = typeof step === "string" ? "xyz".indexOf(step) : -1;
    if (typeof step === "number") stack.push(step);
    else if (step === "distance") {
      let sum = 0;
      for (let d = 0; d < displacement.length; d++) sum += (displacement[d] as number) ** 2;
      stack.push(Math.sqrt(sum));
    } else if (component >= 0) stack.push(displacement[component] as number);
    else {
      const second = (operations[step]?.[1] ?? 1) === 2 ? (stack.pop() as number) : 0;
      stack.push(operate(step, stack.pop() as number, second));
    }
  }
  return stack[0] as number;
}

const everything: Interval = [-Infinity, Infinity];

function hull(...values: readonly number[]): Interval {
  return values.some(Number.isNaN) ? everything : [Math.min(...values), Math.max(...values)];
}

// Functions of the kernel differ from ours in the last digits.
const widened = ([low, high]: Interval): Interval => [
  low - Math.abs(low) * 1e-14,
  high + Math.abs(high) * 1e-14,
];

/** Values of an operation on intervals; wider ones where that is simpler. */
function operateWithin(name: string, [a, b]: Interval, [c, d]: Interval): Interval {
  switch (name) {
    case "plus":
      return hull(a + c, b + d);
    case "minus":
      return hull(a - d, b - c);
    case "times":
      return (a === 0 && b === 0) || (c === 0 && d === 0) ? [0, 0] : hull(a * c, a * d, b * c, b * d);
    case "over":
      return c <= 0 && d >= 0 ? everything : hull(a / c, a / d, b / c, b / d);
    case "min":
      return [Math.min(a, c), Math.min(b, d)];
    case "max":
      return [Math.max(a, c), Math.max(b, d)];
    case "isAtMost":
      return [b <= c ? 1 : 0, a <= d ? 1 : 0];
    case "exp":
      return widened([Math.exp(a), Math.exp(b)]);
    case "log":
      return a >= 0 ? widened([Math.log(a), Math.log(b)]) : everything;
    case "sqrt":
      return a >= 0 ? [Math.sqrt(a), Math.sqrt(b)] : everything;
    default:
      return [-1, 1];
  }
}

/** An interval that the values do not leave where each component of the displacement lies in its own. */
export function boundsOfSteps(steps: readonly Step[], ways: readonly Interval[]): Interval {
  const stack: Interval[] = [];
  for (const step of steps) {
    const component = typeof step === "string" ? "xyz".indexOf(step) : -1;
    if (typeof step === "number") stack.push([step, step]);
    else if (step === "distance") {
      const near = ways.map(([low, high]) => Math.max(low, -high, 0));
      const far = ways.map(([low, high]) => Math.max(Math.abs(low), Math.abs(high)));
      const norm = (sides: readonly number[]): number =>
        Math.sqrt(sides.reduce((sum, side) => sum + side * side, 0));
      stack.push([norm(near), norm(far)]);
    } else if (component >= 0) stack.push(ways[component] as Interval);
    else {
      const second = (operations[step]?.[1] ?? 1) === 2 ? (stack.pop() as Interval) : everything;
      stack.push(operateWithin(step, stack.pop() as Interval, second));
    }
  }
  return stack[0] as Interval;
}
