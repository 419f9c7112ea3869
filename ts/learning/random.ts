// Random numbers that are a function of a seed, a purpose and a place, so that a stopped training needs no stored
// generator to go on bit for bit.
import { fail } from "../error.ts";
import { checkNumber, checkWord } from "./checks.ts";

/** What random numbers are drawn for; each purpose has numbers of its own. */
export type Purpose = "weights" | "feedback" | "order" | "test" | "dropout" | "teacher";

const purposes: readonly Purpose[] = ["weights", "feedback", "order", "test", "dropout", "teacher"];

/** Uniform numbers one after the other. */
export interface RandomStream {
  /** The next number in (0, 1), never its ends: 52 random bits in the middle of their interval. */
  uniform(): number;
  /** The next number in (low, high). */
  between(low: number, high: number): number;
  /** The next whole number from 0 to n - 1. */
  below(n: number): number;
  /** The elements in a random order (Fisher & Yates), as a new array. */
  shuffled<Element>(elements: readonly Element[]): Element[];
}

// The constants of Philox4x32 (Salmon et al. 2011).
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
const rounds = 10;

/** The upper 32 bits of the product of two 32-bit numbers. */
function upper(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) >>> 0;
}

/** One block of Philox4x32-10: the counter's four words are replaced by random ones. */
export function philox(words: Uint32Array, key0: number, key1: number): void {
  let [c0, c1, c2, c3] = words as unknown as [number, number, number, number];
  let [k0, k1] = [key0, key1];
  for (let round = 0; round < rounds; round++) {
    const [high0, low0] = [upper(multiplier0, c0), Math.imul(multiplier0, c0)];
    const [high1, low1] = [upper(multiplier1, c2), Math.imul(multiplier1, c2)];
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

const inPlace = {
  allowed: "a whole number in [0, 2^32)",
  valid: (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32,
};

/**
 * The random numbers of a purpose at a place, for instance of epoch 12: the same however often they are asked for,
 * on every machine. Counter-based (Philox4x32-10, Salmon et al. 2011).
 *
 * @param seed a whole number in [0, 2^53)
 * @param place up to two whole numbers in [0, 2^32), such as an epoch and a presentation
 * @throws CajalError E_TYPE, E_PARAM_RANGE for a bad seed or place, E_UNKNOWN_NAME
 * @example randomStream(1, "order", 12).shuffled(["a", "b", "c"]);
 */
export function randomStream(seed: number, purpose: Purpose, ...place: readonly number[]): RandomStream {
  checkSeed(seed, "randomStream");
  checkWord(purpose, purposes, "randomStream", "purpose");
  for (const [k, at] of place.entries()) checkNumber(at, "randomStream", `place[${k}]`, inPlace);
  const [key0, key1] = [seed >>> 0, Math.floor(seed / 2 ** 32)];
  const words = new Uint32Array(4);
  let [block, used] = [0, 4];
  const uniform = (): number => {
    if (used === 4) {
      words.set([block++, place[1] ?? 0, place[0] ?? 0, purposes.indexOf(purpose)]);
      philox(words, key0, key1);
      used = 0;
    }
    const [high, low] = [words[used] as number, words[used + 1] as number];
    used += 2;
    return (high * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52;
  };
  const below = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    below,
    shuffled: (elements) => {
      const order = [...elements];
      for (let last = order.length - 1; last > 0; last--) {
        const other = below(last + 1);
        [order[last], order[other]] = [order[other] as never, order[last] as never];
      }
      return order;
    },
  };
}

/** A seed: a whole number from 0 on that a double holds exactly. */
export function checkSeed(seed: unknown, call: string): asserts seed is number {
  const allowed = "a whole number in [0, 2^53)";
  const place = { call, parameter: "seed", value: seed, allowed, must: `seed must be ${allowed}` };
  if (typeof seed !== "number") fail("E_TYPE", place);
  if (!Number.isSafeInteger(seed) || seed < 0) fail("E_PARAM_RANGE", place);
}
