// A reproducible choice of some neurons out of many.

const mask = (1n << 64n) - 1n;

/** The splitmix64 generator (Steele, Lea & Flood 2014): the same numbers on every machine. */
export function splitmix64(seed: number): () => bigint {
  let state = BigInt(seed) & mask;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let mixed = ((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
    return mixed ^ (mixed >> 31n);
  };
}

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
