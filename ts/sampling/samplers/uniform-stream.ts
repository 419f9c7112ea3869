// Fast random numbers of samplers, the same on every machine.
import { splitmix64 } from "../../analysis/random.ts";

/**
 * The xoshiro128++ generator on a state of four words: 32 bits a call, as a signed number. Blackman & Vigna (2021)
 * Scrambled linear pseudorandom number generators, ACM TOMS 47:36.
 */
export function xoshiro128(state: Int32Array): number {
  const first = state[0] as number;
  const second = state[1] as number;
  const third = (state[2] as number) ^ first;
  const fourth = (state[3] as number) ^ second;
  const sum = (first + (state[3] as number)) | 0;
  state[1] = second ^ third;
  state[0] = first ^ fourth;
  state[2] = third ^ (second << 9);
  state[3] = (fourth << 11) | (fourth >>> 21);
  return (((sum << 7) | (sum >>> 25)) + first) | 0;
}

/** Uniform numbers in (0, 1) with 53 bits, never the ends. Streams of different seeds are independent. */
export function uniformStream(seed: number): () => number {
  const random = splitmix64(seed);
  const state = new Int32Array(4);
  for (let word = 0; word < 4; word++) state[word] = Number(random() & 0xffffffffn);
  return () => {
    const upper = xoshiro128(state) >>> 5;
    const lower = xoshiro128(state) >>> 6;
    return (upper * 67108864 + lower + 0.5) * 2 ** -53;
  };
}
