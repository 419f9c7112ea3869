// Random numbers for choices and surrogates: the same on every machine.
import { checkArgument } from "../arguments/check.ts";
import { wholeFrom } from "../arguments/kinds.ts";

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
 * Uniform numbers in (0, 1), never its ends: the upper 53 bits of {@link splitmix64}, moved by half a place.
 *
 * @example
 * const next = uniforms(1);
 * const value = next(); // in [0, 1)
 */
export function uniforms(seed: number): () => number {
  checkArgument(seed, "uniforms", "seed", wholeFrom(0));
  const random = splitmix64(seed);
  return () => (Number(random() >> 11n) + 0.5) / 2 ** 53;
}

// Rounds of MurmurHash3 for 32 bits (Appleby 2011, public domain).
function mixedIn(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593) ^ hash;
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) | 0;
}

/** The last step, for a text of 16 bytes. */
function finished(hash: number): number {
  let mixed = hash ^ 16;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * A function that gives every number an integer from 0 to below 2^53, evenly spread, which depends on nothing but the
 * number and the seed: two MurmurHash3 of the bytes of both.
 */
export function hashOf(seed: number): (value: number) => number {
  const bytes = new DataView(new ArrayBuffer(16));
  bytes.setFloat64(0, seed, true);
  const words = [0, 4, 8, 12];
  const half = (start: number): number =>
    finished(words.reduce((hash, place) => mixedIn(hash, bytes.getInt32(place, true)), start));
  return (value) => {
    // -0 is the same number as 0.
    bytes.setFloat64(8, value + 0, true);
    return half(0) * 2 ** 21 + (half(1) >>> 11);
  };
}
