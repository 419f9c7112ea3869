// Checks of the arguments of learners, tasks and trainings.
import { checkArgument } from "../arguments/check.ts";
import { callback, flag, oneOf, optional } from "../arguments/kinds.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";

/** What a number must be, in words and as a test. */
export interface Bounds {
  readonly allowed: string;
  readonly valid: (value: number) => boolean;
}

export const positive: Bounds = { allowed: "above 0", valid: (value) => value > 0 };
export const notNegative: Bounds = { allowed: "0 or more", valid: (value) => value >= 0 };
export const finite: Bounds = { allowed: "a finite number", valid: () => true };
export const share: Bounds = { allowed: "from 0 to below 1", valid: (value) => value >= 0 && value < 1 };

/** A whole number from a least one on. */
export const wholeFrom = (least: number): Bounds => ({
  allowed: `a whole number from ${least} on`,
  valid: (value) => Number.isSafeInteger(value) && value >= least,
});

const largestSize = 2 ** 24;

/** A whole number from a least one on, of what is made at once and so must fit into memory. */
export const sizeFrom = (least: number): Bounds => ({
  allowed: `a whole number from ${least} to ${largestSize}`,
  valid: (value) => Number.isSafeInteger(value) && value >= least && value <= largestSize,
});

/** @throws CajalError E_TYPE unless it is a number, E_NOT_FINITE, E_PARAM_RANGE */
export function checkNumber(value: unknown, call: string, parameter: string, bounds: Bounds): number {
  const { allowed } = bounds;
  const place = { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` };
  if (typeof value !== "number") return fail("E_TYPE", place);
  if (!Number.isFinite(value))
    return fail("E_NOT_FINITE", { ...place, must: `${parameter} must be a finite number` });
  return bounds.valid(value) ? value : fail("E_PARAM_RANGE", place);
}

/** One number for all, or one for each. @throws CajalError E_SHAPE and those of {@link checkNumber} */
export function checkNumbers(
  value: unknown,
  count: number,
  call: string,
  parameter: string,
  bounds: Bounds,
): readonly number[] {
  if (!Array.isArray(value))
    return Array.from({ length: count }, () => checkNumber(value, call, parameter, bounds));
  if (value.length !== count)
    fail("E_SHAPE", {
      call,
      parameter,
      value,
      allowed: `a number, or ${count} of them`,
      must: `${parameter} must be a number or ${count} of them, one per layer of weights`,
    });
  return value.map((one, place) => checkNumber(one, call, `${parameter}[${place}]`, bounds));
}

/** An array of numbers, all finite. @throws CajalError E_TYPE, E_BUFFER, E_SHAPE, E_NOT_FINITE */
export function checkVector(
  value: unknown,
  length: number,
  call: string,
  parameter: string,
): asserts value is Float64Array {
  const allowed = `a Float64Array of ${length}`;
  const place = { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` };
  if (!(value instanceof Float64Array)) fail("E_TYPE", place);
  refuseDetached(value, call, parameter);
  if (value.length !== length) fail("E_SHAPE", place);
  for (let k = 0; k < length; k++)
    if (!Number.isFinite(value[k]))
      fail("E_NOT_FINITE", {
        ...place,
        parameter: `${parameter}[${k}]`,
        value: value[k],
        must: `${parameter}[${k}] must be finite`,
      });
}

/** @throws CajalError E_TYPE unless it is true or false */
export function checkFlag(value: unknown, call: string, parameter: string): boolean {
  checkArgument(value, call, parameter, flag);
  return value as boolean;
}

/** @throws CajalError E_TYPE unless it is a function, or undefined */
export const checkCallback = (value: unknown, call: string, parameter: string): void =>
  checkArgument(value, call, parameter, optional(callback));

// 16 GiB in double precision.
const mostWeights = 2 ** 31;

/** Refuses more weights than can be kept, before they are. @throws CajalError E_SIZE */
export function checkWeightCount(count: number, call: string, parameter: string): void {
  if (count <= mostWeights) return;
  const allowed = `sizes with at most ${mostWeights} weights`;
  const must = `${parameter} must have ${allowed}`;
  fail("E_SIZE", { call, parameter, value: `${count} weights`, allowed, must, hint: "make it smaller" });
}

/** Sizes of layers, the input first. @throws CajalError E_TYPE, E_SIZE */
export function checkLayers(value: unknown, call: string): readonly number[] {
  const allowed = "two sizes or more, each a whole number from 1 on";
  const place = { call, parameter: "layers", value, allowed, must: `layers must be ${allowed}` };
  if (!Array.isArray(value)) return fail("E_TYPE", place);
  const wrong = value.findIndex((size) => !(Number.isSafeInteger(size) && size >= 1));
  if (wrong >= 0)
    fail("E_SIZE", {
      ...place,
      parameter: `layers[${wrong}]`,
      value: value[wrong],
      must: `layers[${wrong}] must be a whole number from 1 on`,
    });
  return value.length >= 2 ? [...value] : fail("E_SIZE", place);
}

/** One of some words. @throws CajalError E_TYPE, E_UNKNOWN_NAME */
export function checkWord<Word extends string>(
  value: unknown,
  words: readonly Word[],
  call: string,
  parameter: string,
): Word {
  checkArgument(value, call, parameter, oneOf(words));
  return value as Word;
}
