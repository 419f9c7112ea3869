import { checkOptions, refuse } from "../../arguments/check.ts";
import { finite, optional } from "../../arguments/kinds.ts";
import { components, type Expression } from "../expression.ts";
import { type Anchor, checkCoordinates, ofAnchor } from "./anchor.ts";
import { between, turnedBack } from "./rotation.ts";

/** How a {@link box} lies. */
export interface BoxOptions extends Anchor {
  /** The angle by which it is turned around its middle, in the plane of x and y [degrees]; default 0. */
  readonly azimuth?: number | undefined;
}

/**
 * All targets from one corner to the opposite one, both relative to the source; a coordinate for each dimension.
 *
 * @throws CajalError E_PARAM_RANGE if a corner is not below the other; E_SHAPE, E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example box([-0.5, -0.1], [0.5, 0.1], { azimuth: 45 })
 */
export function box(
  lower: readonly number[],
  upper: readonly number[],
  options: BoxOptions = {},
): Expression {
  const call = "box";
  checkCoordinates(lower, call, "lower");
  checkCoordinates(upper, call, "upper", lower.length);
  checkOptions(options, call, { ...ofAnchor, azimuth: optional(finite) });
  const { azimuth = 0, anchor = lower.map(() => 0) } = options;
  checkCoordinates(anchor, call, "anchor", lower.length);
  for (const [d, low] of lower.entries()) {
    const high = upper[d] as number;
    if (low >= high) refuse(low, `a number below upper[${d}] (${high})`, { call, parameter: `lower[${d}]` });
  }
  if (azimuth !== 0 && lower.length < 2)
    refuse(azimuth, "0 in one dimension", { call, parameter: "azimuth" });
  const middle = lower.map((low, d) => (low + (upper[d] as number)) / 2);
  const half = lower.map((low, d) => ((upper[d] as number) - low) / 2);
  if (azimuth === 0)
    return components(anchor)
      .map((part, d) => between(part, lower[d] as number, upper[d] as number))
      .reduce((all, side) => all.times(side));
  return turnedBack(components(anchor.map((at, d) => at + (middle[d] as number))), azimuth)
    .map((part, d) => between(part, -(half[d] as number), half[d] as number))
    .reduce((all, side) => all.times(side));
}
