import { fail } from "../../error.ts";
import { type Expression, isExpression, number } from "../expression.ts";

function checkMasks(masks: readonly unknown[], call: string): void {
  const allowed = "masks such as circle(0.1)";
  if (masks.length === 0)
    fail("E_TYPE", { call, parameter: "masks", value: masks, allowed, must: `give ${allowed}` });
  for (const [k, mask] of masks.entries())
    if (!isExpression(mask))
      fail("E_TYPE", {
        call,
        parameter: `masks[${k}]`,
        value: mask,
        allowed,
        must: `masks[${k}] must be a mask`,
      });
}

/**
 * What lies in any of the masks.
 *
 * @throws CajalError E_TYPE
 * @example const mask = union(circle(0.1), circle(0.1, { anchor: [0.5, 0] }));
 */
export function union(...masks: readonly Expression[]): Expression {
  checkMasks(masks, "union");
  return masks.reduce((all, mask) => all.max(mask));
}

/**
 * What lies in all of the masks.
 *
 * @throws CajalError E_TYPE
 * @example const mask = intersection(circle(0.3), box([0, -1], [1, 1]));
 */
export function intersection(...masks: readonly Expression[]): Expression {
  checkMasks(masks, "intersection");
  return masks.reduce((all, mask) => all.times(mask));
}

/**
 * What lies in the first mask and in none of the others.
 *
 * @throws CajalError E_TYPE
 * @example const mask = difference(circle(0.3), circle(0.1));
 */
export function difference(first: Expression, ...others: readonly Expression[]): Expression {
  checkMasks([first, ...others], "difference");
  return others.reduce((rest, mask) => rest.times(number(1).minus(mask)), first);
}
