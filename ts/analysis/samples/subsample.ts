// A reproducible choice of some neurons out of many.
import { checkArgument } from "../../arguments/check.ts";
import { numbers, wholeFrom } from "../../arguments/kinds.ts";
import { hashOf } from "../random.ts";

/**
 * Chooses `size` of the items without replacement, in ascending order of their position; all of them when
 * there are not more. Every item has a rank that follows from its value and the seed alone, and those of the
 * lowest ranks are taken: lists that share items choose the same ones of them, whatever else they hold.
 *
 * @throws CajalError unless `size` and `seed` are integers >= 0.
 * @example const positions = subsample(E.ids, 200, 1);
 */
export function subsample(items: ArrayLike<number>, size: number, seed: number): number[] {
  return subsamplePositions(items, size, seed).map((position) => items[position] as number);
}

/** The positions of what {@link subsample} chooses. */
export function subsamplePositions(items: ArrayLike<number>, size: number, seed: number): number[] {
  checkArgument(items, "subsample", "items", numbers);
  checkArgument(size, "subsample", "size", wholeFrom(0));
  checkArgument(seed, "subsample", "seed", wholeFrom(0));
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
