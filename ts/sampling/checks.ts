// Checks of the numbers that machines and samplers take; those of arguments, for values that are used at once.
import { type Check, checkArgument, isRecord, refuse } from "../arguments/check.ts";
import * as kinds from "../arguments/kinds.ts";
import { refuseDetached } from "../buffer.ts";
import { fail } from "../error.ts";

function numberOf(value: unknown, call: string, parameter: string, check: Check): number {
  checkArgument(value, call, parameter, check);
  return value as number;
}

/** A finite number. */
export const finite = (value: unknown, call: string, parameter: string): number =>
  numberOf(value, call, parameter, kinds.finite);

/** A finite number above 0. */
export const positive = (value: unknown, call: string, parameter: string): number =>
  numberOf(value, call, parameter, kinds.positive);

/** A finite number from 0 on. */
export const notNegative = (value: unknown, call: string, parameter: string): number =>
  numberOf(value, call, parameter, kinds.notNegative);

/** A number of an interval, its ends included. */
export const within = (value: unknown, low: number, high: number, call: string, parameter: string): number =>
  numberOf(value, call, parameter, kinds.within(low, high));

/** A whole number, at least `least`. */
export const whole = (value: unknown, least: number, call: string, parameter: string): number =>
  numberOf(value, call, parameter, kinds.wholeFrom(least));

/** The most entries of a table that is made at once: 1 GiB in double precision. */
export const mostEntries: number = 2 ** 27;

/** How many entries a table has, of which each takes a number of values; a size that memory may hold. */
export function entries(value: unknown, least: number, call: string, parameter: string, each = 1): number {
  const count = whole(value, least, call, parameter);
  const most = Math.max(least, Math.floor(mostEntries / each));
  return count <= most ? count : refuse(value, `at most ${most}`, { call, parameter });
}

/** What an object made by another function of sampling consists of, for checks of it. */
export interface Made {
  /** What it is, with its article. */
  readonly what: string;
  /** Where it comes from. */
  readonly hint: string;
  /** The lengths of its arrays by their names, for a number of units. */
  readonly lengths: Readonly<Record<string, (units: number) => number>>;
}

/**
 * An object of arrays whose lengths follow from its number of units.
 *
 * @param of the number of units, where the object does not say it
 * @throws CajalError E_TYPE, E_BUFFER
 */
export function checkMade(
  value: unknown,
  call: string,
  parameter: string,
  { what, hint, lengths }: Made,
  of?: number,
): void {
  const parts = isRecord(value) ? value : {};
  const units = of ?? parts.units;
  for (const name of Object.keys(lengths)) refuseDetached(parts[name], call, `${parameter}.${name}`);
  const fits = (count: number): boolean =>
    Object.entries(lengths).every(([name, lengthOf]) => {
      const values = parts[name];
      return values instanceof Float64Array && values.length === lengthOf(count);
    });
  if (typeof units === "number" && Number.isSafeInteger(units) && units >= 0 && fits(units)) return;
  fail("E_TYPE", { call, parameter, value, allowed: what, must: `${parameter} must be ${what}`, hint });
}
