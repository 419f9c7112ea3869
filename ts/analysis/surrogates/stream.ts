// Streams of random numbers for the several purposes of one seed.
import { splitmix64, uniforms } from "../random.ts";

/**
 * Uniform numbers in (0, 1) for one purpose of a seed. Neither `uniforms(seed)` nor that of a neighbouring
 * seed gives these numbers, so what is drawn from them is independent of trains that were made with such a
 * seed.
 *
 * @throws CajalError unless `seed` is an integer from 0 on.
 */
export function stream(seed: number, purpose: "events" | "participation" | "dither"): () => number {
  return uniforms(streamSeed(seed, purpose));
}

/** The seed behind {@link stream}. */
export function streamSeed(seed: number, purpose: "events" | "participation" | "dither"): number {
  const words = splitmix64(seed);
  const place = ["events", "participation", "dither"].indexOf(purpose);
  for (let word = 0; word < place; word++) words();
  return Number(words() >> 11n);
}
