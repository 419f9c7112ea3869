/** From what a user writes for a value to the draw the kernel takes, with every check that needs no network. */

import { refuseDetached } from "../../buffer.ts";
import { fail } from "../../error.ts";
import { choicesOf } from "../../models/model.ts";
import { type Expression, isExpression } from "../../space/expression.ts";
import { boundsOfSteps, encodeSteps } from "../../space/steps.ts";
import { type Distribution, isDistribution, type Scalar } from "./distributions.ts";
import { acceptance, constant, type Draw, draw } from "./draw.ts";
import { checkDimensions, type SpaceOf } from "./in-space.ts";
import { deferred } from "./late.ts";
import { parseQuantity, type Quantity } from "./units.ts";

/** Typed arrays of numbers. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray;

/**
 * A value per element: one for all, a distribution drawn from the seed, one per element in an array, or a function
 * of the element's index. Numbers are in the unit of the parameter. Functions of more than 100,000 elements are called
 * when the network is built, once its estimate was accepted, and what they give is checked then.
 */
export type Value =
  | number
  | Quantity
  | Distribution
  | readonly number[]
  | NumberArray
  | ((index: number) => number);

/** What is so or not. */
export type Flag = boolean | 0 | 1;

/** Flags of several elements: one for all, one each, or a function of the index. */
export type Flags = Flag | readonly Flag[] | NumberArray | ((index: number) => Flag);

/** The names in a unit such as "one of exponential, monomial". */
type Choices<Names extends string> = Names extends `${infer First}, ${infer Rest}`
  ? First | Choices<Rest>
  : Names;

/** One of several things, by its name or its number from 0, for all elements or for each. */
type OneOf<Name extends string> =
  | Name
  | number
  | readonly (Name | number)[]
  | NumberArray
  | ((index: number) => Name | number);

/** What a parameter of a unit takes. */
export type ValueIn<U extends string> = U extends "boolean"
  ? Flags
  : U extends `one of ${infer Names}`
    ? OneOf<Choices<Names>>
    : Value;

/** What a value is for. */
export interface ValuePlace {
  readonly call: string;
  readonly parameter: string;
  /** The unit numbers are in, "boolean" for true and false, "one of " and names for one of several things. */
  readonly unit: string;
  /** The number of elements; undefined where it is not known before the draw. */
  readonly count: number | undefined;
  readonly where?: string | undefined;
  /** Infinite values are allowed. */
  readonly infinite?: boolean;
  /** For values that may depend on distances. */
  readonly space?: SpaceOf | undefined;
}

// The kernel draws again at most this often per value.
const mostRedraws = 1000;

const quote = (unit: string): string => (unit === "" ? "" : ` [${unit}]`);

