// Population rates from spikes as they come: counts in bins of model time, of the recent past.

/** What the bins of a window hold, oldest first. */
export interface RateSeries {
  /** Middles of the bins relative to the present [ms], negative. */
  readonly times: Float64Array;
  /** Mean rate of each population in each bin [1/s]. */
  readonly rates: readonly Float64Array[];
}

/** Counts the spikes of some populations in bins. */
export class RateMeter {
  readonly #sizes: readonly number[];
  readonly #bin: number;
  readonly #counts: readonly Uint32Array[];
  readonly #capacity: number;
  readonly #populationOf: Uint8Array;
  #now = 0;
  #begin = 0;
  #newest = -1;

  /**
   * @param populations first global neuron number and size of each, ascending
   * @param bin width of a bin [ms]
   * @param memory how far back bins are kept [ms]
   */
  constructor(
    populations: readonly { readonly first: number; readonly size: number }[],
    bin = 5,
    memory = 2000,
  ) {
    this.#sizes = populations.map(({ size }) => size);
    this.#bin = bin;
    this.#capacity = Math.ceil(memory / bin) + 1;
    this.#counts = populations.map(() => new Uint32Array(this.#capacity));
    const neurons = populations.reduce((most, { first, size }) => Math.max(most, first + size), 0);
    // Neurons of no population count nowhere.
    this.#populationOf = new Uint8Array(neurons).fill(255);
    for (const [index, { first, size }] of populations.entries())
      this.#populationOf.fill(index, first, first + size);
  }

  /** Begins anew at a time [ms]. */
  reset(time = 0): void {
    for (const counts of this.#counts) counts.fill(0);
    [this.#now, this.#begin, this.#newest] = [time, time, Math.floor(time / this.#bin) - 1];
  }

  /** Adds spikes with stamps in (the present, `now`] [ms]; `now` becomes the present. */
  add(ids: ArrayLike<number>, times: ArrayLike<number>, now: number): void {
    this.#open(Math.floor(now / this.#bin));
    for (let spike = 0; spike < ids.length; spike++) {
      const counts = this.#counts[this.#populationOf[ids[spike] as number] as number];
      const bin = Math.floor((times[spike] as number) / this.#bin);
      if (!counts || bin <= this.#newest - this.#capacity) continue;
      const place = bin % this.#capacity;
      counts[place] = (counts[place] as number) + 1;
    }
    this.#now = now;
  }

  /** Mean rates over so much of the recent past [ms], in whole bins, or over all there is if it is less [1/s]. */
  means(past: number): number[] {
    const last = Math.floor(this.#now / this.#bin);
    const first = Math.max(Math.floor((this.#now - past) / this.#bin), Math.floor(this.#begin / this.#bin));
    const length = (this.#now - Math.max(first * this.#bin, this.#begin)) / 1000;
    return this.#counts.map((counts, population) => {
      let sum = 0;
      for (let bin = first; bin <= last; bin++) sum += counts[bin % this.#capacity] as number;
      return length > 0 ? sum / length / (this.#sizes[population] as number) : 0;
    });
  }

  /** The rates in whole bins over so much of the recent past [ms]. */
  series(past: number): RateSeries {
    const end = Math.floor(this.#now / this.#bin);
    const bins = Math.min(this.#capacity - 1, Math.ceil(past / this.#bin));
    const begin = Math.max(end - bins, Math.floor(this.#begin / this.#bin));
    const perSecond = 1000 / this.#bin;
    const times = Float64Array.from(
      { length: end - begin },
      (_, k) => (begin + k + 0.5) * this.#bin - this.#now,
    );
    const rates = this.#counts.map((counts, population) =>
      Float64Array.from(
        times,
        (_, k) =>
          ((counts[(begin + k) % this.#capacity] as number) * perSecond) /
          (this.#sizes[population] as number),
      ),
    );
    return { times, rates };
  }

  /** Empties the bins up to a new one. */
  #open(bin: number): void {
    const from = Math.max(this.#newest + 1, bin - this.#capacity + 1);
    for (let fresh = from; fresh <= bin; fresh++)
      for (const counts of this.#counts) counts[fresh % this.#capacity] = 0;
    this.#newest = Math.max(this.#newest, bin);
  }
}
