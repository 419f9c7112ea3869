import { checkOptions } from "../../arguments/check.ts";
import { listOf, optional, wholeFrom } from "../../arguments/kinds.ts";
import { fail } from "../../error.ts";
import type { Expression } from "../expression.ts";
import { isGrid, type Positions } from "../positions.ts";
import { box } from "./box.ts";

/** Where a {@link gridBox} lies. */
export interface GridBoxOptions {
  /**
   * The first of its places relative to the source, in places of the grid for each dimension; the second coordinate
   * counts down, as the neurons of a grid do. Default: the source is in the middle, or before it for even numbers.
   */
  readonly corner?: readonly number[] | undefined;
}

const call = "gridBox";
const whole = wholeFrom(Number.MIN_SAFE_INTEGER);

/**
 * So many places of a grid along each dimension, around a source on a place of it.
 *
 * @throws CajalError E_SHAPE if the grid has other dimensions; E_PARAM_RANGE, E_TYPE, E_UNKNOWN_PARAM
 * @example gridBox(grid([20, 20]), [3, 5])
 */
export function gridBox(
  places: Positions,
  shape: readonly number[],
  options: GridBoxOptions = {},
): Expression {
  if (!isGrid(places))
    fail("E_TYPE", {
      call,
      parameter: "places",
      value: places,
      allowed: "grid([...])",
      must: "places must be a grid",
    });
  listOf(wholeFrom(1))(shape, { call, parameter: "shape" });
  checkOptions(options, call, { corner: optional(listOf(whole)) });
  const corner = options.corner ?? shape.map((size) => -Math.floor((size - 1) / 2));
  for (const [parameter, list] of Object.entries({ shape, corner }))
    if (list.length !== places.dimensions)
      fail("E_SHAPE", {
        call,
        parameter,
        value: list.length,
        allowed: `${places.dimensions} numbers`,
        must: `${parameter} must have a number for each dimension of the grid (${places.dimensions})`,
      });
  const ends = shape.map((size, d) => {
    const spacing = (places.extent[d] as number) / (places.shape[d] as number);
    const first = corner[d] as number;
    const [low, high] = [(first - 0.5) * spacing, (first + size - 0.5) * spacing];
    return d === 1 ? ([-high, -low] as const) : ([low, high] as const);
  });
  return box(
    ends.map(([low]) => low),
    ends.map(([, high]) => high),
  );
}