function checkNumber(value: unknown, place: ValuePlace, at?: number): asserts value is number {
  const parameter = at === undefined ? place.parameter : `${place.parameter}[${at}]`;
  if (typeof value !== "number") {
    const allowed = `a number${quote(place.unit)}`;
    fail("E_TYPE", { ...place, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
  }
  if (Number.isFinite(value) || (place.infinite && !Number.isNaN(value))) return;
  fail("E_NOT_FINITE", {
    ...place,
    parameter,
    value,
    allowed: "a finite number",
    must: `${parameter} must be a finite number`,
  });
}

/** 1 or 0. */
function flagOf(value: unknown, place: ValuePlace, at?: number): number {
  if (typeof value === "boolean" || value === 0 || value === 1) return value ? 1 : 0;
  const parameter = at === undefined ? place.parameter : `${place.parameter}[${at}]`;
  const allowed = "true or false, 1 or 0";
  return fail("E_TYPE", { ...place, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
}

/** The number of one of several things. */
function choiceOf(value: unknown, names: readonly string[], place: ValuePlace, at?: number): number {
  const number = typeof value === "string" ? names.indexOf(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number < names.length)
    return number;
  const parameter = at === undefined ? place.parameter : `${place.parameter}[${at}]`;
  const allowed = `${names.join(", ")}, or a number from 0 to ${names.length - 1}`;
  return fail("E_TYPE", {
    ...place,
    parameter,
    value,
    allowed,
    must: `${parameter} must be one of ${allowed}`,
  });
}

/** The number of a flag or a choice; undefined for a quantity. */
function countedOf(value: unknown, place: ValuePlace, at?: number): number | undefined {
  if (place.unit === "boolean") return flagOf(value, place, at);
  const names = choicesOf(place);
  return names && choiceOf(value, names, place, at);
}

const isCounted = (place: ValuePlace): boolean => place.unit === "boolean" || choicesOf(place) !== undefined;

/** An element of an array, or what a function returned for one. */
function elementOf(value: unknown, place: ValuePlace, at: number): number {
  const counted = countedOf(value, place, at);
  if (counted !== undefined) return counted;
  checkNumber(value, place, at);
  return value;
}

/** One number from a number or a quantity. */
export function toNumber(value: unknown, place: ValuePlace): number {
  const counted = countedOf(value, place);
  if (counted !== undefined) return counted;
  const number = typeof value === "string" ? parseQuantity(value, place.unit, place) : value;
  // A text too large for a number is a mistake even where infinity has a meaning.
  checkNumber(number, typeof value === "string" ? { ...place, infinite: false } : place);
  return number;
}

function isNumberArray(value: unknown): value is ArrayLike<unknown> {
  if (Array.isArray(value)) return true;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}

/** Numbers of any array, copied; every element must be a number. */
export function toNumbers(value: unknown, place: ValuePlace): Float64Array {
  if (!isNumberArray(value))
    fail("E_TYPE", {
      ...place,
      value,
      allowed: "an array of numbers",
      must: `${place.parameter} must be an array of numbers`,
    });
  refuseDetached(value, place.call, place.parameter);
  // Copied at once and looked at afterwards: training loops set a thousand values a thousand times.
  if (value instanceof Float64Array && !isCounted(place)) {
    const copy = value.slice();
    for (let k = 0; k < copy.length; k++)
      if (!Number.isFinite(copy[k] as number)) checkNumber(copy[k], place, k);
    return copy;
  }
  const numbers = new Float64Array(value.length);
  for (let k = 0; k < numbers.length; k++) numbers[k] = elementOf(value[k], place, k);
  return numbers;
}

function checkLength(length: number, place: ValuePlace): void {
  if (length === place.count) return;
  const unknown = place.count === undefined;
  const element = ["connect", "setWeights"].includes(place.call) ? "synapse" : "neuron";
  fail("E_SHAPE", {
    ...place,
    value: length,
    allowed: unknown ? "a number or a distribution" : `${place.count} values`,
    must: unknown
      ? `${place.parameter} cannot be given per ${element} here, because the ${element}s have no order of their own`
      : `${place.parameter} must have one value per ${element} (${place.count})`,
  });
}

// Functions of more elements than this are called when the network is built, once its estimate has been accepted.
const mostAtOnce = 100_000;

/** The elements a function of the index stands for. */
function evaluate(rule: (index: number) => unknown, place: ValuePlace): Draw {
  if (place.count === undefined) checkLength(Number.NaN, place);
  const size = place.count ?? 0;
  const all = (): Draw => {
    const numbers = new Float64Array(size);
    for (let k = 0; k < size; k++) numbers[k] = elementOf(rule(k), place, k);
    return draw("array", numbers);
  };
  return size <= mostAtOnce ? all() : deferred(() => ({ draw: all(), warnings: [] }));
}

function checkOrder(low: number, high: number, code: string, must: string, place: ValuePlace): void {
  if (!(low > high)) return;
  fail(code, {
    ...place,
    value: low,
    allowed: `at most ${high}`,
    must: `${place.parameter}: ${must} (${high})`,
  });
}

/** Refuses limits that hardly any draw meets: the kernel would draw again and again, and give up in the end. */
function checkAcceptance(made: Draw, place: ValuePlace): void {
  const accepted = acceptance(made);
  const samples = place.count ?? 1e6;
  if (accepted === 1 || (accepted > 0 && samples * (1 - accepted) ** mostRedraws <= 1e-6)) return;
  fail("E_DISTRIBUTION_EMPTY", {
    ...place,
    value: `${made.kind}(${made.numbers.join(", ")}) in [${made.low}, ${made.high}]`,
    allowed: "limits that contain a fair part of the distribution",
    must: `${place.parameter}: redraw accepts only ${(100 * accepted).toPrecision(3)} % of the draws`,
    hint: "widen the limits or use clip",
  });
}

function fromDistribution(given: Distribution, place: ValuePlace): Draw {
  const convert = (value: Scalar): number => toNumber(value, { ...place, infinite: false });
  const { min, max } = given.limits;
  const made: Draw = {
    kind: given.kind,
    numbers: given.numbers.map(convert),
    limit: given.limit,
    low: min === undefined ? -Infinity : convert(min),
    high: max === undefined ? Infinity : convert(max),
  };
  const [first = 0, second = 0] = made.numbers;
  if (made.kind === "uniform")
    checkOrder(first, second, "E_PARAM_RANGE", "low must not be above high", place);
  if (made.kind === "normal") checkOrder(0, second, "E_PARAM_RANGE", "std must not be below 0, it is", place);
  if (made.kind === "exponential")
    checkOrder(0, first, "E_PARAM_RANGE", "mean must not be below 0, it is", place);
  checkOrder(made.low, made.high, "E_DISTRIBUTION_EMPTY", "min must not be above max", place);
  checkAcceptance(made, place);
  return made;
}

/** A value of the displacement between neurons, with the limits that it has for all of them. */
function fromExpression({ steps }: Expression, place: ValuePlace): Draw {
  const { parameter } = place;
  const full = { ...place, value: steps.join(" ") };
  if (!place.space)
    fail("E_POSITIONS", {
      ...full,
      allowed: "a number, a distribution or an array",
      must: `${parameter} cannot depend on a distance: only weights and delays of connections can`,
    });
  const between = place.space(parameter);
  checkDimensions(steps, between, place);
  const [low, high] = between.ways.length === 0 ? [0, 0] : boundsOfSteps(steps, between.ways);
  if (!Number.isFinite(low) || !Number.isFinite(high))
    fail("E_NOT_FINITE", {
      ...full,
      allowed: "an expression with finite values",
      must: `${parameter} must have finite values at all distances`,
      hint: "limit it: .clip({ min, max })",
    });
  return { kind: "expression", numbers: encodeSteps(steps), limit: "clip", low, high };
}

/**
 * The draw of a value.
 *
 * @throws CajalError E_TYPE, E_NOT_FINITE (with the first index), E_SHAPE, E_DIM, E_PARAM_RANGE,
 * E_DISTRIBUTION_EMPTY, E_BUFFER
 */
export function toDraw(value: unknown, place: ValuePlace): Draw {
  if (isDistribution(value) && !isCounted(place)) return fromDistribution(value, place);
  if (isExpression(value) && !isCounted(place)) return fromExpression(value, place);
  if (typeof value === "function") return evaluate(value as (index: number) => unknown, place);
  if (!isNumberArray(value)) return constant(toNumber(value, place));
  const numbers = toNumbers(value, place);
  checkLength(numbers.length, place);
  return draw("array", numbers);
}
