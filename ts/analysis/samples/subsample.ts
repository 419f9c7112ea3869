// A reproducible choice of some neurons out of many.
import { splitmix64 } from "../random.ts";

/**
 * Chooses `size` of the items without replacement, in ascending order of their position; all of them when
 * there are not more.
 *
 * @throws RangeError unless `size` and `seed` are integers >= 0.
 */
export function subsample(items: ArrayLike<number>, size: number, seed: number): number[] {
  if (!(Number.isInteger(size) && size >= 0 && Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`size and seed must be integers >= 0, got ${size} and ${seed}`);
  }
  if (size >= items.length) return Array.from(items);
  const random = splitmix64(seed);
  const positions = Uint32Array.from({ length: items.length }, (_, index) => index);
  for (let place = 0; place < size; place++) {
    const chosen = place + Number(random() % BigInt(items.length - place));
    const kept = positions[chosen] as number;
    positions[chosen] = positions[place] as number;
    positions[place] = kept;
  }
  return Array.from(positions.subarray(0, size).sort(), (position) => items[position] as number);
}
