/** The kinds of arguments that functions of several rooms take. */

import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";
import {
  type Check,
  type Checks,
  checkLength,
  checkList,
  checkOptions,
  checkParts,
  isRecord,
  type Place,
  refuse,
} from "./check.ts";

function numberThat(allowed: string, accepts: (value: number) => boolean, code = "E_PARAM_RANGE"): Check {
  return (value, place) => {
    if (typeof value !== "number") refuse(value, allowed, place, "E_TYPE");
    if (!accepts(value)) refuse(value, allowed, place, Number.isFinite(value) ? code : "E_NOT_FINITE");
  };
}

/** A finite number. */
export const finite: Check = numberThat("a finite number", Number.isFinite);

/** Any number, also one that is not finite. */
export const number: Check = numberThat("a number", () => true);

/** A finite number above 0. */
export const positive: Check = numberThat(
  "a finite number above 0",
  (value) => value > 0 && value < Infinity,
  "E_PARAM_POSITIVE",
);

/** A finite number from 0 on. */
export const notNegative: Check = numberThat(
  "a finite number from 0 on",
  (value) => value >= 0 && value < Infinity,
);

/** A number from `low` to `high`, both included; either may be infinite. */
export const within = (low: number, high: number): Check =>
  numberThat(`a number from ${low} to ${high}`, (value) => value >= low && value <= high);

/** A number from `low` to `high` without either. */
export const inside = (low: number, high: number): Check =>
  numberThat(`a number between ${low} and ${high}`, (value) => value > low && value < high);

/** A number from `low` on and below `high`. */
export const below = (low: number, high: number): Check =>
  numberThat(`a number from ${low} to below ${high}`, (value) => value >= low && value < high);

/** A whole number from `least` on that a double holds exactly. */
export const wholeFrom = (least: number): Check =>
  numberThat(`a whole number from ${least} on`, (value) => Number.isSafeInteger(value) && value >= least);

const typeThat =
  (allowed: string, accepts: (value: unknown) => boolean): Check =>
  (value, place) => {
    if (!accepts(value)) refuse(value, allowed, place, "E_TYPE");
  };

/** True or false. */
export const flag: Check = typeThat("true or false", (value) => typeof value === "boolean");

/** An object with names of its own whose values are of one kind. */
export const recordOf =
  (check: Check): Check =>
  (value, { call, parameter }) => {
    if (!isRecord(value)) refuse(value, "an object", { call, parameter }, "E_TYPE");
    for (const [name, member] of Object.entries(value))
      check(member, { call, parameter: `${parameter}.${name}` });
  };

/** A text. */
export const text: Check = typeThat("a text", (value) => typeof value === "string");

/** A function. */
export const callback: Check = typeThat("a function", (value) => typeof value === "function");

/** Nothing to check: what the value must be is said where it is used. */
export const anything: Check = () => {};

/** One of some words. @throws CajalError E_TYPE, E_UNKNOWN_NAME */
export function oneOf(words: readonly string[]): Check {
  const allowed = `one of ${words.join(", ")}`;
  return (value, { call, parameter }) => {
    if (typeof value === "string" && words.includes(value)) return;
    const place = { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` };
    if (typeof value !== "string") fail("E_TYPE", place);
    fail("E_UNKNOWN_NAME", { ...place, hint: suggestion(value, words) });
  };
}

/** What may be left out. */
export const optional =
  (check: Check): Check =>
  (value, place) => {
    if (value !== undefined) check(value, place);
  };

/** An array of numbers, a typed one or not. Those that are not finite belong to the measures. */
export const numbers: Check = (value, place) => {
  checkList(value, place, "an array of numbers");
  // Of typed arrays the first value tells whether they hold numbers: the 64 bit integers do not.
  const last = Array.isArray(value) ? value.length : Math.min(1, value.length);
  for (let index = 0; index < last; index++)
    if (typeof value[index] !== "number")
      refuse(value[index], "a number", { ...place, parameter: `${place.parameter}[${index}]` }, "E_TYPE");
};

/** A typed array of its kind, where its methods are used. */
const typed =
  (kind: typeof Float64Array | typeof Uint32Array): Check =>
  (value, place) => {
    if (!(value instanceof kind)) refuse(value, `a ${kind.name}`, place, "E_TYPE");
    refuseDetached(value, place.call, place.parameter);
  };

/** A Float64Array. */
export const float: Check = typed(Float64Array);

/** A Uint32Array. */
export const unsigned: Check = typed(Uint32Array);

/** Two finite numbers. */
export const pair: Check = (value, place) => {
  numbers(value, place);
  checkLength(value as ArrayLike<number>, 2, place.call, place.parameter);
  for (const index of [0, 1])
    finite((value as ArrayLike<number>)[index], { ...place, parameter: `${place.parameter}[${index}]` });
};

/** Two finite numbers of which the second is larger. */
export const interval: Check = (value, place) => {
  pair(value, place);
  const [low, high] = value as readonly [number, number];
  if (!(low < high)) refuse(`[${low}, ${high}]`, "two ascending numbers", place);
};

/** A list whose members are of one kind. */
export const listOf =
  (check: Check): Check =>
  (value, place) => {
    checkList(value, place, "an array");
    for (let index = 0; index < value.length; index++)
      check(value[index], { ...place, parameter: `${place.parameter}[${index}]` });
  };

/** A list of at least one member, all of one kind. @throws CajalError E_SHAPE if it is empty */
export const listOfSome =
  (check: Check): Check =>
  (value, place) => {
    listOf(check)(value, place);
    if ((value as ArrayLike<unknown>).length === 0) refuse(value, "a list of at least one", place, "E_SHAPE");
  };

/** Options within options. */
export const withOptions =
  (checks: Checks): Check =>
  (value, { call, parameter }) =>
    checkOptions(value, call, checks, parameter);

/** An object with parts; what else it has is not looked at. */
export const withParts =
  (checks: Checks): Check =>
  (value, { call, parameter }: Place) =>
    checkParts(value, call, parameter, checks);
