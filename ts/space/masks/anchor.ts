import { type Checks, checkOptions } from "../../arguments/check.ts";
import { finite, listOf, optional } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import { components, distance, type Expression, squares } from "../expression.ts";

/** A point beside the source, around which a mask lies. */
export interface Anchor {
  /** Its coordinates relative to the source, one for each dimension; default: the source itself. */
  readonly anchor?: readonly number[] | undefined;
}

/** Refuses lists of coordinates for none or more than three dimensions, or for others than are wanted. */
export function checkCoordinates(
  list: readonly number[],
  call: string,
  parameter: string,
  wanted?: number,
): void {
  listOf(finite)(list, { call, parameter });
  if (wanted === undefined ? list.length >= 1 && list.length <= 3 : list.length === wanted) return;
  const allowed = `${wanted ?? "1 to 3"} numbers`;
  fail("E_SHAPE", {
    call,
    parameter,
    value: list.length,
    allowed,
    must: `${parameter} must have ${allowed}`,
  });
}

/** The check of an option `anchor`. */
export const ofAnchor: Checks = {
  anchor: optional((value, { call, parameter }) => checkCoordinates(value as number[], call, parameter)),
};

/** The distance from the anchor. */
export function distanceFrom(options: Anchor, call: string): Expression {
  checkOptions(options, call, ofAnchor);
  return options.anchor ? squares(components(options.anchor)).sqrt() : distance;
}
