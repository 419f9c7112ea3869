/** Checks values against the kernel's tables: the same rows that the kernel checks again. */

import { refuseUnknown } from "../../arguments/check.ts";
import { fail, refuseNull } from "../../error.ts";
import { choicesOf, type Field } from "../../models/model.ts";
import { suggestion } from "../../text/nearest.ts";
import { type Draw, isKnown, shareBelow, support } from "./draw.ts";
import type { ValuePlace } from "./value.ts";

export type { Warning } from "./warning.ts";

/** Names that would reach an object's prototype, refused wherever names come from outside. */
const forbidden: readonly string[] = ["__proto__", "constructor", "prototype"];

const longestName = 256;

/** Refuses names that are no text, too long, or that a file or a terminal cannot hold. */
export function checkName(name: unknown, call: string, parameter: string): asserts name is string {
  const place = { call, parameter, value: name, allowed: `at most ${longestName} characters of text` };
  if (typeof name !== "string") fail("E_TYPE", { ...place, must: `${parameter} must be a text` });
  if (name.length > longestName)
    fail("E_NAME", { ...place, must: `${parameter} must have at most ${longestName} characters` });
  if (name.includes("\0")) fail("E_NAME", { ...place, must: `${parameter} must not contain NUL` });
  if (/\p{Cc}/u.test(name))
    fail("E_NAME", { ...place, must: `${parameter} must not contain line breaks or control characters` });
  if (/\p{Surrogate}/u.test(name))
    fail("E_NAME", { ...place, must: `${parameter} must not contain half characters` });
  if (forbidden.includes(name))
    fail("E_NAME", { ...place, must: `${parameter} must not be a name of JavaScript's own` });
}

/** The own entries of a plain object of parameters, names checked, undefined ones left out. */
export function entriesOf(given: unknown, call: string, what: string): [string, unknown][] {
  const proto = typeof given === "object" && given !== null ? Object.getPrototypeOf(given) : undefined;
  if (proto === undefined || (proto !== null && Object.getPrototypeOf(proto) !== null))
    fail("E_TYPE", {
      call,
      parameter: what,
      value: given,
      allowed: "a plain object",
      must: `${what} must be a plain object`,
    });
  const entries = Object.entries(given as object);
  for (const [name] of entries) checkName(name, call, "a name");
  return entries.filter(([, value]) => value !== undefined);
}

/** The options of a call; unknown ones are refused with the nearest known name, null because it is no value. */
export function optionsOf(
  given: unknown,
  known: readonly string[],
  call: string,
): ReadonlyMap<string, unknown> {
  const entries = entriesOf(given, call, "options");
  for (const [name] of entries) refuseUnknown(name, known, call);
  refuseNull(given as object, call);
  return new Map(entries);
}

/** The field of a name. */
export function fieldOf(name: string, fields: readonly Field[], call: string, of: string): Field {
  const field = fields.find((candidate) => candidate.name === name);
  if (field) return field;
  const known = fields.map((candidate) => candidate.name);
  return fail("E_UNKNOWN_PARAM", {
    call,
    parameter: name,
    allowed: known.join(", "),
    must: `unknown parameter '${name}' of ${of}`,
    hint: suggestion(name, known),
  });
}

/** Whether a field admits an infinite value: a bound that is infinite and included. */
export const admitsInfinity = ({ low, high, open }: Field): boolean =>
  !open && (low === null || high === null);

const lowest = ({ low }: Field): number => low ?? -Infinity;
const highest = ({ high }: Field): number => (high === null || high > 1e300 ? Infinity : high);

/** The allowed values of a field in words. */
export function allowedOf(field: Field): string {
  const [low, high] = [lowest(field), highest(field)];
  const counted = field.unit === "boolean" || choicesOf(field) !== undefined;
  const unit = field.unit && !counted ? ` ${field.unit}` : "";
  if (low === -Infinity && high === Infinity) return `any number${unit && ` [${field.unit}]`}`;
  if (high === Infinity) return field.open ? `above ${low}${unit}` : `${low}${unit} or more`;
  if (low === -Infinity) return field.open ? `below ${high}${unit}` : `${high}${unit} or less`;
  return field.open ? `between ${low} and ${high}${unit}` : `from ${low} to ${high}${unit}`;
}

const inside = (value: number, low: number, high: number, open: boolean): boolean =>
  open ? value > low && value < high : value >= low && value <= high;

// A share of draws that hardly any network will meet.
const rare = 1e-9;

/** Refuses a distribution without limits of its own of which a part lies outside the field's range. */
function refuseTails(field: Field, draw: Draw, code: string, place: object & { call: string }): void {
  const [low, high] = [lowest(field), highest(field)];
  const below = shareBelow(draw, low);
  const outside = below + (high === Infinity ? 0 : 1 - shareBelow(draw, high));
  if (!(outside > rare)) return;
  fail(code, {
    ...place,
    parameter: field.name,
    value: `${draw.kind}(${draw.numbers.join(", ")})`,
    allowed: allowedOf(field),
    must: `${field.name} must be ${allowedOf(field)}; ${(100 * outside).toPrecision(2)} % of the draws would not be`,
    hint: below > rare ? `add .redraw({ min: ${low} })` : `add .redraw({ max: ${high} })`,
  });
}

/** Refuses values outside the field's range, or a distribution that can yield such. */
export function checkRange(field: Field, draw: Draw, place: Omit<ValuePlace, "unit" | "count">): void {
  const [low, high] = [lowest(field), highest(field)];
  const positive = field.low === 0 && field.open && highest(field) === Infinity;
  const code = positive ? "E_PARAM_POSITIVE" : "E_PARAM_RANGE";
  const complain = (value: unknown, at?: number): never => {
    const name = at === undefined ? field.name : `${field.name}[${at}]`;
    const allowed = allowedOf(field);
    return fail(code, { ...place, parameter: name, value, allowed, must: `${name} must be ${allowed}` });
  };
  if (!isKnown(draw)) {
    // The ends of a distribution are not drawn themselves, so they may lie on an open bound.
    const [least, most] = support(draw);
    if (least < low && least !== -Infinity) complain(least);
    if (most > high && most !== Infinity) complain(most);
    if (most < low || least > high) complain(most < low ? most : least);
    refuseTails(field, draw, code, place);
    return;
  }
  const { numbers } = draw;
  for (let k = 0; k < numbers.length; k++) {
    const value = numbers[k] as number;
    const open = field.open && Number.isFinite(value);
    if (!inside(value, low, high, open)) complain(value, draw.kind === "array" ? k : undefined);
  }
}
