/** A row of the kernel's tables of parameters. */

import { checkArgument, checkParts } from "../arguments/check.ts";
import { listOf, text, withParts } from "../arguments/kinds.ts";

/** A parameter or variable: default and allowed values in `unit`; no bound where `low` or `high` is null. */
export interface Field {
  readonly name: string;
  readonly unit: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The bounds themselves are excluded. */
  readonly open: boolean;
  readonly text: string;
  /** Takes any number of values. */
  readonly list?: boolean;
  /** How a time becomes whole steps where it lies between two of them. */
  readonly rounding?: "none" | "nearest" | "up";
  /** A shorter name that is understood too. */
  readonly alias?: string;
  /** The same for all targets of a device. */
  readonly common?: boolean;
  /** A time of a device that need not be a whole number of steps. */
  readonly offGrid?: boolean;
  /** A whole number. */
  readonly whole?: boolean;
}

/**
 * The default of a field. Tables write infinity as null; only lower bounds such as Wmin are without limit below.
 *
 * @example const V_th = model("iaf_psc_exp").parameters.map(defaultOf);
 */
export function defaultOf(field: Field): number {
  checkParts(field, "defaultOf", "field", { name: text });
  return field.value ?? (/min$/.test(field.name) ? -Infinity : Infinity);
}

/**
 * The list that a parameter is an entry of: `tau_sfa` of `tau_sfa[0]`.
 *
 * @example listNameOf({ name: "tau_sfa[0]" }); // "tau_sfa"
 */
export function listNameOf(field: Pick<Field, "name">): string | undefined {
  checkParts(field, "listNameOf", "field", { name: text });
  return /^(.+)\[\d+\]$/.exec(field.name)?.[1];
}

/**
 * The names of the things of which a parameter is one; undefined for any other parameter.
 *
 * @example choicesOf({ unit: "one of logistic, rectified" }); // ["logistic", "rectified"]
 */
export function choicesOf(field: Pick<Field, "unit">): readonly string[] | undefined {
  checkParts(field, "choicesOf", "field", { unit: text });
  return field.unit.startsWith("one of ") ? field.unit.slice("one of ".length).split(", ") : undefined;
}

/** A row of a table of parameters: one field, or all entries of a list. */
export interface FieldRow extends Field {
  /** The values of the entries that a list has by default; undefined for a single value. */
  readonly entries?: readonly number[];
  /** The most entries that a list may have. */
  readonly most?: number;
}

/**
 * Fields with the entries of each list in one row.
 *
 * @example for (const { name, unit, text } of rowsOf(model("gif_psc_exp").parameters)) console.log(name, unit, text);
 */
export function rowsOf(fields: readonly Field[]): readonly FieldRow[] {
  checkArgument(fields, "rowsOf", "fields", listOf(withParts({ name: text })));
  return Array.from(fields).flatMap((field) => {
    const list = listNameOf(field);
    if (list === undefined) return [field];
    const all = fields.filter((other) => listNameOf(other) === list);
    if (all[0] !== field) return [];
    const entries = all.flatMap(({ value }) => (value === null ? [] : [value]));
    return [{ ...field, name: list, entries, most: all.length }];
  });
}
