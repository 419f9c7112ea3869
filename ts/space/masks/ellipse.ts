import { checkArgument, checkOptions, refuse } from "../../arguments/check.ts";
import { finite, optional, positive } from "../../arguments/kinds.ts";
import { components, type Expression, squares } from "../expression.ts";
import { type Anchor, checkCoordinates, ofAnchor } from "./anchor.ts";
import { turnedBack } from "./rotation.ts";

/** How an {@link ellipse} lies. */
export interface EllipseOptions extends Anchor {
  /** The angle from the x axis to the major axis [degrees]; default 0. */
  readonly azimuth?: number | undefined;
  /** The length of the axis along z: an ellipsoid in three dimensions. */
  readonly polar_axis?: number | undefined;
}

/**
 * All targets within an ellipse around the source; axes are whole lengths, not halves.
 *
 * @throws CajalError E_PARAM_RANGE if the minor axis is longer than the major one; E_PARAM_POSITIVE, E_SHAPE,
 * E_NOT_FINITE, E_TYPE, E_UNKNOWN_PARAM
 * @example net.connect(E, I, bernoulli(0.5, { mask: ellipse(0.6, 0.2, { azimuth: 45 }) }), { weight: 20 });
 */
export function ellipse(major_axis: number, minor_axis: number, options: EllipseOptions = {}): Expression {
  const call = "ellipse";
  checkArgument(major_axis, call, "major_axis", positive);
  checkArgument(minor_axis, call, "minor_axis", positive);
  checkOptions(options, call, { ...ofAnchor, azimuth: optional(finite), polar_axis: optional(positive) });
  if (minor_axis > major_axis)
    refuse(minor_axis, `at most major_axis (${major_axis})`, { call, parameter: "minor_axis" });
  const { azimuth = 0, polar_axis } = options;
  const axes = polar_axis === undefined ? [major_axis, minor_axis] : [major_axis, minor_axis, polar_axis];
  const { anchor = axes.map(() => 0) } = options;
  checkCoordinates(anchor, call, "anchor", axes.length);
  const parts = turnedBack(components(anchor), azimuth);
  return squares(parts.map((part, d) => part.over((axes[d] as number) / 2))).isAtMost(1);
}
