// Population rates of the recent past, as the plot shows them.

/** Keeps the last bins of 1 ms. */
export class Rates {
  readonly #length: number;
  #end = 0;
  #E: number[] = [];
  #I: number[] = [];

  /** @param length bins that are kept */
  constructor(length: number) {
    this.#length = length;
  }

  clear(): void {
    [this.#E, this.#I, this.#end] = [[], [], 0];
  }

  /** Adds bins; `firstBin` is the end of the first one [ms]. */
  add(firstBin: number, E: Float64Array, I: Float64Array): void {
    this.#E.push(...E);
    this.#I.push(...I);
    this.#end = firstBin + E.length - 1;
    const surplus = this.#E.length - this.#length;
    if (surplus <= 0) return;
    this.#E.splice(0, surplus);
    this.#I.splice(0, surplus);
  }

  /** Times relative to `now` [ms] and rates [1/s] of the bins within a window [ms]. */
  last(window: number, now: number): { times: Float64Array; E: number[]; I: number[] } {
    const count = Math.min(window, this.#E.length);
    const begin = this.#E.length - count;
    const times = Float64Array.from({ length: count }, (_, k) => this.#end - count + 0.5 + k - now);
    return { times, E: this.#E.slice(begin), I: this.#I.slice(begin) };
  }
}
