// Masks against their definitions, at displacements inside, outside and on their borders.
import { describe, expect, it } from "vitest";
import {
  box,
  circle,
  difference,
  doughnut,
  type Expression,
  ellipse,
  free,
  grid,
  gridBox,
  intersection,
  union,
} from "../../../ts/space/index.ts";
import { errorOf } from "../../helpers/errors.ts";

/** Displacements on a fine grid, borders of round numbers included. */
const plane = Array.from(
  { length: 41 * 41 },
  (_, k) => [(Math.floor(k / 41) - 20) / 20, ((k % 41) - 20) / 20] as const,
);

/** Compares a mask with a condition; borders that rounding decides are left out by a margin. */
function expectMask(mask: Expression, margin: (x: number, y: number) => number): void {
  let inside = 0;
  for (const [x, y] of plane) {
    const within = margin(x, y);
    if (Math.abs(within) < 1e-12) continue;
    expect(mask.at([x, y]), `${x}, ${y}`).toBe(within > 0 ? 1 : 0);
    if (within > 0) inside++;
  }
  expect(inside).toBeGreaterThan(5);
  expect(inside).toBeLessThan(plane.length - 5);
}

const turned = (x: number, y: number, degrees: number): [number, number] => {
  const angle = (degrees * Math.PI) / 180;
  return [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
};
const inBox = (x: number, y: number, [a, b]: number[], [c, d]: number[]): number =>
  Math.min(x - (a as number), (c as number) - x, y - (b as number), (d as number) - y);

describe("masks", () => {
  it("circle", () => {
    expectMask(circle(0.51), (x, y) => 0.51 - Math.hypot(x, y));
    expectMask(circle(0.3, { anchor: [0.2, -0.4] }), (x, y) => 0.3 - Math.hypot(x - 0.2, y + 0.4));
    expect([0.5, -0.5, 0.5000001].map((d) => circle(0.5).at([d]))).toEqual([1, 1, 0]);
    expect([circle(0.5).at([0.3, 0, 0.4]), circle(0.5).at([0.3, 0.1, 0.4])]).toEqual([1, 0]);
  });

  it("doughnut", () => {
    expectMask(doughnut(0.21, 0.51), (x, y) => Math.min(0.51 - Math.hypot(x, y), Math.hypot(x, y) - 0.21));
    expect([0.2, 0.5, 0.19, 0.51].map((d) => doughnut(0.2, 0.5).at([0, d]))).toEqual([1, 1, 0, 0]);
    expect(doughnut(0.2, 0.5, { anchor: [1, 0] }).at([0.7, 0])).toBe(1);
  });

  it("box", () => {
    expectMask(box([-0.31, 0.11], [0.52, 0.43]), (x, y) => inBox(x, y, [-0.31, 0.11], [0.52, 0.43]));
    expect(box([0, 0], [1, 1]).at([0, 1])).toBe(1);
    expectMask(box([-0.31, -0.1], [0.31, 0.1], { azimuth: 30, anchor: [0.1, 0.2] }), (x, y) =>
      inBox(...turned(x - 0.1, y - 0.2, 30), [-0.31, -0.1], [0.31, 0.1]),
    );
    expectMask(box([0.1, 0.2], [0.7, 0.4], { azimuth: 70 }), (x, y) =>
      inBox(...turned(x - 0.4, y - 0.3, 70), [-0.3, -0.1], [0.3, 0.1]),
    );
    const solid = box([-1, -2, -3], [1, 2, 3]);
    expect([solid.at([1, -2, 3]), solid.at([1, -2, 3.1])]).toEqual([1, 0]);
  });

  it("ellipse", () => {
    const form = (x: number, y: number) => 1 - (x / 0.61) ** 2 - (y / 0.23) ** 2;
    expectMask(ellipse(1.22, 0.46), form);
    expectMask(ellipse(1.22, 0.46, { azimuth: 40, anchor: [-0.1, 0.3] }), (x, y) =>
      form(...turned(x + 0.1, y - 0.3, 40)),
    );
    const solid = ellipse(2, 1, { polar_axis: 4 });
    expect([solid.at([0, 0, 2]), solid.at([0.1, 0, 2])]).toEqual([1, 0]);
  });

  it("gridBox", () => {
    const places = grid([20, 10], { extent: [2, 2] }); // 0.1 and 0.2 apart
    expectMask(gridBox(places, [3, 5]), (x, y) => inBox(x, y, [-0.15, -0.5], [0.15, 0.5]));
    // From the source to the right, and downwards.
    expectMask(gridBox(places, [4, 2], { corner: [0, 0] }), (x, y) =>
      inBox(x, y, [-0.05, -0.3], [0.35, 0.1]),
    );
  });

  it("union, intersection and difference", () => {
    const [a, b] = [circle(0.51), circle(0.41, { anchor: [0.3, 0.1] })];
    const first = (x: number, y: number) => 0.51 - Math.hypot(x, y);
    const second = (x: number, y: number) => 0.41 - Math.hypot(x - 0.3, y - 0.1);
    expectMask(union(a, b), (x, y) => Math.max(first(x, y), second(x, y)));
    expectMask(intersection(a, b), (x, y) => Math.min(first(x, y), second(x, y)));
    expectMask(difference(a, b), (x, y) => Math.min(first(x, y), -second(x, y)));
    const c = circle(0.2, { anchor: [-0.5, 0] });
    expectMask(difference(a, b, c), (x, y) =>
      Math.min(first(x, y), -second(x, y), Math.hypot(x + 0.5, y) - 0.2),
    );
  });
});

it.each([
  ["E_PARAM_POSITIVE", "radius", 0, () => circle(0)],
  ["E_NOT_FINITE", "radius", Number.NaN, () => circle(Number.NaN)],
  ["E_TYPE", "radius", "1", () => circle("1" as never)],
  ["E_SHAPE", "anchor", 4, () => circle(1, { anchor: [1, 2, 3, 4] })],
  ["E_NOT_FINITE", "anchor[1]", Infinity, () => circle(1, { anchor: [1, Infinity] })],
  ["E_UNKNOWN_PARAM", "centre", undefined, () => circle(1, { centre: [0] } as never)],
  ["E_PARAM_RANGE", "inner", -1, () => doughnut(-1, 2)],
  ["E_PARAM_RANGE", "inner", 2, () => doughnut(2, 2)],
  ["E_PARAM_POSITIVE", "outer", 0, () => doughnut(0, 0)],
  ["E_PARAM_RANGE", "lower[1]", 1, () => box([0, 1], [1, 1])],
  ["E_SHAPE", "upper", 1, () => box([0, 1], [1])],
  ["E_SHAPE", "lower", 0, () => box([], [])],
  ["E_SHAPE", "anchor", 1, () => box([0, 0], [1, 1], { anchor: [1] })],
  ["E_PARAM_RANGE", "azimuth", 10, () => box([0], [1], { azimuth: 10 })],
  ["E_PARAM_RANGE", "minor_axis", 2, () => ellipse(1, 2)],
  ["E_PARAM_POSITIVE", "major_axis", 0, () => ellipse(0, 0)],
  ["E_PARAM_POSITIVE", "polar_axis", -1, () => ellipse(1, 1, { polar_axis: -1 })],
  ["E_SHAPE", "anchor", 2, () => ellipse(1, 1, { polar_axis: 1, anchor: [0, 0] })],
  ["E_PARAM_RANGE", "shape[1]", 0, () => gridBox(grid([2, 2]), [1, 0])],
  ["E_SHAPE", "shape", 1, () => gridBox(grid([2, 2]), [1])],
  ["E_SHAPE", "corner", 1, () => gridBox(grid([2, 2]), [1, 1], { corner: [0] })],
  ["E_PARAM_RANGE", "corner[0]", 0.5, () => gridBox(grid([2, 2]), [1, 1], { corner: [0.5, 0] })],
  ["E_TYPE", "places", undefined, () => gridBox(free([[0, 0]]), [1, 1])],
  ["E_TYPE", "masks[1]", 1, () => union(circle(1), 1 as never)],
  ["E_TYPE", "masks", undefined, () => intersection()],
  ["E_TYPE", "masks[0]", null, () => difference(null as never)],
])("is refused with %s for %s", (code, parameter, value, call) => {
  const error = errorOf(call);
  expect([error.code, error.parameter]).toEqual([code, parameter]);
  if (value !== undefined) expect(error.value).toEqual(value);
  expect(error.allowed).toBeTruthy();
});
