// Places of areas on a plane from the distances between them.

/** A place [mm]. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How far the point that is farthest from a line through the others' places may be to count as on it [mm^2]. */
const flat = 1e-9;

/**
 * The places whose distances are given, if they lie in a plane: the first point is the origin, the farthest from it
 * lies to the right, and the one farthest from the line between these two above it. Where they do not lie in a plane,
 * their projections onto the plane of these three.
 *
 * @param distances [one * count + other], symmetric [mm]
 */
export function placesOf(distances: ArrayLike<number>, count: number): Place[] {
  const all = Array.from({ length: count }, (_, index) => index);
  const square = (one: number, other: number): number => (distances[one * count + other] as number) ** 2;
  // Products of the vectors from the first point.
  const product = (one: number, other: number): number =>
    (square(one, 0) + square(other, 0) - square(one, other)) / 2;
  const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
  const right = largest(all.map((index) => square(index, 0)));
  const reach = Math.sqrt(square(right, 0));
  const x = all.map((index) => (reach > 0 ? product(index, right) / reach : 0));
  const heights = all.map((index) => square(index, 0) - (x[index] as number) ** 2);
  const above = largest(heights);
  const height = heights[above] as number;
  return all.map((index) => ({
    x: x[index] as number,
    y:
      height > flat
        ? (product(index, above) - (x[index] as number) * (x[above] as number)) / Math.sqrt(height)
        : 0,
  }));
}
