// A reproducible choice of some neurons out of many.
import { refuseDetached } from "../../buffer.ts";
import { hashOf } from "../random.ts";

/**
 * Chooses `size` of the items without replacement, in ascending order of their position; all of them when
 * there are not more. Every item has a rank that follows from its value and the seed alone, and those of the
 * lowest ranks are taken: lists that share items choose the same ones of them, whatever else they hold.
 *
 * @throws RangeError unless `size` and `seed` are integers >= 0.
 */
export function subsample(items: ArrayLike<number>, size: number, seed: number): number[] {
  return subsamplePositions(items, size, seed).map((position) => items[position] as number);
}

/** The positions of what {@link subsample} chooses. */
export function subsamplePositions(items: ArrayLike<number>, size: number, seed: number): number[] {
  if (!(Number.isInteger(size) && size >= 0 && Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`size and seed must be integers >= 0, got ${size} and ${seed}`);
  }
  refuseDetached(items, "subsample", "items");
  const positions = Array.from({ length: items.length }, (_, position) => position);
  if (size >= items.length) return positions;
  const ranks = Float64Array.from(items, hashOf(seed));
  const byRank = (one: number, other: number): number =>
    (ranks[one] as number) - (ranks[other] as number) || one - other;
  return positions
    .sort(byRank)
    .slice(0, size)
    .sort((one, other) => one - other);
}
