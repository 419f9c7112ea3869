// A current that jumps at random, the same for everyone who asks with the same seed.

/** A new value every so often [ms]. */
export const noiseStep = 1;

/** Numbers of a standard normal distribution (mulberry32, Box & Muller 1958). */
export function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return (((word ^ (word >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Times [ms] and values [pA] of a noisy current of a standard deviation [pA]. */
export function noiseCurrent(deviation: number, duration: number, seed: number) {
  const next = gaussian(seed);
  const length = Math.ceil(duration / noiseStep);
  const times = Float64Array.from({ length }, (_, k) => k * noiseStep);
  return { times, values: times.map(() => deviation * next()) };
}
