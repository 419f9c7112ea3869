// Checks of the numbers that machines and samplers take.
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";

/** Where a value came from, for messages. */
export interface NumberPlace {
  readonly call: string;
  readonly parameter: string;
}

function refuse(value: unknown, allowed: string, place: NumberPlace): never {
  const { parameter } = place;
  const code =
    typeof value !== "number" ? "E_TYPE" : Number.isFinite(value) ? "E_PARAM_RANGE" : "E_NOT_FINITE";
  return fail(code, { ...place, value, allowed, must: `${parameter} must be ${allowed}` });
}

/** A finite number. */
export function finite(value: unknown, call: string, parameter: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  return refuse(value, "a finite number", { call, parameter });
}

/** A finite number above 0. */
export function positive(value: unknown, call: string, parameter: string): number {
  if (typeof value === "number" && value > 0 && value < Infinity) return value;
  const code = typeof value === "number" && value <= 0 ? "E_PARAM_POSITIVE" : undefined;
  const allowed = "a number above 0";
  if (code) fail(code, { call, parameter, value, allowed, must: `${parameter} must be ${allowed}` });
  return refuse(value, allowed, { call, parameter });
}

/** A number of an interval, its ends included. */
export function within(value: unknown, low: number, high: number, call: string, parameter: string): number {
  if (typeof value === "number" && value >= low && value <= high && Number.isFinite(value)) return value;
  const allowed = high === Infinity ? `a number from ${low} on` : `a number from ${low} to ${high}`;
  return refuse(value, allowed, { call, parameter });
}

/** A whole number, at least `least`. */
export function whole(value: unknown, least: number, call: string, parameter: string): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  return refuse(value, `a whole number from ${least} on`, { call, parameter });
}

/** A value that a test accepts. @throws CajalError E_TYPE */
export function ofType(
  accepted: boolean,
  value: unknown,
  allowed: string,
  { call, parameter, hint }: NumberPlace & { readonly hint?: string },
): asserts accepted {
  if (accepted) return;
  fail("E_TYPE", { call, parameter, value, allowed, must: `${parameter} must be ${allowed}`, hint });
}

/** A list of values, an array or a typed one. @throws CajalError E_TYPE, E_BUFFER */
export function checkList(value: unknown, call: string, parameter: string): void {
  const list = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  ofType(list, value, "an array", { call, parameter });
  refuseDetached(value, call, parameter);
}

/** As many values as there must be. */
export function checkLength(length: number, count: number, call: string, parameter: string): void {
  if (length === count) return;
  const allowed = `${count} values`;
  fail("E_SHAPE", { call, parameter, value: length, allowed, must: `${parameter} must have ${allowed}` });
}
