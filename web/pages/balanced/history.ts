// The recent past of the network: all spikes, and how many there were in each millisecond.
import type { SpikeTrains } from "cajal";
import type { Spikes } from "./frame.ts";

/** Width of a bin of the population rate [ms]. */
export const bin = 1;

// How far the past reaches [ms], and how many spikes are kept at most.
const reach = 2000;
const mostSpikes = 4_000_000;

/** Whole bins that have become complete. */
export interface Bins {
  /** The end of the first one [ms]. */
  readonly firstBin: number;
  /** Spikes of the excitatory and the inhibitory neurons. */
  readonly countsE: Float64Array;
  readonly countsI: Float64Array;
}

/** Keeps what was recorded, piece by piece. Bin k holds the spikes in (k, k + 1] ms. */
export class History {
  readonly neurons: Uint32Array;
  readonly #firstInhibitory: number;
  #pieces: SpikeTrains[] = [];
  #spikes = 0;
  #counts = { E: new Float64Array(reach), I: new Float64Array(reach) };
  /** Bins that are complete, and the last one that has begun. */
  #complete = 0;
  #entered = -1;
  #now = 0;

  constructor(neurons: Uint32Array, firstInhibitory: number) {
    this.neurons = neurons;
    this.#firstInhibitory = firstInhibitory;
  }

  /** Begin of what is kept [ms]. */
  get from(): number {
    return Math.max(this.#pieces[0]?.tStart ?? this.#now, this.#now - reach);
  }

  /** End of what is kept [ms]. */
  get now(): number {
    return this.#now;
  }

  /** Adds a piece and returns the bins it completes. */
  add(piece: SpikeTrains): Bins {
    this.#pieces.push(piece);
    this.#spikes += piece.length;
    this.#now = piece.tStop;
    this.#drop();
    const first = this.#complete;
    this.#complete = Math.floor(piece.tStop / bin + 1e-6);
    this.#enter(Math.ceil(piece.tStop / bin - 1e-6) - 1);
    for (let spike = 0; spike < piece.length; spike++) {
      const place = Math.max(0, Math.ceil((piece.times[spike] as number) / bin - 1e-6) - 1) % reach;
      const counts = (piece.ids[spike] as number) < this.#firstInhibitory ? this.#counts.E : this.#counts.I;
      counts[place] = (counts[place] as number) + 1;
    }
    return { firstBin: first + bin, ...this.#bins(first, this.#complete) };
  }

  /** Counts of all whole bins from a time on [ms]. */
  since(time: number): { readonly countsE: Float64Array; readonly countsI: Float64Array } {
    const least = Math.max(Math.ceil(time / bin), Math.ceil(this.from / bin), this.#complete - reach);
    return this.#bins(Math.min(least, this.#complete), this.#complete);
  }

  /** The spikes of some neurons from a time on [ms]; default: all. */
  spikes(from = this.from, keep: (id: number) => boolean = () => true): Spikes {
    const pieces = this.#pieces.filter(({ tStop }) => tStop > from);
    const most = pieces.reduce((sum, { length }) => sum + length, 0);
    const ids = new Uint32Array(most);
    const times = new Float64Array(most);
    let count = 0;
    for (const piece of pieces)
      for (let spike = 0; spike < piece.length; spike++) {
        const id = piece.ids[spike] as number;
        const time = piece.times[spike] as number;
        if (time <= from || !keep(id)) continue;
        ids[count] = id;
        times[count++] = time;
      }
    const neurons = this.neurons.filter(keep);
    return {
      ids: ids.slice(0, count),
      times: times.slice(0, count),
      neurons,
      tStart: from,
      tStop: this.#now,
    };
  }

  /** Pieces that are too old or too many go. */
  #drop(): void {
    for (let first = this.#pieces[0]; first && this.#pieces.length > 1; first = this.#pieces[0]) {
      if (first.tStop > this.#now - reach && this.#spikes <= mostSpikes) return;
      this.#spikes -= first.length;
      this.#pieces.shift();
    }
  }

  /** Bins of long ago make room for new ones, up to this one. */
  #enter(last: number): void {
    for (let index = Math.max(this.#entered + 1, last - reach + 1); index <= last; index++)
      this.#counts.E[index % reach] = this.#counts.I[index % reach] = 0;
    this.#entered = Math.max(this.#entered, last);
  }

  #bins(first: number, end: number): { countsE: Float64Array; countsI: Float64Array } {
    const begin = Math.max(first, end - reach + 1);
    const take = (counts: Float64Array): Float64Array =>
      Float64Array.from(
        { length: Math.max(0, end - begin) },
        (_, k) => counts[(begin + k) % reach] as number,
      );
    return { countsE: take(this.#counts.E), countsI: take(this.#counts.I) };
  }
}
