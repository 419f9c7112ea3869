/** Networks in space: where neurons are, and numbers that depend on the way from one to another. */

export { distance, type Expression, number, type Operand, x, y, z } from "./expression.ts";
export { exponential } from "./kernels/exponential.ts";
export { type Gabor, gabor } from "./kernels/gabor.ts";
export { gamma } from "./kernels/gamma.ts";
export { gaussian } from "./kernels/gaussian.ts";
export { type Gaussian2D, gaussian2D } from "./kernels/gaussian-2d.ts";
export { linear } from "./kernels/linear.ts";
export type { Anchor } from "./masks/anchor.ts";
export { type BoxOptions, box } from "./masks/box.ts";
export { circle } from "./masks/circle.ts";
export { difference, intersection, union } from "./masks/combine.ts";
export { doughnut } from "./masks/doughnut.ts";
export { type EllipseOptions, ellipse } from "./masks/ellipse.ts";
export { type GridBoxOptions, gridBox } from "./masks/grid-box.ts";
export type { Placed } from "./placed.ts";
export { free, grid, type Point, type Positions, type SpaceOptions } from "./positions.ts";
export {
  type DistanceProfile,
  distanceProfile,
  type ProfileOptions,
  type ProfileSynapses,
} from "./profile.ts";
