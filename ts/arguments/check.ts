/** Checks of arguments: what was expected, what came, and which argument it was. */

import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";
import { suggestion } from "../text/nearest.ts";

/** Which argument of which function a value is, for messages. */
export interface Place {
  readonly call: string;
  readonly parameter: string;
}

/** Refuses a value that is not what it must be. */
export type Check = (value: unknown, place: Place) => void;

/** Checks by the names of options. */
export type Checks = Readonly<Record<string, Check>>;

/** The error of a value that must be something else. */
export function refuse(
  value: unknown,
  allowed: string,
  { call, parameter }: Place,
  code = "E_PARAM_RANGE",
): never {
  return fail(code, { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
}

/** Checks one argument. */
export function checkArgument(value: unknown, call: string, parameter: string, check: Check): void {
  check(value, { call, parameter });
}

/** Whether a value has names of its own: no list, no function, not null. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** Whether a value is an array or a typed one. */
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** Refuses the name of an option that a call does not have. @throws CajalError E_UNKNOWN_PARAM */
export function refuseUnknown(name: string, known: readonly string[], call: string): void {
  if (known.includes(name)) return;
  fail("E_UNKNOWN_PARAM", {
    call,
    parameter: name,
    allowed: known.join(", "),
    must: `unknown option '${name}'`,
    hint: suggestion(name, known),
  });
}

/**
 * Checks the options of a call, the unknown ones first: a misspelled name says more than the one that is missing.
 *
 * @throws CajalError E_TYPE, E_UNKNOWN_PARAM, and those of the checks
 */
export function checkOptions(options: unknown, call: string, checks: Checks, parameter = "options"): void {
  const known = Object.keys(checks);
  if (!isRecord(options)) refuse(options, `{ ${known.join(", ")} }`, { call, parameter }, "E_TYPE");
  for (const name of Object.keys(options)) refuseUnknown(name, known, call);
  for (const name of known) (checks[name] as Check)(options[name], { call, parameter: name });
}

/** Checks those parts of an object that a call uses; others may stand beside them. @throws CajalError E_TYPE */
export function checkParts(value: unknown, call: string, parameter: string, checks: Checks): void {
  const names = Object.keys(checks);
  if (!isRecord(value)) refuse(value, `{ ${names.join(", ")} }`, { call, parameter }, "E_TYPE");
  for (const name of names) (checks[name] as Check)(value[name], { call, parameter: `${parameter}.${name}` });
}

/** Checks the values of a list that are no numbers, one by one. @throws CajalError E_TYPE, E_BUFFER */
export function checkList(
  value: unknown,
  place: Place,
  allowed: string,
): asserts value is ArrayLike<unknown> {
  if (!isList(value)) refuse(value, allowed, place, "E_TYPE");
  refuseDetached(value, place.call, place.parameter);
}

/** As many values as there must be. @throws CajalError E_SHAPE */
export function checkLength(
  values: ArrayLike<unknown>,
  count: number,
  call: string,
  parameter: string,
): void {
  if (values.length === count) return;
  const allowed = `${count} values`;
  fail("E_SHAPE", {
    call,
    parameter,
    allowed,
    must: `${parameter} must have ${allowed}, got ${values.length}`,
  });
}
