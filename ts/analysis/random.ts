// Random numbers for choices and surrogates: the same on every machine.

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

/** Uniform numbers in (0, 1), never its ends: the upper 53 bits of {@link splitmix64}, moved by half a place. */
export function uniforms(seed: number): () => number {
  if (!(Number.isSafeInteger(seed) && seed >= 0)) {
    throw new RangeError(`seed must be an integer >= 0, got ${seed}`);
  }
  const random = splitmix64(seed);
  return () => (Number(random() >> 11n) + 0.5) / 2 ** 53;
}
